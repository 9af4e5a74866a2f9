"""A database of the tenth schema becomes one in which periods and days end for ever."""

import sqlite3

import pytest

from bank_server.domain.people import ActionKind, Staff, StaffRole
from bank_server.store.sqlite import sqlite_store
from tests.contract.bank_store.balanced import asked, balance, close_day
from tests.contract.bank_store.former_schemas import ATM_2, columns, columns_of_today, make
from tests.contract.bank_store.store_world import ATM, World

ROWS_10 = """
INSERT INTO accounts VALUES ('cash:' || :atm, 'cash', 'cash', 'cash', 'EUR', -600, 0);
INSERT INTO accounts VALUES ('opening:EUR', 'opening', 'opening', 'opening', 'EUR', 600, 0);
INSERT INTO entries VALUES (1, 1, 5, 'cash-load', 'load', 'cash:' || :atm, -600, 'EUR');
INSERT INTO entries VALUES (2, 1, 5, 'cash-load', 'load', 'opening:EUR', 600, 'EUR');
INSERT INTO canisters (atm_id, canister, denomination, load, next, "left", rejected)
  VALUES (:atm, 1, 100, 1, 0, 4, 0), (:atm, 2, 200, 1, 0, 1, 0);
INSERT INTO staff VALUES ('alice', 'supervisor', 'a1', 1);
INSERT INTO proposals (proposal_id, kind, body, proposed_by, proposed_ms)
  VALUES (printf('%.32c', '3'), 'end-deposit', '[]', 'alice', 5);
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "bank.sqlite"
    make(path, 10, ATM_2 + ROWS_10)
    return path


@pytest.fixture
def world(path):
    store = sqlite_store(path, "boot 2")
    store.staff.add(Staff("bob", StaffRole.SUPERVISOR, "b0b"))
    yield World(store)
    store.close()


def test_what_was_there_is_there_and_the_first_close_counts_from_the_first_entry(
    world, path, tmp_path
):
    assert [ActionKind.END_DEPOSIT] == [each.kind for each in world.store.staff.proposals()]

    reply = balance(world, asked(world)).reply

    assert (600, 600, None) == (reply.loaded.minor, reply.cash.minor, reply.since)
    assert columns_of_today(tmp_path) == columns(path)


@pytest.mark.parametrize("what", ["a balancing", "a closed day"])
def test_nobody_changes_what_has_ended(world, path, what):
    balance(world, asked(world))
    close_day(world, "2027-01-14", world.now - 2, world.now - 1)
    table, field = {
        "a balancing": ("balancings", "answer"),
        "a closed day": ("business_days", "report"),
    }[what]
    database = sqlite3.connect(path)

    assert (1,) == database.execute(f"SELECT count(*) FROM {table}").fetchone()
    for change in (f"UPDATE {table} SET {field} = '{{}}'", f"DELETE FROM {table}"):
        with pytest.raises(sqlite3.IntegrityError, match=f"{what} never changes"):
            database.execute(change)
    database.close()
    assert None is not world.store.balancings.find(ATM, "a1" * 16)
