"""A strip of the journal on paper: the entries since the last one, as many as it has room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from itertools import takewhile
from typing import Final

from kiosk.journal.disk import Disk
from kiosk.journal.events_menu import JournalPrinted
from kiosk.journal_tools.lines import Line, LineBad, number_of
from kiosk.journal_tools.showing import text_of
from kiosk.maintenance.journal_lines import newest
from kiosk.receipts.job import escpos_bytes
from kiosk.receipts.layout import Line as Printed
from kiosk.receipts.printable import printable

ROWS_MAX: Final = 56  # of one strip, as long as a receipt may be
ROWS_EACH_MAX: Final = 4
FIRST_COUNT: Final = 20  # entries, where nothing was printed before
SINCE_MAX: Final = 5_000
HASH_SHOWN: Final = 16


@dataclass(frozen=True, slots=True)
class Strip:
    """
    Attributes:
        first, last: seq of its entries. left: how many later ones have no room on it.
    """

    job: bytes
    first: int
    last: int
    left: int


def next_strip(disk: Disk, machine: str, zone: tzinfo) -> Strip | None:
    """None if nothing was written since the last one. Raises JournalBroken, OSError."""
    found = newest(disk, SINCE_MAX)
    marker = _marker(found)
    if marker is None:
        since = found[:FIRST_COUNT]
    else:
        since = list(takewhile(lambda line: line.seq > marker, found))
    since = [line for line in reversed(since) if line.ev != JournalPrinted.CODE]
    fitting, rows = _fitting(since, zone)
    if not fitting:
        return None
    first, last = fitting[0], fitting[-1]
    end = f"{first.seq}-{last.seq}  h {last.h[:HASH_SHOWN]}"
    lines = [
        Printed(printable(machine), is_bold=True, is_centred=True),
        *(Printed(printable(text)) for text in rows),
        Printed("-" * len(end)),
        Printed(end, is_bold=True),
    ]
    return Strip(escpos_bytes(lines), first.seq, last.seq, len(since) - len(fitting))


def _marker(found: Sequence[Line]) -> int | None:
    """Up to where it is printed: the newest strip of which no later entry says that it failed."""
    failed: set[int] = set()
    for line in found:
        if line.ev != JournalPrinted.CODE:
            continue
        try:
            last = number_of(line.d, "last")
        except LineBad:
            continue
        if line.out == "ok" and last not in failed:
            return last
        failed.add(last)
    return None


def _fitting(since: Sequence[Line], zone: tzinfo) -> tuple[list[Line], list[str]]:
    """As many entries as fit, oldest first, and their rows."""
    fitting: list[Line] = []
    rows: list[str] = []
    for line in since:
        more = list(text_of([*fitting, line], zone))
        if len(more) > ROWS_MAX:
            break
        fitting.append(line)
        rows = more
    return fitting, rows
