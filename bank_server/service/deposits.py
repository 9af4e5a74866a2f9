"""deposit-results: what became of an envelope is written down, once."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bank_server.contract.deposit_results import DepositResultReply, DepositResultRequest
from bank_server.contract.problems import ProblemCode
from bank_server.domain.deposits import ReportResult
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.group import Group, together
from bank_server.service.outcome import Refusal
from bank_server.service.parts import BankParts, atm_name

WHAT: Final = "deposit-result"

_REFUSALS: Final = MappingProxyType[ReportResult, Refusal](
    {
        ReportResult.SETTLED_DIFFERENTLY: Refusal(
            ProblemCode.SETTLED_DIFFERENTLY, "another result of this envelope was reported"
        ),
        ReportResult.DEPOSIT_UNKNOWN: Refusal(
            ProblemCode.DEPOSIT_UNKNOWN, "no deposit was approved under this txid"
        ),
        ReportResult.IN_PROGRESS: Refusal(
            ProblemCode.IN_PROGRESS, "this transaction is being worked on"
        ),
    }
)
assert _REFUSALS.keys() | {ReportResult.BOOKED, ReportResult.SAME} == set(ReportResult)


class Deposits:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts) -> None:
        self._parts = parts

    def report(self, atm_id: str, request: DepositResultRequest) -> DepositResultReply | Refusal:
        """The report's effect, once, however often it comes."""
        return together(self._parts, lambda group: self._report(group, atm_id, request))

    def _report(
        self, group: Group, atm_id: str, request: DepositResultRequest
    ) -> DepositResultReply | Refusal:
        who, txid = atm_name(atm_id), request.txid
        now_ms = self._parts.now_ms()
        came = group.store.deposits.report(txid, atm_id, request.envelope, request.number, now_ms)
        for alarm in came.alarms:
            group.alarm(who, WHAT, alarm.value, txid=txid)
        if came.result in _REFUSALS:
            return group.refused(who, WHAT, _REFUSALS[came.result], txid=txid)
        assert came.state is not None, "what is booked has an answer"
        if came.result is ReportResult.BOOKED:
            state = came.state.value
            group.note(AuditEntry(who, WHAT, AuditOutcome.DONE, txid, None, state))
        return DepositResultReply(state=came.state)
