"""The HSM's state, its keys and its notes in one place, and every record made from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final
from uuid import UUID

from hardware.crypto.device_keys import KeyName, subkey
from hardware.crypto.record import (
    LineFlag,
    Record,
    RecordKind,
    RecordLine,
    TxnOutcome,
    sealed_bytes,
)
from hardware.crypto.secret import Secret
from hardware.crypto.voucher import TICKET_SIZE
from hardware.emulators.hsm_state import HsmState, Line, Stage, Transaction
from hardware.emulators.notes import NoteWorks
from hardware.emulators.power import Power

NO_TICKET: Final = bytes(TICKET_SIZE)
_NO_FLAGS: Final = LineFlag(0)

_KIND_BY_STAGE: Final = {
    Stage.PICKING: RecordKind.PICKING,
    Stage.STACKED: RecordKind.STACKED,
    Stage.PRESENTED: RecordKind.PRESENTED,
    Stage.RETRACTING: RecordKind.PRESENTED,
}


class Vault:
    """What the HSM's operations, its motion and its start share.

    store: writes the whole memory; returns when it would survive power loss.
    """

    def __init__(
        self,
        state: HsmState,
        works: NoteWorks,
        power: Power,
        *,
        store: Callable[[], None],
    ) -> None:
        self.state = state
        self.works = works
        self.power = power
        self.store = store
        self.hsm = UUID(int=0)
        self._aes_key: Secret | None = None
        self._subkeys: dict[KeyName, Secret] = {}

    def use_key(self, uuid: UUID, aes_key: Secret) -> None:
        self.hsm, self._aes_key = uuid, aes_key
        self._subkeys.clear()

    def key(self, name: KeyName) -> Secret:
        assert self._aes_key is not None, "work is refused before the device has its key"
        if name not in self._subkeys:
            self._subkeys[name] = subkey(self._aes_key, name)
        return self._subkeys[name]

    def new_transaction(self, txid: bytes, ticket: bytes) -> Transaction:
        """One about every canister that is fitted now; not yet the current one."""
        base = self.works.reject_sheet_count()
        lines = [Line(number, self.state.canister(number).load) for number in self.works.fitted]
        return Transaction(txid, ticket, lines, reject_base=-1 if base is None else base)

    def current_record(self, cur: Transaction) -> bytes:
        """The record of the transaction as it is now; frozen bytes where the rules freeze them."""
        if cur.stage in {Stage.OPEN, Stage.FINAL}:
            return cur.frozen
        return self._transaction_record(cur, _KIND_BY_STAGE[cur.stage])

    def freeze_open(self, cur: Transaction) -> None:
        cur.frozen = self._transaction_record(cur, RecordKind.OPEN)

    def finish(self, cur: Transaction, outcome: TxnOutcome) -> None:
        """Make the FINAL record and keep it. The lines must say by now what happened."""
        assert cur.stage is not Stage.FINAL
        for line in cur.lines:
            canister = self.state.canister(line.canister)
            canister.picked_total += line.picked
            canister.rejected_total += line.rejected
        cur.stage, cur.outcome, cur.marked = Stage.FINAL, outcome, 0
        cur.frozen = self._transaction_record(cur, RecordKind.FINAL)
        self.store()
        self.power.moment("final")

    def status_record(self, nonce: bytes) -> bytes:
        lines = [self._bare_line(canister) for canister in self.works.fitted]
        return self._sealed(RecordKind.STATUS, nonce, NO_TICKET, TxnOutcome.NONE, lines)

    def load_record(self, load_id: bytes, loaded: int, *, picked: int, rejected: int) -> bytes:
        """picked, rejected: the closing totals of the loaded canister's former load."""
        lines = [
            self._bare_line(canister)
            if canister != loaded
            else self._bare_line(canister, flags=LineFlag.LOADED, picked=picked, rejected=rejected)
            for canister in self.works.fitted
        ]
        return self._sealed(RecordKind.LOAD, load_id, NO_TICKET, TxnOutcome.NONE, lines)

    def _transaction_record(self, cur: Transaction, kind: RecordKind) -> bytes:
        lines = [self._line(cur, line) for line in cur.lines]
        return self._sealed(kind, cur.txid, cur.ticket, cur.outcome, lines)

    def _sealed(
        self,
        kind: RecordKind,
        txid: bytes,
        ticket: bytes,
        outcome: TxnOutcome,
        lines: Iterable[RecordLine],
    ) -> bytes:
        record = Record(kind, self.hsm, txid, ticket, outcome, tuple(lines))
        return sealed_bytes(record, self.key(KeyName.RECEIPT_MAC))

    def _line(self, cur: Transaction, line: Line) -> RecordLine:
        canister = self.state.canister(line.canister)
        is_counted = cur.stage not in {Stage.OPEN, Stage.PICKING} and not cur.is_test
        flags = self._flags(line.canister)
        if is_counted and len(line.stacked) < line.wanted:
            flags |= LineFlag.SHORT
        if line.is_uncertain:
            flags |= LineFlag.NOTES_UNKNOWN
        return RecordLine(
            canister=line.canister,
            flags=flags,
            load=line.load,
            next=canister.next,
            left=canister.left,
            picked=line.picked,
            rejected=line.rejected,
            presented=line.presented,
            retracted=line.retracted,
        )

    def _bare_line(
        self, number: int, *, flags: LineFlag = _NO_FLAGS, picked: int = 0, rejected: int = 0
    ) -> RecordLine:
        canister = self.state.canister(number)
        return RecordLine(
            canister=number,
            flags=flags | self._flags(number),
            load=canister.load,
            next=canister.next,
            left=canister.left,
            picked=picked,
            rejected=rejected,
            presented=0,
            retracted=0,
        )

    def _flags(self, canister: int) -> LineFlag:
        flags = _NO_FLAGS
        if self.state.canister(canister).left == 0 or self.works.is_empty(canister):
            flags |= LineFlag.EMPTY
        if self.works.is_jammed(canister):
            flags |= LineFlag.FAULT
        return flags
