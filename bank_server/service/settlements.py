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
from bank_server.domain.transactions import Settlement, SettleResult, Transaction
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.device_keys import NotProvisioned, receipt_mac_key
from bank_server.service.group import Group, together
from bank_server.service.hold_copies import opened_copy
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
        SettleResult.LEVELLING: Refusal(
            ProblemCode.LEVELLING, "the account waits for what other ATMs have to tell", 10
        ),
    }
)
_ALARMS: Final = frozenset({SettleResult.RECEIPT_INVALID, SettleResult.SETTLED_DIFFERENTLY})


class Settlements:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts) -> None:
        self._parts = parts
        self._since_ms = parts.now_ms()

    def settle(self, atm_id: str, request: SettlementRequest) -> SettlementReply | Refusal:
        """The receipt's effect, once, however often it comes."""
        return together(self._parts, lambda group: self._settle(group, atm_id, request))

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

    def _settle(
        self, group: Group, atm_id: str, request: SettlementRequest
    ) -> SettlementReply | Refusal:
        who, txid = atm_name(atm_id), request.txid
        receipt = self._genuine(group, atm_id, request)
        if isinstance(receipt, Refusal):
            return group.refused(who, WHAT, receipt, txid=txid)
        now_ms, copy = self._parts.now_ms(), None
        if request.hold_copy is not None:
            copy = self._copy(group, atm_id, request, request.hold_copy)
        settled = group.store.transactions.settle(
            txid, atm_id, receipt, now_ms, copy, self._since_ms
        )
        if settled.result in _REFUSALS:
            if settled.result in _ALARMS:
                group.alarm(who, WHAT, settled.result.value, txid=txid)
            return group.refused(who, WHAT, _REFUSALS[settled.result], txid=txid)
        return self._acknowledged(group, who, txid, settled)

    def _genuine(self, group: Group, atm_id: str, request: SettlementRequest) -> Record | Refusal:
        """The FINAL record, if this ATM's HSM made it; else an alarm."""
        parts = self._parts
        atm = group.store.terminals.atm(atm_id)
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
            group.store.staff.report(item, parts.now_ms())
            group.alarm(atm_name(atm_id), WHAT, "receipt-not-genuine", txid=request.txid)
            return _REFUSALS[SettleResult.RECEIPT_INVALID]
        return receipt

    def _copy(
        self, group: Group, atm_id: str, request: SettlementRequest, text: str
    ) -> Transaction | None:
        """A copy that is none is an alarm, and the receipt counts without it."""
        sealer, boot_id = self._parts.sealer, group.store.boot_id
        copy = opened_copy(sealer, text, request.txid, atm_id, boot_id)
        if copy is None:
            group.alarm(atm_name(atm_id), WHAT, "hold-copy-not-genuine", txid=request.txid)
        return copy

    def _acknowledged(
        self, group: Group, who: str, txid: str, settled: Settlement
    ) -> SettlementReply:
        assert settled.state is not None, "a settlement has a state"
        assert settled.amount is not None, "a settlement has an amount"
        if settled.result is SettleResult.SETTLED:
            outcome = AuditOutcome.DONE
            if settled.state is SettlementState.SUSPENSE:
                log = self._parts.log
                group.afterwards(lambda: log.warning("alarm", what=WHAT, where=who, txid=txid))
                outcome = AuditOutcome.ALARM
            state = settled.state.value
            group.note(AuditEntry(who, WHAT, outcome, txid, None, state))
        return SettlementReply(state=settled.state, amount=Balance.of(settled.amount))
