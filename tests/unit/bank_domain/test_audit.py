"""The audit finds each kind of error in books that were right before one thing was changed."""

from dataclasses import replace
from uuid import UUID

import pytest

from bank_server.contract.money import Money
from bank_server.contract.operations import Operation, SettlementState
from bank_server.domain.audit import FindingKind, audit
from bank_server.domain.cards import ProofKind
from bank_server.domain.challenges import ChallengeTerms, OpenLine
from bank_server.domain.ledger import Account, AccountKind, Entry, Line, Posting, PostingKind
from bank_server.domain.terminals import Atm, AtmStatus, CanisterBook
from bank_server.domain.transactions import Grant, Transaction, TransactionState
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome


def euros(minor):
    return Money(minor, "EUR")


CUSTOMER = Account("c", AccountKind.CUSTOMER, "Alice", euros(100), euros(40))
VAULT = Account("opening:EUR", AccountKind.OPENING, "opening", euros(-100), euros(0))
TERMS = ChallengeTerms(
    "1" * 32,
    "atm",
    "card",
    Operation.WITHDRAWAL,
    ProofKind.CHIP,
    amount=euros(40),
    lines=(OpenLine(1, 1, 3, 7),),
)
HELD = Transaction("1" * 32, "atm", TransactionState.HELD, "boot", 0, terms=TERMS, account_id="c")
FINAL = Record(
    RecordKind.FINAL,
    UUID(int=1),
    bytes(16),
    bytes(16),
    TxnOutcome.VOID,
    (RecordLine(1, LineFlag(0), 1, 3, 7, 1, 1, 0, 0),),
    bytes(16),
)
VOID = Transaction("0" * 32, "atm", TransactionState.VOID, "boot", 0, receipt=FINAL.encode().hex())
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
    "transactions": (VOID, HELD),
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
        (
            {"transactions": ()},
            {FindingKind.HELD, FindingKind.ATM_HELD, FindingKind.COUNTERS},
        ),
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


RETRACTED = replace(
    FINAL,
    outcome=TxnOutcome.RETRACTED,
    lines=(RecordLine(1, LineFlag(0), 1, 3, 7, 1, 0, 1, 0),),
)
TAKEN_BACK = Transaction(
    "2" * 32,
    "atm",
    TransactionState.CAPTURED,
    "boot",
    0,
    account_id="c",
    receipt=RETRACTED.encode().hex(),
    settled=SettlementState.CAPTURED,
    captured=euros(10),
)


def dispute_account(minor):
    """The account, and the entries that have brought it there."""
    account = Account("dispute:EUR", AccountKind.DISPUTE, "dispute", euros(minor), euros(0))
    entries = (
        *ENTRIES,
        Entry(3, 2, 0, PostingKind.CAPTURE, "2", "c", euros(-minor)),
        Entry(4, 2, 0, PostingKind.CAPTURE, "2", "dispute:EUR", euros(minor)),
    )
    customer = replace(CUSTOMER, balance=euros(100 - minor))
    return {"accounts": (customer, VAULT, account), "entries": entries}


@pytest.mark.parametrize(
    ("minor", "returned", "expected"),
    [
        (10, None, set()),
        (9, None, {FindingKind.DISPUTE}),
        (0, None, {FindingKind.DISPUTE}),
        (0, euros(0), set()),
        (10, euros(0), {FindingKind.DISPUTE}),
        (10, euros(10), {FindingKind.DISPUTE}),
    ],
)
def test_the_dispute_account_holds_what_is_open_and_nothing_else(minor, returned, expected):
    taken_back = replace(TAKEN_BACK, returned=returned)
    assert expected == kinds(transactions=(VOID, HELD, taken_back), **dispute_account(minor))


def test_an_open_dispute_without_an_account_is_found():
    assert FindingKind.DISPUTE in kinds(transactions=(VOID, HELD, TAKEN_BACK))


def with_book(**changes):
    return {"atms": (replace(ATM, canisters=(replace(ATM.canisters[0], **changes),)),)}


@pytest.mark.parametrize(
    "changes",
    [{"next": 2}, {"next": 4}, {"left": 8}, {"left": 0}, {"load": 0}, {"load": 2}],
    ids=lambda changes: "-".join(f"{name}{value}" for name, value in changes.items()),
)
def test_counters_that_are_not_those_of_the_hsms_last_record_are_found(changes):
    """A newer load has nothing used of it; an older one is behind the record."""
    assert {FindingKind.COUNTERS} == kinds(**with_book(**changes))


def test_counters_follow_a_record_that_settled_without_a_hold():
    """A record that nobody was charged for still says where the canister stands."""
    line = replace(FINAL.lines[0], next=5, left=5)
    stray = replace(VOID, txid="2" * 32, receipt=replace(FINAL, lines=(line,)).encode().hex())
    assert {FindingKind.COUNTERS} == kinds(transactions=(VOID, HELD, stray))

    assert set() == kinds(transactions=(VOID, HELD, stray), **with_book(next=5, left=5))


COUNTED = Transaction(
    "2" * 32,
    "atm",
    TransactionState.RESOLVED,
    "boot",
    0,
    terms=replace(TERMS, txid="2" * 32),
    account_id="c",
    grants=(Grant(1, 1, 3, 2, 10, counted=1),),
)


@pytest.mark.parametrize(("next_", "expected"), [(4, set()), (6, {FindingKind.COUNTERS})])
def test_counters_taken_over_after_a_count_by_people_lie_within_what_was_granted(next_, expected):
    found = kinds(transactions=(VOID, HELD, COUNTED), **with_book(next=next_, left=10 - next_))
    assert expected == found


@pytest.mark.parametrize(("next_", "expected"), [(5, set()), (6, {FindingKind.COUNTERS})])
def test_a_later_record_may_be_ahead_by_what_people_counted_and_no_more(next_, expected):
    """Its own challenge was refused, so its OPEN record has told the bank nothing."""
    line = replace(FINAL.lines[0], next=next_, left=10 - next_)
    later = replace(VOID, txid="3" * 32, receipt=replace(FINAL, lines=(line,)).encode().hex())

    assert expected == kinds(transactions=(VOID, HELD, COUNTED, later))


def test_a_posting_that_does_not_sum_to_zero_cannot_be_made():
    with pytest.raises(AssertionError):
        Posting(PostingKind.OPENING, "c", (Line("c", euros(1)),))
