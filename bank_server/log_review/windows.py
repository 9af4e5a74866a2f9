"""Count what happened within some time, exactly, in little memory, whenever the log begins."""

from array import array
from collections import OrderedDict, deque
from typing import TYPE_CHECKING, Dict, Hashable, List, Tuple

if TYPE_CHECKING:
    from typing import Deque

    Stamps = array[int]


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

    __slots__ = ("_last",)

    def __init__(self) -> None:
        self._last = OrderedDict()  # type: OrderedDict[Hashable, int]

    def add(self, what: Hashable, when: int, length_s: int, most: int) -> int:
        """How many there are now; `most` at most."""
        last = self._last
        last[what] = when
        last.move_to_end(what)
        while True:
            oldest = next(iter(last))
            if when - last[oldest] <= length_s and len(last) <= most:
                return len(last)
            del last[oldest]

    def things(self) -> List[Hashable]:
        return list(self._last)

    def forget(self, what: Hashable) -> None:
        self._last.pop(what, None)


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

    def __init__(self, per_second: float, full: float) -> None:
        self._per_second = per_second
        self._full = full
        self._level = 0.0
        self._last = 0
        self._since = 0
        self._is_over = False
        self.floods = self._no_floods()

    @staticmethod
    def _no_floods() -> List[Tuple[int, int]]:
        return []

    def add(self, when: int) -> None:
        """In order of time."""
        self._level -= (when - self._last) * self._per_second
        if self._level <= 0:
            self._level = 0.0
            self._since = when
            self._is_over = False
        self._level += 1
        self._last = when
        if self._level > self._full and not self._is_over:
            self._is_over = True
            self.floods.append((self._since, when))
        elif self._is_over:
            self.floods[-1] = (self._since, when)

    def copy(self) -> "Bucket":
        other = Bucket(self._per_second, self._full)
        other._level, other._last, other._since = self._level, self._last, self._since
        other._is_over = self._is_over
        other.floods = list(self.floods)
        return other
