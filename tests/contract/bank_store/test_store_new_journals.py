"""What every store promises about a machine that begins a new journal, and under which key a
journal was heard."""

import pytest

from bank_server.domain.journals import JournalBook
from bank_server.domain.new_journals import BeginResult, NewJournal
from bank_server.domain.people import (
    CONFIRMATION_LIFE_MS,
    ActionKind,
    Confirmation,
    ConfirmResult,
    Staff,
    StaffRole,
    new_journal_body,
)
from bank_server.domain.terminals import JournalAnchor
from tests.contract.bank_store.store_world import ATM, OTHER_ATM, digest

OLD, NEW, WHY = "a" * 16, "b" * 16, "PC replaced"
FORMER = JournalBook(ATM, OLD, b"old", b"old")
ASKED = NewJournal("d" * 32, JournalBook(ATM, NEW, b"new", b"new"), "")


def anchor_of(seq, key, text="a"):
    return JournalAnchor(seq, digest(text), digest(text)[:32], key)


@pytest.fixture
def lost(world):
    """An ATM whose journal ended at entry 9; alice says that it is lost."""
    for name, serial in (("alice", "a1"), ("bob", "b1")):
        world.store.staff.add(Staff(name, StaffRole.SUPERVISOR, serial))
    world.store.journals.keep(FORMER, [])
    world.store.terminals.heartbeat(ATM, anchor_of(9, OLD), world.now)
    world.store.journals.say(ATM, [anchor_of(12, OLD, "later")])
    body = new_journal_body(ATM, WHY)
    world.store.staff.propose("d" * 32, ActionKind.NEW_JOURNAL, body, "alice", world.now)
    return world


@pytest.fixture
def agreed(lost):
    assert allow(lost, "bob") is ConfirmResult.DONE
    return lost


def allow(world, by, why=WHY):
    confirmation = Confirmation("d" * 32, by)
    return world.store.journals.allow_new(ATM, why, confirmation, world.now)


def begin(world, asked=ASKED):
    return world.store.journals.begin(asked, world.now)


def test_two_people_agree_once_on_what_was_proposed(lost):
    assert allow(lost, "alice") is ConfirmResult.SAME_PERSON
    assert allow(lost, "bob", "other") is ConfirmResult.DIFFERENT
    assert begin(lost) is BeginResult.UNCONFIRMED
    assert allow(lost, "bob") is ConfirmResult.DONE
    assert allow(lost, "bob") is ConfirmResult.ALREADY_DONE


def test_a_new_journal_is_the_newest_and_may_be_asked_for_again(agreed):
    assert begin(agreed) is BeginResult.BEGUN
    assert begin(agreed) is BeginResult.AGAIN

    assert (FORMER, ASKED.book) == agreed.store.journals.books(ATM)
    assert anchor_of(9, OLD) == agreed.atm.anchor


def test_it_ends_the_stop_that_two_people_have_looked_at(agreed):
    agreed.store.terminals.heartbeat(ATM, JournalAnchor(), agreed.now)
    assert ["journal-rolled-back"] == agreed.work

    assert begin(agreed) is BeginResult.BEGUN

    assert ([], None) == (agreed.work, agreed.atm.contradiction)
    assert "bob" == agreed.store.staff.closed_work_items(1)[0].closed.by


def test_the_end_of_the_former_journal_stays_known_once_the_new_one_is_heard(agreed):
    begin(agreed)

    beat = agreed.store.terminals.heartbeat(ATM, anchor_of(2, NEW), agreed.now)

    assert not beat.is_rolled_back
    former, newest = agreed.store.journals.books(ATM)
    assert (anchor_of(12, OLD, "later"), None) == (former.ended, newest.ended)
    assert () == agreed.store.journals.said(ATM)
    assert begin(agreed) is BeginResult.USED
    assert agreed.store.terminals.heartbeat(ATM, anchor_of(13, OLD), agreed.now).is_rolled_back


@pytest.mark.parametrize(
    ("asked", "result"),
    [
        (NewJournal("e" * 32, ASKED.book, ""), BeginResult.TOKEN_INVALID),
        (
            NewJournal("d" * 32, JournalBook(OTHER_ATM, NEW, b"new", b"new"), ""),
            BeginResult.TOKEN_INVALID,
        ),
        (
            NewJournal("d" * 32, JournalBook("x" * 36, NEW, b"new", b"new"), ""),
            BeginResult.TOKEN_INVALID,
        ),
        (NewJournal("d" * 32, ASKED.book, OLD), BeginResult.KNOWN),
    ],
    ids=["no proposal", "another ATM", "no ATM", "its journal is known"],
)
def test_what_is_refused_changes_nothing(agreed, asked, result):
    assert begin(agreed, asked) is result

    assert (FORMER,) == agreed.store.journals.books(ATM)
    assert begin(agreed) is BeginResult.BEGUN


def test_what_two_people_agreed_to_lasts_as_long_as_a_proposal(agreed):
    agreed.now += CONFIRMATION_LIFE_MS + 1

    assert begin(agreed) is BeginResult.EXPIRED


def test_another_proposal_is_no_permission(lost):
    lost.store.staff.propose("e" * 32, ActionKind.SET_BALANCE, "[]", "alice", lost.now)

    asked = NewJournal("e" * 32, ASKED.book, "")
    assert begin(lost, asked) is BeginResult.TOKEN_INVALID
