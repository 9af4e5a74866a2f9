"""What lies in the bins, added up from the HSM's records."""

from __future__ import annotations

from uuid import UUID

import pytest

from hardware.crypto.record import (
    NOT_COUNTED,
    LineFlag,
    Record,
    RecordKind,
    RecordLine,
    TxnOutcome,
)
from kiosk.domain import bins
from kiosk.domain.bins import Bin, BinCount, BinCounts

NONE = LineFlag(0)


def final(outcome, *lines, flags=NONE):
    """lines: canister, rejected, presented, retracted."""
    made = tuple(
        RecordLine(canister, flags, 1, 10, 90, rejected + out, rejected, out, back)
        for canister, rejected, out, back in lines
    )
    return Record(RecordKind.FINAL, UUID(int=1), b"t" * 16, b"k" * 16, outcome, made)


@pytest.mark.parametrize(
    ("record", "counts"),
    [
        (final(TxnOutcome.TAKEN, (1, 0, 3, 0)), BinCounts()),
        (final(TxnOutcome.VOID, (1, 2, 0, 0), (2, 1, 0, 0)), BinCounts(BinCount(((1, 2), (2, 1))))),
        (
            final(TxnOutcome.RETRACTED, (1, 1, 3, 3)),
            BinCounts(BinCount(((1, 1),)), BinCount(((1, 3),))),
        ),
        (
            final(TxnOutcome.RETRACTED, (1, 0, 3, NOT_COUNTED)),
            BinCounts(retract=BinCount((), is_sure=False)),
        ),
        (
            final(TxnOutcome.SUSPECT, (1, 1, 0, 0)),
            BinCounts(BinCount(((1, 1),), is_sure=False), BinCount((), is_sure=False)),
        ),
        (
            final(TxnOutcome.VOID, (1, 1, 0, 0), flags=LineFlag.NOTES_UNKNOWN),
            BinCounts(BinCount(((1, 1),), is_sure=False)),
        ),
    ],
)
def test_each_end_of_a_transaction_adds_what_fell(record, counts):
    assert counts == bins.ended(BinCounts(), record)


@pytest.mark.parametrize("which", list(Bin))
def test_a_bin_that_is_emptied_begins_at_zero_and_the_other_stays(which):
    before = BinCounts(BinCount(((1, 2),)), BinCount(((2, 1),), is_sure=False))
    after = bins.emptied(before, which)
    other = next(each for each in Bin if each is not which)

    assert BinCount() == after.of(which)
    assert before.of(other) == after.of(other)


def test_what_is_not_known_stays_unknown_until_people_have_looked():
    after = bins.ended(bins.UNKNOWN, final(TxnOutcome.VOID, (1, 2, 0, 0)))

    assert not after.reject.is_sure
    assert bins.emptied(after, Bin.REJECT).reject.is_sure
