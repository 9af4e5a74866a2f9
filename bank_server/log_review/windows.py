"""Count what happened within some time, exactly, in little memory, whenever the log begins."""

from array import array
from bisect import bisect_left
from collections import OrderedDict
from typing import TYPE_CHECKING, List, Optional, Tuple

if TYPE_CHECKING:
    Stamps = array[int]


DAY_S = 86400
PASSED_MAX = 4096  # moments that count no more, and are taken away at once
PARTS = 1000  # the level is a whole number, so that adding can never make it smaller


def no_stamps() -> "Stamps":
    """Moments in order of time, the newest last."""
    return array("q")


def keep(stamps: "Stamps", when: int, count: int, most: int) -> None:
    """Add a moment `count` times; keep the last `most`."""
    if count == 1:
        stamps.append(when)
    else:
        stamps.extend([when] * min(count, most))
    if len(stamps) > most:
        del stamps[: len(stamps) - most]


def are_within(stamps: "Stamps", number: int, length_s: int) -> bool:
    """Whether the last `number` moments lie within a time, both ends counted."""
    return len(stamps) >= number and stamps[-1] - stamps[-number] <= length_s


class Distinct:
    """How many different things came within a time: each is kept with its last moment."""

    __slots__ = ("_all", "_last", "_one")

    def __init__(self) -> None:
        self._one = ""  # most hold one thing only, and need no table
        self._last = -1
        self._all = _no_table()

    def add(self, what: str, when: int, length_s: int, most: int) -> int:
        """How many there are now; `most` at most."""
        table = self._all
        if table is None:
            if self._last < 0 or self._one == what:
                self._one, self._last = what, when
                return 1
            table = self._all = OrderedDict(((self._one, self._last),))
        table[what] = when
        table.move_to_end(what)
        while True:
            oldest = next(iter(table))
            if when - table[oldest] <= length_s and len(table) <= most:
                return len(table)
            del table[oldest]

    def since(self, moment: int) -> int:
        """How many of those that are kept came at a moment or later."""
        if self._all is None:
            return int(self._last >= moment)
        count = 0
        for each in reversed(self._all.values()):
            if each < moment:
                break
            count += 1
        return count


def _no_table() -> "Optional[OrderedDict[str, int]]":
    return None


class Load:
    """What came within a time, where each one who sends is counted up to a limit of his own.

    A flood has something in each second of a day: two arrays hold that in a fifth of what a table
    of numbers needs.
    """

    def __init__(self, length_s: int) -> None:
        self._length_s = length_s
        self._moments = no_stamps()
        self._counts = no_stamps()  # how much came at each of those moments
        self._first = 0  # the first of them that counts; those before it wait to be taken away
        self.total = 0

    def add(self, when: int, count: int) -> int:
        """How much there is now. In order of time."""
        moments, counts = self._moments, self._counts
        if moments and moments[-1] == when:
            counts[-1] += count
        else:
            moments.append(when)
            counts.append(count)
        self.total += count
        oldest = when - self._length_s
        if moments[self._first] < oldest:
            first = bisect_left(moments, oldest, self._first)
            self.total -= sum(counts[self._first : first])
            self._first = first
            if first > PASSED_MAX:
                del moments[:first], counts[:first]
                self._first = 0
        return self.total

    def take(self, when: int) -> None:
        """One of those that came at a moment does not count any more."""
        at = bisect_left(self._moments, when, self._first)
        if at < len(self._moments) and self._moments[at] == when and self._counts[at]:
            self._counts[at] -= 1
            self.total -= 1


class Bucket:
    """A CUSUM test without days: a bucket that leaks all the time, and takes one at a time."""

    def __init__(self, per_day: float, full: float) -> None:
        """It loses so many a day, and is full with more than so many."""
        self._leak = round(per_day * PARTS)  # each second, of DAY_S * PARTS for each that it takes
        self._full = full * DAY_S * PARTS
        self._level = 0
        self._last = 0
        self._since = 0
        self._is_over = False
        self.floods = self._no_floods()

    @staticmethod
    def _no_floods() -> List[Tuple[int, int]]:
        return []

    def add(self, when: int) -> None:
        """In order of time."""
        self._level -= (when - self._last) * self._leak
        if self._level <= 0:
            self._level = 0
            self._since = when
            self._is_over = False
        self._level += DAY_S * PARTS
        self._last = when
        if self._level > self._full and not self._is_over:
            self._is_over = True
            self.floods.append((self._since, when))
        elif self._is_over:
            self.floods[-1] = (self._since, when)

    def copy(self) -> "Bucket":
        other = Bucket(0, 0)
        other._leak, other._full = self._leak, self._full
        other._level, other._last, other._since = self._level, self._last, self._since
        other._is_over = self._is_over
        other.floods = list(self.floods)
        return other
