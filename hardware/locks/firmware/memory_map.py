"""Where everything lies in a lock's 16,384 bytes: the only state that a lock has.

`./atm locks memory` prints the table. Locks in doors hold their memory for twenty years: a range is
never moved, and what is new goes where nothing is yet, under a new number of the layout.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hardware.locks.attributes import STORED_SIZE
from hardware.locks.audit_entry import ENTRY_SIZE
from hardware.locks.chains import VALUE_SIZE
from hardware.locks.local_time import LOCAL_TIME_SIZE
from hardware.locks.staff_table import TABLE_SIZE
from hardware.protocol.frame import FRAME_SIZE_MAX

MEMORY_SIZE: Final = 16_384
LAYOUT_NUMBER: Final = 2

LASTING_ENTRIES: Final = 256
REFUSAL_ENTRIES: Final = 256
REDO_SIZE: Final = 640
ORDER_ROOM: Final = 512  # of at most 375 bytes today
STREAM_SIZE: Final = 256

Write = tuple[int, bytes]  # offset and bytes


@dataclass(frozen=True, slots=True)
class Range:
    """Bytes with a name."""

    name: str
    offset: int
    size: int
    purpose: str

    def put(self, content: bytes) -> Write:
        """What is to be written so that the range holds this, all of it."""
        if len(content) != self.size:
            raise ValueError(f"{self.name} is {self.size} bytes")
        return self.offset, content

    def number(self, value: int) -> Write:
        return self.offset, value.to_bytes(self.size, "big")

    def part(self, start: int, content: bytes) -> Write:
        """As put, for some of its bytes."""
        if not 0 <= start <= self.size - len(content):
            raise ValueError(f"that lies outside {self.name}")
        return self.offset + start, content

    @property
    def end(self) -> int:
        return self.offset + self.size


class _Ruler:
    """Lays range after range, without a gap."""

    def __init__(self) -> None:
        self.laid: list[Range] = []

    def lay(self, name: str, size: int, purpose: str) -> Range:
        offset = self.laid[-1].end if self.laid else 0
        self.laid.append(Range(name, offset, size, purpose))
        return self.laid[-1]


_ruler = _Ruler()
_lay = _ruler.lay

# Who it is
LAYOUT: Final = _lay("layout", 1, "number of this layout")
HARDWARE_ID: Final = _lay("hardware id", 8, "the maker's; outlives a decommission")
STATE: Final = _lay("state", 1, "0 factory, 1 owned, 2 being decommissioned")
HOTEL: Final = _lay("hotel", 3, "number of the hotel")
LOCK: Final = _lay("lock", 2, "number of the lock")
PERIOD_WEEKS: Final = _lay("period weeks", 1, "staff period: 1, 4 or 26 weeks")

# Guests
GENERATION: Final = _lay("generation", 2, "of the guests' chain")
GUEST_INDEX: Final = _lay("guest index", 3, "largest index that opened, i")
GUEST_IMAGE: Final = _lay("guest image", VALUE_SIZE, "image V of that index's value")
KEY_GENERATION: Final = _lay("key generation", 2, "of the attribute key")
ATTRIBUTE_KEY: Final = _lay("attribute key", STORED_SIZE, "K_L and its two CMAC subkeys")

# The clock
CLOCK_SAVED: Final = _lay("clock saved", 4, "hotel seconds, each hour and when set")
CLOCK_TICKS: Final = _lay("clock ticks", 4, "what the crystal had counted then")
CLOCK_DOUBTFUL: Final = _lay("clock doubtful", 1, "1 after a loss of power, until set")
LOCAL_TIME: Final = _lay("local time", LOCAL_TIME_SIZE, "next two changes, for print-outs")

# The programmer's port
PUBLIC_KEY: Final = _lay("public key", 56, "LMS, by which orders are checked")
NEXT_LEAF: Final = _lay("next leaf", 4, "smallest q that is still taken: last q + 1")
ORDER_STEPS: Final = _lay("order steps", 2, "commands done; chunks of a table held")
ORDER: Final = _lay("order", ORDER_ROOM, "accepted last: size u16, bytes")
WAITING_LENGTH: Final = _lay("waiting length", 2, "bytes of the order that waits, 0: none")
WAITING: Final = _lay("waiting", ORDER_ROOM, "order without its signature yet")
STREAM: Final = _lay("stream", STREAM_SIZE, "signature on its way in: running hash, place")
FRAME_LENGTH: Final = _lay("frame length", 2, "bytes held of the frame")
FRAME: Final = _lay("frame", FRAME_SIZE_MAX, "frame of the cable on its way in")

# Staff
STAFF: Final = _lay("staff", TABLE_SIZE, "192 slots of 22 bytes")

# Audit
AUDIT_SEQUENCE: Final = _lay("audit sequence", 3, "number of the newest entry")
LASTING_WRITTEN: Final = _lay("lasting written", 4, "lasting entries ever written")
REFUSALS_WRITTEN: Final = _lay("refusals written", 4, "entries ever written to the other half")
LASTING: Final = _lay("audit, lasting", LASTING_ENTRIES * ENTRY_SIZE, "opens and orders, a ring")
REFUSALS: Final = _lay("audit, refusals", REFUSAL_ENTRIES * ENTRY_SIZE, "refusals, a ring")

# Two copies of whatever is being changed: home, and here
REDO_MARK: Final = _lay("redo mark", 1, "1: the journal is whole and goes home")
REDO_CHECK: Final = _lay("redo check", 4, "CRC-32 of length and records")
REDO_LENGTH: Final = _lay("redo length", 2, "bytes of records")
REDO: Final = _lay("redo", REDO_SIZE, "records: offset u16, size u16, bytes")

USED: Final = _ruler.laid[-1].end
assert USED <= MEMORY_SIZE
FREE: Final = _lay("free", MEMORY_SIZE - USED, "")

MAP: Final = tuple(_ruler.laid)
