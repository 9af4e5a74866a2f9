"""What the journal says of itself: files begun and ended, deleted, still alive, clock and room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kiosk.journal.event_base import Actor, Event
from kiosk.journal.groups import Group


@dataclass(frozen=True, slots=True)
class JournalOpen(Event):
    """The first entry of every file.

    Attributes:
        file: its name.
        key: name of the first key that its seals come from, 16 hex digits.
        after: h of the entry before it, wherever that lies; 64 zeros where there is none or it
            is lost.
        lost: how many entries before this one are missing on this machine.
    """

    CODE: ClassVar[str] = "JOURNAL_OPEN"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    file: str
    key: str
    after: bytes
    lost: int


@dataclass(frozen=True, slots=True)
class JournalClose(Event):
    """The last entry of a file that will not grow.

    Attributes:
        count: entries in the file, this one included.
        why: `day`, `size` or `key`: a new first key.
    """

    CODE: ClassVar[str] = "JOURNAL_CLOSE"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    REASON: ClassVar[str] = "why"
    file: str
    count: int
    why: str


@dataclass(frozen=True, slots=True)
class JournalDeleted(Event):
    """A closed file that the bank has whole was removed, because of its age or for room.

    Attributes:
        key: name of the first key that its seals came from.
        first, last: seq of its entries.
        why: `age` or `room`.
    """

    CODE: ClassVar[str] = "JOURNAL_DELETED"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    REASON: ClassVar[str] = "why"
    file: str
    key: str
    first: int
    last: int
    why: str


@dataclass(frozen=True, slots=True)
class Heartbeat(Event):
    """Every 15 minutes: the kiosk lives.

    Attributes:
        queue: messages about money that still wait for the bank.
        disk_permille: free room for the journal.
        acked: seq up to which the bank has the journal.
    """

    CODE: ClassVar[str] = "HEARTBEAT"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    GROUP: ClassVar[Group] = Group.PROGRAM
    queue: int
    disk_permille: int
    acked: int


@dataclass(frozen=True, slots=True)
class ClockChanged(Event):
    """The clock was set: within one run `t` moved against `mono` by more than 2 s.

    Attributes:
        before_ms, after_ms: what the clock would have said, and what it says; since 1970, UTC.
        source: `system`: the kiosk does not know who.
    """

    CODE: ClassVar[str] = "CLOCK_CHANGED"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    GROUP: ClassVar[Group] = Group.PROGRAM
    before_ms: int
    after_ms: int
    source: str


@dataclass(frozen=True, slots=True)
class SupplyThreshold(Event):
    """Something that is used up has become scarce, has run out, or is there again.

    Attributes:
        which: `journal-disk`, `paper` of the receipt printer, or `canister-1` and so on.
        level: `low`, `out` or `ok`; a canister is low when it no longer has as many notes as one
            withdrawal may have, and out when it has none; paper as its sensors tell; a disk is
            low below 5 % of free room, ok again from 6 % on, and never out.
    """

    CODE: ClassVar[str] = "SUPPLY_THRESHOLD"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    GROUP: ClassVar[Group] = Group.DEVICES
    REASON: ClassVar[str] = "level"
    which: str
    level: str
