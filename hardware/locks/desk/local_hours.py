"""The hotel's local hours: what a clerk types, and when the clocks change. Only the desk has them.

Source of the rules: the PC's time zone database, so a change of the law is an update of the PC.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hardware.locks.desk.refusals import DeskRefusal, Reason

NIGHTS_MAX: Final = 366
CHANGES_AHEAD: Final = 2
CHANGES_WITHIN_DAYS: Final = 400

_DAY_MINUTES: Final = 24 * 60
_NIGHTS: Final = re.compile(r"\+(\d{1,3})")
_HOUR: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class LocalHours:
    """zone: as in Europe/Berlin. check_out_minute: after midnight, local."""

    zone: ZoneInfo
    check_out_minute: int

    def departure(self, text: str, now: datetime) -> datetime:
        """2026-12-01, 2026-12-01 14:00, +2 (nights), or 14:00 (today), as UTC.

        Raises DeskRefusal for anything else, or for an hour that the clocks skip.
        """
        words = text.replace("T", " ").split()
        today = now.astimezone(self.zone).date()
        minute = self.check_out_minute
        if words and _HOUR.fullmatch(words[-1]):
            minute = _minute(words.pop())
            day = today
            if not words:
                return self._instant(day, minute)
        if len(words) != 1:
            raise _no_departure(text)
        if nights := _NIGHTS.fullmatch(words[0]):
            return self._instant(today + timedelta(days=int(nights[1])), minute)
        try:
            day = date.fromisoformat(words[0])
        except ValueError:
            raise _no_departure(text) from None
        return self._instant(day, minute)

    def is_late(self, departure: datetime) -> bool:
        """Whether the guest stays longer than the check-out hour of that day."""
        local = departure.astimezone(self.zone)
        return local.hour * 60 + local.minute > self.check_out_minute

    def shown(self, at: datetime) -> str:
        """For a clerk."""
        return at.astimezone(self.zone).strftime("%a %d %b %Y %H:%M")

    def next_changes(self, now: datetime) -> tuple[datetime, ...]:
        """The next instants at which the local offset changes, in UTC, to the second."""
        found: list[datetime] = []
        at = now
        for _ in range(CHANGES_WITHIN_DAYS):
            following = at + timedelta(days=1)
            if self._offset(at) != self._offset(following):
                found.append(self._change_between(at, following))
            if len(found) == CHANGES_AHEAD:
                break
            at = following
        return tuple(found)

    def offset_minutes(self, at: datetime) -> int:
        return self._offset(at) // timedelta(minutes=1)

    def _change_between(self, before: datetime, after: datetime) -> datetime:
        low, high = int(before.timestamp()), int(after.timestamp())
        offset = self._offset(before)
        while high - low > 1:
            middle = (low + high) // 2
            if self._offset(datetime.fromtimestamp(middle, UTC)) == offset:
                low = middle
            else:
                high = middle
        return datetime.fromtimestamp(high, UTC)

    def _offset(self, at: datetime) -> timedelta:
        offset = at.astimezone(self.zone).utcoffset()
        assert offset is not None
        return offset

    def _instant(self, day: date, minute: int) -> datetime:
        try:
            local = datetime.combine(day, time(minute // 60, minute % 60), self.zone)
            at = local.astimezone(UTC)
        except OverflowError:
            raise _no_departure(str(day)) from None
        if at.astimezone(self.zone).replace(tzinfo=None) != local.replace(tzinfo=None):
            raise DeskRefusal(
                Reason.DEPARTURE,
                f"{local:%H:%M} does not exist on {day}: the clocks go forward in that hour",
            )
        return at


def zone_named(name: str) -> ZoneInfo:
    """Raises DeskRefusal."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise DeskRefusal(
            Reason.WRONG_INPUT,
            f"{name!r} is no time zone that this PC knows. One is written as Europe/Berlin",
        ) from None


def minute_of(text: str) -> int:
    """Minutes after midnight, from 11:00. Raises DeskRefusal."""
    if not _HOUR.fullmatch(text):
        raise DeskRefusal(Reason.WRONG_INPUT, f"{text!r} is no hour; write it as 11:00")
    return _minute(text)


def _minute(text: str) -> int:
    hour, minute = text.split(":")
    return (int(hour) * 60 + int(minute)) % _DAY_MINUTES


def _no_departure(text: str) -> DeskRefusal:
    return DeskRefusal(
        Reason.DEPARTURE,
        f"{text!r} is no departure. Write 2026-12-01, '2026-12-01 14:00', +2 for two nights, "
        "or 14:00 for today",
    )
