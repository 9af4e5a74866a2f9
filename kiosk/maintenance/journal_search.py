"""Finds a transaction in the journal by what a customer quotes, with what stood around it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from kiosk.journal.disk import Disk
from kiosk.journal_tools.lines import Line, LineBad
from kiosk.journal_tools.wording import words
from kiosk.maintenance.journal_lines import SCAN_MAX, backwards, whole

AROUND: Final = 5  # entries before it and after it
APART_MAX: Final = 200  # entries between two of one transaction
FOUND_MAX: Final = 100
REFERENCE_SIZE: Final = 6

Wanted = Callable[[Line], bool]


def of_reference(digits: str) -> Wanted:
    """A keypad has no letters: they are left out of what is typed, and out of the reference."""

    def wanted(line: Line) -> bool:
        reference = line.txn[:REFERENCE_SIZE]
        return bool(digits) and "".join(c for c in reference if c.isdecimal()) == digits

    return wanted


def of_number(digits: str) -> Wanted:
    """The entry's own number."""
    return lambda line: str(line.seq) == digits


def search(disk: Disk, wanted: Wanted) -> list[tuple[Line, bool]]:
    """The newest transaction or entry that is wanted, newest entry first, each with whether it is
    of that transaction, or only around it. Raises JournalBroken, OSError."""
    after: deque[tuple[Line, bool]] = deque(maxlen=AROUND)
    found: list[tuple[Line, bool]] = []
    between: list[tuple[Line, bool]] = []
    txn = ""
    for number, raw in enumerate(backwards(disk)):
        if number >= SCAN_MAX or len(found) >= FOUND_MAX or len(between) >= APART_MAX:
            break
        with suppress(LineBad):
            line = whole(raw)
            if not found:
                if not wanted(line):
                    after.append((line, False))
                    continue
                txn = line.txn
                found = [*after, (line, True)]
            elif txn and line.txn == txn:
                found += [*between, (line, True)]
                between = []
            else:
                between.append((line, False))
                if not txn and len(between) == AROUND:
                    break
    return [*found, *between[:AROUND]][: FOUND_MAX + AROUND] if found else []


def told(line: Line) -> str:
    """As it is shown: number, reference and words, masked as it is stored."""
    reference = line.txn[:REFERENCE_SIZE].upper()
    said = f"{line.seq} {reference} {words(line.ev, line.d)}"
    return " ".join(said.split())
