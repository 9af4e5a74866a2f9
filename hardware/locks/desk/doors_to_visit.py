"""The doors that somebody still has to go to, and what each waits for."""

from __future__ import annotations

from dataclasses import dataclass

from hardware.locks.desk.rooms import RoomRow, room_rows
from hardware.locks.desk.store import Store
from hardware.locks.desk.tables_under_way import Confirmations


@dataclass(frozen=True, slots=True)
class DoorToVisit:
    """A door that something waits at.

    Attributes:
        rounds: numbers of rounds that hold an order for it, still good.
        needs: what it waits for without one.
    """

    floor: int
    number: str
    rounds: tuple[int, ...]
    needs: tuple[str, ...]


def doors(store: Store) -> tuple[DoorToVisit, ...]:
    """Where somebody still has to go, floor after floor."""
    sql = store.reading()
    loaded: dict[int, list[int]] = {}
    for lock, number in sql.execute(
        """SELECT lock, round FROM visit JOIN round USING (round)
        WHERE visit.state = 'open' AND not_after > :now ORDER BY round""",
        {"now": store.now()},
    ):
        loaded.setdefault(lock, []).append(number)
    revoked, refilled = sql.execute(
        "SELECT coalesce((SELECT max(revoked) FROM slot), 0), (SELECT max(since) FROM slot)"
    ).fetchone()
    confirmed = Confirmations.read(sql)
    found = (
        DoorToVisit(
            row.floor,
            row.number,
            tuple(loaded.get(row.lock, ())),
            _needs(row, confirmed, revoked, refilled),
        )
        for row in room_rows(sql)
    )
    return tuple(each for each in found if each.rounds or each.needs)


def _needs(row: RoomRow, confirmed: Confirmations, revoked: int, refilled: int) -> tuple[str, ...]:
    if row.state != "installed":
        return ("a lock" if row.state == "planned" else "a lock again",)
    needs = {
        "a revocation": not confirmed.has(row, revoked),
        "the new staff table": row.table_through < refilled,
        "a look: its memory was changed": bool(row.altered),
    }
    return tuple(words for words, is_needed in needs.items() if is_needed)
