"""Which doors a revoked staff card still opens, by floor: a list to walk along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hardware.locks.desk.rooms import RoomRow, room_rows
from hardware.locks.desk.store import Store
from hardware.locks.desk.tables_under_way import Confirmations


@dataclass(frozen=True, slots=True)
class FloorProgress:
    """Room numbers of one floor."""

    floor: int
    done: tuple[str, ...]
    outstanding: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revocation:
    """One revoked card, until every door that has a lock, or may have, has confirmed.

    Attributes:
        done, outstanding: how many doors.
    """

    serial: int
    name: str
    state: str
    floors: tuple[FloorProgress, ...]

    @property
    def is_of_restore(self) -> bool:
        """A place that a restore skipped, and not somebody's card that is known to be."""
        return self.state == "unknown"

    @property
    def done(self) -> int:
        return sum(len(floor.done) for floor in self.floors)

    @property
    def outstanding(self) -> int:
        return sum(len(floor.outstanding) for floor in self.floors)


def revocations(store: Store) -> tuple[Revocation, ...]:
    """Those that some door has not confirmed yet, the oldest first."""
    sql = store.reading()
    confirmed = Confirmations.read(sql)
    doors = [row for row in room_rows(sql) if confirmed.may_have_a_lock(row)]
    rows = sql.execute(
        """SELECT serial, name, state, revoked FROM staff WHERE revoked IS NOT NULL
        ORDER BY revoked, serial"""
    )
    found = (
        Revocation(serial, name, state, _floors(confirmed, doors, version))
        for serial, name, state, version in rows
    )
    return tuple(each for each in found if each.outstanding)


def grouped(found: Sequence[Revocation]) -> tuple[tuple[Revocation, ...], ...]:
    """One after the other; those that a restore revoked are together where the same doors wait."""
    groups: dict[object, list[Revocation]] = {}
    for each in found:
        key = ("restore", each.floors) if each.is_of_restore else each.serial
        groups.setdefault(key, []).append(each)
    return tuple(tuple(group) for group in groups.values())


def _floors(
    confirmed: Confirmations, doors: list[RoomRow], version: int
) -> tuple[FloorProgress, ...]:
    has = {each.lock: confirmed.has(each, version) for each in doors}
    return tuple(
        FloorProgress(
            floor,
            tuple(each.number for each in doors if each.floor == floor and has[each.lock]),
            tuple(each.number for each in doors if each.floor == floor and not has[each.lock]),
        )
        for floor in sorted({each.floor for each in doors})
    )
