"""All that the window shows of a desk, looked at in one go by the encoder's thread. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hardware.locks.desk.desk import Desk
from hardware.locks.desk.desk_log import LogEntry
from hardware.locks.desk.doors_to_visit import DoorToVisit
from hardware.locks.desk.revocations import Revocation
from hardware.locks.desk.rooms import DoorState, Room
from hardware.locks.desk.round_plans import Round
from hardware.locks.desk.staff import StaffMember
from hardware.locks.desk.store import HotelFacts

LOG_ENTRIES_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class DeskSeen:
    """at: aware UTC, when it was looked at. log: the oldest first."""

    facts: HotelFacts
    clerk: str
    at: datetime
    rooms: tuple[Room, ...] = ()
    staff: tuple[StaffMember, ...] = ()
    revocations: tuple[Revocation, ...] = ()
    rounds: tuple[Round, ...] = ()
    doors: tuple[DoorToVisit, ...] = ()
    log: tuple[LogEntry, ...] = ()
    is_staff_checked: bool = True

    def room(self, number: str) -> Room | None:
        return next((room for room in self.rooms if room.number == number), None)

    def member(self, serial: int) -> StaffMember | None:
        return next((each for each in self.staff if each.serial == serial), None)

    def round(self, number: int) -> Round | None:
        return next((each for each in self.rounds if each.number == number), None)

    @property
    def has_locks(self) -> bool:
        return any(room.door is DoorState.INSTALLED for room in self.rooms)

    def shown(self, at: datetime) -> str:
        """In the hotel's local time."""
        return self.facts.hours.shown(at)


def look(desk: Desk, at: datetime) -> DeskSeen:
    """Raises DeskRefusal."""
    return DeskSeen(
        facts=desk.hotel,
        clerk=desk.clerk,
        at=at,
        rooms=desk.rooms(),
        staff=desk.staff(),
        revocations=desk.revocations(),
        rounds=desk.rounds(),
        doors=desk.doors(),
        log=desk.log_tail(LOG_ENTRIES_MAX),
        is_staff_checked=desk.is_staff_checked(),
    )
