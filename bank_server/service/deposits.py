"""deposit-results: what became of an envelope is written down, once."""

from __future__ import annotations

from bank_server.contract.deposit_results import DepositResultReply, DepositResultRequest
from bank_server.contract.problems import ProblemCode
from bank_server.service.outcome import Refusal
from bank_server.service.parts import BankParts, atm_name


class Deposits:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts) -> None:
        self._parts = parts

    def report(self, atm_id: str, request: DepositResultRequest) -> DepositResultReply | Refusal:
        """No deposit is approved yet, so every report is of none."""
        refusal = Refusal(ProblemCode.DEPOSIT_UNKNOWN, "this deposit was not approved")
        return self._parts.refused(atm_name(atm_id), "deposit", refusal, txid=request.txid)
