"""A database of the ninth schema becomes one in which a rejected deposit may still be credited."""

import sqlite3

import pytest

from bank_server.contract.money import Money
from bank_server.domain.open_deposits import rejected_deposits
from bank_server.store.sqlite import sqlite_store
from tests.contract.bank_store.former_schemas import ATM_2, columns, columns_of_today, make
from tests.contract.bank_store.store_world import ATM

ROWS_9 = """
INSERT INTO accounts VALUES ('main', 'customer', 'Alice', 'current', 'EUR', 0, 0);
INSERT INTO transactions (atm_id, txid, state, boot_id, started_ms, account_id, grants,
  has_tried_pin, envelope) VALUES (:atm, printf('%.32c', '2'), 'verified', 'boot 1', 5, 'main',
  '[]', 0, json_object('result', NULL, 'number', NULL, 'answer', NULL,
  'found', json_object('minor', 0, 'currency', 'EUR')));
"""
WITH = "UPDATE transactions SET envelope = json_set(envelope, '$.found.minor', ?)"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "bank.sqlite"
    make(path, 9, ATM_2 + ROWS_9)
    return path


def test_what_ended_with_nothing_is_known_as_that(path, tmp_path):
    store = sqlite_store(path, "boot 2")
    found = store.transactions.find("2" * 32, ATM)

    assert Money(0, "EUR") == found.envelope.found
    assert [found.txid] == [each.txid for each in rejected_deposits([found])]
    store.close()
    assert columns_of_today(tmp_path) == columns(path)


def test_what_was_credited_is_credited_once(path):
    sqlite_store(path, "boot 2").close()
    database = sqlite3.connect(path)
    database.execute(WITH, (50,))

    for changed in (
        WITH.replace("?", "60"),
        WITH.replace("?", "0"),
        "UPDATE transactions SET envelope = NULL",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="credited once"):
            database.execute(changed)
    database.close()
