"""What lies in the bins of rejected and of retracted notes, by what the HSM's records say: pure.

The bins have no counter that could be asked: the records since people emptied them are added up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from hardware.crypto.record import NOT_COUNTED, LineFlag, Record, TxnOutcome

Notes = tuple[tuple[int, int], ...]  # canister, notes; ascending, none of them 0


class Bin(StrEnum):
    REJECT = "reject"
    RETRACT = "retract"


@dataclass(frozen=True, slots=True)
class BinCount:
    """Attributes: is_sure: the records tell of every note in it."""

    notes: Notes = ()
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class BinCounts:
    reject: BinCount = BinCount()
    retract: BinCount = BinCount()

    def of(self, which: Bin) -> BinCount:
        return self.reject if which is Bin.REJECT else self.retract


UNKNOWN = BinCounts(BinCount(is_sure=False), BinCount(is_sure=False))


def ended(counts: BinCounts, record: Record) -> BinCounts:
    """After a transaction's last record."""
    is_sure = not any(line.flags & LineFlag.NOTES_UNKNOWN for line in record.lines)
    is_sure = is_sure and record.outcome is not TxnOutcome.SUSPECT
    rejected = [(line.canister, line.rejected) for line in record.lines]
    after = replace(counts, reject=_more(counts.reject, rejected, is_sure=is_sure))
    if record.outcome is TxnOutcome.SUSPECT:
        return replace(after, retract=replace(after.retract, is_sure=False))
    if record.outcome is not TxnOutcome.RETRACTED:
        return after
    is_counted = all(line.retracted != NOT_COUNTED for line in record.lines)
    retracted = [
        (line.canister, 0 if line.retracted == NOT_COUNTED else line.retracted)
        for line in record.lines
    ]
    return replace(after, retract=_more(counts.retract, retracted, is_sure=is_counted))


def emptied(counts: BinCounts, which: Bin) -> BinCounts:
    """People have emptied it: it begins at zero."""
    if which is Bin.REJECT:
        return replace(counts, reject=BinCount())
    return replace(counts, retract=BinCount())


def _more(count: BinCount, fallen: Iterable[tuple[int, int]], *, is_sure: bool) -> BinCount:
    notes = dict(count.notes)
    for canister, number in fallen:
        notes[canister] = notes.get(canister, 0) + number
    found = tuple(sorted((canister, number) for canister, number in notes.items() if number))
    return BinCount(found, count.is_sure and is_sure)
