"""The auditor's comparisons, one at a time: agreeing witnesses first, then one of them changed."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
from hardware.emulators.hsm_state import Canister, HsmState, Line, Stage, Transaction
from kiosk.workbench.audit_books import (
    AccountRow,
    AtmRow,
    Books,
    CanisterRow,
    EntryRow,
    EnvelopeRow,
    TransactionRow,
    book_findings,
)
from kiosk.workbench.audit_notes import note_findings

TXID, TICKET = bytes(range(16)), bytes(range(16, 32))
ACCOUNT, CASH, ATM = "account-of-alice", "cash-of-the-atm", "atm"
LINE = RecordLine(
    canister=1,
    flags=LineFlag(0),
    load=1,
    next=4,
    left=196,
    picked=4,
    rejected=1,
    presented=3,
    retracted=0,
)
RECEIPT = Record(RecordKind.FINAL, UUID(int=7), TXID, TICKET, TxnOutcome.TAKEN, (LINE,), bytes(16))
PAID = TransactionRow(ATM, TXID.hex(), "captured", ACCOUNT, 8_000, RECEIPT, "captured", 6_000)
BOOKS = Books(
    accounts=(
        AccountRow(ACCOUNT, "customer", "Alice", "EUR", 94_000, 0),
        AccountRow(CASH, "cash", "cash", "EUR", 6_000, 0),
        AccountRow("vault", "opening", "opening", "EUR", -100_000, 0),
    ),
    entries=(
        EntryRow(1, "opening", "", ACCOUNT, 100_000, "EUR"),
        EntryRow(1, "opening", "", "vault", -100_000, "EUR"),
        EntryRow(3, "capture", TXID.hex(), ACCOUNT, -6_000, "EUR"),
        EntryRow(3, "capture", TXID.hex(), CASH, 6_000, "EUR"),
    ),
    transactions=(PAID,),
    canisters=(CanisterRow(ATM, 1, 2_000, 1, 4, 196, 1),),
    atms=(AtmRow(ATM, None, 200, 3),),
)
MATTER = {
    "canisters": {1: 196},
    "transport": {},
    "stack": {},
    "reject_bin": {1: 1},
    "retract_bin": {},
    "customer": {1: 3},
    "technician": {},
}


def hsm(**changes):
    line = Line(1, 1, wanted=4, picked=4, rejected=1, presented=3, stacked=[0, 1, 3])
    cur = Transaction(TXID, TICKET, [line], 0, Stage.FINAL, TxnOutcome.TAKEN)
    cur.frozen = RECEIPT.encode()
    canister = Canister(load=1, next=4, left=196, picked_total=4, rejected_total=1)
    for name, value in changes.items():
        setattr(cur if hasattr(cur, name) else canister, name, value)
    return HsmState({1: canister}, cur)


def findings(books=BOOKS, state=None, **places):
    return [*book_findings(books), *note_findings(books, state or hsm(), {**MATTER, **places})]


def with_transaction(**changes):
    return replace(BOOKS, transactions=(replace(PAID, **changes),))


def test_witnesses_that_agree_have_nothing_to_find():
    assert [] == findings()


def test_hold_that_stays_is_unfinished_and_must_be_in_the_account():
    held = with_transaction(state="held", receipt=None, settled=None, captured=None)

    found = [each.partition(":")[0] for each in book_findings(held)]

    assert ["unfinished", "held", "held"] == found


def test_amount_booked_must_be_the_notes_presented():
    found = findings(with_transaction(captured=8_000))

    assert [f"capture: {TXID.hex()} booked 8000, 6000 was presented"] == found


def test_customer_must_be_debited_by_just_that():
    entries = tuple(replace(each, reference="other") for each in BOOKS.entries)

    found = findings(replace(BOOKS, entries=entries))

    assert [f"capture: {TXID.hex()} moved the account by 0, not by -6000"] == found


DEPOSIT_TXID = "d" * 32
OPENED = TransactionRow(
    *(ATM, DEPOSIT_TXID, "verified", ACCOUNT, 5_000, None, None, None),
    operation="deposit",
    envelope=EnvelopeRow("accepted", 1, 4_000),
)
CREDIT = (
    EntryRow(5, "deposit", DEPOSIT_TXID, ACCOUNT, 4_000, "EUR"),
    EntryRow(5, "deposit", DEPOSIT_TXID, "envelopes", -4_000, "EUR"),
)


def of_deposits(transactions, entries):
    books = replace(
        BOOKS,
        transactions=(PAID, *transactions),
        entries=(*BOOKS.entries, *entries),
    )
    return [each for each in book_findings(books) if each.startswith("deposit: ")]


def test_what_was_found_in_an_envelope_is_credited_once():
    assert [] == of_deposits([OPENED], CREDIT)
    assert [f"deposit: {DEPOSIT_TXID} found 4000, credited 8000 in 2 postings"] == of_deposits(
        [OPENED], (*CREDIT, *CREDIT)
    )


def test_an_envelope_that_nobody_has_opened_credits_nothing():
    pending = replace(OPENED, state="pending", envelope=EnvelopeRow("accepted", 1, None))

    assert [] == of_deposits([pending], ())
    assert [f"deposit: {DEPOSIT_TXID} found 0, credited 4000 in 1 postings"] == of_deposits(
        [pending], CREDIT
    )


def test_what_was_credited_without_a_deposit_is_found():
    assert [f"deposit: {DEPOSIT_TXID} was credited, and there is no such transaction"] == (
        of_deposits([], CREDIT)
    )


@pytest.mark.parametrize(
    ("name", "value", "kinds"),
    [
        ("load", 2, ["counters"]),
        ("next", 5, ["counters", "notes"]),
        ("left", 195, ["counters", "notes"]),
        ("rejected_total", 2, ["counters", "notes"]),
    ],
)
def test_each_counter_of_the_hsm_is_compared(name, value, kinds):
    found = findings(state=hsm(**{name: value}))

    assert kinds == [each.partition(":")[0] for each in found]


@pytest.mark.parametrize(
    ("place", "count", "words"),
    [
        ("canisters", 195, "195 lie in it, the HSM believes 196"),
        ("customer", 4, "4 came out, receipts say 3"),
        ("retract_bin", 1, "4 came out, receipts say 3"),
        ("reject_bin", 2, "2 in the reject bin, receipts say 1"),
    ],
)
def test_each_note_must_lie_where_the_records_say(place, count, words):
    assert [f"notes: canister 1: {words}"] == findings(**{place: {1: count}})


def test_note_left_on_the_transport_after_the_end_is_found():
    assert ["notes: some lie on the transport or in the shutter after the end"] == findings(
        transport={1: 1}
    )


def test_dispense_that_is_not_final_is_unfinished():
    assert ["unfinished: the HSM's transaction is picking"] == findings(
        state=hsm(stage=Stage.PICKING)
    )


def test_receipt_in_the_bank_must_be_the_hsms_own():
    other = replace(RECEIPT, ticket=bytes(16))

    assert ["receipt: the bank's differs from the HSM's own"] == findings(
        with_transaction(receipt=other)
    )


def test_a_note_of_a_test_must_be_in_a_receipt_as_any_other():
    """It lies in the reject bin; the bank has the HSM's record of it, and nobody is debited."""
    line = replace(LINE, next=5, left=195, picked=1, rejected=1, presented=0)
    txid = bytes(range(32, 48))
    record = replace(RECEIPT, txid=txid, ticket=bytes(16), outcome=TxnOutcome.VOID, lines=(line,))
    tested = TransactionRow(ATM, txid.hex(), "void", None, 0, record, "void", 0)
    state = hsm(next=5, left=195, rejected_total=2)
    state.cur = Transaction(txid, bytes(16), [Line(1, 1, picked=1, rejected=1)], 0, Stage.FINAL)
    state.cur.is_test, state.cur.frozen = True, record.encode()
    books = replace(
        BOOKS,
        transactions=(PAID, tested),
        canisters=(CanisterRow(ATM, 1, 2_000, 1, 5, 195, 2),),
    )
    places = {"canisters": {1: 195}, "reject_bin": {1: 2}}

    untold = findings(replace(books, transactions=(PAID,)), state, **places)

    assert [] == findings(books, state, **places)
    assert ["receipt", "notes"] == [each.partition(":")[0] for each in untold]


def test_bank_must_count_the_notes_that_were_presented():
    books = replace(BOOKS, atms=(AtmRow(ATM, None, 200, 4),))

    assert ["counters: the bank counts 4 notes dispensed, receipts say 3"] == findings(books)
