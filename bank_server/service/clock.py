"""The bank's clock: wall time that never steps back while the bank runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

MS_PER_S: Final = 1000
NS_PER_MS: Final = 1_000_000
MINUTES_PER_HOUR: Final = 60


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
    today = datetime.fromtimestamp(now_ms // MS_PER_S, zone).date()
    # Tomorrow's too: the clocks may be set back from after its beginning to before midnight.
    began = (_begins_ms(today + timedelta(days=days), zone, ends_minute) for days in (1, 0, -1, -2))
    return next(each for each in began if each <= now_ms)


def _begins_ms(day: date, zone: ZoneInfo, ends_minute: int) -> int:
    hour, minute = divmod(ends_minute, MINUTES_PER_HOUR)
    # Fold 0 is the first of two, and in a gap the offset of before it: later days begin later.
    return int(datetime.combine(day, time(hour, minute, fold=0), zone).timestamp()) * MS_PER_S
