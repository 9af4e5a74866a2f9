"""Where a journal begins that is here, and whether the kiosk says that it deleted what was before.

Who adds up must know this: a transaction may have been cut in two by a deletion, and one that is
missing later may not pass for cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kiosk.journal_tools.folders import Folder, raw_lines
from kiosk.journal_tools.lines import Line, LineBad, number_of, parse, text_of
from kiosk.journal_tools.succession import Opening

_DELETED: Final = b'"ev":"JOURNAL_DELETED"'


@dataclass(frozen=True, slots=True)
class Beginning:
    """
    Attributes:
        seq, boot: of the first entry that is here.
        why: what says that there were entries before it which may be missing; empty if there were
            none, or if nothing says so.
        missing: seq of the last entry before it that should be here and is not; 0 if there is none.
    """

    seq: int = 1
    boot: int = 0
    why: str = ""
    missing: int = 0

    @property
    def is_cut(self) -> bool:
        return bool(self.why)


WHOLE: Final = Beginning()


def beginning_of(folder: Folder) -> Beginning:
    """Raises LineBad, OSError."""
    first = next(_lines(folder), None)
    if first is None:
        return WHOLE
    try:
        if first.ev != "JOURNAL_OPEN":
            raise LineBad("a journal file begins with JOURNAL_OPEN")
        opening = Opening.of(first)
    except LineBad as error:
        raise LineBad(f"{folder.files[0]} line 1: {error}") from None
    before = opening.seq - opening.lost - 1
    if before and not folder.is_whole:
        return Beginning(first.seq, first.boot, "this file stands alone")
    for line in _lines(folder, _DELETED):
        if line.ev != "JOURNAL_DELETED":
            continue
        try:
            key, last = text_of(line.d, "key"), number_of(line.d, "last")
        except LineBad as error:
            raise LineBad(f"seq {line.seq}: {error}") from None
        # Oldest files go first, so those of another key are of a former one.
        if (key, last) == (opening.key, before) or (key != opening.key and not before):
            why = f"JOURNAL_DELETED of seq {line.seq} names what was before"
            return Beginning(first.seq, first.boot, why)
    return Beginning(first.seq, first.boot, missing=before)


def _lines(folder: Folder, mark: bytes = b"") -> Iterator[Line]:
    """Those that have the mark somewhere."""
    for name in folder.files:
        for number, raw in raw_lines(folder.path / name):
            if mark not in raw:
                continue
            try:
                yield parse(raw)
            except LineBad as error:
                raise LineBad(f"{name} line {number}: {error}") from None
