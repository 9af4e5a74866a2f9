"""What a filling moves in the bank's books, and which fillings are for people to look at."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from bank_server.domain.ledger import Line, Posting, PostingKind
from bank_server.domain.loads import is_load_of, load
from bank_server.domain.people import WorkItem, WorkKind
from hardware.crypto.record import LineFlag, Record, RecordKind, TxnOutcome
from tests.unit.bank_domain.small_bank import ATM_ID, CASH, IDLE, TEN, euros, line

LOAD_ID = b"L" * 16
INSIDE = 91  # of canister 1 when its former load ends: 90 left and one in the bin


def loaded(number, *, left=90, kind=RecordKind.LOAD):
    flags = LineFlag.LOADED if kind is RecordKind.LOAD else LineFlag(0)
    lines = (line(1, number, 0, left, flags=flags), line(2, 4, 20, 80))
    return Record(kind, UUID(ATM_ID), LOAD_ID, bytes(16), TxnOutcome.NONE, lines, bytes(16))


def test_the_difference_between_two_loads_comes_from_the_vault():
    more = euros(9 * TEN)
    (posting,) = load(IDLE, loaded(2, left=INSIDE + 9)).postings

    lines = (Line(CASH, -more), Line("opening:EUR", more))
    assert Posting(PostingKind.CASH_LOAD, LOAD_ID.hex(), lines) == posting


def test_a_load_of_as_many_notes_enters_nothing():
    assert () == load(IDLE, loaded(2, left=INSIDE)).postings


@pytest.mark.parametrize(
    ("kind", "load_id"), [(RecordKind.LOAD, LOAD_ID.hex()), (RecordKind.STATUS, None)]
)
def test_only_a_load_record_names_the_load(kind, load_id):
    book = load(IDLE, loaded(2, kind=kind)).atm.canisters[0]

    assert (2, 0, 90, 0, load_id) == (book.load, book.next, book.left, book.rejected, book.load_id)


def test_a_load_that_never_was_is_no_load():
    assert is_load_of(loaded(1), IDLE)
    assert not is_load_of(loaded(0), IDLE)


def booked(load_id):
    first, second = IDLE.canisters
    return replace(IDLE, canisters=(replace(first, load=2, load_id=load_id), second))


def test_two_records_of_one_load_are_for_people():
    work = load(booked("ff" * 16), loaded(2)).work

    item = WorkItem(WorkKind.LOAD_DIFFERS, ATM_ID, LOAD_ID.hex(), "two records of one load")
    assert (item,) == work


@pytest.mark.parametrize(("number", "load_id"), [(2, LOAD_ID.hex()), (2, None), (1, "ff" * 16)])
def test_a_record_that_came_before_and_one_of_an_older_load_are_nobodys_work(number, load_id):
    assert () == load(booked(load_id), loaded(number)).work


@pytest.mark.parametrize(
    ("number", "note"), [(2, "the former load does not add up"), (3, "a load is missing")]
)
def test_a_load_that_does_not_follow_is_for_people(number, note):
    """The canister's former load had ten notes used; this record says none."""
    item = WorkItem(WorkKind.LOAD_DIFFERS, ATM_ID, LOAD_ID.hex(), note)

    assert (item,) == load(IDLE, loaded(number)).work
