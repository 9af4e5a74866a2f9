"""Envelopes and transfers as the soak compares them: all agree first, then one thing changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.workbench.audit_books import AccountRow, Books, EntryRow, EnvelopeRow, TransactionRow
from kiosk.workbench.soak.cashless import Cashless
from kiosk.workbench.soak.notes_out import NotesOut
from kiosk.workbench.soak.tail import Entry
from kiosk.workbench.soak.verdict import by_account
from kiosk.workbench.soak.verdict_cashless import by_envelope, by_transfer
from kiosk.workbench.soak.wishes import Want, Wish

IN, MOVED = "1" * 32, "2" * 32
TEXT = "4711ABCD"
ENVELOPE = EnvelopeRow("accepted", 1, 4_000)
DEPOSIT = TransactionRow("atm", IN, "verified", "a1", 5_000, None, None, None, "deposit", ENVELOPE)
TRANSFER = TransactionRow("atm", MOVED, "done", "a1", 700, None, None, None, "transfer")
BOOKS = Books(
    accounts=(
        AccountRow("a1", "customer", "Alice", "EUR", 103_300, 0),
        AccountRow("a2", "customer", "Alice, savings", "EUR", 700, 0),
        AccountRow("env", "envelopes", "envelopes", "EUR", -4_000, 0),
    ),
    entries=(
        EntryRow(1, "deposit", IN, "env", -4_000, "EUR"),
        EntryRow(1, "deposit", IN, "a1", 4_000, "EUR"),
        EntryRow(2, "transfer", MOVED, "a1", -700, "EUR"),
        EntryRow(2, "transfer", MOVED, "a2", 700, "EUR"),
    ),
    transactions=(DEPOSIT, TRANSFER),
    canisters=(),
    atms=(),
)
OPENING = {"Alice": 100_000}
PUT = Wish("alice", Want.ENVELOPE, minor=5_000, inside=4_000)
SENT = Wish("alice", Want.TRANSFER, minor=700)


def world(*fallen, moving=None):
    found = [{"number": number, "text": text} for number, text in fallen]
    return {"envelopes": {"bin": found, "moving": moving}}


@pytest.fixture
def seen():
    """One envelope that people have taken out, and one transfer."""
    cashless = Cashless({"alice": ("Alice", "Alice, savings")})
    cashless.seen(world(), None)
    cashless.heard(Entry("INTENT", IN, "deposit"), PUT)
    cashless.heard(Entry("DEPOSIT_APPROVED", IN, reference=TEXT), PUT)
    cashless.seen(world((1, TEXT)), PUT)
    cashless.taken_out(world((1, TEXT)))
    cashless.heard(Entry("DONE", IN, state="pending"), None)
    cashless.heard(Entry("INTENT", MOVED, "transfer"), SENT)
    cashless.heard(Entry("DONE", MOVED, state="done"), None)
    return cashless


def found(books, seen, counter=1):
    return [
        *by_account(books, NotesOut(), seen, OPENING),
        *by_transfer(books, seen),
        *by_envelope(books, seen, counter),
    ]


def with_deposit(**changes):
    return replace(BOOKS, transactions=(replace(DEPOSIT, **changes), TRANSFER))


def test_what_was_found_and_moved_agrees(seen):
    assert [] == found(BOOKS, seen)
    assert {TEXT} == seen.waiting


def test_an_envelope_that_the_bank_does_not_know_differs(seen):
    books = replace(BOOKS, transactions=(TRANSFER,))

    assert f"envelope {TEXT}: the bank does not know it" in found(books, seen)


def test_an_envelope_of_a_void_deposit_differs(seen):
    nothing = EnvelopeRow("refused", None, None)

    assert f"envelope {TEXT}: it is here, and the deposit is void" in found(
        with_deposit(state="void", envelope=nothing), seen
    )


def test_a_deposit_without_an_end_differs(seen):
    assert f"deposit {IN}: it is still awaited" in found(with_deposit(state="awaited"), seen)


def test_an_accepted_envelope_that_is_nowhere_differs(seen):
    seen.numbers.clear()

    assert f"deposit {IN}: accepted, and its envelope is nowhere" in found(BOOKS, seen)


def test_other_than_what_is_in_it_differs(seen):
    books = with_deposit(envelope=replace(ENVELOPE, found=5_000))

    assert f"envelope {TEXT}: 5000 was found, 4000 is in it" in found(books, seen)


def test_a_number_that_is_not_the_slots_differs(seen):
    books = with_deposit(envelope=replace(ENVELOPE, number=2))

    assert [f"envelope {TEXT}: number 1, the bank has 2"] == found(books, seen)


def test_an_envelope_that_only_the_slot_has_counted_differs(seen):
    assert ["envelopes: the slot counts 2, the bank has 1 and 0 in doubt"] == found(
        BOOKS, seen, counter=2
    )


def test_a_transfer_that_the_journal_says_is_void_differs(seen):
    seen.heard(Entry("DONE", MOVED, state="void"), None)

    assert [f"transfer {MOVED}: done at the bank, the journal says otherwise"] == found(BOOKS, seen)


def test_a_transfer_that_moved_twice_differs(seen):
    books = replace(BOOKS, entries=(*BOOKS.entries, *BOOKS.entries[2:]))

    assert [f"transfer {MOVED} (done): the ledger has moved something else"] == found(books, seen)


def test_an_account_that_gained_too_much_differs(seen):
    alice = replace(BOOKS.accounts[0], balance=104_300)
    books = replace(BOOKS, accounts=(alice, *BOOKS.accounts[1:]))

    assert ["account Alice: -4300 debited, -3300 came out"] == found(books, seen)


def test_an_envelope_that_slides_in_while_the_kiosk_is_dead_is_its_customers(seen):
    """What is in the transport counts as what fell into the bin."""
    seen.seen(world(moving={"number": 2, "text": "SECOND"}), replace(PUT, inside=100))

    assert 100 == seen.inside("SECOND")


def test_a_slot_in_doubt_is_to_be_looked_at_until_somebody_has(seen):
    seen.heard(Entry("DEPOSIT_FAIL", IN), None)
    before = seen.is_doubted
    seen.taken_out(world())

    assert (True, False) == (before, seen.is_doubted)
