"""Stays in the file: begun, dated anew, ended, and their guests' names overwritten in time.

No wire tells the desk which card has opened a door. A visit does, or somebody who was there; and
who has had a room for hours with one card, and leaves, is presumed to have been in it. One such
stay makes up for two cards: whoever wants a later guest's card to be AHEAD has to pay for nine in
a row without going in once. A presumption that was wrong is taken back by the next visit.

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
PRESUMED_CARDS: Final = 2


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


def redate(
    deed: Deed, row: RoomRow, stay: StayRow, k: int, departs: int, *, keeps_first: bool
) -> None:
    """The stay's card is now this one; a new index has no duplicates yet.

    keeps_first: nothing is known of the card before, as when it is claimed lost.
    """
    deed.sql.execute(
        """UPDATE stay SET k = :k, generation = :generation, departs = :departs,
        first_k = CASE WHEN generation = :generation AND :keeps_first THEN first_k ELSE :k END,
        copies = CASE WHEN k = :k THEN copies ELSE 0 END WHERE stay = :stay""",
        {
            "k": k,
            "generation": row.generation,
            "departs": departs,
            "stay": stay.stay,
            "keeps_first": keeps_first,
        },
    )


def presume(deed: Deed, lock: int, stay: StayRow) -> None:
    """The guest leaves, or goes on with another card: has been in the room, it may be.

    Nothing is presumed of who claimed cards lost, nor at a restored desk, which skips indexes.
    """
    has_one_card = stay.k == stay.first_k
    if has_one_card and min(deed.now, stay.departs) - stay.arrived >= PRESUMED_AFTER_S:
        deed.sql.execute(
            """UPDATE room
            SET presumed = max(presumed, min(:k, max(presumed, believed) + :cards))
            WHERE lock = :lock AND generation = :generation AND jumped = 0""",
            {"k": stay.k, "cards": PRESUMED_CARDS, "lock": lock, "generation": stay.generation},
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


def heard(deed: Deed, lock: int, k: int, at: int | None) -> None:
    """The lock itself says that it is so far, and no further.

    at: when; what was taken for true of a stay that ended before is then put right. None where the
    result was told before.
    """
    if at is not None:
        deed.sql.execute(
            """UPDATE room SET believed = min(believed, :k), presumed = min(presumed, :k),
            openings = 0 WHERE lock = :lock
            AND NOT EXISTS (SELECT 1 FROM stay WHERE lock = :lock AND ended > :at)""",
            {"k": k, "lock": lock, "at": at},
        )
    believe(deed, lock, k)


def forget_names(deed: Deed) -> None:
    deed.sql.execute(
        """UPDATE stay SET guest = NULL WHERE guest IS NOT NULL
        AND (ended < :ended OR (ended IS NULL AND departs < :departs))""",
        {"ended": deed.now - NAME_KEPT_S, "departs": deed.now - UNENDED_KEPT_S},
    )
