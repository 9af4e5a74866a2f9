"""Count what happened within some time, exactly, in little memory, whenever the log begins."""

from array import array
from collections import OrderedDict, deque
from typing import TYPE_CHECKING, Dict, List, Optional, Tuple

if TYPE_CHECKING:
    from typing import Deque

    Stamps = array[int]


DAY_S = 86400
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
    """What came within a time, where each one who sends is counted up to a limit of his own."""

    def __init__(self, length_s: int) -> None:
        self._length_s = length_s
        self._counts = self._no_counts()
        self._order = self._no_moments()
        self.total = 0

    @staticmethod
    def _no_counts() -> Dict[int, int]:
        return {}

    @staticmethod
    def _no_moments() -> "Deque[int]":
        return deque()

    def add(self, when: int, count: int) -> int:
        """How much there is now."""
        counts, order = self._counts, self._order
        if when not in counts:
            counts[when] = 0
            order.append(when)
        counts[when] += count
        self.total += count
        while when - order[0] > self._length_s:
            self.total -= counts.pop(order.popleft())
        return self.total

    def take(self, when: int) -> None:
        """One of those that came at a moment does not count any more."""
        if self._counts.get(when):
            self._counts[when] -= 1
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
