"""What can go wrong when talking to the bank.

    BankError
    ├── BankRefused        the bank answered with a problem; see .code
    └── BankUnreachable    no usable answer; see .outcome

Neither ever holds a body or a value: requests carry PIN blocks and answers of cards.
"""

from __future__ import annotations

from bank_server.contract import ProblemCode
from hardware.errors import Outcome


class BankError(Exception):
    """`outcome` is the question to ask before anything else."""

    @property
    def outcome(self) -> Outcome:
        return Outcome.UNKNOWN


class BankRefused(BankError):
    """The bank understood and refused.

    Attributes:
        code: which problem.
        retry_after_s: when to come again, if the bank said so.
        incident: what the bank's log calls it, or "".
    """

    def __init__(
        self, code: ProblemCode, *, retry_after_s: int | None = None, incident: str = ""
    ) -> None:
        super().__init__(code.value)
        self.code = code
        self.retry_after_s = retry_after_s
        self.incident = incident

    @property
    def outcome(self) -> Outcome:
        """NOT_DONE, but for a request that the bank is still working on or broke down over."""
        if self.code in {ProblemCode.IN_PROGRESS, ProblemCode.INTERNAL}:
            return Outcome.UNKNOWN
        return Outcome.NOT_DONE


class BankUnreachable(BankError):
    """No usable answer: no connection, cut, too late, or not of the contract.

    NOT_DONE only if no byte of the request has left this machine.
    """

    def __init__(self, reason: str, outcome: Outcome) -> None:
        super().__init__(reason)
        self.reason = reason
        self._outcome = outcome

    @property
    def outcome(self) -> Outcome:
        return self._outcome
