"""The HSM's messages; every answer to those of this file is a record.

    op             request                                             reply
    02 STATUS      nonce 16                                            STATUS record
    10 OPEN        txid 16, last 16                                    OPEN record
    11 DISPENSE    txid 16, parts u8, parts x (canister u8, voucher 64) PICKING record
    12 PRESENT     txid 16, seconds u8 (10..120)                       PRESENTED record
    13 CANCEL      txid 16                                             FINAL record
    14 GET         txid 16 (zeros: the current one)                    its current record
    15 LOAD        load_id 16, canister u8, load u32, count u16        LOAD record
    16, 17         see hsm_notes
    18 TEST        txid 16, canister u8                                PICKING record

Source: docs/protocols.md, section 4.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from hardware.crypto.record import Record
from hardware.crypto.voucher import CANISTER_MAX, VOUCHER_SIZE
from hardware.errors import MalformedMessage
from hardware.protocol.fields import (
    ID_SIZE,
    meaning,
    need,
    need_canister,
    need_id,
    need_u16,
    need_u32,
    want_size,
)
from hardware.status import Status

PRESENT_S_MIN: Final = 10
PRESENT_S_MAX: Final = 120

_OPEN: Final = struct.Struct(">16s16s")
_DISPENSE: Final = struct.Struct(">16sB")
_PART: Final = struct.Struct(f">B{VOUCHER_SIZE}s")
_PRESENT: Final = struct.Struct(">16sB")
_LOAD: Final = struct.Struct(">16sBIH")
_TEST: Final = struct.Struct(">16sB")


class HsmOp(IntEnum):
    """The HSM's own commands."""

    OPEN = 0x10
    DISPENSE = 0x11
    PRESENT = 0x12
    CANCEL = 0x13
    GET = 0x14
    LOAD = 0x15
    NOTES_PUT = 0x16
    NOTES_GET = 0x17
    TEST = 0x18


def decode_record(payload: bytes) -> Record:
    """The record that an answer holds; only a holder of its key can say whether it is genuine."""
    with meaning("record"):
        return Record.parse(payload)


@dataclass(frozen=True, slots=True)
class IdRequest:
    """STATUS (a nonce), CANCEL and GET (a txid; zeros in GET mean the current transaction)."""

    id: bytes

    def __post_init__(self) -> None:
        need_id(self.id, "id")

    def encode(self) -> bytes:
        return self.id

    @classmethod
    def decode(cls, payload: bytes) -> IdRequest:
        want_size(payload, ID_SIZE)
        return cls(payload)


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """OPEN. last: ticket of the FINAL record that this kiosk stored last; zeros = none."""

    txid: bytes
    last: bytes

    def __post_init__(self) -> None:
        need_id(self.txid, "txid")
        need_id(self.last, "last")

    def encode(self) -> bytes:
        return _OPEN.pack(self.txid, self.last)

    @classmethod
    def decode(cls, payload: bytes) -> OpenRequest:
        want_size(payload, _OPEN.size)
        return cls(*_OPEN.unpack(payload))


@dataclass(frozen=True, slots=True)
class DispensePart:
    """One canister's voucher."""

    canister: int
    voucher: bytes = field(repr=False)

    def __post_init__(self) -> None:
        need_canister(self.canister)
        need(len(self.voucher) == VOUCHER_SIZE, "voucher is not 64 bytes")


@dataclass(frozen=True, slots=True)
class DispenseRequest:
    """DISPENSE. The order of the canisters is for the HSM to judge, as all else in a voucher."""

    txid: bytes
    parts: tuple[DispensePart, ...]

    def __post_init__(self) -> None:
        need_id(self.txid, "txid")
        need(1 <= len(self.parts) <= CANISTER_MAX, "the number of parts is out of range")

    def encode(self) -> bytes:
        parts = b"".join(_PART.pack(part.canister, part.voucher) for part in self.parts)
        return _DISPENSE.pack(self.txid, len(self.parts)) + parts

    @classmethod
    def decode(cls, payload: bytes) -> DispenseRequest:
        if len(payload) < _DISPENSE.size:
            raise MalformedMessage("the payload has another size", Status.LENGTH)
        txid, count = _DISPENSE.unpack_from(payload)
        want_size(payload, _DISPENSE.size + count * _PART.size)
        with meaning("DISPENSE"):
            parts = (DispensePart(*raw) for raw in _PART.iter_unpack(payload[_DISPENSE.size :]))
            return cls(txid, tuple(parts))


@dataclass(frozen=True, slots=True)
class PresentRequest:
    """PRESENT. seconds: how long the customer has, before the notes go back."""

    txid: bytes
    seconds: int

    def __post_init__(self) -> None:
        need_id(self.txid, "txid")
        need(PRESENT_S_MIN <= self.seconds <= PRESENT_S_MAX, "seconds is out of range")

    def encode(self) -> bytes:
        return _PRESENT.pack(self.txid, self.seconds)

    @classmethod
    def decode(cls, payload: bytes) -> PresentRequest:
        want_size(payload, _PRESENT.size)
        with meaning("PRESENT"):
            return cls(*_PRESENT.unpack(payload))


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """LOAD. load: the canister's load number plus one; count: notes put in."""

    load_id: bytes
    canister: int
    load: int
    count: int

    def __post_init__(self) -> None:
        need_id(self.load_id, "load_id")
        need_canister(self.canister)
        need_u32(self.load, "load")
        need_u16(self.count, "count")

    def encode(self) -> bytes:
        return _LOAD.pack(self.load_id, self.canister, self.load, self.count)

    @classmethod
    def decode(cls, payload: bytes) -> LoadRequest:
        want_size(payload, _LOAD.size)
        with meaning("LOAD"):
            return cls(*_LOAD.unpack(payload))


@dataclass(frozen=True, slots=True)
class TestRequest:
    """TEST: one note of this canister to the reject bin."""

    __test__ = False  # not one of pytest's

    txid: bytes
    canister: int

    def __post_init__(self) -> None:
        need_id(self.txid, "txid")
        need_canister(self.canister)

    def encode(self) -> bytes:
        return _TEST.pack(self.txid, self.canister)

    @classmethod
    def decode(cls, payload: bytes) -> TestRequest:
        want_size(payload, _TEST.size)
        with meaning("TEST"):
            return cls(*_TEST.unpack(payload))
