"""A database of the eighth schema becomes one that takes deposits."""

import sqlite3

from bank_server.store.sqlite import sqlite_store
from tests.contract.bank_store.former_schemas import ATM_2, columns, columns_of_today, make
from tests.contract.bank_store.store_world import ATM

ROWS_8 = """
INSERT INTO accounts VALUES ('main', 'customer', 'Alice', 'current', 'EUR', 3000, 2000);
INSERT INTO accounts VALUES ('opening:EUR', 'opening', 'opening', 'opening', 'EUR', -3000, 0);
INSERT INTO entries VALUES (1, 1, 5, 'opening', 'main', 'opening:EUR', -3000, 'EUR');
INSERT INTO entries VALUES (2, 1, 5, 'opening', 'main', 'main', 3000, 'EUR');
INSERT INTO cards (card_id, status, tries, proof, may_withdraw)
  VALUES (printf('%.64c', 'c'), 'active', 0, 'chip', 1);
INSERT INTO card_accounts VALUES (printf('%.64c', 'c'), 0, 'main');
INSERT INTO transactions (place, atm_id, txid, state, boot_id, started_ms, account_id, grants,
  has_tried_pin) VALUES (7, :atm, printf('%.32c', '2'), 'held', 'boot 1', 5, 'main', '[]', 1);
"""


def test_keeps_every_row_and_every_reference(tmp_path):
    path = tmp_path / "bank.sqlite"
    make(path, 8, ATM_2 + ROWS_8)

    store = sqlite_store(path, "boot 2")

    account, held = store.accounts.account("main"), store.transactions.find("2" * 32, ATM)
    assert (3_000, 2_000) == (account.balance.minor, account.held.minor)
    assert ("held", "main", None) == (held.state.value, held.account_id, held.envelope)
    assert ("main",) == store.cards.card("c" * 64).accounts
    assert [3_000] == [each.amount.minor for each in store.accounts.entries("main", 9)]
    store.close()
    assert columns_of_today(tmp_path) == columns(path)
    database = sqlite3.connect(path)
    assert [] == database.execute("PRAGMA foreign_key_check").fetchall()
    database.execute("PRAGMA foreign_keys = ON")
    references = database.execute("PRAGMA foreign_key_list(entries)").fetchall()
    assert ["accounts"] == [each[2] for each in references]
    database.close()
