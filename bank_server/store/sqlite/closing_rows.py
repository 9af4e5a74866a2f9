"""Balancings and closed days in SQLite."""

from __future__ import annotations

import sqlite3
from typing import Final

from bank_server.domain.balancings import Balancing
from bank_server.domain.business_days import BusinessDay
from bank_server.store.codec import report_from, report_text

_BALANCING: Final = """SELECT atm_id, number, balancing_id, at_ms, head, asked, answer
FROM balancings"""
_DAY: Final = """SELECT date, began_ms, ended_ms, closed_ms, proposed_by, confirmed_by, report
FROM business_days"""


class ClosingRowsMixin:
    _connection: sqlite3.Connection

    def add_balancing(self, balancing: Balancing) -> None:
        self._connection.execute(
            """INSERT INTO balancings (atm_id, number, balancing_id, at_ms, head, asked, answer)
            VALUES (:atm_id, :number, :balancing_id, :at_ms, :head, :asked, :answer)""",
            {
                "atm_id": balancing.atm_id,
                "number": balancing.number,
                "balancing_id": balancing.balancing_id,
                "at_ms": balancing.at_ms,
                "head": balancing.head,
                "asked": balancing.asked,
                "answer": balancing.answer,
            },
        )

    def balancing(self, atm_id: str, balancing_id: str) -> Balancing | None:
        row = self._connection.execute(
            f"{_BALANCING} WHERE atm_id = :atm_id AND balancing_id = :balancing_id",
            {"atm_id": atm_id, "balancing_id": balancing_id},
        ).fetchone()
        return None if row is None else Balancing(*row)

    def last_balancing(self, atm_id: str) -> Balancing | None:
        row = self._connection.execute(
            f"{_BALANCING} WHERE atm_id = :atm_id ORDER BY number DESC LIMIT 1", {"atm_id": atm_id}
        ).fetchone()
        return None if row is None else Balancing(*row)

    def balancings(self, atm_id: str, after: int) -> tuple[Balancing, ...]:
        rows = self._connection.execute(
            f"{_BALANCING} WHERE atm_id = :atm_id AND number > :after ORDER BY number",
            {"atm_id": atm_id, "after": after},
        )
        return tuple(Balancing(*row) for row in rows)

    def add_day(self, day: BusinessDay) -> None:
        self._connection.execute(
            """INSERT INTO business_days (date, began_ms, ended_ms, closed_ms, proposed_by,
            confirmed_by, report)
            VALUES (:date, :began_ms, :ended_ms, :closed_ms, :proposed_by, :confirmed_by,
            :report)""",
            {
                "date": day.date,
                "began_ms": day.began_ms,
                "ended_ms": day.ended_ms,
                "closed_ms": day.closed_ms,
                "proposed_by": day.proposed_by,
                "confirmed_by": day.confirmed_by,
                "report": report_text(day.report),
            },
        )

    def day(self, date: str) -> BusinessDay | None:
        row = self._connection.execute(f"{_DAY} WHERE date = :date", {"date": date}).fetchone()
        return None if row is None else _day(row)

    def days(self) -> tuple[BusinessDay, ...]:
        return tuple(map(_day, self._connection.execute(f"{_DAY} ORDER BY date")))

    def last_day(self) -> BusinessDay | None:
        row = self._connection.execute(f"{_DAY} ORDER BY date DESC LIMIT 1").fetchone()
        return None if row is None else _day(row)


def _day(row: tuple[str, int, int, int, str, str, str]) -> BusinessDay:
    date, began_ms, ended_ms, closed_ms, proposed_by, confirmed_by, report = row
    return BusinessDay(
        date, began_ms, ended_ms, closed_ms, proposed_by, confirmed_by, report_from(report)
    )
