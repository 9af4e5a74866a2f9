"""The PIN pad's messages.

    op             request                         reply
    02 STATUS      -                               mode u8, entry u8, digits u8, tamper u8,
                                                   clears u8, refusals u8
    10 PIN_START   slot u8, first_s u8, gap_s u8   -
    11 PIN_BLOCK   slot u8 (0, 1), card_id text36, block 16
                   challenge 32
    12 PIN_CLEAR   -                               -
    13 KEYS        on u8                           up to 32 key codes, see KEYS_ALL

Side keys are the lower-case letters a to i: the capitals C, E and H already name clear, enter and
help, and a key must have one meaning. Source: docs/protocols.md, section 1.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from hardware.crypto.challenge import CHALLENGE_SIZE
from hardware.crypto.secret import Secret
from hardware.errors import MalformedMessage
from hardware.protocol.fields import (
    TEXT36_SIZE,
    meaning,
    need,
    need_u8,
    switch,
    text36,
    want_size,
)
from hardware.status import Status

BLOCK_SIZE: Final = 16
KEY_COUNT_MAX: Final = 32
KEY_ENTER: Final = "E"
KEY_CLEAR: Final = "C"
KEY_CANCEL: Final = "X"
KEY_HELP: Final = "H"
KEYS_DIGIT: Final = "0123456789"
KEYS_SIDE: Final = "abcdefghi"
KEYS_ALL: Final = KEYS_DIGIT + KEY_ENTER + KEY_CLEAR + KEY_CANCEL + KEY_HELP + KEYS_SIDE
_KEYS: Final = frozenset(KEYS_ALL)

_STATUS: Final = struct.Struct(">BBBBBB")
_START: Final = struct.Struct(">BBB")
_BLOCK: Final = struct.Struct(f">B{TEXT36_SIZE}s{CHALLENGE_SIZE}s")


class PinPadOp(IntEnum):
    """The pad's own commands."""

    PIN_START = 0x10
    PIN_BLOCK = 0x11
    PIN_CLEAR = 0x12
    KEYS = 0x13


class PadMode(IntEnum):
    """What the keys are for just now."""

    OFF = 0
    KEYS = 1
    PIN = 2


class PinEntry(IntEnum):
    """How far the PIN entry has come."""

    NONE = 0
    TYPING = 1
    DONE = 2
    CANCELLED = 3
    TIMED_OUT = 4


class PinSlot(IntEnum):
    """Which PIN is typed; AGAIN is compared with NEW and never leaves the pad."""

    CURRENT = 0
    NEW = 1
    AGAIN = 2


@dataclass(frozen=True, slots=True)
class PinPadStatus:
    """
    Attributes:
        digits: how many are typed, never which.
        tamper: the pad was opened and keeps no key.
        clears: how often Clear was pressed in this entry, modulo 256.
        refusals: how often Enter was pressed in it before there were enough digits, modulo 256.
    """

    mode: PadMode
    entry: PinEntry
    digits: int
    tamper: bool
    clears: int = 0
    refusals: int = 0

    def __post_init__(self) -> None:
        need_u8(self.digits, "digits")
        need_u8(self.clears, "clears")
        need_u8(self.refusals, "refusals")

    def encode(self) -> bytes:
        return _STATUS.pack(
            self.mode, self.entry, self.digits, self.tamper, self.clears, self.refusals
        )

    @classmethod
    def decode(cls, payload: bytes) -> PinPadStatus:
        want_size(payload, _STATUS.size)
        mode, entry, digits, tamper, clears, refusals = _STATUS.unpack(payload)
        with meaning("STATUS"):
            return cls(PadMode(mode), PinEntry(entry), digits, switch(tamper), clears, refusals)


@dataclass(frozen=True, slots=True)
class PinStartRequest:
    """PIN_START. first_s: until the first key; gap_s: between two keys; seconds, 1..255."""

    slot: PinSlot
    first_s: int
    gap_s: int

    def __post_init__(self) -> None:
        need(1 <= self.first_s <= 255, "first_s is out of range")
        need(1 <= self.gap_s <= 255, "gap_s is out of range")

    def encode(self) -> bytes:
        return _START.pack(self.slot, self.first_s, self.gap_s)

    @classmethod
    def decode(cls, payload: bytes) -> PinStartRequest:
        want_size(payload, _START.size)
        slot, first_s, gap_s = _START.unpack(payload)
        with meaning("PIN_START"):
            return cls(PinSlot(slot), first_s, gap_s)


@dataclass(frozen=True, slots=True)
class PinBlockRequest:
    """PIN_BLOCK. slot: CURRENT or NEW; challenge: the bank's, or a provisioning token."""

    slot: PinSlot
    card_id: Secret
    challenge: bytes

    def __post_init__(self) -> None:
        need(self.slot is not PinSlot.AGAIN, "the repeated PIN has no block")
        need(len(self.card_id) == TEXT36_SIZE, "card_id is not 36 characters")
        need(len(self.challenge) == CHALLENGE_SIZE, "challenge is not 32 bytes")

    def encode(self) -> bytes:
        return _BLOCK.pack(self.slot, self.card_id.reveal(), self.challenge)

    @classmethod
    def decode(cls, payload: bytes) -> PinBlockRequest:
        want_size(payload, _BLOCK.size)
        slot, card_id, challenge = _BLOCK.unpack(payload)
        with meaning("PIN_BLOCK"):
            return cls(PinSlot(slot), text36(card_id), challenge)


@dataclass(frozen=True, slots=True)
class PinBlockReply:
    """The PIN block, 16 bytes."""

    block: Secret

    def __post_init__(self) -> None:
        need(len(self.block) == BLOCK_SIZE, "block is not 16 bytes")

    def encode(self) -> bytes:
        return self.block.reveal()

    @classmethod
    def decode(cls, payload: bytes) -> PinBlockReply:
        want_size(payload, BLOCK_SIZE)
        return cls(Secret(payload))


@dataclass(frozen=True, slots=True)
class KeysRequest:
    """KEYS. on: whether the pad is to collect keys from now on."""

    on: bool

    def encode(self) -> bytes:
        return bytes((self.on,))

    @classmethod
    def decode(cls, payload: bytes) -> KeysRequest:
        want_size(payload, 1)
        with meaning("KEYS"):
            return cls(switch(payload[0]))


@dataclass(frozen=True, slots=True)
class KeysReply:
    """The keys pressed since the last KEYS, oldest first, each one of KEYS_ALL."""

    keys: str

    def __post_init__(self) -> None:
        need(len(self.keys) <= KEY_COUNT_MAX, "more than 32 keys")
        need(_KEYS.issuperset(self.keys), "a key has no name")

    def encode(self) -> bytes:
        return self.keys.encode("ascii")

    @classmethod
    def decode(cls, payload: bytes) -> KeysReply:
        if len(payload) > KEY_COUNT_MAX:
            raise MalformedMessage("the payload has another size", Status.LENGTH)
        with meaning("KEYS"):
            return cls(payload.decode("ascii"))
