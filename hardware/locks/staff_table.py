"""The staff table of a lock: 192 slots of 22 bytes, for 100 members of staff and who replaces them.

offset  size   field of a slot, big-endian
0       2      serial of the chain
2       2      q, the period of the image
4       16     image of the chain's value for q, at this lock
20      1      epoch of the chain
21      1      0 empty, 1 live, 2 revoked (the image is gone, the serial stays for the audit)
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from hardware.locks.chains import VALUE_SIZE

SLOTS: Final = 192
SLOT_SIZE: Final = 22
TABLE_SIZE: Final = SLOTS * SLOT_SIZE
# No slot lies in two chunks: a table that is broken off holds each slot old or new.
CHUNK_SIZE: Final = 24 * SLOT_SIZE
CHUNKS: Final = TABLE_SIZE // CHUNK_SIZE
CHUNKS_ALL: Final = (1 << CHUNKS) - 1  # a bit for each that is held

_SLOT: Final = struct.Struct(">HH16sBB")


class SlotState(IntEnum):
    EMPTY = 0
    LIVE = 1
    REVOKED = 2


@dataclass(frozen=True, slots=True)
class StaffSlot:
    """One slot. Raises ValueError for an image that is not 16 bytes."""

    serial: int
    period: int
    image: bytes = field(repr=False)
    epoch: int = 0
    state: SlotState = SlotState.LIVE

    def __post_init__(self) -> None:
        if len(self.image) != VALUE_SIZE:
            raise ValueError("an image is 16 bytes")

    def to_bytes(self) -> bytes:
        return _SLOT.pack(self.serial, self.period, self.image, self.epoch, self.state)

    @classmethod
    def from_bytes(cls, stored: bytes) -> StaffSlot:
        """Raises ValueError unless the bytes are a slot."""
        if len(stored) != SLOT_SIZE:
            raise ValueError("a slot is 22 bytes")
        serial, period, image, epoch, state = _SLOT.unpack(stored)
        return cls(serial, period, image, epoch, SlotState(state))

    def revoked(self) -> StaffSlot:
        return StaffSlot(self.serial, self.period, bytes(VALUE_SIZE), self.epoch, SlotState.REVOKED)


def table(slots: Mapping[int, StaffSlot]) -> bytes:
    """All 192 slots as they lie in a lock; those not named are empty."""
    if not all(0 <= each < SLOTS for each in slots):
        raise ValueError("a slot's number is 0 to 191")
    empty = bytes(SLOT_SIZE)
    return b"".join(slots[i].to_bytes() if i in slots else empty for i in range(SLOTS))


def chunks(table: bytes) -> list[bytes]:
    """The 8 pieces in which a whole table travels. Raises ValueError for another size."""
    if len(table) != TABLE_SIZE:
        raise ValueError("a staff table is 4,224 bytes")
    return [table[at : at + CHUNK_SIZE] for at in range(0, TABLE_SIZE, CHUNK_SIZE)]
