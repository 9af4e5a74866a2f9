"""A lock's non-volatile memory, in which a change is made whole or not at all.

A change is first written to the redo journal with its check, then one byte says that it is whole;
only then is it written home, and the byte goes back. A power cut at any byte leaves the old state,
or the new one as soon as the power is back.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import Final

from hardware.locks.firmware import memory_map
from hardware.locks.firmware.memory_map import (
    LAYOUT_NUMBER,
    MEMORY_SIZE,
    REDO,
    REDO_CHECK,
    REDO_LENGTH,
    REDO_MARK,
    Range,
    Write,
)

HARDWARE_ID_SIZE: Final = memory_map.HARDWARE_ID.size

_RECORD: Final = struct.Struct(">HH")
_HEAD: Final = struct.Struct(">IH")  # check and length, which lie side by side
_WHOLE: Final = b"\1"
_CLEAR: Final = b"\0"


class PowerCut(Exception):
    """The power went at this byte: it was not written, and nothing after it."""


class Memory:
    """16,384 bytes. Raises ValueError for an image of another size or layout.

    image: what it holds, copied.
    """

    __slots__ = ("_held", "_left")

    def __init__(self, image: bytes) -> None:
        if len(image) != MEMORY_SIZE:
            raise ValueError("a lock's memory is 16,384 bytes")
        if image[memory_map.LAYOUT.offset] != LAYOUT_NUMBER:
            # Another layout has other things in these places.
            raise ValueError(f"a lock's memory is of layout {LAYOUT_NUMBER}")
        self._held = bytearray(image)
        self._left: int | None = None

    @classmethod
    def from_factory(cls, hardware_id: bytes) -> Memory:
        """As the maker ships it: it belongs to nobody."""
        made = cls(bytes((LAYOUT_NUMBER,)).ljust(MEMORY_SIZE, b"\0"))
        made.write([memory_map.HARDWARE_ID.put(hardware_id)])
        return made

    def image(self) -> bytes:
        """All of it: what anybody reads who opens the lock."""
        return bytes(self._held)

    def read(self, of: Range) -> bytes:
        return bytes(self._held[of.offset : of.offset + of.size])

    def number(self, of: Range) -> int:
        return int.from_bytes(self._held[of.offset : of.offset + of.size], "big")

    def part(self, of: Range, start: int, size: int) -> bytes:
        if not 0 <= start <= start + size <= of.size:
            raise ValueError(f"that lies outside {of.name}")
        return bytes(self._held[of.offset + start : of.offset + start + size])

    def commit(self, writes: Sequence[Write]) -> None:
        """Make all of these, or none. Raises ValueError when they are too much for one change."""
        self.recover()
        records = b"".join(_RECORD.pack(at, len(data)) + data for at, data in writes)
        if len(records) > REDO.size:
            raise ValueError("that is too much for one change")
        self._put(REDO.offset, records)
        self._put(REDO_CHECK.offset, _HEAD.pack(_check(records), len(records)))
        self._put(REDO_MARK.offset, _WHOLE)
        self.write(writes)
        self._put(REDO_MARK.offset, _CLEAR)

    def write(self, writes: Sequence[Write]) -> None:
        """Write home without the journal: for what may be found half written, and is known to be.

        What a frame, an order or a signature holds so far is such, and so is a lock that says it
        is in factory state.
        """
        for at, data in writes:
            self._put(at, data)

    def recover(self) -> None:
        """Bring home what a power cut left in the journal. May be repeated, and cut again."""
        if self._held[REDO_MARK.offset] == _CLEAR[0]:
            return
        records = self.part(REDO, 0, min(self.number(REDO_LENGTH), REDO.size))
        # The mark is written last; a journal that is marked and does not check is damage.
        if self.number(REDO_CHECK) == _check(records):
            self.write(_writes(records))
        self._put(REDO_MARK.offset, _CLEAR)

    def cut_power_after(self, count: int | None) -> None:
        """A test's hand on the battery: so many bytes are still written. None: takes it away."""
        self._left = count

    @property
    def writes_left(self) -> int | None:
        return self._left

    def _put(self, at: int, data: bytes) -> None:
        end = at + len(data)
        if end > MEMORY_SIZE:
            raise ValueError("that lies outside the memory")
        if self._left is not None:
            if self._left < len(data):
                self._held[at : at + self._left] = data[: self._left]
                self._left = None
                raise PowerCut
            self._left -= len(data)
        self._held[at:end] = data


def _check(records: bytes) -> int:
    return zlib.crc32(records, len(records))


def _writes(records: bytes) -> list[Write]:
    found = []
    at = 0
    while at < len(records):
        offset, size = _RECORD.unpack_from(records, at)
        at += _RECORD.size
        found.append((offset, records[at : at + size]))
        at += size
    return found
