"""The server's wall clock: seconds since a week's first midnight, written as syslog writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

HOUR_S: Final = 3600
DAY_S: Final = 24 * HOUR_S
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun",
                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # fmt: skip
SUNDAY: Final = 6
CHANGES_AT_H: Final = 2


def day_words(day: date) -> str:
    """`Mmm dd`, the day filled up with a blank."""
    return f"{MONTHS[day.month - 1]} {day.day:2d}"


def nth_sunday(year: int, month: int, n: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(SUNDAY - first.weekday()) % 7 + 7 * (n - 1))


@dataclass(frozen=True, slots=True)
class LocalTime:
    """
    Attributes:
        first_day: whose midnight is 0.
    """

    first_day: date

    def words(self, when_s: float) -> str:
        """The 15 characters of a line written then; hours are skipped and repeated as in the US."""
        whole = int(when_s) + self._shift_s(when_s)
        day, second = divmod(whole, DAY_S)
        minute, second = divmod(second, 60)
        hour, minute = divmod(minute, 60)
        words = day_words(self.first_day + timedelta(days=day))
        return f"{words} {hour:02d}:{minute:02d}:{second:02d}"

    def _shift_s(self, when_s: float) -> int:
        """What a clock that showed the right time on the first day has to be moved by."""
        for change, shift_s in self._changes():
            if self.first_day <= change and when_s >= self._seconds(change):
                return shift_s
        return 0

    def _changes(self) -> tuple[tuple[date, int], ...]:
        year = self.first_day.year
        return (nth_sunday(year, 3, 2), HOUR_S), (nth_sunday(year, 11, 1), -HOUR_S)

    def _seconds(self, day: date) -> int:
        return (day - self.first_day).days * DAY_S + CHANGES_AT_H * HOUR_S
