"""settlements and resolutions: a txid ends by the HSM's record, or is asked about."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bank_server.contract.message import Balance
from bank_server.contract.operations import ResolutionState, SettlementState
from bank_server.contract.problems import ProblemCode
from bank_server.contract.settlements import (
    ResolutionReply,
    ResolutionRequest,
    SettlementReply,
    SettlementRequest,
)
from bank_server.domain.people import WorkItem, WorkKind
from bank_server.domain.transactions import Settlement, SettleResult
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.device_keys import NotProvisioned, receipt_mac_key
from bank_server.service.outcome import Refusal
from bank_server.service.parts import BankParts, atm_name
from bank_server.service.replies import first_reply_parsed
from hardware.crypto import record
from hardware.crypto.record import Record, RecordInvalid, RecordKind

WHAT: Final = "settlement"
ENDED: Final = frozenset({ResolutionState.DONE, ResolutionState.DECLINED})

_REFUSALS: Final = MappingProxyType[SettleResult, Refusal](
    {
        SettleResult.RECEIPT_INVALID: Refusal(
            ProblemCode.RECEIPT_INVALID, "receipt does not fit this transaction"
        ),
        SettleResult.SETTLED_DIFFERENTLY: Refusal(
            ProblemCode.SETTLED_DIFFERENTLY, "another receipt settled this transaction"
        ),
        SettleResult.IN_PROGRESS: Refusal(
            ProblemCode.IN_PROGRESS, "this transaction is being worked on"
        ),
        SettleResult.ATM_UNKNOWN: Refusal(ProblemCode.ATM_UNKNOWN, "this ATM is not known"),
    }
)
_ALARMS: Final = frozenset({SettleResult.RECEIPT_INVALID, SettleResult.SETTLED_DIFFERENTLY})


class Settlements:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts) -> None:
        self._parts = parts

    def settle(self, atm_id: str, request: SettlementRequest) -> SettlementReply | Refusal:
        """The receipt's effect, once, however often it comes."""
        receipt = self._genuine(atm_id, request)
        if isinstance(receipt, Refusal):
            return self._refused(atm_id, request.txid, receipt)
        parts = self._parts
        settled = parts.store.transactions.settle(request.txid, atm_id, receipt, parts.now_ms())
        if settled.result in _REFUSALS:
            if settled.result in _ALARMS:
                self._alarm(atm_id, request.txid, settled.result.value)
            return self._refused(atm_id, request.txid, _REFUSALS[settled.result])
        return self._acknowledged(atm_id, request.txid, settled)

    def resolve(self, atm_id: str, request: ResolutionRequest) -> ResolutionReply | Refusal:
        """What became of a txid; one that nobody knows is void from now on."""
        parts = self._parts
        resolution = parts.store.transactions.resolve(request.txid, atm_id, parts.now_ms())
        reply = None
        if resolution.state in ENDED:
            reply = first_reply_parsed(parts.sealer, resolution.transaction)
        state = resolution.state
        entry = AuditEntry(
            atm_name(atm_id), "resolution", AuditOutcome.DONE, request.txid, None, state.value
        )
        parts.audit.append(entry)
        return ResolutionReply(state=state, reply=reply)

    def _genuine(self, atm_id: str, request: SettlementRequest) -> Record | Refusal:
        """The FINAL record, if this ATM's HSM made it; else an alarm."""
        parts = self._parts
        atm = parts.store.terminals.atm(atm_id)
        if atm is None:
            return _REFUSALS[SettleResult.ATM_UNKNOWN]
        try:
            with receipt_mac_key(parts.sealer, atm) as key:
                receipt = record.verify(bytes.fromhex(request.receipt), key)
        except (RecordInvalid, NotProvisioned):
            receipt = None
        if receipt is None or receipt.kind is not RecordKind.FINAL or str(receipt.hsm) != atm_id:
            note = "a receipt is not a FINAL record of this HSM"
            item = WorkItem(WorkKind.RECEIPT_INVALID, atm_id, request.txid, note)
            parts.store.staff.report(item, parts.now_ms())
            self._alarm(atm_id, request.txid, "receipt-not-genuine")
            return _REFUSALS[SettleResult.RECEIPT_INVALID]
        return receipt

    def _acknowledged(self, atm_id: str, txid: str, settled: Settlement) -> SettlementReply:
        assert settled.state is not None, "a settlement has a state"
        assert settled.amount is not None, "a settlement has an amount"
        if settled.result is SettleResult.SETTLED:
            outcome = AuditOutcome.DONE
            if settled.state is SettlementState.SUSPENSE:
                self._parts.log.warning("alarm", what=WHAT, where=atm_name(atm_id), txid=txid)
                outcome = AuditOutcome.ALARM
            state = settled.state.value
            entry = AuditEntry(atm_name(atm_id), WHAT, outcome, txid, None, state)
            self._parts.audit.append(entry)
        return SettlementReply(state=settled.state, amount=Balance.of(settled.amount))

    def _alarm(self, atm_id: str, txid: str, reason: str) -> None:
        self._parts.alarm(atm_name(atm_id), WHAT, reason, txid=txid)

    def _refused(self, atm_id: str, txid: str, refusal: Refusal) -> Refusal:
        return self._parts.refused(atm_name(atm_id), WHAT, refusal, txid=txid)
