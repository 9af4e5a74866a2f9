"""The audit without a bank: reads its database directly, also a copied one."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from bank_server.admin.client import AdminError
from bank_server.home_store import StoreElsewhere, check_home
from bank_server.http.counting_messages import AuditReport
from bank_server.settings import SettingsError, load
from bank_server.state import StateFolder
from bank_server.store.base import Snapshot, StoreRefused, StoreUnavailable
from bank_server.store.opening import is_address, mongo_books
from bank_server.store.sqlite import sqlite_store

BOOT_ID: Final = "offline"
SIDE_FILES: Final = ("-wal",)


def offline_report(state: StateFolder) -> AuditReport:
    """Of the store that the state's settings name. Raises AdminError."""
    try:
        store = load(state.settings, os.environ).store
    except SettingsError as error:
        raise AdminError(str(error)) from error
    try:
        check_home(state, store)
        if is_address(store):
            return report(mongo_books(store))
    except StoreElsewhere as error:
        raise AdminError(str(error)) from error
    except (StoreRefused, StoreUnavailable) as error:
        raise AdminError(f"the MongoDB store cannot be read: {error}") from error
    return _sqlite_report(state)


def _sqlite_report(state: StateFolder) -> AuditReport:
    """Works on a private copy, so the folder that is looked at is not changed in any way.

    Of a bank that runs the copy is of one moment too: SQLite itself makes it.
    """
    database = state.database
    if not database.is_file():
        raise AdminError(f"{database} does not exist; is {state.path} a bank's state folder?")
    with tempfile.TemporaryDirectory(prefix="bank-audit-") as folder:
        copy = Path(folder) / database.name
        try:
            with _at_rest(state) as is_at_rest:
                if is_at_rest:
                    _copy_files(database, copy)
                else:
                    _copy_live(database, copy)
            store = sqlite_store(copy, BOOT_ID)
            try:
                books = store.accounts.snapshot()
            finally:
                store.close()
        except (StoreRefused, StoreUnavailable, OSError, sqlite3.Error) as error:
            raise AdminError(f"{database} cannot be read: {error}") from error
    return report(books)


def report(books: Snapshot) -> AuditReport:
    return AuditReport.of(books, books.findings)


@contextmanager
def _at_rest(state: StateFolder) -> Iterator[bool]:
    """Whether no bank works on this state; then none begins meanwhile."""
    if not state.lock.exists():  # a copy of the bank's folder alone
        yield True
        return
    descriptor = os.open(state.lock, os.O_RDONLY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(descriptor)


def _copy_files(database: Path, copy: Path) -> None:
    for suffix in ("", *SIDE_FILES):
        source = database.with_name(database.name + suffix)
        if source.is_file():
            shutil.copyfile(source, copy.with_name(copy.name + suffix))


def _copy_live(database: Path, copy: Path) -> None:
    """Files copied while somebody writes them need not be of one moment; a reader's view is."""
    live = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    with closing(live) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
