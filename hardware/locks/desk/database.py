"""The desk's SQLite file: durable at every commit, and every failure of it in words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.schema import SCHEMA, STATEMENTS, UPGRADES

FILE: Final = "desk.sqlite3"
BUSY_S: Final = 2.0

_MODE: Final = 0o600
_OTHERS: Final = 0o077


class Database:
    """One connection. `transaction` is the only way to write."""

    def __init__(
        self, folder: Path, *, make: bool, name: str = FILE, busy_s: float = BUSY_S
    ) -> None:
        """Raises DeskRefusal; make: whether there has to be no file yet."""
        self.path = folder / name
        _want_file(self.path, make=make)
        with _in_words(self.path):
            self.connection = sqlite3.connect(self.path, timeout=busy_s, isolation_level=None)
            try:
                self._prepare(make=make)
            except BaseException:
                self.connection.close()
                raise

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, and on the disk once left. Raises DeskRefusal for the file's failures."""
        with _in_words(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with _in_words(self.path):
            yield self.connection

    def close(self) -> None:
        self.connection.close()

    def _prepare(self, *, make: bool) -> None:
        # FULL: a commit has reached the disk before the card is touched.
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "secure_delete = ON",  # a guest's name is overwritten, not only forgotten
            "foreign_keys = ON",
        ):
            self.connection.execute(f"PRAGMA {pragma}")
        if make:
            self._change(STATEMENTS, SCHEMA)
        (found,) = self.connection.execute("PRAGMA user_version").fetchone()
        while found in UPGRADES:
            self._change(UPGRADES[found], found + 1)
            found += 1
        if found != SCHEMA:
            raise DeskRefusal(
                Reason.DAMAGED,
                f"{self.path} has form {found}, and this program knows {SCHEMA}. "
                "Use the program that made it, or restore a backup",
            )

    def _change(self, statements: tuple[str, ...], form: int) -> None:
        with self.transaction() as sql:
            for statement in statements:
                sql.execute(statement)
            sql.execute(f"PRAGMA user_version = {form}")


def _want_file(path: Path, *, make: bool) -> None:
    try:
        if make:
            # First, so that the file never stands open to others, not for a moment.
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, _MODE))
        elif path.stat().st_mode & _OTHERS:
            raise DeskRefusal(
                Reason.DAMAGED,
                f"{path} may be read by other users of this PC, and it holds the hotel's keys. "
                f"chmod 600 {path}, and find out who read it",
            )
    except FileExistsError:
        raise DeskRefusal(Reason.SET_UP_ALREADY, f"{path} is there already") from None
    except FileNotFoundError:
        raise DeskRefusal(
            Reason.NOT_SET_UP,
            f"No hotel is set up in {path.parent}. `set-up` makes one, `restore` brings one back",
        ) from None
    except OSError as error:
        raise DeskRefusal(Reason.DISK, f"{path} cannot be opened: {error.strerror}") from error


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        raise _refusal(path, name) from error


def _refusal(path: Path, name: str) -> DeskRefusal:
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return DeskRefusal(
            Reason.LOCKED,
            f"Another program holds {path}. Close it, then do this again; nothing was changed",
        )
    if name.startswith("SQLITE_FULL"):
        return DeskRefusal(
            Reason.DISK_FULL,
            f"The disk of {path} is full. Make room, then do this again; nothing was changed",
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_SCHEMA", "SQLITE_MISMATCH")):
        return DeskRefusal(
            Reason.DAMAGED, f"{path} is damaged. Restore the newest backup; do not go on with it"
        )
    return DeskRefusal(
        Reason.DISK, f"{path} cannot be read or written ({name or 'sqlite'}). Nothing was changed"
    )
