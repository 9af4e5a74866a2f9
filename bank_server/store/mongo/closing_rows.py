"""Balancings and closed days in MongoDB."""

from __future__ import annotations

import json
from typing import Final

from bank_server.domain.balancings import Balancing
from bank_server.domain.business_days import BusinessDay
from bank_server.store.codec import report_from, report_text
from bank_server.store.mongo.parts import joined
from bank_server.store.mongo.table import Kind, Table
from bank_server.store.mongo.unit import Document, Unit


class ClosingRowsMixin:
    def __init__(self, unit: Unit) -> None:
        self._balancings = Table(unit, _BALANCINGS)
        self._days = Table(unit, _DAYS)

    def add_balancing(self, balancing: Balancing) -> None:
        self._balancings.add(balancing)

    def balancing(self, atm_id: str, balancing_id: str) -> Balancing | None:
        return self._balancings.get(joined(atm_id, balancing_id))

    def last_balancing(self, atm_id: str) -> Balancing | None:
        newest_first = [("number", -1)]
        found = self._balancings.search({"atm_id": atm_id}, sort=newest_first, count_max=1)
        return found[0] if found else None

    def balancings(self, atm_id: str, after: int) -> tuple[Balancing, ...]:
        where = {"atm_id": atm_id, "number": {"$gt": after}}
        return self._balancings.search(where, sort=[("number", 1)])

    def add_day(self, day: BusinessDay) -> None:
        self._days.add(day)

    def day(self, date: str) -> BusinessDay | None:
        return self._days.get(date)

    def days(self) -> tuple[BusinessDay, ...]:
        return self._days.search({}, sort=[("_id", 1)])

    def last_day(self) -> BusinessDay | None:
        found = self._days.search({}, sort=[("_id", -1)], count_max=1)
        return found[0] if found else None


def _balancing_document(balancing: Balancing) -> Document:
    return {
        "atm_id": balancing.atm_id,
        "number": balancing.number,
        "balancing_id": balancing.balancing_id,
        "at_ms": balancing.at_ms,
        "head": balancing.head,
        "asked": balancing.asked,
        "answer": balancing.answer,
    }


def _balancing(document: Document) -> Balancing:
    return Balancing(
        document["atm_id"],
        document["number"],
        document["balancing_id"],
        document["at_ms"],
        document["head"],
        document["asked"],
        document["answer"],
    )


def _day_document(day: BusinessDay) -> Document:
    return {
        "date": day.date,
        "began_ms": day.began_ms,
        "ended_ms": day.ended_ms,
        "closed_ms": day.closed_ms,
        "proposed_by": day.proposed_by,
        "confirmed_by": day.confirmed_by,
        "report": json.loads(report_text(day.report)),
    }


def _day(document: Document) -> BusinessDay:
    return BusinessDay(
        document["date"],
        document["began_ms"],
        document["ended_ms"],
        document["closed_ms"],
        document["proposed_by"],
        document["confirmed_by"],
        report_from(json.dumps(document["report"])),
    )


_BALANCINGS: Final = Kind(
    "balancings",
    lambda balancing: joined(balancing.atm_id, balancing.balancing_id),
    _balancing_document,
    _balancing,
)
_DAYS: Final = Kind("business_days", lambda day: day.date, _day_document, _day)
