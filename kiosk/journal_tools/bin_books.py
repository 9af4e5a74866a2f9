"""Sets what people found in the bins beside what the safe's records put there.

A bin begins at zero again when people empty it. What they find is theirs to explain; the number
that the machine showed them beside it must be the one that its records give.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from hardware.crypto.record import NOT_COUNTED, LineFlag, Record, RecordLine, TxnOutcome
from kiosk.journal_tools.lines import Fields, Line, LineBad, number_of, text_of

EMPTIED_MAX: Final = 1_000  # the newest are listed
REJECT, RETRACT = "reject", "retract"
Notes = dict[int, int]  # by canister, none of them 0


@dataclass(frozen=True, slots=True)
class Emptied:
    """One bin, once. expected: none where the records do not tell of every note."""

    seq: int
    which: str
    found: Notes
    expected: Notes | None

    def __str__(self) -> str:
        beside = "nobody knows how many" if self.expected is None else _shown(self.expected)
        emptied = f"{self.which} bin emptied at seq {self.seq}"
        return f"{emptied}: {_shown(self.found)} found, {beside} expected"


@dataclass(slots=True)
class _Bin:
    is_sure: bool = True
    notes: Notes = field(default_factory=dict)

    def falls(self, canister: int, count: int) -> None:
        if count:
            self.notes[canister] = self.notes.get(canister, 0) + count


class BinBooks:
    """wrong: hears what does not add up. is_cut: the journal's beginning is deleted."""

    def __init__(
        self, wrong: Callable[[str], None], emptied: list[Emptied], *, is_cut: bool
    ) -> None:
        self._wrong = wrong
        self._emptied = emptied
        self._bins = {name: _Bin(is_sure=not is_cut) for name in (REJECT, RETRACT)}

    def lost(self) -> None:
        """Entries are missing."""
        for each in self._bins.values():
            each.is_sure = False

    def ended(self, record: Record) -> None:
        """A transaction's last record."""
        for line in record.lines:
            self._bins[REJECT].falls(line.canister, line.rejected)
            if record.outcome is TxnOutcome.RETRACTED and line.retracted != NOT_COUNTED:
                self._bins[RETRACT].falls(line.canister, line.retracted)
        if record.outcome is TxnOutcome.SUSPECT:
            self.lost()
        if any(line.flags & LineFlag.NOTES_UNKNOWN for line in record.lines):
            self._bins[REJECT].is_sure = False
        if record.outcome is TxnOutcome.RETRACTED and not all(map(_is_counted, record.lines)):
            self._bins[RETRACT].is_sure = False

    def take(self, line: Line) -> None:
        """BINS_EMPTIED. Raises LineBad."""
        which = text_of(line.d, "which")
        if which not in self._bins:
            raise LineBad("there is no such bin")
        known, self._bins[which] = self._bins[which], _Bin()
        is_sure = known.is_sure and line.d.get("is_sure") is True
        expected = known.notes if is_sure else None
        if expected is not None and _counts(line.d, "expected") != expected:
            self._wrong(f"the {which} bin was expected otherwise than its records say")
        self._emptied.append(Emptied(line.seq, which, _counts(line.d, "lines"), expected))
        del self._emptied[:-EMPTIED_MAX]


def _is_counted(line: RecordLine) -> bool:
    return line.retracted != NOT_COUNTED


def _counts(d: Fields, name: str) -> Notes:
    lines = d.get(name)
    return {
        number_of(each, "canister"): number_of(each, "count")
        for each in (lines if isinstance(lines, list) else [])
        if isinstance(each, dict)
    }


def _shown(notes: Notes) -> str:
    parts = (f"C{canister}x{count}" for canister, count in sorted(notes.items()))
    return " ".join(parts) or "nothing"
