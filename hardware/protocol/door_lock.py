"""The door lock's messages: which lock it is, how its bolt stands, and what it has seen.

    op              request   reply
    02 STATUS       -         flags u8, refusal u8, hotel u32, lock u16, index u32, openings u32,
                              opened_index u32, opened_s u32, refusals u32
    10 PROOF        -         index u32, openings u32, digits 6 ASCII

The lock decides alone who may open. This line only tells: nothing on it opens a door.

Source: docs/protocols.md, section 1.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import Final

from hardware.protocol.fields import meaning, need, need_u32, want_size

PROOF_DIGITS: Final = 6
HOTEL_MAX: Final = 2**24 - 1
LOCK_MAX: Final = 2**10 - 1

_STATUS: Final = struct.Struct(">BBIHIIIII")
_PROOF: Final = struct.Struct(">II6s")


class DoorLockOp(IntEnum):
    """The door lock's own command."""

    PROOF = 0x10


class DoorLockFlag(IntFlag):
    """OWNED: it was installed for somebody, and has keys. DOUBTFUL: its clock lost power."""

    OWNED = 1
    DOUBTFUL = 2
    BATTERY_LOW = 4
    BOLT_OPEN = 8
    PROGRAMMER = 16


_FLAGS_ALL: Final = sum(DoorLockFlag)


class DoorLockRefusal(IntEnum):
    """Why the last card that did not open was refused, as the lock has it."""

    NONE = 0
    NOT_OWNED = 2
    NO_POWER = 3
    UNREADABLE = 4
    HOTEL = 5
    ROOM = 6
    OLD = 7
    AHEAD = 8
    TOO_EARLY = 9
    EXPIRED = 10
    ALTERED = 11
    CHAIN = 12
    NO_SLOT = 13
    REVOKED = 14
    PERIOD = 15

    @property
    def word(self) -> str:
        """As the journal has it."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class DoorLockStatus:
    """
    Attributes:
        hotel, lock: whose it is, and which; 0 unless it is owned.
        index: the largest index of a card that it has opened to.
        openings: how often the bolt was drawn back; only grows. opened_index: of the card that did
            so last, 0 for a card without one. opened_s: when, in the lock's seconds.
        refusals: how many cards were refused; only grows. refusal: why the last one was.
    """

    flags: DoorLockFlag
    hotel: int = 0
    lock: int = 0
    index: int = 0
    openings: int = 0
    opened_index: int = 0
    opened_s: int = 0
    refusals: int = 0
    refusal: DoorLockRefusal = DoorLockRefusal.NONE

    def __post_init__(self) -> None:
        need(0 <= self.flags <= _FLAGS_ALL, "flags has an unknown bit")
        need(0 <= self.hotel <= HOTEL_MAX, "hotel is out of range")
        need(0 <= self.lock <= LOCK_MAX, "lock is out of range")
        need_u32(self.index, "index")
        need_u32(self.openings, "openings")
        need_u32(self.opened_index, "opened_index")
        need_u32(self.opened_s, "opened_s")
        need_u32(self.refusals, "refusals")

    @property
    def is_open(self) -> bool:
        """The bolt."""
        return DoorLockFlag.BOLT_OPEN in self.flags

    @property
    def is_owned(self) -> bool:
        return DoorLockFlag.OWNED in self.flags

    def encode(self) -> bytes:
        return _STATUS.pack(
            self.flags,
            self.refusal,
            self.hotel,
            self.lock,
            self.index,
            self.openings,
            self.opened_index,
            self.opened_s,
            self.refusals,
        )

    @classmethod
    def decode(cls, payload: bytes) -> DoorLockStatus:
        want_size(payload, _STATUS.size)
        flags, refusal, hotel, lock, index, openings, *rest = _STATUS.unpack(payload)
        opened_index, opened_s, refusals = rest
        with meaning("STATUS"):
            return cls(
                DoorLockFlag(flags),
                hotel,
                lock,
                index,
                openings,
                opened_index,
                opened_s,
                refusals,
                DoorLockRefusal(refusal),
            )


@dataclass(frozen=True, slots=True)
class ClosingProof:
    """By which somebody who is far away knows that the door is shut: see the lock's own page.

    Attributes: openings: the lock's count of openings and orders, which the digits are made of.
    """

    index: int
    openings: int
    digits: str

    def __post_init__(self) -> None:
        need_u32(self.index, "index")
        need_u32(self.openings, "openings")
        need(
            len(self.digits) == PROOF_DIGITS and self.digits.isascii() and self.digits.isdecimal(),
            "digits are not 6 digits",
        )

    def encode(self) -> bytes:
        return _PROOF.pack(self.index, self.openings, self.digits.encode("ascii"))

    @classmethod
    def decode(cls, payload: bytes) -> ClosingProof:
        want_size(payload, _PROOF.size)
        index, openings, digits = _PROOF.unpack(payload)
        with meaning("PROOF"):
            return cls(index, openings, digits.decode("ascii"))
