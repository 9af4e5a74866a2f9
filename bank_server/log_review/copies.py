"""Tell a log that was given twice: a copy, packed or not, or the beginning of another one."""

import stat
from itertools import zip_longest
from pathlib import Path
from typing import List, Optional, Tuple

from .opening import STANDARD_INPUT, CannotRead
from .reading import Log, open_log

Files = Tuple[List[Log], List[Log]]  # those to read, and those that another one holds


def without_copies(logs: List[Log]) -> Files:
    """In their order. Logs that begin alike are compared to their ends, others cost nothing."""
    kept = []  # type: List[Log]
    copies = []  # type: List[Log]
    for log in logs:
        other = next((each for each in kept if _may_be_one(each, log)), None)
        shorter = None if other is None else _contained(other, log)
        if other is not None and shorter is other:
            kept[kept.index(other)] = log
        elif shorter is None:
            kept.append(log)
        if shorter is not None:
            copies.append(shorter)
    return kept, copies


def _may_be_one(one: Log, other: Log) -> bool:
    """Only of files can all be read twice."""
    if STANDARD_INPUT in (one.name, other.name):
        return False
    if not all(stat.S_ISREG(Path(each.name).stat().st_mode) for each in (one, other)):
        return False
    if one.first_stamp() is None or other.first_stamp() is None:
        return False
    start, more = one.start(), other.start()
    size = min(len(start), len(more))
    return start[:size] == more[:size]


def _contained(one: Log, other: Log) -> Optional[Log]:
    """Which of the two the other one holds whole, from its first byte on."""
    try:
        return _shorter(one, other)
    except CannotRead:
        return None  # whoever reads it next will say so


def _shorter(one: Log, other: Log) -> Optional[Log]:
    first, second = open_log(one.name), open_log(other.name)
    try:
        for mine, its in zip_longest(first.pieces(), second.pieces(), fillvalue=b""):
            size = min(len(mine), len(its))
            if mine[:size] != its[:size]:
                return None
            if len(mine) != len(its):
                return one if len(mine) < len(its) else other
    finally:
        first.close()
        second.close()
    return other
