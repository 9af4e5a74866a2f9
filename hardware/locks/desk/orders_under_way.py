"""Orders on their way to a door that end all cards made for it before: a new key, or a new chain.

They are signed for rooms where nobody stays, and somebody may move in before they are carried out.
"""

from __future__ import annotations

from datetime import datetime

from hardware.locks.desk.rooms import RoomRow
from hardware.locks.desk.store import Store
from hardware.locks.desk.visits import RoundKind


def cards_may_end_until(store: Store, row: RoomRow) -> datetime | None:
    """The end of the last such order that the lock may still take, as aware UTC; None for none."""
    (end,) = (
        store.reading()
        .execute(
            """SELECT max(not_after) FROM visit JOIN round USING (round) WHERE lock = :lock
            AND visit.state = 'open' AND not_after > :now AND leaf >= :seen
            AND kind IN (:rekey, :reseed)""",
            {
                "lock": row.lock,
                "now": store.now(),
                "seen": row.last_leaf,
                "rekey": RoundKind.REKEY.value,
                "reseed": RoundKind.RESEED.value,
            },
        )
        .fetchone()
    )
    return None if end is None else store.facts.time.instant(end)
