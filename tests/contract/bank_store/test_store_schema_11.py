"""A database of the eleventh schema becomes one that finds the end of a day without reading all."""

import sqlite3

from bank_server.store.sqlite import sqlite_store
from bank_server.store.sqlite.money_rows import _LAST_ENTRY_BEFORE
from bank_server.store.sqlite.people_rows import _OPEN_OF_ATM, _WORK
from tests.contract.bank_store.former_schemas import ATM_2, columns, columns_of_today, make
from tests.contract.bank_store.store_world import ATM

ROWS_11 = """
INSERT INTO work_items (kind, atm_id, reference, note, at_ms) VALUES ('dispute', :atm, 'b', 'c', 7);
INSERT INTO staff VALUES ('alice', 'supervisor', 'a1', 1);
"""


def test_what_was_there_is_there_and_is_found_by_index(tmp_path):
    path = tmp_path / "bank.sqlite"
    make(path, 11, ATM_2 + ROWS_11)

    store = sqlite_store(path, "boot 2")

    assert [("dispute", ATM)] == [(e.kind.value, e.atm_id) for e in store.staff.work_items()]
    store.close()
    assert columns_of_today(tmp_path) == columns(path)
    database = sqlite3.connect(path)
    asked = {"atm_id": ATM, "at_ms": 5}
    plans = [
        database.execute(f"EXPLAIN QUERY PLAN {query}", asked).fetchall()
        for query in (_LAST_ENTRY_BEFORE, _WORK + _OPEN_OF_ATM)
    ]
    database.close()
    assert [
        ["SEARCH entries USING COVERING INDEX entries_by_time (at_ms<?)"],
        ["SEARCH work_items USING INDEX open_items_of_atm (atm_id=?)"],
    ] == [[step[3] for step in plan] for plan in plans]
