"""Put the files of a rotated log in order of time, whatever order they are named in."""

import os
import re
from typing import Dict, List, NamedTuple, Optional, Tuple

from .reading import Log
from .stamps import DAY_S, Stamps, year_of_first

LEAP_YEAR = 2000  # any: it has all days that a stamp can have
YEAR_S = 366 * DAY_S
FAR = 1 << 62  # no moment: the beginning of what has no stamp

_NUMBER = re.compile(r"\.(\d{1,6})(?:\.\w+)?$")
_Placed = Tuple[int, int, int, Log]  # when, minus its number, place in the command, log

# at: when it begins, in seconds as Stamps has them. after: the one that logrotate renamed before.
Begun = NamedTuple("Begun", [("log", Log), ("at", int), ("year", int), ("after", Optional[Log])])


def beginnings(logs: List[Log], now: int) -> List[Begun]:
    """When each log begins, the first of them first."""
    ordered = in_order(logs)
    year = year_of_first(first_stamp(ordered), now)
    older = _no_logs()
    last = 0
    told = []  # type: List[Begun]
    for log in ordered:
        stamp = log.first_stamp()
        at = None if stamp is None else Stamps(year).seconds(stamp)
        if stamp is not None and at is not None and not stamp[:1].isdigit():
            if at < last:
                year += 1
                at = Stamps(year).seconds(stamp) or at
            last = at
        series = _NUMBER.sub("", os.path.realpath(log.name))
        before = older.get(series)
        is_newer = before is not None and _number(before.name) > _number(log.name)
        told.append(Begun(log, FAR if at is None else at, year, before if is_newer else None))
        older[series] = log
    return sorted(told, key=lambda each: each.at)


def _no_logs() -> Dict[str, Log]:
    return {}


def in_order(logs: List[Log]) -> List[Log]:
    """By their first stamps. A stamp has no year: the log begins after the year's longest gap."""
    stamps = Stamps(LEAP_YEAR)
    empty = []
    local = []  # type: List[_Placed]
    dated = []  # type: List[_Placed]
    for place, log in enumerate(logs):
        stamp = log.first_stamp()
        when = None if stamp is None else stamps.seconds(stamp)
        if stamp is None or when is None:
            empty.append(log)
        else:
            group = dated if stamp[:1].isdigit() else local
            group.append((when, -_number(log.name), place, log))
    around = sorted(local, key=_key)
    first = _after_longest_gap([each[0] for each in around])
    ordered = around[first:] + around[:first] + sorted(dated, key=_key)
    return [each[3] for each in ordered] + empty


def _key(placed: _Placed) -> Tuple[int, int, int]:
    return placed[:3]


def _after_longest_gap(times: List[int]) -> int:
    """Which of the times comes first, if they lie on a circle of one year."""
    longest = -1
    first = 0
    for number, time in enumerate(times):
        gap = (time - times[number - 1]) % YEAR_S if len(times) > 1 else 0
        if gap > longest:
            longest, first = gap, number
    return first


def _number(name: str) -> int:
    """logrotate's: auth.log.4.gz is older than auth.log.1, and that than auth.log."""
    found = _NUMBER.search(name)
    return int(found.group(1)) if found else 0


def first_stamp(logs: List[Log]) -> Optional[bytes]:
    for log in logs:
        stamp = log.first_stamp()
        if stamp is not None:
            return stamp
    return None
