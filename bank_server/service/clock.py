"""The bank's clock: wall time that never steps back while the bank runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

MS_PER_S: Final = 1000
NS_PER_MS: Final = 1_000_000
MINUTES_PER_HOUR: Final = 60
NOON_MINUTE: Final = 12 * MINUTES_PER_HOUR


def steady_clock(wall_ns: Callable[[], int], monotonic_ns: Callable[[], int]) -> Callable[[], int]:
    """Milliseconds since 1970, anchored to the wall clock once.

    A wall clock that is set while the bank runs changes no challenge's life: all that is measured
    is the monotonic clock.
    """
    began_wall, began_monotonic = wall_ns(), monotonic_ns()

    def now_ms() -> int:
        return (began_wall + monotonic_ns() - began_monotonic) // NS_PER_MS

    return now_ms


def business_day_began_ms(now_ms: int, zone: ZoneInfo, ends_minute: int) -> int:
    """When the business day began that `now_ms` lies in. ends_minute: minutes after midnight.

    A day begins once, whatever the clocks do: where its minute comes twice, at the first of the
    two; where they jump over it, as long after the jump as the minute lies in what is left out.
    So one business day ends at the moment at which the next one begins, and each moment is in one.
    """
    return _begins_ms(_begun(now_ms, zone, ends_minute), zone, ends_minute)


def business_date(now_ms: int, zone: ZoneInfo, ends_minute: int) -> str:
    """Which business day `now_ms` lies in: `2026-11-22`, the date on which most of it lies."""
    return (_begun(now_ms, zone, ends_minute) + _named_later(ends_minute)).isoformat()


def business_day(named: str, zone: ZoneInfo, ends_minute: int) -> tuple[int, int]:
    """When the business day of this name begins, and when it ends and the next one begins."""
    first = date.fromisoformat(named) - _named_later(ends_minute)
    began_ms, ended_ms = (
        _begins_ms(each, zone, ends_minute) for each in (first, first + timedelta(days=1))
    )
    return began_ms, ended_ms


def _begun(now_ms: int, zone: ZoneInfo, ends_minute: int) -> date:
    """On which date it began."""
    today = datetime.fromtimestamp(now_ms // MS_PER_S, zone).date()
    # Tomorrow's too: the clocks may be set back from after its beginning to before midnight.
    near = (today + timedelta(days=days) for days in (1, 0, -1, -2))
    return next(each for each in near if _begins_ms(each, zone, ends_minute) <= now_ms)


def _named_later(ends_minute: int) -> timedelta:
    """A day that begins in the afternoon is the next date's."""
    return timedelta(days=1 if ends_minute > NOON_MINUTE else 0)


def _begins_ms(day: date, zone: ZoneInfo, ends_minute: int) -> int:
    hour, minute = divmod(ends_minute, MINUTES_PER_HOUR)
    # Fold 0 is the first of two, and in a gap the offset of before it: later days begin later.
    return int(datetime.combine(day, time(hour, minute, fold=0), zone).timestamp()) * MS_PER_S
