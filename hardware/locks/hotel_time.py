"""The hotel's own time: seconds, quarter hours, weeks and periods since its epoch, all in UTC.

The epoch is a Monday, 00:00 UTC, chosen when the desk is set up. Locks and cards know no other
time; local time is the desk's, and that of a print-out. A lock that missed a change of the clocks
is thus none the worse.

    seconds    u32    136 years       clocks, orders
    quarters   u20    29.9 years      a guest's card
    periods    u16                    a staff card: weeks // period_weeks
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final

QUARTER_S: Final = 900
HOUR_S: Final = 3_600
DAY_S: Final = 86_400
WEEK_S: Final = 604_800
SECONDS_MAX: Final = 2**32 - 1
QUARTERS_MAX: Final = 2**20 - 1
PERIODS_MAX: Final = 2**16 - 1

PERIOD_WEEKS: Final = (1, 4, 26)
EARLIER_PERIOD_S: Final = DAY_S  # so long into a period, the one before it still opens
LATER_PERIOD_S: Final = 12 * HOUR_S  # so long before its end, the one after it already opens


@dataclass(frozen=True, slots=True)
class HotelTime:
    """Between UTC and the hotel's seconds. Raises ValueError for an epoch that is none."""

    epoch: datetime

    def __post_init__(self) -> None:
        if self.epoch.utcoffset() != timedelta(0):
            raise ValueError("the epoch is not aware UTC")
        if self.epoch.weekday() != 0 or self.epoch.timetz() != time(tzinfo=UTC):
            raise ValueError("the epoch is not a Monday at 00:00")

    def seconds(self, at: datetime) -> int:
        """Whole seconds since the epoch. Raises ValueError before it, after 136 years, or naive."""
        if at.utcoffset() is None:
            raise ValueError("the time is not aware")
        since = (at - self.epoch) // timedelta(seconds=1)
        if not 0 <= since <= SECONDS_MAX:
            raise ValueError("the time lies outside the hotel's")
        return since

    def instant(self, seconds: int) -> datetime:
        return self.epoch + timedelta(seconds=seconds)


def quarter_begun(seconds: int) -> int:
    """The quarter hour that these seconds lie in: for a card's beginning."""
    return seconds // QUARTER_S


def quarter_ended(seconds: int) -> int:
    """The first full quarter hour that is not before: for a card's end."""
    return -(-seconds // QUARTER_S)


def week(seconds: int) -> int:
    return seconds // WEEK_S


def period(seconds: int, period_weeks: int) -> int:
    """The staff period. period_weeks: one of PERIOD_WEEKS."""
    if period_weeks not in PERIOD_WEEKS:
        raise ValueError("a period is 1, 4 or 26 weeks")
    return week(seconds) // period_weeks


def periods_accepted(seconds: int, period_weeks: int) -> range:
    """The periods whose staff cards open now: one, or two around the change.

    Shifts cross midnight and clocks drift: the last period's card serves for the first 24 h of a
    period, and the next one's from 12 h before its end.
    """
    now = period(seconds, period_weeks)
    into = seconds - now * period_weeks * WEEK_S
    first = now - 1 if into < EARLIER_PERIOD_S and now else now
    last = now + 1 if into >= period_weeks * WEEK_S - LATER_PERIOD_S else now
    return range(first, last + 1)
