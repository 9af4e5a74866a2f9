"""One connection, one writer, one step at a time, each step one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from bank_server.store.results import StoreUnavailable
from bank_server.store.rows import Rows
from bank_server.store.sqlite.connection import open_database
from bank_server.store.sqlite.rows import SqliteRows
from bank_server.store.stepped import SteppedStore
from bank_server.store.turns import Turns

T = TypeVar("T")

# The primary result codes after which the file itself is in doubt: no step may follow.
_FATAL: Final = frozenset(
    {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_READONLY}
)


def sqlite_store(path: Path, boot_id: str) -> SteppedStore:
    """The store in this file, made if there is none. Raises StoreRefused.

    boot_id: names this run of the bank.
    """
    return SteppedStore(SqliteEngine(path), boot_id)


class SqliteEngine:
    """Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._connection = open_database(path)
        self._rows = SqliteRows(self._connection)
        self._turns = Turns()
        self._is_broken = False

    def run(self, step: Callable[[Rows], T]) -> T:
        """Raises StoreUnavailable if the disk or another process is in the way; after an I/O
        error for ever, because nobody knows what the last commit left on the disk."""
        with self._turns:
            try:
                return self._in_turn(step)
            except sqlite3.IntegrityError:
                # A rule of the schema was broken: our own mistake, not the disk's.
                raise
            except sqlite3.Error as error:
                if error.sqlite_errorcode & 0xFF in _FATAL:
                    self._is_broken = True
                raise StoreUnavailable(f"the step failed: {error.sqlite_errorname}") from error

    def close(self) -> None:
        self._is_broken = True  # whoever waits is refused; whoever is at work is waited for
        with self._turns:
            self._connection.close()

    def _in_turn(self, step: Callable[[Rows], T]) -> T:
        if self._is_broken:
            raise StoreUnavailable("the store is closed, or has failed")
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            result = step(self._rows)
            self._connection.execute("COMMIT")
        except BaseException:
            # A failed COMMIT may have ended the transaction already.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        return result
