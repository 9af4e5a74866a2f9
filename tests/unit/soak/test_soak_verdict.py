"""The soak's own comparisons: witnesses that agree first, then one of them changed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kiosk.workbench.audit_books import AccountRow, AtmRow, Books, CanisterRow, TransactionRow
from kiosk.workbench.exported_books import read_export
from kiosk.workbench.soak.cashless import Cashless
from kiosk.workbench.soak.notes_out import NotesOut
from kiosk.workbench.soak.tail import Entry
from kiosk.workbench.soak.verdict import by_account, note_by_note

TXID = "0123456789abcdef0123456789abcdef"
PAID = TransactionRow("atm", TXID, "captured", "a1", 7_000, None, "captured", 7_000, "withdrawal")
ALICE = AccountRow("a1", "customer", "Alice", "EUR", 93_000, 0)
BOOKS = Books(
    accounts=(ALICE,),
    entries=(),
    transactions=(PAID,),
    canisters=(
        CanisterRow("atm", 1, 2_000, 1, 3, 147, 0),
        CanisterRow("atm", 2, 1_000, 1, 1, 9, 0),
    ),
    atms=(AtmRow("atm", None, 156, 4),),
)
OPENING = {"Alice": 100_000}


def world(customer, retracted=None):
    return {"notes": {"customer": customer, "retract_bin": retracted or {}}}


def seen(customer, retracted=None, txid=TXID):
    """What somebody saw who stood beside one withdrawal."""
    notes = NotesOut()
    notes.seen(world({}))
    if txid:
        notes.heard(Entry("INTENT", txid, "withdrawal"))
    notes.seen(world(customer, retracted))
    return notes


def found(books, notes):
    return [*note_by_note(books, notes), *by_account(books, notes, Cashless({}), OPENING)]


def test_notes_that_came_out_and_were_debited_agree():
    assert [] == found(BOOKS, seen({"1": 3, "2": 1}))


def test_notes_that_were_drawn_in_again_are_debited_too():
    """They wait for a count: the bank calls that a dispute."""
    assert [] == found(BOOKS, seen({"2": 1}, {"1": 3}))


def test_one_note_more_than_was_booked_differs():
    assert [
        f"notes: {TXID} (captured): 8000 came out, 7000 was booked",
        "account Alice: 7000 debited, 8000 came out",
    ] == found(BOOKS, seen({"1": 3, "2": 2}))


def test_a_debit_without_notes_differs():
    assert [
        f"notes: {TXID} (captured): 0 came out, 7000 was booked",
        "account Alice: 7000 debited, 0 came out",
    ] == found(BOOKS, seen({}))


def test_a_hold_that_is_left_differs():
    books = replace(BOOKS, accounts=(replace(ALICE, held=500),))

    assert ["account Alice: 500 is still held"] == found(books, seen({"1": 3, "2": 1}))


def test_notes_of_a_transaction_that_the_bank_does_not_know_differ():
    books = replace(BOOKS, transactions=(), accounts=(replace(ALICE, balance=100_000),))

    assert [f"notes: 4 came out for {TXID}, which the bank does not know"] == found(
        books, seen({"1": 3, "2": 1})
    )


def test_notes_without_any_transaction_differ():
    books = replace(BOOKS, transactions=(), accounts=(replace(ALICE, balance=100_000),))

    assert ["notes: {1: 1} came out while no transaction was under way"] == found(
        books, seen({"1": 1}, txid="")
    )


def test_what_people_resolved_is_what_was_carried_away():
    """The notes that came back are in the safe, so the account has not paid for them."""
    resolved = replace(PAID, state="resolved", captured=0)
    books = replace(BOOKS, transactions=(resolved,), accounts=(replace(ALICE, balance=99_000),))

    assert [] == found(books, seen({"2": 1}, {"1": 3}))
    assert ["account Alice: 1000 debited, 7000 came out"] == found(books, seen({"1": 3, "2": 1}))


def row(**changes):
    money = {"minor": 7_000, "currency": "EUR"}
    fields = {
        "txid": TXID,
        "atm_id": "atm",
        "state": "captured",
        "account_id": "a1",
        "terms": {"operation": "withdrawal", "amount": money},
        "receipt": None,
        "settled": "captured",
        "captured": money,
        "envelope": None,
        "reply": None,
    }
    return json.dumps({"transactions": fields | changes})


def test_an_export_is_read_as_the_auditor_reads_the_database(tmp_path):
    path = tmp_path / "books.jsonl"
    path.write_text(f'{{"format":"open-atm books"}}\n{row()}\n{{"proof":"nothing"}}\n')

    assert (PAID,) == read_export(path).transactions


@pytest.mark.parametrize(
    ("operation", "left"), [("balance", 0), ("accounts", 0), ("pin-change", 1), ("withdrawal", 1)]
)
def test_only_a_question_may_stay_in_work_when_its_bank_has_died(tmp_path, operation, left):
    path = tmp_path / "books.jsonl"
    terms = {"operation": operation, "amount": None}
    path.write_text(row(state="in-work", terms=terms, settled=None, captured=None) + "\n")

    assert left == len(read_export(path).transactions)
