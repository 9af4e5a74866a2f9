"""Tells the bank of each close of balancing, oldest first, until it has answered.

A close says what the HSM had at its moment, and the bank compares it with what it knows now. So it
is told before any load that came after it, and no customer is served in between.

What is told stands in the journal's BALANCE_CLOSE, so a restart tells the same.
Source: docs/protocols.md, section 6 (balancings).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from bank_server.contract import BalancingReply, BalancingRequest, ProblemCode
from kiosk.bank.errors import BankRefused
from kiosk.devices.results import Done, NotDone, Result
from kiosk.journal.entry import Out
from kiosk.journal.events import BalanceClose, BalanceTold
from kiosk.money.again import Again
from kiosk.money.ports import Ports
from kiosk.runtime.loop import Action
from kiosk.visits.balance_request import close, without_counts
from kiosk.visits.supervision import Supervision

RETRY_S: Final = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
UNTOLD_MAX: Final = 8  # then nobody closes before the bank has answered

Heard = Callable[[BalanceTold | None], None]


class BalanceReport:
    """Lives in the core thread."""

    def __init__(self, ports: Ports, supervision: Supervision, told: Action) -> None:
        """told: none is untold any more."""
        self._all_told = told
        self._ports = ports
        self._supervision = supervision
        self._untold: deque[BalanceClose] = deque()
        self._heard: Heard | None = None
        self._is_telling = False
        self._tries = 0
        self._again = Again(ports.loop)

    @property
    def untold(self) -> int:
        """Closes that the bank has not answered to."""
        return len(self._untold)

    def start(self, untold: tuple[BalanceClose, ...]) -> None:
        """What the journal holds of before this run."""
        self._untold.extend(untold)
        self._note()

    def keep(self, closed: BalanceClose, heard: Heard) -> None:
        """To be told. heard: once, what came of the first try; None if nothing did yet."""
        self._untold.append(closed)
        self._note()
        self._tries = 0
        self._heard = heard
        self.hurry()
        if not self._is_telling:
            self._say(None)

    def hurry(self) -> None:
        """The link is back, or staff want it now."""
        self._again.hurry()
        self._tell()

    def _tell(self) -> None:
        """Nothing was open when it was made, so what is open now came later."""
        link_up = self._supervision.conditions.link_up
        if self._untold and not self._is_telling and link_up:
            self._is_telling = True
            closed = self._untold[0]
            request = _request(self._ports, closed)
            if request is None:
                refused = ProblemCode.BAD_REQUEST.value
                self._is_told(BalanceTold(closed.number, "", None, None, refused), Out.FAIL)
            else:
                self._ports.bank.submit(request, lambda result: self._answered(closed, result))

    def _answered(self, closed: BalanceClose, result: Result[BalancingReply]) -> None:
        match result:
            case Done(reply):
                host, off = reply.host_difference, reply.cash_difference
                told = BalanceTold(
                    closed.number,
                    reply.day,
                    None if host is None else host.money,
                    None if off is None else off.money,
                    "",
                )
                self._is_told(told, Out.OK)
            case NotDone(BankRefused(code=ProblemCode.ATM_BUSY)):
                self._later()  # it waits for a transaction that this machine has not settled
            case NotDone(BankRefused() as error) if error.retry_after_s is None:
                told = BalanceTold(closed.number, "", None, None, error.code.value)
                self._is_told(told, Out.FAIL)
            case _:
                self._later()

    def _is_told(self, told: BalanceTold, out: Out) -> None:
        """With the answer on disk it is over; the next start does not tell it again."""

        def end(_seq: int) -> None:
            self._is_telling = False
            self._untold.popleft()
            self._tries = 0
            self._note()
            if not self._untold:
                self._say(told)
                self._all_told()
            self._tell()

        self._ports.write([(told, out)], None, end)

    def _note(self) -> None:
        self._supervision.note(close_untold=bool(self._untold))

    def _later(self) -> None:
        self._is_telling = False
        delay_s = RETRY_S[min(self._tries, len(RETRY_S) - 1)]
        self._tries += 1
        self._again.after(delay_s, self._tell)
        self._say(None)

    def _say(self, told: BalanceTold | None) -> None:
        heard, self._heard = self._heard, None
        if heard is not None:
            heard(told)


def _request(ports: Ports, closed: BalanceClose) -> BalancingRequest | None:
    """None if no bank could read it. One whose numbers it could not is told without them: the bank
    refuses it, and puts it on its work list."""
    for made in (close, without_counts):
        with suppress(ValueError):
            return made(ports.anchor(), closed)
    return None
