"""Stays in the file: begun, dated anew, ended, and their guests' names overwritten in time.

A name is optional. It is overwritten 24 hours after check-out, or 30 days after a departure that
nobody ended, with the next card or check-out; nothing else of a guest is kept, and the log has the
rooms' numbers alone.
"""

from __future__ import annotations

from typing import Final

from hardware.locks.desk.rooms import RoomRow, StayRow
from hardware.locks.desk.store import Deed
from hardware.locks.hotel_time import DAY_S

NAME_KEPT_S: Final = DAY_S
UNENDED_KEPT_S: Final = 30 * DAY_S


def begin(deed: Deed, row: RoomRow, guest: str | None, k: int, departs: int) -> None:
    deed.sql.execute(
        """INSERT INTO stay (lock, guest, generation, k, arrived, departs)
        VALUES (:lock, :guest, :generation, :k, :arrived, :departs)""",
        {
            "lock": row.lock,
            "guest": guest,
            "generation": row.generation,
            "k": k,
            "arrived": deed.now,
            "departs": departs,
        },
    )


def redate(deed: Deed, row: RoomRow, stay: StayRow, k: int, departs: int) -> None:
    """The stay's card is now this one; a new index has no duplicates yet."""
    deed.sql.execute(
        """UPDATE stay SET k = :k, generation = :generation, departs = :departs,
        copies = CASE WHEN k = :k THEN copies ELSE 0 END WHERE stay = :stay""",
        {"k": k, "generation": row.generation, "departs": departs, "stay": stay.stay},
    )


def count_copy(deed: Deed, lock: int, copy: int) -> None:
    """Before it is written: no two cards of a stay share a number."""
    deed.sql.execute(
        "UPDATE stay SET copies = :copy WHERE lock = :lock AND ended IS NULL",
        {"copy": copy, "lock": lock},
    )


def end(deed: Deed, stay: StayRow) -> None:
    deed.sql.execute(
        "UPDATE stay SET ended = :now WHERE stay = :stay", {"now": deed.now, "stay": stay.stay}
    )


def believe(deed: Deed, lock: int, k: int) -> None:
    """The card with this index has opened the door: the lock is there, at least."""
    deed.sql.execute(
        """UPDATE room SET believed = max(believed, :k), escort = 0,
        jumped = CASE WHEN issued - :k < jumped THEN 0 ELSE jumped END WHERE lock = :lock""",
        {"k": k, "lock": lock},
    )


def forget_names(deed: Deed) -> None:
    deed.sql.execute(
        """UPDATE stay SET guest = NULL WHERE guest IS NOT NULL
        AND (ended < :ended OR (ended IS NULL AND departs < :departs))""",
        {"ended": deed.now - NAME_KEPT_S, "departs": deed.now - UNENDED_KEPT_S},
    )
