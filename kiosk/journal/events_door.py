"""What the lock of the service door tells: who came in by which card, and that it was shut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kiosk.journal.event_base import Actor, Event


@dataclass(frozen=True, slots=True)
class DoorLockFound(Event):
    """The service door's lock answers, for the first time in this run or once more; or it proves to
    be another one.

    Attributes:
        lock: the one that belongs here, as the setting `door_lock` has it.
        state: `ok`; `other` number, `factory` for one that is nobody's, `back` for one whose counts
            are behind those in the journal.
        index: the largest of a card that it has opened to.
        openings: how many it has counted.
        is_open: the bolt.
    """

    CODE: ClassVar[str] = "DOOR_LOCK"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    REASON: ClassVar[str] = "state"
    lock: str
    state: str
    index: int
    openings: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class DoorUnlocked(Event):
    """The lock of the service door has drawn its bolt back. It is `fail` where nobody was logged
    in, or nobody could see when it was.

    Attributes:
        lock: as in DOOR_LOCK.
        index: of the card; 0 for a card of staff, which has none.
        openings: the lock's count, this one included.
        who: who was logged in; empty for nobody.
        is_unseen: it was opened while it did not answer, or the program did not run.
    """

    CODE: ClassVar[str] = "DOOR_UNLOCKED"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    lock: str
    index: int
    openings: int
    who: str
    is_unseen: bool

    @property
    def is_unasked(self) -> bool:
        """Somebody has to look."""
        return self.is_unseen or not self.who

    def reason_code(self) -> str:
        """`unseen` or `nobody` if it is `fail`."""
        return "unseen" if self.is_unseen else "" if self.who else "nobody"


@dataclass(frozen=True, slots=True)
class DoorLocked(Event):
    """The bolt of the service door's lock is shut again.

    Attributes:
        lock, index, openings: as in DOOR_UNLOCKED before it.
        open_ms: how long it was open; none where that was not seen.
    """

    CODE: ClassVar[str] = "DOOR_LOCKED"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    lock: str
    index: int
    openings: int
    open_ms: int | None


@dataclass(frozen=True, slots=True)
class DoorRefused(Event):
    """The lock of the service door has refused cards. The first one is told at once; those that
    follow for the same reason within a minute make one more entry at its end.

    Attributes:
        lock: as in DOOR_LOCK.
        why: `old`, `expired`, `too-early`, `room` for another door, `hotel` for another owner's,
            `altered`, `chain`, `ahead`, `unreadable`, `not-owned`, `no-power`; of cards of staff
            `no-slot`, `revoked`, `period`.
        count: how many.
    """

    CODE: ClassVar[str] = "DOOR_REFUSED"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    REASON: ClassVar[str] = "why"
    lock: str
    why: str
    count: int


@dataclass(frozen=True, slots=True)
class WorkOrder(Event):
    """Whoever has logged in was asked for a work order, the card that opens the service door: what
    came of it. Without one nothing at the menu is done that needs the door.

    Attributes:
        who: who was logged in.
        index: of the card; 0 where there was none.
        result: `ok`; `used` for a card that has opened this door before, or is no work order;
            `cancelled`, `timeout`, or `away` where the lock does not answer, or is a wrong one.
    """

    CODE: ClassVar[str] = "WORK_ORDER"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    REASON: ClassVar[str] = "result"
    who: str
    index: int
    result: str
