"""Stays in the file: begun, dated anew, ended, and their guests' names overwritten in time.

No wire tells the desk which card has opened a door. A visit does, or somebody who was there; and
who has kept a room for hours, with one card, is presumed to have been in it. If that was wrong the
lock says so at its next visit; it is so wrong 31 times in a row before a card is AHEAD.

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
PRESUMED_AFTER_S: Final = 6 * 3_600


def begin(deed: Deed, row: RoomRow, guest: str | None, k: int, departs: int) -> None:
    deed.sql.execute(
        """INSERT INTO stay (lock, guest, generation, k, first_k, arrived, departs)
        VALUES (:lock, :guest, :generation, :k, :k, :arrived, :departs)""",
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
        first_k = CASE WHEN generation = :generation THEN first_k ELSE :k END,
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
    has_one_card = stay.k == stay.first_k  # who claims cards lost may never have used any
    if has_one_card and deed.now - stay.arrived >= PRESUMED_AFTER_S:
        deed.sql.execute(
            """UPDATE room SET presumed = max(presumed, :k),
            jumped = CASE WHEN issued - :k < jumped THEN 0 ELSE jumped END
            WHERE generation = :generation
            AND lock = (SELECT lock FROM stay WHERE stay = :stay)""",
            {"k": stay.k, "generation": stay.generation, "stay": stay.stay},
        )
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


def heard(deed: Deed, lock: int, k: int) -> None:
    """The lock itself says that it is so far, and no further."""
    believe(deed, lock, k)
    deed.sql.execute(
        "UPDATE room SET presumed = min(presumed, :k) WHERE lock = :lock", {"k": k, "lock": lock}
    )


def forget_names(deed: Deed) -> None:
    deed.sql.execute(
        """UPDATE stay SET guest = NULL WHERE guest IS NOT NULL
        AND (ended < :ended OR (ended IS NULL AND departs < :departs))""",
        {"ended": deed.now - NAME_KEPT_S, "departs": deed.now - UNENDED_KEPT_S},
    )
