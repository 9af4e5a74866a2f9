"""Work out when a line was written: stamps without year or zone become seconds that never jump.

`Mmm dd hh:mm:ss` is local time. In autumn its hour comes twice, a clock is set back now and then,
and after December comes January. Lines of one moment may stand a little out of order, and a line
may come late by days. None of that may move the lines around it.
"""

import re
from datetime import date
from typing import Dict, Optional

DAY_S = 86400
LATE_S = 300  # a line this much older than the one before it came late; no clock was set
STEP_STAMPS = 3  # so many older stamps in a row are a clock that was set back, and no late lines
YEAR_BACK_S = 40 * DAY_S  # further back than this is the next year
YEAR_AHEAD_S = 325 * DAY_S  # further ahead than this is a late line of the last year
DATES_CACHED_MAX = 2000
HOURS_CACHED_MAX = 2000  # beyond a log of twelve weeks they are made anew

LOCAL = rb"[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d"
ISO = rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?"
STAMP = rb"(?:" + LOCAL + rb"|" + ISO + rb")"

_ZONE = re.compile(rb"([+-])(\d\d):?(\d\d)")
_MONTHS = {
    name: number
    for number, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)
}
# How far into an hour `mm:ss` is: most stamps are two looks into tables. A leap second is 60.
_INTO_HOUR = {
    "{:02d}:{:02d}".format(minute, second).encode("ascii"): minute * 60 + second
    for minute in range(60)
    for second in range(61)
}


def _no_dates() -> Dict[bytes, Optional[int]]:
    return {}


def _no_hours() -> Dict[bytes, int]:
    return {}


def year_of_first(stamp: Optional[bytes], now: int) -> int:
    """The year of the first stamp of a log: the last one in which it is not yet to come."""
    year = date.fromordinal(now // DAY_S).year
    wall = None if stamp is None else Stamps(year).seconds(stamp)
    return year - 1 if wall is not None and wall > now + DAY_S else year


class Stamps:
    """Reads stamps as seconds since the year 1, of the local clock, or UTC where a zone is told."""

    def __init__(self, year: int) -> None:
        self.year = year
        self._dates = _no_dates()
        self._hours = _no_hours()  # of local stamps, up to their first colon

    def next_year(self) -> None:
        self.year += 1
        self._dates.clear()
        self._hours.clear()

    def seconds(self, stamp: bytes) -> Optional[int]:
        """None if there is no such moment."""
        hour = self._hours.get(stamp[:-6])
        into_hour = _INTO_HOUR.get(stamp[-5:])
        if hour is None or into_hour is None:
            return self._first_of_hour(stamp)
        return hour + into_hour

    def _first_of_hour(self, stamp: bytes) -> Optional[int]:
        """Or of no hour."""
        if stamp[:1].isdigit():
            return self._iso(stamp)
        day, hour = self._day(stamp[:-9]), int(stamp[-8:-6])
        into_hour = _INTO_HOUR.get(stamp[-5:])
        if day is None or hour > 23 or into_hour is None:
            return None
        if len(self._hours) >= HOURS_CACHED_MAX:
            self._hours.clear()
        begun = self._hours[stamp[:-6]] = day * DAY_S + hour * 3600
        return begun + into_hour

    def _iso(self, stamp: bytes) -> Optional[int]:
        day = self._day(stamp[:10])
        hour, minute, second = int(stamp[11:13]), int(stamp[14:16]), int(stamp[17:19])
        if day is None or hour > 23 or minute > 59 or second > 60:
            return None
        wall = day * DAY_S + hour * 3600 + minute * 60 + second
        zone = _ZONE.fullmatch(stamp[-6:]) or _ZONE.fullmatch(stamp[-5:])
        if not zone or len(stamp) < 24:
            return wall
        ahead = int(zone.group(2)) * 3600 + int(zone.group(3)) * 60
        return wall - ahead if zone.group(1) == b"+" else wall + ahead

    def _day(self, text: bytes) -> Optional[int]:
        try:
            return self._dates[text]
        except KeyError:
            if len(self._dates) >= DATES_CACHED_MAX:
                self._dates.clear()
            found = self._dates[text] = self._read_day(text)
            return found

    def _read_day(self, text: bytes) -> Optional[int]:
        try:
            if text[:1].isdigit():
                return date(int(text[:4]), int(text[5:7]), int(text[8:10])).toordinal()
            month, day = _MONTHS[text[:3]], int(text[4:])
            if (month, day) == (2, 29):  # also where the year that was guessed has none
                return date(self.year, 3, 1).toordinal() - (self.year % 4 == 0)
            return date(self.year, month, day).toordinal()
        except (KeyError, ValueError):
            return None


class Timeline:
    """Lays stamps on a line of seconds that never runs backwards."""

    def __init__(self, stamps: Stamps, ahead: int = 0) -> None:
        """ahead: what is added to a stamp, in seconds, for clocks that were set back before."""
        self.set_back_s = 0  # the furthest that a clock was set back
        self.ahead = ahead
        self._stamps = stamps
        self._last = 0  # where the line is
        self._older = 0  # stamps in a row that were older than the line
        self._first_older = 0  # where the first of those stood

    def at(self, stamp: bytes) -> Optional[int]:
        """Where the stamp lies, or None if there is no such moment."""
        wall = self._stamps.seconds(stamp)
        if wall is None:
            return None
        here = wall + self.ahead
        if self._last <= here <= self._last + YEAR_AHEAD_S:  # as nearly always
            self._older = 0
            self._last = here
            return here
        if self._last == 0:
            self._last = here
        if not stamp[:1].isdigit():
            if here < self._last - YEAR_BACK_S:
                here = self._in_next_year(stamp)
            if here > self._last + YEAR_AHEAD_S:
                return self._last
        if here >= self._last - LATE_S:
            self._older = 0
            self._last = max(here, self._last)
        else:
            self._was_older(here)
        return self._last

    def clock(self, stamp: bytes, since: int = 0) -> Optional[int]:
        """What the clock showed, in the year that the line is in. The line stays where it is.

        since: what it showed at the beginning, if nothing was laid on the line yet.
        """
        wall = self._stamps.seconds(stamp)
        here = max(self._last - self.ahead, since) - YEAR_BACK_S
        if wall is None or stamp[:1].isdigit() or wall >= here:
            return wall
        return Stamps(self._stamps.year + 1).seconds(stamp)

    def last(self) -> int:
        """Where the line is."""
        return self._last

    def _in_next_year(self, stamp: bytes) -> int:
        self._stamps.next_year()
        wall = self._stamps.seconds(stamp)
        return self._last if wall is None else wall + self.ahead

    def _was_older(self, here: int) -> None:
        """A late line leaves no trace; a clock that was set back goes on from where the line is."""
        if self._older == 0:
            self._first_older = here
        self._older += 1
        if self._older >= STEP_STAMPS:
            ahead = self._last - min(self._first_older, here)
            self.ahead += ahead
            self.set_back_s = max(self.set_back_s, ahead)
            self._last = max(self._last, here + ahead)
            self._older = 0
