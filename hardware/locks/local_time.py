"""What a lock knows of local time, which it needs for print-outs alone: two changes of the clocks.

    offset  size   field, big-endian; 14 bytes
    0       2      minutes east of UTC before the first change, signed
    2       4      hotel seconds of the first change
    6       2      minutes east of UTC from then on
    8       4      hotel seconds of the second change
    12      2      minutes east of UTC from then on

Neither the dates nor their rule is fixed for good: each visit before a change writes the next two.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

LOCAL_TIME_SIZE: Final = 14
OFFSET_MINUTES_MAX: Final = 14 * 60

_LOCAL: Final = struct.Struct(">hIhIh")


@dataclass(frozen=True, slots=True)
class LocalTime:
    """changes: (hotel seconds, minutes east of UTC from then on), twice, in order."""

    offset_minutes: int
    changes: tuple[tuple[int, int], tuple[int, int]]

    def __post_init__(self) -> None:
        offsets = (self.offset_minutes, self.changes[0][1], self.changes[1][1])
        if any(abs(each) > OFFSET_MINUTES_MAX for each in offsets):
            raise ValueError("no clock on a wall is further than 14 hours from UTC")
        if self.changes[0][0] > self.changes[1][0]:
            raise ValueError("the changes are out of order")

    def offset_at(self, seconds: int) -> int:
        """Minutes east of UTC."""
        known = self.offset_minutes
        for instant, offset in self.changes:
            if seconds >= instant:
                known = offset
        return known

    def to_bytes(self) -> bytes:
        return _LOCAL.pack(self.offset_minutes, *self.changes[0], *self.changes[1])

    @classmethod
    def from_bytes(cls, stored: bytes) -> LocalTime:
        """Raises ValueError unless the bytes are two changes."""
        if len(stored) != LOCAL_TIME_SIZE:
            raise ValueError("a lock's local time is 14 bytes")
        before, first, then, second, at_last = _LOCAL.unpack(stored)
        return cls(before, ((first, then), (second, at_last)))
