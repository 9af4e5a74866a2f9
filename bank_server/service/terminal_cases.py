"""The rest of what an ATM asks: card-deactivations, heartbeats, cash-loads."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bank_server.contract.card_deactivations import (
    CardDeactivationReply,
    CardDeactivationRequest,
)
from bank_server.contract.cash_loads import CashLoadReply, CashLoadRequest
from bank_server.contract.heartbeats import (
    DOOR_ALARM,
    TEST_ALARM,
    HeartbeatReply,
    HeartbeatRequest,
    Restored,
)
from bank_server.contract.operations import DeactivationState
from bank_server.contract.problems import ProblemCode
from bank_server.domain.anchors import is_late, is_rolled_back
from bank_server.domain.terminals import Atm, Beat, Heartbeat, JournalAnchor, KioskRun
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.device_keys import NotProvisioned, receipt_mac_key
from bank_server.service.group import Group, together
from bank_server.service.identifiers import card_hash
from bank_server.service.journals import Journals, plain_anchor
from bank_server.service.outcome import Refusal
from bank_server.service.parts import BankParts, atm_name
from bank_server.store.base import LoadResult
from hardware.crypto import record
from hardware.crypto.record import Record, RecordInvalid, RecordKind

_LOADS: Final = frozenset({RecordKind.LOAD, RecordKind.STATUS})

_LOAD_REFUSALS: Final = MappingProxyType[LoadResult, Refusal](
    {
        LoadResult.ATM_BUSY: Refusal(ProblemCode.ATM_BUSY, "settle the open transaction first"),
        LoadResult.RECORD_INVALID: Refusal(
            ProblemCode.RECEIPT_INVALID, "records are not genuine LOAD or STATUS records"
        ),
        LoadResult.ATM_UNKNOWN: Refusal(ProblemCode.ATM_UNKNOWN, "this ATM is not known"),
    }
)


class TerminalCases:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts, journals: Journals) -> None:
        self._parts = parts
        self._journals = journals
        self._states: dict[str, str] = {}  # last reported; bounded by the number of ATMs
        self._doors: set[str] = set()  # ATMs whose service door is an alarm; bounded likewise

    def deactivate(self, atm_id: str, request: CardDeactivationRequest) -> CardDeactivationReply:
        """Believed only where the bank itself has counted the three tries."""
        parts, card_id = self._parts, card_hash(request.card_id)
        state = parts.store.cards.deactivate(card_id, atm_id, request.txids, parts.now_ms())
        if state is DeactivationState.IGNORED:
            parts.alarm(atm_name(atm_id), "card-deactivation", state.value)
        else:
            parts.done(atm_name(atm_id), "card-deactivation", subject=card_id)
        return CardDeactivationReply(state=state)

    def heartbeat(self, atm_id: str, request: HeartbeatRequest) -> HeartbeatReply | Refusal:
        """The kiosk lives; an anchor that cannot follow the one before, or is not that of the
        entry which is kept, is an alarm, and stops the ATM until two people accept its journal."""
        parts, now_ms = self._parts, self._parts.now_ms()
        heard = self._journals.taken(atm_id)
        beaten = together(parts, lambda group: self._beat(group, atm_id, request, heard))
        if beaten is None:
            return _LOAD_REFUSALS[LoadResult.ATM_UNKNOWN]
        beat, journal_seq = beaten
        if not beat.is_late and self._states.get(atm_id) != request.state.value:
            self._states[atm_id] = request.state.value
            parts.log.info(
                "atm_state",
                atm=atm_id,
                state=request.state.value,
                reason=",".join(request.reasons),
            )
        if not beat.is_late and TEST_ALARM in request.reasons:
            parts.alarm(atm_name(atm_id), "heartbeat", "test-alarm")
        if not beat.is_late:
            self._look_at_door(atm_id, is_alarm=DOOR_ALARM in request.reasons)
        due = beat.restored and Restored(name=beat.restored[0], acked=beat.restored[1])
        return HeartbeatReply(
            time_ms=now_ms, journal_seq=journal_seq, commands=beat.commands, restored=due
        )

    def _look_at_door(self, atm_id: str, *, is_alarm: bool) -> None:
        """Once for each time that it begins; a restarted bank tells it once more."""
        if is_alarm and atm_id not in self._doors:
            self._doors.add(atm_id)
            self._parts.alarm(atm_name(atm_id), "heartbeat", "service-door")
        elif not is_alarm:
            self._doors.discard(atm_id)

    def _beat(
        self,
        group: Group,
        atm_id: str,
        request: HeartbeatRequest,
        heard: tuple[JournalAnchor, ...],
    ) -> tuple[Heartbeat, int] | None:
        """What it came to, and how far the journal is kept."""
        said, atm = request.beat, group.store.terminals.atm(atm_id)
        if atm is None:
            return None
        anchor = plain_anchor(request.anchor)
        issued = [book.key for book in group.store.journals.books(atm_id)]
        count = None if said is None else Beat(KioskRun(said.run, said.number), said.before)
        if is_late(atm, count):
            kept = self._journals.check(group, atm_id, anchor.key, heard)
        elif anchor.key in ("", *issued) and is_rolled_back(atm.anchor, anchor, issued):
            kept = self._journals.check(group, atm_id, anchor.key, ())  # it is stopped below
        else:
            kept = self._journals.check(group, atm_id, anchor.key, (*heard, anchor))
        now_ms = self._parts.now_ms()
        beat = group.store.terminals.heartbeat(atm_id, anchor, now_ms, count)
        assert beat is not None, "the ATM is known"
        if beat.is_new:
            group.alarm(atm_name(atm_id), "heartbeat", "journal-rolled-back")
        return beat, kept

    def load_cash(self, atm_id: str, request: CashLoadRequest) -> CashLoadReply | Refusal:
        """The HSM's counters after people filled it, and where they disagree with the people."""
        parts = self._parts
        atm = parts.store.terminals.atm(atm_id)
        if atm is None:
            return self._refused(atm_id, LoadResult.ATM_UNKNOWN)
        records = self._genuine(atm, request.records)
        if records is None:
            parts.alarm(atm_name(atm_id), "cash-load", "record-not-genuine")
            return self._refused(atm_id, LoadResult.RECORD_INVALID)
        load = parts.store.terminals.load_cash(atm_id, records, request.operator, parts.now_ms())
        if load.result in _LOAD_REFUSALS:
            return self._refused(atm_id, load.result)
        detail = "differs" if load.differences else None
        staff = ",".join(request.staff)
        entry = AuditEntry(
            atm_name(atm_id), "cash-load", AuditOutcome.DONE, None, staff or None, detail
        )
        parts.audit.append(entry)
        return CashLoadReply(differences=load.differences)

    def _genuine(self, atm: Atm, raw: tuple[str, ...]) -> list[Record] | None:
        try:
            with receipt_mac_key(self._parts.sealer, atm) as key:
                records = [record.verify(bytes.fromhex(text), key) for text in raw]
        except (RecordInvalid, NotProvisioned):
            return None
        is_ours = all(each.kind in _LOADS and str(each.hsm) == atm.atm_id for each in records)
        return records if is_ours else None

    def _refused(self, atm_id: str, result: LoadResult) -> Refusal:
        return self._parts.refused(atm_name(atm_id), "cash-load", _LOAD_REFUSALS[result])
