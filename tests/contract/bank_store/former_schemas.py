"""Databases of former schemas, as they were then, to be taken up by today's program."""

import sqlite3
from pathlib import Path
from uuid import UUID

from bank_server.store.sqlite import sqlite_store
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
from tests.contract.bank_store.store_world import ATM

VECTORS = Path(__file__).parents[2] / "vectors"
ATM_2 = """
INSERT INTO atms (atm_id, status, currency, max_notes, num_bills, num_dispensed_bills,
  anchor_seq, anchor_h, anchor_m, contradiction)
  VALUES (:atm, 'active', 'EUR', 40, 0, 0, 7, printf('%.64c', 'a'), printf('%.32c', 'b'),
  json_object('seq', 9, 'h', printf('%.64c', '0'), 'm', printf('%.32c', '0')));
"""
RETRACTED = Record(
    RecordKind.FINAL,
    UUID(ATM),
    bytes.fromhex("1" * 32),
    bytes(16),
    TxnOutcome.RETRACTED,
    (RecordLine(1, LineFlag(0), 1, 3, 97, 3, 1, 2, 0xFFFF),),
    bytes(16),
)


def make(path, number, rows="", **values):
    """A file of this schema, with these rows."""
    old = sqlite3.connect(path, isolation_level=None)
    old.executescript((VECTORS / f"bank_schema_{number}.sql").read_text("utf-8"))
    for statement in rows.split(";\n"):
        old.execute(statement, {"atm": ATM} | values)
    old.close()


def columns_of_today(tmp_path):
    fresh = tmp_path / "fresh.sqlite"
    sqlite_store(fresh, "boot 1").close()
    return columns(fresh)


def columns(path):
    """Of each table, by name, whatever their order."""
    database = sqlite3.connect(path)
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    found = {
        name: sorted(row[1:4] for row in database.execute(f"PRAGMA table_info({name})"))
        for (name,) in database.execute(tables).fetchall()
    }
    database.close()
    return found
