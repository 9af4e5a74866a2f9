"""The cabinet's messages: key switch, doors, lamps, sounds and the envelope slot.

    op              request                                 reply
    02 STATUS       -                                       flags u16, slot u8, slot_txid 16,
                                                            envelope_no u32
    10 SLOT_OPEN    txid 16, seconds u8, print <= 32 ASCII  -
    11 SLOT_CLOSE   -                                       -
    12 LAMP         id u8, on u8                            -
    13 BEEP         tone u8                                 -

Source: docs/protocols.md, section 1.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import Final

from hardware.errors import MalformedMessage
from hardware.protocol.fields import (
    NO_ID,
    meaning,
    need,
    need_id,
    need_u32,
    switch,
    want_size,
)
from hardware.status import Status

PRINT_SIZE_MAX: Final = 32

_STATUS: Final = struct.Struct(">HB16sI")
_SLOT_OPEN: Final = struct.Struct(">16sB")
_LAMP: Final = struct.Struct(">BB")


class CabinetOp(IntEnum):
    """The cabinet's own commands."""

    SLOT_OPEN = 0x10
    SLOT_CLOSE = 0x11
    LAMP = 0x12
    BEEP = 0x13


class CabinetFlag(IntFlag):
    """What the cabinet's switches and sensors say."""

    KEY_ON = 1
    SERVICE_DOOR = 2
    SAFE_DOOR = 4
    HEADPHONES = 8
    BATTERY = 16
    ENVELOPES_FULL = 32


_FLAGS_ALL: Final = sum(CabinetFlag)


class SlotState(IntEnum):
    """What became of the envelope of slot_txid."""

    CLOSED = 0
    WAITING = 1
    ACCEPTED = 2
    REFUSED = 3
    UNKNOWN = 4


class LampId(IntEnum):
    """Which lamp; the pad lights its PIN lamp itself."""

    CARD = 1
    CASH = 2
    RECEIPT = 3
    ENVELOPE = 4
    PIN = 5


class Tone(IntEnum):
    """Which sound."""

    KEY = 1
    REFUSED = 2
    TAKE = 3
    HURRY = 4


@dataclass(frozen=True, slots=True)
class CabinetStatus:
    """slot_txid: zeros before the first SLOT_OPEN; envelope_no: envelopes taken in so far."""

    flags: CabinetFlag
    slot: SlotState = SlotState.CLOSED
    slot_txid: bytes = NO_ID
    envelope_no: int = 0

    def __post_init__(self) -> None:
        need(0 <= self.flags <= _FLAGS_ALL, "flags has an unknown bit")
        need_id(self.slot_txid, "slot_txid")
        need_u32(self.envelope_no, "envelope_no")

    def encode(self) -> bytes:
        return _STATUS.pack(self.flags, self.slot, self.slot_txid, self.envelope_no)

    @classmethod
    def decode(cls, payload: bytes) -> CabinetStatus:
        want_size(payload, _STATUS.size)
        flags, slot, slot_txid, envelope_no = _STATUS.unpack(payload)
        with meaning("STATUS"):
            return cls(CabinetFlag(flags), SlotState(slot), slot_txid, envelope_no)


@dataclass(frozen=True, slots=True)
class SlotOpenRequest:
    """SLOT_OPEN. seconds: how long the slot waits, 1..255; text: printed on the envelope."""

    txid: bytes
    seconds: int
    text: str

    def __post_init__(self) -> None:
        need_id(self.txid, "txid")
        need(1 <= self.seconds <= 255, "seconds is out of range")
        need(len(self.text) <= PRINT_SIZE_MAX, "text is longer than 32")
        need(
            self.text.isascii() and (self.text == "" or self.text.isprintable()),
            "text is not printable ASCII",
        )

    def encode(self) -> bytes:
        return _SLOT_OPEN.pack(self.txid, self.seconds) + self.text.encode("ascii")

    @classmethod
    def decode(cls, payload: bytes) -> SlotOpenRequest:
        if not _SLOT_OPEN.size <= len(payload) <= _SLOT_OPEN.size + PRINT_SIZE_MAX:
            raise MalformedMessage("the payload has another size", Status.LENGTH)
        txid, seconds = _SLOT_OPEN.unpack_from(payload)
        with meaning("SLOT_OPEN"):
            return cls(txid, seconds, payload[_SLOT_OPEN.size :].decode("ascii"))


@dataclass(frozen=True, slots=True)
class LampRequest:
    """LAMP: on or off."""

    lamp: LampId
    on: bool

    def encode(self) -> bytes:
        return _LAMP.pack(self.lamp, self.on)

    @classmethod
    def decode(cls, payload: bytes) -> LampRequest:
        want_size(payload, _LAMP.size)
        lamp, on = _LAMP.unpack(payload)
        with meaning("LAMP"):
            return cls(LampId(lamp), switch(on))


@dataclass(frozen=True, slots=True)
class BeepRequest:
    """BEEP: one sound."""

    tone: Tone

    def encode(self) -> bytes:
        return bytes((self.tone,))

    @classmethod
    def decode(cls, payload: bytes) -> BeepRequest:
        want_size(payload, 1)
        with meaning("BEEP"):
            return cls(Tone(payload[0]))
