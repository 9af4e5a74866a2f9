"""The HSM of the measured bank's ATM: it counts notes and seals records, and nothing moves."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from uuid import UUID

from hardware.crypto import record
from hardware.crypto.device_keys import KeyName, subkey
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
from hardware.crypto.secret import Secret

CANISTERS: Final[Mapping[int, int]] = MappingProxyType({1: 1_000, 2: 2_000})  # minor units a note
LOADED: Final = 10_000
LOAD: Final = 1
NO_TXID: Final = bytes(16)


class MeasuredHsm:
    def __init__(self, uuid: UUID, key: Secret) -> None:
        self._uuid = uuid
        self._mac_key = subkey(key, KeyName.RECEIPT_MAC)
        self._next = dict.fromkeys(CANISTERS, 0)
        self._loads = dict.fromkeys(CANISTERS, 0)
        self._ticket = NO_TXID

    def load(self, canister: int, count: int) -> Record:
        """The canister has been filled for the first time."""
        assert count == LOADED, "what is left is counted from there"
        self._loads[canister] = LOAD
        return self._sealed(RecordKind.LOAD, os.urandom(16), NO_TXID, loaded=canister)

    def open(self, txid: str) -> str:
        self._ticket = os.urandom(16)
        return self._sealed(RecordKind.OPEN, bytes.fromhex(txid), self._ticket).encode().hex()

    def taken(self, txid: str, notes: Mapping[int, int]) -> str:
        """The FINAL record of notes that crossed the shutter and were taken."""
        for canister, count in notes.items():
            self._next[canister] += count
        raw = bytes.fromhex(txid)
        final = self._sealed(RecordKind.FINAL, raw, self._ticket, TxnOutcome.TAKEN, notes)
        return final.encode().hex()

    def _sealed(
        self,
        kind: RecordKind,
        txid: bytes,
        ticket: bytes,
        outcome: TxnOutcome = TxnOutcome.NONE,
        given: Mapping[int, int] = MappingProxyType({}),
        *,
        loaded: int | None = None,
    ) -> Record:
        lines = tuple(
            RecordLine(
                canister,
                LineFlag.LOADED if canister == loaded else LineFlag(0),
                load,
                self._next[canister],
                LOADED - self._next[canister] if load else 0,
                given.get(canister, 0),
                0,
                given.get(canister, 0),
                0,
            )
            for canister, load in self._loads.items()
        )
        return record.seal(Record(kind, self._uuid, txid, ticket, outcome, lines), self._mac_key)
