"""Staff tables on their way to a factory lock: whoever was fired since they were made is in them.

INIT has no end, and its result may lie in a drawer: the door may have that table already. So it
lacks every later revocation, until a later installation is told to be done, or an order that was
made once nobody was given the package any longer.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from hardware.locks.desk.rooms import RoomRow
from hardware.locks.desk.slots import has_seen
from hardware.locks.desk.visits import RoundKind

_UNDER_WAY: Final = """SELECT visit.lock, min(round.staff_version)
    FROM visit JOIN round USING (round)
    WHERE round.kind = :install AND (visit.state = 'open' OR visit.told = 'restored')
    AND NOT EXISTS (SELECT 1 FROM visit AS later JOIN round AS of ON of.round = later.round
        WHERE later.lock = visit.lock AND later.round > visit.round AND later.state = 'done'
        AND (of.kind = :install OR of.made > round.not_after))
    GROUP BY visit.lock"""


@dataclass(frozen=True, slots=True)
class Confirmations:
    """Which doors have a revocation for certain. tables: oldest version under way, by lock."""

    tables: dict[int, int]

    @classmethod
    def read(cls, sql: sqlite3.Connection) -> Confirmations:
        rows = sql.execute(_UNDER_WAY, {"install": RoundKind.INSTALL.value})
        return cls({int(lock): int(version) for lock, version in rows})

    def may_have_a_lock(self, row: RoomRow) -> bool:
        return row.state == "installed" or row.lock in self.tables

    def has(self, row: RoomRow, version: int) -> bool:
        """Whether this door has confirmed it, and no older table may have come to it."""
        is_told = row.state != "installed" or has_seen(row, version)
        return is_told and self.tables.get(row.lock, version) >= version
