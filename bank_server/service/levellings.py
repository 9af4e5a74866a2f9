"""levellings: an ATM proves that a bank restored from a backup knows of all its notes again."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bank_server.contract.levellings import LevellingReply, LevellingRequest
from bank_server.contract.problems import ProblemCode
from bank_server.domain.restoration import LevelResult
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.device_keys import NotProvisioned, receipt_mac_key
from bank_server.service.group import Group, together
from bank_server.service.outcome import Refusal
from bank_server.service.parts import BankParts, atm_name
from hardware.crypto import record
from hardware.crypto.record import RecordInvalid

WHAT: Final = "levelling"

_REFUSALS: Final = MappingProxyType[LevelResult, Refusal](
    {
        LevelResult.RECORD_INVALID: Refusal(
            ProblemCode.RECEIPT_INVALID, "status is not this HSM's record for this restoration"
        ),
        LevelResult.OTHER: Refusal(ProblemCode.NOT_FOUND, "no such restoration is open"),
        LevelResult.ATM_UNKNOWN: Refusal(ProblemCode.ATM_UNKNOWN, "this ATM is not known"),
    }
)


class Levellings:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts) -> None:
        self._parts = parts

    def level(self, atm_id: str, request: LevellingRequest) -> LevellingReply | Refusal:
        """Repeatable; a record that is not genuine is an alarm."""
        return together(self._parts, lambda group: self._level(group, atm_id, request))

    def _level(
        self, group: Group, atm_id: str, request: LevellingRequest
    ) -> LevellingReply | Refusal:
        who, result = atm_name(atm_id), self._result(group, atm_id, request)
        if result in _REFUSALS:
            if result is LevelResult.RECORD_INVALID:
                group.alarm(who, WHAT, result.value)
            return group.refused(who, WHAT, _REFUSALS[result])
        outcome = AuditOutcome.DONE
        if result is LevelResult.BEHIND:
            log, outcome = self._parts.log, AuditOutcome.ALARM
            group.afterwards(lambda: log.warning("alarm", what=WHAT, where=who))
        group.note(AuditEntry(who, WHAT, outcome, None, request.restoration, result.value))
        return LevellingReply(is_level=result is LevelResult.LEVEL)

    def _result(self, group: Group, atm_id: str, request: LevellingRequest) -> LevelResult:
        atm = group.store.terminals.atm(atm_id)
        if atm is None:
            return LevelResult.ATM_UNKNOWN
        try:
            with receipt_mac_key(self._parts.sealer, atm) as key:
                status = record.verify(bytes.fromhex(request.status), key)
        except (RecordInvalid, NotProvisioned):
            return LevelResult.RECORD_INVALID
        now_ms = self._parts.now_ms()
        return group.store.restorations.level(atm_id, request.restoration, status, now_ms)
