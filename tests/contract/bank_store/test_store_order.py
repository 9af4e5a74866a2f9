"""Every store lists what it keeps in the same order, under the same numbers."""

from sqlite3 import IntegrityError

import pytest

from bank_server.domain.journals import JournalBook
from bank_server.domain.people import Staff, StaffRole
from bank_server.domain.terminals import Atm, AtmStatus, CanisterBook, JournalAnchor
from bank_server.store.mongo.run import RuleBroken
from tests.contract.bank_store.store_world import ATM, EUR, MAIN, OTHER_ATM, TEN, euros

MISTAKE = (AssertionError, IntegrityError, RuleBroken)


def test_a_posting_has_the_number_of_its_first_line(world):
    """Two accounts and four loads are there already."""
    world.store.accounts.create("aaaa", "Zoe", "current", euros(1), world.now)
    entries = world.store.accounts.snapshot().entries

    assert [(n, n - (n + 1) % 2) for n in range(len(entries), 0, -1)] == [
        (each.entry_id, each.posting_id) for each in entries
    ]


def test_accounts_come_by_their_ids_whenever_they_were_made(world):
    for account_id in ("zz", "Zz", "aa"):
        world.store.accounts.create(account_id, "Zoe", "current", euros(0), world.now)
    found = [each.account_id for each in world.store.accounts.snapshot().accounts]

    assert sorted(found) == found
    assert {"Zz", "aa", "zz", MAIN} < set(found)


def test_atms_come_by_their_ids_whenever_they_were_made(world):
    first = "00000000-0000-4000-8000-000000000000"
    atm = Atm(first, AtmStatus.CREATED, EUR, 40, (CanisterBook(1, TEN),))
    world.store.terminals.create(atm, ())

    assert [first, ATM, OTHER_ATM] == [each.atm_id for each in world.store.terminals.atms()]


def test_people_come_by_their_names_whenever_they_were_added(world):
    for name in ("bob", "Zoe", "alice"):
        world.store.staff.add(Staff(name, StaffRole.CLERK, name))

    assert ["Zoe", "alice", "bob"] == [each.name for each in world.store.staff.staff()]


def test_a_line_that_is_kept_is_never_kept_again_as_another(world):
    book = JournalBook(ATM, "k" * 16, b"first", b"second", 2, kept=JournalAnchor(1))
    world.store.journals.keep(book, [b"1"])

    with pytest.raises(MISTAKE):
        world.store.journals.keep(book, [b"one"])

    assert (b"1",) == world.store.journals.lines(book, 1, 5)
