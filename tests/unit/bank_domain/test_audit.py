"""The audit finds each kind of error in books that were right before one thing was changed."""

from dataclasses import replace

import pytest

from bank_server.contract.money import Money
from bank_server.contract.operations import Operation
from bank_server.domain.audit import FindingKind, audit
from bank_server.domain.cards import ProofKind
from bank_server.domain.challenges import ChallengeTerms
from bank_server.domain.ledger import Account, AccountKind, Entry, Line, Posting, PostingKind
from bank_server.domain.terminals import Atm, AtmStatus, CanisterBook
from bank_server.domain.transactions import Transaction, TransactionState


def euros(minor):
    return Money(minor, "EUR")


CUSTOMER = Account("c", AccountKind.CUSTOMER, "Alice", euros(100), euros(40))
VAULT = Account("opening:EUR", AccountKind.OPENING, "opening", euros(-100), euros(0))
TERMS = ChallengeTerms(
    "1" * 32, "atm", "card", Operation.WITHDRAWAL, ProofKind.CHIP, amount=euros(40)
)
HELD = Transaction("1" * 32, "atm", TransactionState.HELD, "boot", 0, terms=TERMS, account_id="c")
ATM = Atm(
    "atm",
    AtmStatus.ACTIVE,
    "EUR",
    40,
    (CanisterBook(1, 10, load=1, next=3, left=7, rejected=1),),
    num_dispensed_bills=2,
    held_txid="1" * 32,
)
ENTRIES = (
    Entry(1, 1, 0, PostingKind.OPENING, "c", "c", euros(100)),
    Entry(2, 1, 0, PostingKind.OPENING, "c", "opening:EUR", euros(-100)),
)
BOOKS = {
    "accounts": (CUSTOMER, VAULT),
    "entries": ENTRIES,
    "transactions": (HELD,),
    "atms": (ATM,),
}


def kinds(**changes):
    return {finding.kind for finding in audit(**{**BOOKS, **changes})}


def test_right_books_have_no_findings():
    assert () == audit(**BOOKS)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"entries": (replace(ENTRIES[0], amount=euros(101)), ENTRIES[1])},
            {FindingKind.LEDGER_SUM, FindingKind.POSTING_SUM, FindingKind.BALANCE},
        ),
        ({"entries": (replace(ENTRIES[0], posting_id=2), ENTRIES[1])}, {FindingKind.POSTING_SUM}),
        (
            {"accounts": (replace(CUSTOMER, balance=euros(101)), VAULT)},
            {FindingKind.BALANCE},
        ),
        ({"accounts": (CUSTOMER,)}, {FindingKind.BALANCE}),
        ({"accounts": (replace(CUSTOMER, held=euros(41)), VAULT)}, {FindingKind.HELD}),
        (
            {"accounts": (replace(CUSTOMER, held=euros(101)), VAULT)},
            {FindingKind.HELD, FindingKind.OVERDRAWN},
        ),
        ({"transactions": ()}, {FindingKind.HELD, FindingKind.ATM_HELD}),
        (
            {"transactions": (HELD, replace(HELD, txid="2" * 32))},
            {FindingKind.HELD, FindingKind.ATM_HELD},
        ),
        ({"atms": (replace(ATM, held_txid=None),)}, {FindingKind.ATM_HELD}),
        (
            {"atms": (replace(ATM, canisters=(CanisterBook(1, 10, next=0, rejected=1),)),)},
            {FindingKind.COUNTERS},
        ),
    ],
)
def test_one_wrong_thing_is_found(changes, expected):
    assert kinds(**changes) == expected


def test_a_posting_that_does_not_sum_to_zero_cannot_be_made():
    with pytest.raises(AssertionError):
        Posting(PostingKind.OPENING, "c", (Line("c", euros(1)),))
