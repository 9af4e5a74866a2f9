"""The bank's clock: wall time that never steps back while the bank runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
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
    """When the business day began that `now_ms` lies in. ends_minute: minutes after midnight."""
    now = datetime.fromtimestamp(now_ms / MS_PER_S, zone)
    hour, minute = divmod(ends_minute, MINUTES_PER_HOUR)
    began = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if began > now:
        began -= timedelta(days=1)
    return int(began.timestamp() * MS_PER_S)
