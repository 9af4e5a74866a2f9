"""A hold that nobody but two people can end: what their count moves, and what comes after it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.contract.operations import SettlementState
from bank_server.domain.attested import counted
from bank_server.domain.changes import Change, HeldChange
from bank_server.domain.doubts import resolve_in_doubt
from bank_server.domain.ledger import Line, Posting, PostingKind
from bank_server.domain.people import WorkItem, WorkKind
from bank_server.domain.settlement import settle
from bank_server.domain.transactions import Settlement, SettleResult, TransactionState
from tests.unit.bank_domain.small_bank import (
    ATM,
    ATM_ID,
    BOOT,
    CASH,
    GRANTS,
    HELD,
    IDLE,
    NOW_MS,
    OLD,
    SUSPECT,
    TAKEN,
    TEN,
    TXID,
    VOID,
    euros,
    moved,
)

ALL = euros(50_00)
RELEASED = (HeldChange("alice", -ALL),)


def resolved(presented, found=OLD, atm=IDLE):
    return resolve_in_doubt(found, atm, presented, "proposal")


def with_counts(one, two):
    return (replace(GRANTS[0], counted=one), replace(GRANTS[1], counted=two))


def counted_out(count, **changes):
    """The idle ATM whose first canister has so many notes less than its records tell."""
    first, second = IDLE.canisters
    return replace(IDLE, canisters=(replace(first, counted_out=count), second), **changes)


def test_what_people_counted_as_paid_is_debited_and_the_rest_released():
    part = euros(2 * TEN)
    change = Change(
        transaction=replace(
            OLD, state=TransactionState.RESOLVED, grants=with_counts(2, 0), captured=part
        ),
        atm=counted_out(2, num_dispensed_bills=9),
        held=RELEASED,
        postings=(
            Posting(PostingKind.RESOLUTION, "proposal", (Line("alice", -part), Line(CASH, part))),
        ),
    )

    assert change == resolved({1: 2})


def test_people_may_count_nothing_as_paid_and_then_nothing_is_entered():
    change = resolved({1: 0, 2: 0})

    assert () == change.postings
    assert RELEASED == change.held
    assert euros(0) == change.transaction.captured


def test_people_may_count_everything_as_paid():
    assert ALL == resolved({1: 3, 2: 1}).transaction.captured


@pytest.mark.parametrize("presented", [{1: -1}, {1: 4}, {2: 2}, {3: 0}, {1: 3, 2: 2}])
def test_a_count_that_cannot_be_moves_nothing(presented):
    assert resolved({1: 3}) is not None
    assert resolved(presented) is None


def test_what_is_not_in_doubt_is_not_for_people():
    assert resolved({1: 3}, found=HELD) is None
    assert resolved({1: 3}, found=replace(OLD, account_id=None)) is None


def test_a_canister_that_nobody_named_was_counted_as_unpaid():
    assert (with_counts(0, 1), euros(20_00)) == counted(OLD, {2: 1})


def test_the_answer_to_a_suspect_receipt_stays_what_it_was():
    told, change = settle(TXID, HELD, ATM, SUSPECT, BOOT, NOW_MS)
    after = resolved({1: 2}, found=change.transaction, atm=change.atm)
    again, nothing = settle(TXID, after.transaction, after.atm, SUSPECT, BOOT, NOW_MS)

    assert euros(0) == after.transaction.captured
    assert (told.state, told.amount) == (again.state, again.amount)
    assert SettleResult.SAME is again.result
    assert Change() == nothing


@pytest.mark.parametrize(
    ("presented", "receipt", "state", "work"),
    [
        ({1: 3, 2: 1}, TAKEN, SettlementState.CAPTURED, ()),
        ({}, VOID, SettlementState.VOID, ()),
        ({1: 3}, TAKEN, SettlementState.CAPTURED, ("people counted otherwise",)),
        ({}, TAKEN, SettlementState.VOID, ("people counted otherwise",)),
    ],
)
def test_a_receipt_after_people_is_evidence_and_no_money(presented, receipt, state, work):
    found = resolved(presented).transaction
    told, change = settle(TXID, found, IDLE, receipt, BOOT, NOW_MS)

    assert Settlement(SettleResult.SETTLED, state, found.captured) == told
    assert TransactionState.RESOLVED is change.transaction.state
    assert ((), ()) == (change.postings, change.held)
    kind = WorkKind.SETTLED_DIFFERENTLY
    assert tuple(WorkItem(kind, ATM_ID, TXID, note) for note in work) == change.work


def test_a_receipt_after_people_moves_the_counters():
    found = resolved({1: 3, 2: 1}).transaction

    after = settle(TXID, found, IDLE, TAKEN, BOOT, NOW_MS)[1].atm
    assert moved(IDLE, (3, 0), (1, 0)) == after


def test_a_receipt_after_people_lifts_counters_that_lag_behind_it():
    found = resolved({1: 3, 2: 1}).transaction
    behind = replace(IDLE, canisters=(replace(ATM.canisters[0], next=8, left=92), ATM.canisters[1]))

    after = settle(TXID, found, behind, TAKEN, BOOT, NOW_MS)[1].atm
    assert [13, 21] == [book.next for book in after.canisters]
