"""Everything that one end of a txid moves, and nothing else: row by row of the settlement guard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.contract.operations import ResolutionState, SettlementState
from bank_server.domain.changes import NOTHING, Change, EndedVisit, HeldChange
from bank_server.domain.doubts import doubt
from bank_server.domain.ledger import Line, Posting, PostingKind
from bank_server.domain.people import WorkItem, WorkKind
from bank_server.domain.settlement import resolve, settle
from bank_server.domain.terminals import AtmStatus
from bank_server.domain.transactions import (
    HELD_MAX_MS,
    Resolution,
    Settlement,
    SettleResult,
    Transaction,
    TransactionState,
)
from hardware.crypto.record import TxnOutcome
from tests.unit.bank_domain.small_bank import (
    ATM,
    ATM_ID,
    BOOT,
    CASH,
    DISPUTE,
    HELD,
    IDLE,
    IN_WORK,
    NOW_MS,
    OLD,
    RETRACTED,
    START_MS,
    SUSPECT,
    SUSPENSE,
    TAKEN,
    TAKEN_SHORT,
    TEN,
    TXID,
    VOID,
    euros,
    final,
    moved,
)

GONE = EndedVisit("card", ATM_ID)
ALL = euros(50_00)
OTHER_TICKET = replace(HELD, terms=replace(HELD.terms, ticket="8" * 32))


def settled(found, receipt, atm=ATM):
    return settle(TXID, found, atm, receipt, BOOT, NOW_MS)


def ended(found, state, answer, amount, receipt):
    return replace(
        found, state=state, settled=answer, captured=amount, receipt=receipt.encode().hex()
    )


def answer(state, amount):
    return Settlement(SettleResult.SETTLED, state, amount)


def item(kind, note=""):
    return WorkItem(kind, ATM_ID, TXID, note)


def posting(kind, reference, source, target, amount):
    return Posting(kind, reference, (Line(source, -amount), Line(target, amount)))


def test_a_taken_receipt_captures_what_crossed_the_shutter():
    change = Change(
        transaction=ended(HELD, TransactionState.CAPTURED, SettlementState.CAPTURED, ALL, TAKEN),
        atm=moved(ATM, (3, 0), (1, 0), held_txid=None, num_dispensed_bills=11),
        held=(HeldChange("alice", -ALL),),
        postings=(posting(PostingKind.CAPTURE, TXID, "alice", CASH, ALL),),
        visit=GONE,
    )

    assert (answer(SettlementState.CAPTURED, ALL), change) == settled(HELD, TAKEN)


def test_a_part_is_captured_and_the_rest_released():
    part = euros(2 * TEN)
    told, change = settled(HELD, TAKEN_SHORT)

    assert answer(SettlementState.CAPTURED, part) == told
    assert (HeldChange("alice", -ALL),) == change.held
    assert (posting(PostingKind.CAPTURE, TXID, "alice", CASH, part),) == change.postings
    assert moved(ATM, (3, 1), held_txid=None, num_dispensed_bills=9) == change.atm


def test_a_void_receipt_releases_the_hold_and_enters_nothing():
    nothing = euros(0)
    change = Change(
        transaction=ended(HELD, TransactionState.VOID, SettlementState.VOID, nothing, VOID),
        atm=IDLE,
        held=(HeldChange("alice", -ALL),),
    )

    assert (answer(SettlementState.VOID, nothing), change) == settled(HELD, VOID)


def test_retracted_notes_are_disputed_and_people_are_to_count_them():
    captured = TransactionState.CAPTURED
    change = Change(
        transaction=ended(HELD, captured, SettlementState.CAPTURED, ALL, RETRACTED),
        atm=moved(ATM, (3, 0), (1, 0), held_txid=None, num_dispensed_bills=11),
        held=(HeldChange("alice", -ALL),),
        postings=(posting(PostingKind.CAPTURE, TXID, "alice", DISPUTE, ALL),),
        work=(item(WorkKind.DISPUTE, "count the retracted notes"),),
        visit=GONE,
    )

    assert (answer(SettlementState.CAPTURED, ALL), change) == settled(HELD, RETRACTED)


def test_a_suspect_receipt_keeps_the_hold_and_calls_people():
    nothing = euros(0)
    in_doubt = TransactionState.IN_DOUBT
    change = Change(
        transaction=ended(HELD, in_doubt, SettlementState.IN_DOUBT, nothing, SUSPECT),
        atm=moved(ATM, (3, 1), (1, 0), held_txid=None),
        work=(item(WorkKind.IN_DOUBT, "the HSM cannot tell"),),
        visit=GONE,
    )

    assert (answer(SettlementState.IN_DOUBT, nothing), change) == settled(HELD, SUSPECT)


def test_the_receipt_of_an_old_hold_leaves_the_hold_of_another():
    other = replace(ATM, held_txid="2" * 32)

    assert "2" * 32 == settled(OLD, TAKEN, other)[1].atm.held_txid


def test_a_receipt_lifts_counters_that_lag_behind_it():
    """The notes are gone, whatever came between."""
    behind = replace(ATM, canisters=(replace(ATM.canisters[0], next=8, left=92), ATM.canisters[1]))
    after = settled(OLD, TAKEN, behind)[1].atm

    assert [(13, 87), (21, 79)] == [(book.next, book.left) for book in after.canisters]


@pytest.mark.parametrize(
    ("found", "receipt"),
    [(HELD, final(TxnOutcome.TAKEN, (3, 3, 3))), (OTHER_TICKET, TAKEN)],
)
def test_a_receipt_that_cannot_be_is_an_alarm_about_its_txid(found, receipt):
    """One contradicts itself, the other one is of another ticket."""
    change = Change(atm=ATM, work=(item(WorkKind.RECEIPT_INVALID),))

    assert (Settlement(SettleResult.RECEIPT_INVALID), change) == settled(found, receipt)


def test_another_receipt_suspends_the_atm_and_is_an_alarm_about_its_txid():
    found = settled(HELD, TAKEN)[1].transaction
    suspended = replace(ATM, status=AtmStatus.SUSPENDED)
    change = Change(atm=suspended, work=(item(WorkKind.SETTLED_DIFFERENTLY),))

    assert (Settlement(SettleResult.SETTLED_DIFFERENTLY), change) == settled(found, VOID)


def test_the_same_receipt_again_gets_its_answer_and_moves_nothing():
    found = settled(HELD, TAKEN)[1].transaction
    same = Settlement(SettleResult.SAME, SettlementState.CAPTURED, ALL)

    assert (same, NOTHING) == settled(found, TAKEN)


def test_an_unknown_txids_void_receipt_leaves_a_tombstone_of_this_run_and_moment():
    nothing = euros(0)
    tombstone = Transaction(TXID, ATM_ID, TransactionState.VOID, BOOT, NOW_MS)
    change = Change(
        transaction=ended(tombstone, TransactionState.VOID, SettlementState.VOID, nothing, VOID)
    )

    assert (answer(SettlementState.VOID, nothing), change) == settled(None, VOID, IDLE)


def test_notes_that_were_picked_without_a_hold_move_the_counters_and_are_listed():
    binned = final(TxnOutcome.VOID, (2, 2, 0))
    change = settled(None, binned, IDLE)[1]

    assert moved(IDLE, (2, 2)) == change.atm
    assert (item(WorkKind.COUNTERS_MOVED, "picked without hold"),) == change.work
    assert () == change.postings


def test_an_abandoned_authorisation_is_ended_by_its_void_receipt():
    found = replace(IN_WORK, boot_id="boot 1")

    assert TransactionState.VOID is settled(found, VOID, IDLE)[1].transaction.state


def test_notes_without_a_hold_are_the_banks_loss_until_people_have_looked():
    tombstone = Transaction(TXID, ATM_ID, TransactionState.SUSPENSE, BOOT, NOW_MS)
    suspense = TransactionState.SUSPENSE
    change = Change(
        transaction=ended(tombstone, suspense, SettlementState.SUSPENSE, ALL, TAKEN),
        atm=moved(IDLE, (3, 0), (1, 0), num_dispensed_bills=11),
        postings=(posting(PostingKind.SUSPENSE, TXID, SUSPENSE, CASH, ALL),),
        work=(item(WorkKind.SUSPENSE, "notes without a hold"),),
    )

    assert (answer(SettlementState.SUSPENSE, ALL), change) == settled(None, TAKEN, IDLE)


@pytest.mark.parametrize(
    ("receipt", "minor"), [(RETRACTED, 50_00), (SUSPECT, 40_00)], ids=["retracted", "suspect"]
)
def test_notes_without_a_hold_that_may_lie_in_a_bin_are_the_atms_until_they_are_counted(
    receipt, minor
):
    change = settled(None, receipt, IDLE)[1]

    entered = posting(PostingKind.SUSPENSE, TXID, SUSPENSE, DISPUTE, euros(minor))
    assert (entered,) == change.postings
    assert euros(minor) == change.transaction.captured
    assert change.work == (
        item(WorkKind.SUSPENSE, "notes without a hold"),
        item(WorkKind.DISPUTE, "count the notes without a hold"),
    )


def test_a_load_that_took_notes_without_a_hold_back_to_the_vault_is_put_right():
    first, second = IDLE.canisters
    loaded = replace(IDLE, canisters=(replace(first, load=2, next=0, left=90), second))
    late = settled(None, TAKEN_SHORT, loaded)[1].postings[0]

    assert posting(PostingKind.CASH_LOAD, TXID, CASH, "opening:EUR", euros(2 * TEN)) == late


def test_notes_without_a_hold_lift_counters_that_lag_behind_them():
    behind = replace(IDLE, canisters=(replace(ATM.canisters[0], next=8, left=92), ATM.canisters[1]))

    assert [13, 21] == [book.next for book in settled(None, TAKEN, behind)[1].atm.canisters]


def test_a_question_about_an_unknown_txid_leaves_a_tombstone_of_this_run_and_moment():
    void = Transaction(TXID, ATM_ID, TransactionState.VOID, BOOT, NOW_MS)
    expected = Resolution(ResolutionState.VOID, void), Change(transaction=void)

    assert expected == resolve(TXID, None, ATM_ID, BOOT, NOW_MS)


def test_a_question_about_a_known_txid_moves_nothing():
    expected = Resolution(ResolutionState.HELD, HELD), NOTHING

    assert expected == resolve(TXID, HELD, ATM_ID, BOOT, NOW_MS)


def test_a_hold_is_in_doubt_after_a_day_and_not_before():
    due_ms = START_MS + HELD_MAX_MS
    assert NOTHING == doubt(HELD, ATM, due_ms - 1)

    change = Change(
        transaction=replace(HELD, state=TransactionState.IN_DOUBT),
        atm=IDLE,
        work=(item(WorkKind.IN_DOUBT, "no receipt in a day"),),
    )
    assert change == doubt(HELD, ATM, due_ms)


def test_a_hold_in_doubt_leaves_the_atm_to_the_hold_of_another():
    assert doubt(HELD, replace(ATM, held_txid="2" * 32), START_MS + HELD_MAX_MS).atm is None
