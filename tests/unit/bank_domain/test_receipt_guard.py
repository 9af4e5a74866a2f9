"""What a receipt may say: each count at its last allowed value, and one beyond it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.domain.receipts import (
    fits_hold,
    is_final_of,
    presented_minor,
    with_counters,
)
from hardware.crypto.record import LineFlag, TxnOutcome
from tests.unit.bank_domain.small_bank import (
    ATM,
    HELD,
    SUSPECT,
    TAKEN,
    TEN,
    TXID,
    final,
    line,
    moved,
)

UNKNOWN = LineFlag.NOTES_UNKNOWN


@pytest.mark.parametrize(("picked", "is_final"), [(0, True), (1, False), (2, False)])
def test_a_canister_that_the_bank_does_not_know_gives_no_notes(picked, is_final):
    foreign = line(3, 1, 0, 9, picked=picked, presented=picked)

    assert is_final is is_final_of(
        final(TxnOutcome.TAKEN, (3, 0, 3), (1, 0, 1), foreign), TXID, ATM
    )


@pytest.mark.parametrize(
    ("picked", "rejected", "is_final"), [(3, 0, True), (3, 3, True), (3, 4, False)]
)
def test_where_notes_are_uncertain_no_more_are_named_than_were_picked(picked, rejected, is_final):
    uncertain = line(1, 1, 13, 87, picked=picked, rejected=rejected, flags=UNKNOWN)
    receipt = replace(SUSPECT, lines=(uncertain, SUSPECT.lines[1]))

    assert is_final is is_final_of(receipt, TXID, ATM)


@pytest.mark.parametrize(("picked", "fits"), [(0, True), (1, False)])
def test_a_canister_that_was_not_granted_gives_no_note(picked, fits):
    only_first = replace(HELD, grants=HELD.grants[:1])

    taken = final(TxnOutcome.TAKEN, (3, 0, 3), (picked, 0, picked))
    assert fits is fits_hold(taken, only_first)


def test_notes_of_a_canister_that_the_bank_does_not_know_have_no_value():
    foreign = line(3, 1, 1, 9, picked=1, presented=1)

    assert 3 * TEN == presented_minor(final(TxnOutcome.TAKEN, (3, 0, 3), (0, 0, 0), foreign), ATM)


def test_a_canister_that_the_receipt_does_not_name_stays_as_it_was():
    partly = replace(TAKEN, lines=TAKEN.lines[:1])

    assert moved(ATM, (3, 0)) == with_counters(ATM, partly, exactly=False)


def test_the_last_note_leaves_an_empty_canister():
    last = line(1, 1, 100, 0, picked=90, rejected=90)
    emptied = replace(TAKEN, lines=(last, TAKEN.lines[1]))

    assert moved(ATM, (90, 90), (1, 0)) == with_counters(ATM, emptied, exactly=False)
