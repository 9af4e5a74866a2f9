"""Opens the database so that what is committed stays, and refuses one that is set otherwise."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from bank_server.store.results import StoreRefused
from bank_server.store.sqlite.migrations import SCRIPTS
from bank_server.store.sqlite.schema import APPLICATION_ID, SCHEMA, SCHEMA_NUMBER

BUSY_TIMEOUT_MS: Final = 2_000
FILE_MODE: Final = 0o600

_FULL: Final = 2
_PRAGMAS: Final = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", _FULL),
    ("foreign_keys", "ON", 1),
    # Without it, INSERT OR REPLACE would delete rows past the triggers.
    ("recursive_triggers", "ON", 1),
    ("busy_timeout", str(BUSY_TIMEOUT_MS), BUSY_TIMEOUT_MS),
)


def open_database(path: Path) -> sqlite3.Connection:
    """A connection with every pragma read back. Raises StoreRefused.

    The file is made, readable by its owner only, with the schema inside, if there is none.
    The connection begins no transaction by itself.
    """
    try:
        path.touch(FILE_MODE)
        connection = sqlite3.connect(
            path,
            timeout=BUSY_TIMEOUT_MS / 1000,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
    except (OSError, sqlite3.Error) as error:
        raise StoreRefused("the database cannot be opened") from error
    try:
        _prepare(connection)
    except sqlite3.Error as error:
        connection.close()
        raise StoreRefused("the database is not one of ours, or is broken") from error
    except StoreRefused:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    for name, wanted, expected in _PRAGMAS:
        connection.execute(f"PRAGMA {name} = {wanted}")
        found = _pragma(connection, name)
        if found != expected:
            raise StoreRefused(f"the database refuses {name} = {wanted}")
    # A table that others refer to cannot be made anew otherwise; all references are checked below.
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        _check_schema(connection)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    connection.execute("PRAGMA foreign_keys = ON")
    if _pragma(connection, "foreign_keys") != 1:
        raise StoreRefused("the database refuses foreign_keys = ON")


def _check_schema(connection: sqlite3.Connection) -> None:
    number, owner = _pragma(connection, "user_version"), _pragma(connection, "application_id")
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if (number, owner, tables) == (0, 0, 0):
        for statement in _statements(SCHEMA):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_NUMBER}")
        return
    if owner != APPLICATION_ID:
        raise StoreRefused("the file is not a database of this bank")
    while isinstance(number, int) and number in SCRIPTS:
        for statement in _statements(SCRIPTS[number]):
            connection.execute(statement)
        number += 1
        connection.execute(f"PRAGMA user_version = {number}")
    if number != SCHEMA_NUMBER:
        raise StoreRefused(f"the database has schema {number}, this bank knows {SCHEMA_NUMBER}")
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise StoreRefused("the database refers to rows that it has not")


def _statements(script: str) -> list[str]:
    """`executescript` would commit first; the schema comes whole or not at all."""
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    assert not pending.strip(), "the schema ends with a statement"
    return statements


def _pragma(connection: sqlite3.Connection, name: str) -> object:
    row: tuple[object, ...] = connection.execute(f"PRAGMA {name}").fetchone()
    return row[0]
