"""What the HSM does for a technician: new loads, a test pick, and the texts of single notes.

Source: docs/protocols.md, section 4.
"""

from __future__ import annotations

from hardware.crypto.record import TxnOutcome
from hardware.emulators.bill_file import BillFile
from hardware.emulators.dispenser import Dispenser
from hardware.emulators.hsm_cash import need_closed_door, need_rest
from hardware.emulators.hsm_state import Canister, Stage
from hardware.emulators.serial_device import Refusal
from hardware.emulators.vault import NO_TICKET, Vault
from hardware.protocol.fields import NO_ID
from hardware.protocol.hsm import LoadRequest, TestRequest
from hardware.protocol.hsm_notes import (
    NOTES_PER_MESSAGE_MAX,
    NotesGetRequest,
    NotesPutRequest,
    NotesReply,
)
from hardware.status import Status


class ServiceOperations:
    """The HSM's commands 15 to 18. Each raises Refusal before anything moves or is stored."""

    def __init__(self, vault: Vault, dispenser: Dispenser, bills: BillFile) -> None:
        self._vault = vault
        self._dispenser = dispenser
        self._bills = bills

    def load(self, wanted: LoadRequest) -> bytes:
        if wanted.canister not in self._vault.works.fitted:
            raise Refusal(Status.CANISTER)
        canister = self._vault.state.canister(wanted.canister)
        if canister.load_id == wanted.load_id:
            return canister.load_record
        need_rest(self._vault)
        if not self._vault.works.safe_door_was_opened:
            raise Refusal(Status.DOOR_NOT_OPENED)
        if wanted.load != canister.load + 1:
            raise Refusal(Status.VALUE)
        loaded = Canister(
            load=wanted.load, left=wanted.count, load_id=wanted.load_id, is_fresh=True
        )
        # The technician has put in what he typed. His hands were quicker than the memory: if
        # power fails in between, the notes are there and the load is typed again.
        self._vault.works.fill(wanted.canister, wanted.count)
        self._vault.power.moment("filled")
        self._vault.state.canisters[wanted.canister] = loaded
        loaded.load_record = self._vault.load_record(
            wanted.load_id,
            wanted.canister,
            picked=canister.picked_total,
            rejected=canister.rejected_total,
        )
        self._vault.store()
        self._vault.power.moment("loaded")
        return loaded.load_record

    def test(self, wanted: TestRequest) -> bytes:
        if wanted.txid == NO_ID:
            raise Refusal(Status.VALUE)
        cur = self._vault.state.cur
        if cur is not None and cur.stage is Stage.FINAL and cur.txid == wanted.txid:
            raise Refusal(Status.TXN_FINAL)
        need_rest(self._vault)
        if not self._vault.works.safe_door_was_opened:
            raise Refusal(Status.DOOR_NOT_OPENED)
        need_closed_door(self._vault)
        test = self._vault.new_transaction(wanted.txid, NO_TICKET)
        line = test.line(wanted.canister)
        if line is None:
            raise Refusal(Status.CANISTER)
        if self._vault.state.canister(wanted.canister).left == 0:
            raise Refusal(Status.TOO_MANY)
        line.wanted, test.is_test = 1, True
        self._vault.state.cur = test
        self._dispenser.pick(test)
        return self._vault.current_record(test)

    def notes_put(self, wanted: NotesPutRequest) -> None:
        if wanted.canister not in self._vault.works.fitted:
            raise Refusal(Status.CANISTER)
        canister = self._vault.state.canister(wanted.canister)
        if not canister.is_fresh:
            raise Refusal(Status.WRONG_STATE)
        if wanted.index + len(wanted.notes) > canister.left:
            raise Refusal(Status.VALUE)
        if not self._bills.put(wanted.canister, canister.load, wanted.index, wanted.notes):
            raise Refusal(Status.VALUE)

    def notes_get(self, wanted: NotesGetRequest) -> NotesReply:
        cur = self._vault.state.cur
        if cur is None or cur.txid != wanted.txid:
            raise Refusal(Status.TXN_NOT_CURRENT)
        if cur.outcome not in {TxnOutcome.TAKEN, TxnOutcome.RETRACTED}:
            raise Refusal(Status.WRONG_STATE)
        line = cur.line(wanted.canister)
        if line is None:
            raise Refusal(Status.CANISTER)
        shown = line.stacked[wanted.offset : wanted.offset + NOTES_PER_MESSAGE_MAX]
        texts = (self._bills.text(line.canister, line.load, number) for number in shown)
        return NotesReply(tuple(texts))
