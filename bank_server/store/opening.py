"""Which store a setting means, and how it is told without what must stay secret in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from bank_server.store.base import Snapshot, Store
from bank_server.store.sqlite import sqlite_store
from bank_server.store.sqlite.whole import SqliteWhole
from bank_server.store.sqlite.whole_reading import sqlite_books
from bank_server.store.whole import WholeReader, WholeStore

SQLITE: Final = "sqlite"
MONGODB: Final = ("mongodb://", "mongodb+srv://")
OFFLINE: Final = "offline"


def is_address(setting: str) -> bool:
    """Whether a setting is the address of a MongoDB; it may hold a password."""
    return setting.startswith(MONGODB)


def open_store(setting: str, file: Path, boot_id: str) -> Store:
    """The store that the setting means, made if there is none. Raises StoreRefused.

    file: where SQLite keeps it.
    boot_id: names this run of the bank.
    """
    if is_address(setting):
        # Only here, so that a bank on SQLite does not wait for MongoDB's driver.
        from bank_server.store.mongo import mongo_store

        return mongo_store(setting, boot_id)
    return sqlite_store(file, boot_id)


def mongo_books(address: str) -> Snapshot:
    """The books in a MongoDB, also of a bank that runs. Raises StoreRefused, StoreUnavailable."""
    from bank_server.store.mongo.reading import MongoReader
    from bank_server.store.steps.accounts import AccountSteps

    reader = MongoReader(address)
    try:
        return AccountSteps(reader).snapshot()
    finally:
        reader.close()


def whole_store(setting: str, file: Path) -> WholeStore:
    """The same store, to be moved as a whole while no bank runs. Raises StoreRefused."""
    if is_address(setting):
        from bank_server.store.mongo.whole import MongoWhole

        return MongoWhole(setting)
    return SqliteWhole(file)


@contextmanager
def whole_books(setting: str, file: Path) -> Iterator[WholeReader]:
    """Its books as of one moment, also beside a bank that runs, which is never held up.

    Raises StoreRefused, StoreUnavailable, and StoreChanged at the end if they were not of one.
    """
    if not is_address(setting):
        with sqlite_books(file) as reader:
            yield reader
        return
    with closing(whole_store(setting, file)) as store, store.reading() as reader:
        yield reader


def mongo_name(address: str) -> str | None:
    """Of the database, as it was given when it was made; None before. Raises StoreRefused."""
    from bank_server.store.mongo.connection import name_of_database

    return name_of_database(address)


def shown(setting: str, file: Path) -> str:
    """What people are told of it: never an address."""
    return "the MongoDB store" if is_address(setting) else str(file)
