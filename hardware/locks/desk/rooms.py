"""Rooms, their doors and who stays in them, as the desk knows them and as a screen shows them."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.store import Store

ROOMS_MAX: Final = 600
FLOORS_MAX: Final = 10
COPIES_MAX: Final = 15
# Issues behind the last index that was believed used: half the lock's window, and the other half
# is left for a restored backup.
GAP_MAX: Final = 16
SINCE_BACKUP_MAX: Final = 16
# Somebody goes along with the next card; has gone along with the newest one.
ESCORT_GOES: Final = 1
ESCORT_WENT: Final = 2

_NUMBER: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,7}")
_RANGE: Final = re.compile(r"(\d{1,6})-(\d{1,6})")


class DoorState(Enum):
    PLANNED = "planned"  # no lock of ours yet
    INSTALLED = "installed"
    GONE = "gone"  # given back to its factory state


@dataclass(frozen=True, slots=True)
class PlannedRoom:
    number: str
    floor: int


@dataclass(frozen=True, slots=True)
class Stay:
    """guest is None where no name was given. Times are aware UTC."""

    guest: str | None
    arrived: datetime
    departs: datetime
    index: int
    copies: int


@dataclass(frozen=True, slots=True)
class Room:
    """
    Attributes:
        gap: indexes issued since the last that is known or presumed to be used.
        needs_escort: the next new card is only made after `escort`.
        is_altered: the lock's memory is not what it should be; somebody has to look.
        has_unknown_card: a card may or may not have been made; make it again.
    """

    number: str
    floor: int
    lock: int
    door: DoorState
    stay: Stay | None
    gap: int
    needs_escort: bool
    is_altered: bool
    has_unknown_card: bool


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room as it stands in the file."""

    lock: int
    number: str
    floor: int
    generation: int
    attribute_generation: int
    issued: int
    believed: int
    jumped: int
    escort: int
    at_backup: int
    state: str
    last_leaf: int
    table_through: int
    revoked_through: int
    altered: int
    hardware_id: bytes | None
    openings: int
    presumed: int

    @property
    def gap(self) -> int:
        return self.issued - max(self.believed, self.presumed)

    @property
    def is_far_ahead(self) -> bool:
        """Whether a further card might lie beyond what the lock looks ahead."""
        return self.gap >= GAP_MAX + min(self.jumped, GAP_MAX)

    @property
    def needs_escort(self) -> bool:
        return self.is_far_ahead and self.escort != ESCORT_GOES


@dataclass(frozen=True, slots=True)
class StayRow:
    stay: int
    guest: str | None
    generation: int
    k: int
    copies: int
    arrived: int
    departs: int
    first_k: int


_ROOM: Final = """SELECT lock, number, floor, generation, attribute_generation, issued, believed,
jumped, escort, at_backup, state, last_leaf, table_through, revoked_through, altered,
hardware_id, openings, presumed FROM room"""
_STAY: Final = """SELECT stay, guest, generation, k, copies, arrived, departs, first_k FROM stay
WHERE lock = :lock AND ended IS NULL"""


def planned_rooms(words: Iterable[str]) -> tuple[PlannedRoom, ...]:
    """Rooms as typed: `101-120` (floor 1), `1001`, or `2:201-230,A7`. Raises DeskRefusal.

    Without a floor before the colon, it is the number without its last two digits.
    """
    found: list[PlannedRoom] = []
    for word in words:
        floor, colon, numbers = word.rpartition(":")
        if colon and not (floor.isdecimal() and len(floor) <= 2):
            raise _wrong(f"{floor!r} is no floor: write floor and rooms as 2:201-230")
        for text in numbers.split(","):
            for number in _numbers(text):
                found.append(PlannedRoom(number, int(floor) if colon else _floor_of(number)))
                if len(found) > ROOMS_MAX:
                    raise _wrong(f"A hotel has at most {ROOMS_MAX} rooms")
    counted = Counter(room.number for room in found)
    twice = [number for number, count in counted.items() if count > 1]
    if not found or twice:
        raise _wrong(f"Room {min(twice)} was named twice" if twice else "No room was named")
    if len({room.floor for room in found}) > FLOORS_MAX:
        raise _wrong(f"Rooms lie on at most {FLOORS_MAX} floors")
    return tuple(found)


def room_row(sql: sqlite3.Connection, number: str) -> RoomRow:
    """Raises DeskRefusal if there is no such room."""
    row = sql.execute(f"{_ROOM} WHERE number = :number", {"number": number.strip()}).fetchone()
    if row is None:
        raise DeskRefusal(Reason.NO_ROOM, f"There is no room {number.strip()[:12]!r} in this hotel")
    return RoomRow(*row)


def room_rows(sql: sqlite3.Connection) -> tuple[RoomRow, ...]:
    """All of them, by floor."""
    return tuple(RoomRow(*row) for row in sql.execute(f"{_ROOM} ORDER BY floor, number"))


def stay_row(sql: sqlite3.Connection, lock: int) -> StayRow | None:
    row = sql.execute(_STAY, {"lock": lock}).fetchone()
    return None if row is None else StayRow(*row)


def shown(store: Store, row: RoomRow) -> Room:
    sql = store.reading()
    stay = stay_row(sql, row.lock)
    unknown = sql.execute(
        """SELECT count(*) FROM card WHERE lock = :lock AND generation = :generation
        AND state = 'unknown' AND k = :k AND card = (SELECT max(card) FROM card
        WHERE lock = :lock)""",
        {"lock": row.lock, "generation": row.generation, "k": row.issued},
    ).fetchone()[0]
    instant = store.facts.time.instant
    return Room(
        number=row.number,
        floor=row.floor,
        lock=row.lock,
        door=DoorState(row.state),
        stay=None
        if stay is None
        else Stay(stay.guest, instant(stay.arrived), instant(stay.departs), stay.k, stay.copies),
        gap=row.gap,
        needs_escort=row.needs_escort,
        is_altered=bool(row.altered),
        has_unknown_card=bool(unknown),
    )


def _numbers(text: str) -> list[str]:
    between = _RANGE.fullmatch(text)
    if between is None:
        if not _NUMBER.fullmatch(text):
            raise _wrong(f"{text[:12]!r} is no room number")
        return [text]
    low, high = int(between[1]), int(between[2])
    if not low <= high < low + ROOMS_MAX:
        raise _wrong(f"{text} is no range of rooms")
    return [str(number).zfill(len(between[1])) for number in range(low, high + 1)]


def _floor_of(number: str) -> int:
    if not number.isdecimal():
        raise _wrong(f"On which floor is {number}? Write it as 2:{number}")
    return int(number) // 100


def _wrong(words: str) -> DeskRefusal:
    return DeskRefusal(Reason.WRONG_INPUT, words)
