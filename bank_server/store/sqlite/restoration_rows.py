"""In SQLite: when these books were put back, and whom the bank waits for since."""

from __future__ import annotations

import json
import sqlite3
from typing import Final

from bank_server.domain.restoration import Awaited, Restoration

_ALL: Final = "SELECT name, at_ms, waiting FROM restorations"


class RestorationRowsMixin:
    _connection: sqlite3.Connection

    def restoration(self) -> Restoration | None:
        row = self._connection.execute(f"{_ALL} ORDER BY place DESC LIMIT 1").fetchone()
        return None if row is None else _of(row)

    def restorations(self) -> tuple[Restoration, ...]:
        return tuple(map(_of, self._connection.execute(f"{_ALL} ORDER BY place")))

    def put_restoration(self, restoration: Restoration) -> None:
        self._connection.execute(
            """INSERT INTO restorations (name, at_ms, waiting) VALUES (:name, :at_ms, :waiting)
            ON CONFLICT (name) DO UPDATE SET waiting = :waiting""",
            {
                "name": restoration.name,
                "at_ms": restoration.at_ms,
                "waiting": json.dumps(
                    [[each.atm_id, each.acked] for each in restoration.waiting],
                    separators=(",", ":"),
                ),
            },
        )


def _of(row: tuple[str, int, str]) -> Restoration:
    return Restoration(row[0], row[1], tuple(Awaited(*each) for each in json.loads(row[2])))
