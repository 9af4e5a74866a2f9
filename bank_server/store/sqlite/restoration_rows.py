"""In SQLite: when these books were put back, and whom the bank waits for since."""

from __future__ import annotations

import json
import sqlite3

from bank_server.domain.restoration import Awaited, Restoration


class RestorationRowsMixin:
    _connection: sqlite3.Connection

    def restoration(self) -> Restoration | None:
        row = self._connection.execute(
            "SELECT name, at_ms, waiting FROM restorations ORDER BY place DESC LIMIT 1"
        ).fetchone()
        return (
            None
            if row is None
            else Restoration(row[0], row[1], tuple(Awaited(*each) for each in json.loads(row[2])))
        )

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
