"""Reads all of an SQLite file while a bank writes it: one read transaction, and no lock of ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bank_server.store.results import StoreRefused
from bank_server.store.sqlite.connection import BUSY_TIMEOUT_MS
from bank_server.store.sqlite.rows import SqliteRows
from bank_server.store.sqlite.schema import APPLICATION_ID, SCHEMA_NUMBER
from bank_server.store.sqlite.whole import SqliteReader, named
from bank_server.store.whole import WholeReader


@contextmanager
def sqlite_books(path: Path) -> Iterator[WholeReader]:
    """As of the first read inside: in WAL mode a reader and the writer do not wait for each other.

    Nothing is written; opened as a writer all the same, or SQLite would leave its side files of a
    bank that does not run. Raises StoreRefused, StoreUnavailable.
    """
    with named():
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=BUSY_TIMEOUT_MS / 1000,
            isolation_level=None,
        )
        with closing(connection):
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")
            _check(connection)
            yield SqliteReader(connection, SqliteRows(connection))


def _check(connection: sqlite3.Connection) -> None:
    try:
        owner, number = (
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version")
        )
    except sqlite3.DatabaseError as error:
        raise StoreRefused("the database is not one of ours, or is broken") from error
    if owner != APPLICATION_ID:
        raise StoreRefused("the file is not a database of this bank")
    if number != SCHEMA_NUMBER:
        raise StoreRefused(
            f"the database has schema {number}, this program knows {SCHEMA_NUMBER}; "
            "use the program that wrote it, or let the bank of this one start on it once"
        )
