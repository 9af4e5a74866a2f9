"""The service door's lock against what the journal has of it: pure.

A lock never forgets an opening. One whose counts are behind the journal is another one, or what it
says was recorded earlier; and one that says nothing may stand open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from hardware.protocol.door_lock import DoorLockStatus


class Trust(StrEnum):
    """Whether it is the lock that belongs here; the values are in the journal."""

    RIGHT = "ok"
    OTHER = "other"  # another lock's number
    FACTORY = "factory"  # it belongs to nobody, and opens to nobody
    BACK = "back"  # its counts are behind those in the journal


class Concern(StrEnum):
    """Why somebody has to look at the lock, worst first; NONE where all is well."""

    WRONG = "wrong"  # see Trust
    UNASKED = "unasked"  # it was opened while nobody was logged in, and nobody has looked since
    OPEN = "open"  # nobody is logged in, and the bolt is open, or was when it was last seen
    AWAY = "away"  # it does not answer; it was shut when it was last seen
    NONE = ""

    @property
    def stops_service(self) -> bool:
        """Nobody knows who is, or was, inside the cabinet."""
        return self in {Concern.WRONG, Concern.UNASKED, Concern.OPEN}


@dataclass(frozen=True, slots=True)
class LockKnown:
    """What the journal has of a lock.

    Attributes:
        lock: its name, see `name_of`; empty before any lock has answered.
        index: the largest one that it has opened to. openings: how many it has counted.
        is_open: the bolt was open when it was last seen.
        is_unasked: see Concern.UNASKED.
    """

    lock: str = ""
    index: int = 0
    openings: int = 0
    is_open: bool = False
    is_unasked: bool = False


def name_of(hotel: int, lock: int) -> str:
    """As settings and journal have it."""
    return f"{hotel}:{lock}"


def known_of(known: LockKnown, wanted: str) -> LockKnown:
    """What is known of the lock that belongs here; what the journal has of another one is only
    whether people still have to look."""
    if known.lock in {"", wanted}:
        return known
    return LockKnown(is_unasked=known.is_unasked)


def trust(wanted: str, known: LockKnown, status: DoorLockStatus) -> Trust:
    """known: of the wanted lock."""
    if not status.is_owned:
        return Trust.FACTORY
    if name_of(status.hotel, status.lock) != wanted:
        return Trust.OTHER
    if known.lock and (status.index < known.index or status.openings < known.openings):
        return Trust.BACK
    return Trust.RIGHT


def was_opened(known: LockKnown, status: DoorLockStatus) -> bool:
    """Since it was last seen. A bolt that is open without having been counted was opened, too."""
    if not known.lock:
        return status.is_open
    return status.openings > known.openings or (status.is_open and not known.is_open)


def seen(known: LockKnown, wanted: str, status: DoorLockStatus) -> LockKnown:
    """With what the right lock says now."""
    return replace(
        known,
        lock=wanted,
        index=max(known.index, status.index),
        openings=status.openings,
        is_open=status.is_open,
    )


def concern(known: LockKnown, trusted: Trust | None, *, is_away: bool, is_staffed: bool) -> Concern:
    """trusted: None before it has answered. is_away: it was tried, and does not answer."""
    if trusted not in {None, Trust.RIGHT}:
        return Concern.WRONG
    if known.is_unasked:
        return Concern.UNASKED
    if known.is_open and not is_staffed:
        return Concern.OPEN
    return Concern.AWAY if is_away else Concern.NONE
