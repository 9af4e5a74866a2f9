"""Staff look at the bank's day, and two of them close it for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as calendar_date
from types import MappingProxyType
from typing import Final

from bank_server.contract.problems import ProblemCode
from bank_server.domain.business_days import (
    BusinessDay,
    DayRefusal,
    DayReport,
    first_refusal,
    following,
    refusal,
)
from bank_server.domain.people import ActionKind, day_body
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.clock import business_date, business_day
from bank_server.service.identifiers import new_hex
from bank_server.service.outcome import Refusal, StaffCode
from bank_server.service.parts import BankParts, staff_name

PROPOSED: Final = "close-day-proposed"
YEARS: Final = range(2000, 3000)
NO_DATE: Final = Refusal(ProblemCode.BAD_REQUEST, "date is not a day such as 2026-11-22")
TO_COME: Final = Refusal(ProblemCode.NOT_FOUND, "this business day has not begun")
KEPT_NOWHERE: Final = Refusal(
    ProblemCode.NOT_FOUND, "this business day was before the first that was closed"
)
_REFUSALS: Final = MappingProxyType[DayRefusal, Refusal](
    {
        DayRefusal.RUNS: Refusal(StaffCode.NOT_POSSIBLE, "this business day has not ended yet"),
        DayRefusal.CLOSED_BEFORE: Refusal(
            StaffCode.NOT_POSSIBLE, "this business day is closed, or lies before the first that was"
        ),
        DayRefusal.EARLIER_OPEN: Refusal(
            StaffCode.NOT_POSSIBLE, "a business day before this one is open; see: day show"
        ),
        DayRefusal.BEFORE_ALL: Refusal(
            StaffCode.NOT_POSSIBLE, "nothing was booked by the end of this business day"
        ),
    }
)
assert _REFUSALS.keys() == set(DayRefusal)


@dataclass(frozen=True, slots=True)
class ShownDay:
    """
    Attributes:
        closed: None while it is open; report is then what it has come to by now.
        has_ended: whether nothing more is written that belongs to it.
    """

    date: str
    began_ms: int
    ended_ms: int
    has_ended: bool
    report: DayReport
    closed: BusinessDay | None = None


class StaffDays:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts) -> None:
        self._parts = parts

    def show(self, date: str | None) -> ShownDay | Refusal:
        """date: None for the one after the last that was closed, or the one that runs now."""
        parts, days = self._parts, self._parts.store.days
        last = days.last()
        if date is None:
            date = self._today() if last is None else following(last.date)
        if not _is_date(date):
            return NO_DATE
        closed = days.day(date)
        if closed is not None:
            return ShownDay(
                date,
                closed.began_ms,
                closed.ended_ms,
                has_ended=True,
                report=closed.report,
                closed=closed,
            )
        began_ms, ended_ms = business_day(date, parts.zone, parts.day_ends_minute)
        if last is not None and date < last.date:
            return KEPT_NOWHERE
        if began_ms > parts.now_ms():
            return TO_COME
        report = days.look(date, began_ms, ended_ms)
        return ShownDay(date, began_ms, ended_ms, ended_ms <= parts.now_ms(), report)

    def propose(self, by: str, date: str) -> str | Refusal:
        """The id that a second person confirms. The day is open until then."""
        parts, days = self._parts, self._parts.store.days
        if not _is_date(date):
            return NO_DATE
        began_ms, ended_ms = business_day(date, parts.zone, parts.day_ends_minute)
        last = days.last()
        next_date = None if last is None else following(last.date)
        why = refusal(date, next_date, ended_ms, parts.now_ms())
        if why is not None:
            return parts.refused(staff_name(by), PROPOSED, _REFUSALS[why])
        report = days.look(date, began_ms, ended_ms)
        why = first_refusal(next_date, report.head)
        if why is not None:
            return parts.refused(staff_name(by), PROPOSED, _REFUSALS[why])
        proposal_id = new_hex(parts.random_bytes)
        body = day_body(date, began_ms, ended_ms, report.after, report.head)
        parts.store.staff.propose(proposal_id, ActionKind.CLOSE_DAY, body, by, parts.now_ms())
        entry = AuditEntry(staff_name(by), PROPOSED, AuditOutcome.DONE, None, date, body)
        parts.audit.append(entry)
        return proposal_id

    def _today(self) -> str:
        parts = self._parts
        return business_date(parts.now_ms(), parts.zone, parts.day_ends_minute)


def _is_date(text: str) -> bool:
    try:
        return calendar_date.fromisoformat(text).year in YEARS
    except ValueError:
        return False
