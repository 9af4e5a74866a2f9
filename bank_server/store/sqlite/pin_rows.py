"""The results of PINs in SQLite."""

from __future__ import annotations

import sqlite3
from typing import Final

from bank_server.domain.pin_results import PinResult

_RESULTS: Final = "SELECT at_ms, atm_id, card, is_right FROM pin_results"
_AFTER: Final = " WHERE (at_ms, atm_id, card, is_right) > (:at_ms, :atm_id, :card, :is_right)"
_IN_ORDER: Final = " ORDER BY at_ms, atm_id, card, is_right LIMIT :count_max"


class PinRowsMixin:
    _connection: sqlite3.Connection

    def put_pin_result(self, result: PinResult) -> None:
        self._connection.execute(
            """INSERT INTO pin_results (at_ms, atm_id, card, is_right)
            VALUES (:at_ms, :atm_id, :card, :is_right) ON CONFLICT DO NOTHING""",
            _values(result),
        )

    def pin_results(self, after: PinResult | None, count_max: int) -> tuple[PinResult, ...]:
        asked = {"count_max": count_max} | ({} if after is None else _values(after))
        where = "" if after is None else _AFTER
        found = self._connection.execute(_RESULTS + where + _IN_ORDER, asked)
        return tuple(
            PinResult(at_ms, atm_id, card, bool(is_right))
            for at_ms, atm_id, card, is_right in found
        )

    def drop_pin_results(self, before_ms: int, count_max: int) -> int:
        deleted = self._connection.execute(
            """DELETE FROM pin_results WHERE (at_ms, atm_id, card, is_right) IN (
            SELECT at_ms, atm_id, card, is_right FROM pin_results WHERE at_ms < :before_ms
            ORDER BY at_ms, atm_id, card, is_right LIMIT :count_max)""",
            {"before_ms": before_ms, "count_max": count_max},
        )
        return deleted.rowcount


def _values(result: PinResult) -> dict[str, int | str]:
    return {
        "at_ms": result.at_ms,
        "atm_id": result.atm_id,
        "card": result.card,
        "is_right": int(result.is_right),
    }
