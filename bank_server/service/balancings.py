"""balancings: an ATM asks what must be in it, and ends a period with what was counted there."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bank_server.contract.balancings import BalancingReply, BalancingRequest
from bank_server.contract.problems import ProblemCode
from bank_server.domain.balancings import Balanced, BalanceResult
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.clock import business_date
from bank_server.service.device_keys import NotProvisioned, receipt_mac_key
from bank_server.service.group import Group, together
from bank_server.service.outcome import Refusal
from bank_server.service.parts import BankParts, atm_name
from hardware.crypto import record
from hardware.crypto.record import Record, RecordInvalid

WHAT: Final = "balancing"
TRIAL: Final = "balancing-trial"

_REFUSALS: Final = MappingProxyType[BalanceResult, Refusal](
    {
        BalanceResult.CONFLICT: Refusal(
            ProblemCode.TXID_CONFLICT, "this id was used for another close"
        ),
        BalanceResult.ATM_UNKNOWN: Refusal(ProblemCode.ATM_UNKNOWN, "this ATM is not known"),
        BalanceResult.RECORD_INVALID: Refusal(
            ProblemCode.RECEIPT_INVALID, "status is not this HSM's record for this balancing"
        ),
        BalanceResult.UNCLEAR: Refusal(
            ProblemCode.BAD_REQUEST,
            "machine or counted names a canister or filling that this ATM has not, or too many "
            "notes",
        ),
        BalanceResult.LEVELLING: Refusal(
            ProblemCode.LEVELLING, "this ATM has not told a restored bank everything yet", 10
        ),
        BalanceResult.ATM_BUSY: Refusal(ProblemCode.ATM_BUSY, "settle the open transaction first"),
        BalanceResult.COUNTERS_DIFFER: Refusal(
            ProblemCode.COUNTERS_DIFFER, "the HSM has counted notes that the bank was not told of"
        ),
        BalanceResult.NOT_COUNTED: Refusal(
            ProblemCode.BAD_REQUEST, "counted leaves out a filling that is in the machine"
        ),
        BalanceResult.TOO_MANY: Refusal(
            ProblemCode.RATE, "this ATM was closed too often on this business day", 60
        ),
        BalanceResult.TOO_MANY_REFUSED: Refusal(
            ProblemCode.RATE, "people have to end the closes that were refused before", 60
        ),
    }
)
_ANSWERED: Final = {BalanceResult.TRIED, BalanceResult.CLOSED, BalanceResult.SAME}
assert _REFUSALS.keys() | _ANSWERED == set(BalanceResult)


class Balancings:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts) -> None:
        self._parts = parts

    def balance(self, atm_id: str, request: BalancingRequest) -> BalancingReply | Refusal:
        """A trial changes nothing. A close has its effect once, however often it comes."""
        return together(self._parts, lambda group: self._balance(group, atm_id, request))

    def _balance(
        self, group: Group, atm_id: str, request: BalancingRequest
    ) -> BalancingReply | Refusal:
        who, came = atm_name(atm_id), self._balanced(group, atm_id, request)
        if came.result in _REFUSALS:
            if came.result is BalanceResult.RECORD_INVALID:
                group.alarm(who, WHAT, came.result.value)
            return group.refused(who, WHAT, _REFUSALS[came.result])
        assert came.reply is not None, "what is not refused has an answer"
        done = AuditOutcome.DONE
        if came.result is BalanceResult.TRIED:
            group.note(AuditEntry(who, TRIAL, done))
        if came.result is BalanceResult.CLOSED:
            found = " ".join(each.kind.value for each in came.work) or None
            group.note(AuditEntry(who, WHAT, done, None, request.id, found))
        return came.reply

    def _balanced(self, group: Group, atm_id: str, request: BalancingRequest) -> Balanced:
        parts = self._parts
        atm = group.store.terminals.atm(atm_id)
        if atm is None:
            return Balanced(BalanceResult.ATM_UNKNOWN)
        status: Record | None
        try:
            with receipt_mac_key(parts.sealer, atm) as key:
                status = record.verify(bytes.fromhex(request.status), key)
        except (RecordInvalid, NotProvisioned):
            status = None
        now_ms = parts.now_ms()
        day = business_date(now_ms, parts.zone, parts.day_ends_minute)
        return group.store.balancings.balance(atm_id, request, status, day, now_ms)
