"""What the HSM's records say of a canister: the furthest one counts, and no other is believed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.domain.attested import Attestations, caught_up
from bank_server.domain.challenges import OpenLine
from bank_server.domain.changes import Change
from bank_server.domain.people import WorkItem, WorkKind
from bank_server.domain.terminals import CanisterBook
from bank_server.domain.transactions import Transaction, TransactionState
from tests.unit.bank_domain.small_bank import (
    ATM_ID,
    BOOT,
    HELD,
    IDLE,
    TAKEN,
    TERMS,
    TXID,
    moved,
)

RESOLVED = replace(
    HELD,
    state=TransactionState.RESOLVED,
    grants=(replace(HELD.grants[0], counted=2), replace(HELD.grants[1], counted=0)),
)
SETTLED = replace(HELD, state=TransactionState.CAPTURED, receipt=TAKEN.encode().hex())
AFTER = moved(IDLE, (3, 0), (1, 0))


def opened(one, two):
    """A later OPEN record: (load, next, left) of the two canisters."""
    return replace(TERMS, txid="2" * 32, lines=(OpenLine(1, *one), OpenLine(2, *two)))


def began(one, two):
    terms = opened(one, two)
    return Transaction(terms.txid, ATM_ID, TransactionState.DECLINED, BOOT, 0, terms=terms)


def with_left(atm, left):
    first, second = atm.canisters
    return replace(atm, canisters=(replace(first, left=left), second))


def test_a_receipt_attests_what_is_left():
    assert Attestations([SETTLED]).agree(AFTER)
    assert not Attestations([SETTLED]).agree(with_left(AFTER, 88))


@pytest.mark.parametrize("is_receipt_first", [True, False])
def test_the_furthest_record_counts_in_whatever_order_they_come(is_receipt_first):
    records = [SETTLED, began((1, 10, 90), (4, 20, 80))]

    assert Attestations(records if is_receipt_first else records[::-1]).agree(AFTER)


def test_of_two_records_at_the_same_note_the_later_one_counts():
    later = began((1, 13, 85), (4, 21, 79))

    assert Attestations([SETTLED, later]).agree(with_left(AFTER, 85))
    assert not Attestations([SETTLED, later]).agree(AFTER)


def test_the_next_open_record_tells_what_a_hold_without_receipt_has_used():
    """Two were paid, so the third of canister 1 lies in the bin, and the one of canister 2 too."""
    item = WorkItem(WorkKind.COUNTERS_MOVED, ATM_ID, TXID, "taken from the next OPEN record")
    expected = Change(atm=moved(IDLE, (3, 1), (1, 1)), work=(item,))

    assert expected == caught_up(IDLE, opened((1, 13, 87), (4, 21, 79)), [RESOLVED])


def test_the_next_open_record_may_have_emptied_a_canister():
    nearly = with_left(IDLE, 3)

    change = caught_up(nearly, opened((1, 13, 0), (4, 20, 80)), [RESOLVED])
    assert 0 == change.atm.canisters[0].left


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ((2, 13, 87), (4, 20, 80)),  # another load of a canister that was granted
        ((1, 13, 87), (5, 20, 80)),  # another load of the other one
        ((1, 14, 86), (4, 20, 80)),  # a note more than was granted
        ((1, 9, 91), (4, 20, 80)),  # a note that came back
    ],
)
def test_no_other_open_record_moves_the_banks_counters(one, two):
    assert caught_up(IDLE, opened((1, 13, 87), (4, 20, 80)), [RESOLVED]) is not None
    assert caught_up(IDLE, opened(one, two), [RESOLVED]) is None


def test_a_canister_that_was_never_loaded_attests_that_it_is_empty():
    empty = replace(IDLE, canisters=(CanisterBook(1, 10_00),))
    unloaded = began((0, 0, 0), (4, 20, 80))

    assert Attestations([unloaded]).agree(empty)
    assert not Attestations([unloaded]).agree(
        replace(empty, canisters=(CanisterBook(1, 1, left=1),))
    )
