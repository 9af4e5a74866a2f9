"""An entry of a lock's audit, 16 bytes, and the words for what locks decide and do.

    offset  size   field, big-endian
    0       3      sequence number, from 1; 0 where nothing was ever written
    3       4      hotel seconds, of the first time
    7       1      what; bit 7 set while the clock was doubtful
    8       1      who: kind in the upper 4 bits, copy number in the lower
    9       3      guest: index. Staff: serial u16, slot u8. With ROOM the lock that the card is
                   for, with HOTEL the hotel. Programmer: the leaf of the order
    12      2      how often; more than 65,535 stay at that
    14      2      minutes from the first time to the last

Who is what the card says of itself: believe it where the lock opened.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

ENTRY_SIZE: Final = 16
COUNT_MAX: Final = 2**16 - 1
SPAN_MINUTES_MAX: Final = 2**16 - 1

_SEQUENCE_SIZE: Final = 3
_REST: Final = struct.Struct(">IBIHH")
_DOUBTFUL: Final = 0x80
_MINUTE_S: Final = 60


class Why(IntEnum):
    """What a lock answers to a key card."""

    OPENED = 1
    NOT_OWNED = 2  # in factory state: belongs to no hotel yet
    NO_POWER = 3
    UNREADABLE = 4
    HOTEL = 5
    ROOM = 6
    OLD = 7  # a newer card of this chain has been used
    AHEAD = 8  # further on than the window
    TOO_EARLY = 9
    EXPIRED = 10
    ALTERED = 11  # the tag does not fit
    CHAIN = 12  # the value does not lead to the image
    NO_SLOT = 13
    REVOKED = 14
    PERIOD = 15  # a staff card of another week


class Deed(IntEnum):
    """What else a lock notes: what was done through the programmer's port, and its power."""

    INSTALLED = 64
    ORDER_TAKEN = 65
    OPENED_BY_ORDER = 66
    CLOCK_SET = 67
    TABLE_WRITTEN = 68
    STAFF_REVOKED = 69
    REKEYED = 70
    RESYNCED = 71
    AUDIT_READ = 72
    DECOMMISSIONED = 73
    ORDER_REFUSED = 80
    POWER_BACK = 81


# What has a half of the audit to itself, so that no flood of refusals pushes it out.
LASTING: Final = frozenset({Why.OPENED, *(each for each in Deed if each < Deed.ORDER_REFUSED)})


class WhoKind(IntEnum):
    NOBODY = 0
    GUEST = 1
    STAFF = 2
    PROGRAMMER = 3


@dataclass(frozen=True, slots=True)
class Who:
    """number: 24 bits, see the table above. copy: 0 to 15."""

    kind: WhoKind = WhoKind.NOBODY
    number: int = 0
    copy: int = 0


NOBODY: Final = Who()


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry. at: hotel seconds of the first time; span_minutes: until the last."""

    sequence: int
    at: int
    what: Why | Deed
    who: Who = NOBODY
    doubtful: bool = False
    count: int = 1
    span_minutes: int = 0

    def to_bytes(self) -> bytes:
        what = self.what | (_DOUBTFUL if self.doubtful else 0)
        who = (self.who.kind << 4 | self.who.copy) << 24 | self.who.number
        rest = _REST.pack(self.at, what, who, self.count, self.span_minutes)
        return self.sequence.to_bytes(_SEQUENCE_SIZE, "big") + rest

    @classmethod
    def from_bytes(cls, stored: bytes) -> AuditEntry | None:
        """None where nothing was written. Raises ValueError for what no lock writes."""
        if len(stored) != ENTRY_SIZE:
            raise ValueError("an entry is 16 bytes")
        sequence = int.from_bytes(stored[:_SEQUENCE_SIZE], "big")
        if sequence == 0:
            return None
        at, code, who, count, span = _REST.unpack(stored[_SEQUENCE_SIZE:])
        plain = code & ~_DOUBTFUL
        what: Why | Deed = Deed(plain) if plain >= Deed.INSTALLED else Why(plain)
        kind = WhoKind(who >> 28)
        told = Who(kind, who & 0xFF_FFFF, who >> 24 & 0x0F)
        return cls(sequence, at, what, told, bool(code & _DOUBTFUL), count, span)

    def is_again(self, other: AuditEntry) -> bool:
        """Whether the other, which came later, is the same once more and can be counted here."""
        return (
            (self.what, self.who, self.doubtful) == (other.what, other.who, other.doubtful)
            and self.count < COUNT_MAX
            and 0 <= other.at - self.at <= SPAN_MINUTES_MAX * _MINUTE_S
        )

    def counted_again(self, at: int) -> AuditEntry:
        span = (at - self.at) // _MINUTE_S
        return AuditEntry(
            self.sequence, self.at, self.what, self.who, self.doubtful, self.count + 1, span
        )


def entries(rings: bytes) -> tuple[AuditEntry, ...]:
    """A lock's audit as its memory holds it, the oldest first. What no lock writes is left out."""
    found = []
    for at in range(0, len(rings) - ENTRY_SIZE + 1, ENTRY_SIZE):
        try:
            entry = AuditEntry.from_bytes(rings[at : at + ENTRY_SIZE])
        except ValueError:
            continue
        if entry is not None:
            found.append(entry)
    return tuple(sorted(found, key=lambda entry: entry.sequence))
