"""Notes that were taken back, or found: whose they are, and what one count of people moves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.contract.operations import SettlementState
from bank_server.domain.attested import caught_up, with_found
from bank_server.domain.audit import Finding, FindingKind, audit
from bank_server.domain.challenges import OpenLine
from bank_server.domain.changes import Change
from bank_server.domain.disputes import (
    DisputeRefusal,
    OpenDispute,
    end,
    is_open,
    open_disputes,
    refusal,
)
from bank_server.domain.doubts import resolve_in_doubt
from bank_server.domain.ledger import Account, AccountKind, Line, Posting, PostingKind
from bank_server.domain.settlement import settle
from bank_server.domain.transactions import TransactionState
from hardware.crypto.record import TxnOutcome
from tests.unit.bank_domain.small_bank import (
    ATM,
    ATM_ID,
    BOOT,
    CASH,
    DISPUTE,
    GRANTS,
    HELD,
    IDLE,
    NOW_MS,
    OLD,
    RETRACTED,
    START_MS,
    TAKEN,
    TAKEN_SHORT,
    TEN,
    TERMS,
    TXID,
    euros,
    final,
    line,
)

ALL = euros(50_00)
DISPUTED = replace(
    HELD,
    state=TransactionState.CAPTURED,
    receipt=RETRACTED.encode().hex(),
    settled=SettlementState.CAPTURED,
    captured=ALL,
)
ENDED = replace(DISPUTED, returned=ALL)
CAPTURED = replace(DISPUTED, receipt=TAKEN.encode().hex())


def found(*notes):
    """The ATM with so many notes found in its safe, by canister."""
    books = tuple(
        replace(book, found=count) for book, count in zip(IDLE.canisters, notes, strict=True)
    )
    return replace(IDLE, canisters=books)


@pytest.mark.parametrize(
    ("transaction", "opened"),
    [
        (DISPUTED, True),
        (ENDED, False),
        (CAPTURED, False),
        (HELD, False),
        (replace(DISPUTED, captured=euros(0)), False),
        (replace(DISPUTED, captured=None), False),
        (replace(DISPUTED, receipt=None), False),
    ],
)
def test_only_what_was_taken_back_and_not_counted_yet_is_disputed(transaction, opened):
    assert opened is is_open(transaction)
    expected = OpenDispute(TXID, ATM_ID, "alice", ALL, START_MS)
    assert ((expected,) if opened else ()) == open_disputes([transaction])


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], None),
        ([(1, 0), (2, 0)], None),
        ([(1, 3), (2, 1)], None),
        ([(1, 4)], DisputeRefusal.TOO_MUCH),
        ([(1, -1)], DisputeRefusal.TOO_MUCH),
        ([(3, 0)], DisputeRefusal.TOO_MUCH),
        ([(1, 1), (1, 1)], DisputeRefusal.NAMED_TWICE),
    ],
)
def test_no_more_notes_are_found_than_were_presented(counts, expected):
    assert expected is refusal(DISPUTED, counts)


def test_a_dispute_ends_once_and_only_where_there_is_one():
    assert DisputeRefusal.ENDED_BEFORE is refusal(ENDED, [])
    assert DisputeRefusal.NOT_DISPUTED is refusal(CAPTURED, [])


def test_what_was_found_is_the_customers_and_the_rest_was_taken():
    returned = euros(2 * TEN)
    expected = Change(
        transaction=replace(DISPUTED, returned=returned),
        atm=found(2, 0),
        postings=(
            Posting(
                PostingKind.DISPUTE,
                "proposal",
                (Line(DISPUTE, -ALL), Line("alice", returned), Line(CASH, ALL - returned)),
            ),
        ),
    )

    assert expected == end(DISPUTED, IDLE, [(1, 2)], "proposal")


@pytest.mark.parametrize(("counts", "account"), [([], CASH), ([(1, 3), (2, 1)], "alice")])
def test_nothing_found_or_everything_is_one_move(counts, account):
    (posting,) = end(DISPUTED, IDLE, counts, "proposal").postings

    assert (Line(DISPUTE, -ALL), Line(account, ALL)) == posting.lines


@pytest.mark.parametrize(("minor", "is_right"), [(100_00, True), (50_00, False), (0, False)])
def test_the_dispute_account_is_the_sum_of_what_is_open(minor, is_right):
    account = Account(DISPUTE, AccountKind.DISPUTE, "disputes", euros(minor), euros(0))
    other = replace(DISPUTED, txid="2" * 32)
    findings = audit([account], [], [DISPUTED, other, ENDED], [])

    expected = () if is_right else (Finding(FindingKind.DISPUTE, DISPUTE),)
    assert expected == tuple(each for each in findings if each.kind is FindingKind.DISPUTE)


def test_a_dispute_without_its_account_is_found_under_the_accounts_name():
    assert (Finding(FindingKind.DISPUTE, DISPUTE),) == audit([], [], [DISPUTED], [])


def test_what_left_a_canister_and_nobody_was_paid_is_found():
    """One of canister 1 was paid; canister 2 was never granted, and gave a note all the same."""
    grants = (replace(GRANTS[0], counted=1),)

    assert found(2, 1) == with_found(IDLE, grants, TAKEN, {1, 2})
    assert found(2, 0) == with_found(IDLE, grants, TAKEN, {1})
    assert found(1, 0) == with_found(IDLE, grants, TAKEN_SHORT, {1, 2})


def test_nobody_finds_less_than_nothing():
    """Who counts more as paid than left a canister says that it has fewer: the ledger follows."""
    first, second = IDLE.canisters
    fewer = replace(IDLE, canisters=(replace(first, counted_out=1), second))

    assert fewer == with_found(IDLE, (replace(GRANTS[0], counted=3),), TAKEN_SHORT, {1})


def test_notes_that_an_open_record_has_told_of_are_not_found_again_by_the_receipt():
    """People have counted two as paid; the third lies in the bin since that OPEN record."""
    people = resolve_in_doubt(OLD, IDLE, {1: 2}, "proposal")
    later = replace(TERMS, lines=(OpenLine(1, 1, 13, 87), OpenLine(2, 4, 21, 79)))
    after = caught_up(people.atm, later, [people.transaction]).atm

    assert after == settle(TXID, people.transaction, after, TAKEN, BOOT, NOW_MS)[1].atm


def test_a_load_that_came_before_the_receipt_is_put_right():
    """It took the notes of an old hold back to the vault, where they were not: but one."""
    first, second = IDLE.canisters
    loaded = replace(IDLE, canisters=(replace(first, load=2, next=0, left=90), second))
    late, captured = settle(TXID, OLD, loaded, TAKEN_SHORT, BOOT, NOW_MS)[1].postings

    gone = euros(2 * TEN)
    assert Posting(PostingKind.CASH_LOAD, TXID, (Line(CASH, -gone), Line("opening:EUR", gone))) == (
        late
    )
    assert PostingKind.CAPTURE is captured.kind


def test_a_canister_that_the_bank_does_not_know_is_nobodys_load():
    foreign = OpenLine(3, 0, 0, 0)
    held = replace(HELD, terms=replace(TERMS, lines=(*TERMS.lines, foreign)))
    taken = final(TxnOutcome.TAKEN, (3, 0, 3), (1, 0, 1), line(3, 0, 0, 0))

    (posting,) = settle(TXID, held, ATM, taken, BOOT, NOW_MS)[1].postings
    assert PostingKind.CAPTURE is posting.kind
