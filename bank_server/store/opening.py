"""Which store a setting means, and how it is told without what must stay secret in it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bank_server.store.base import Snapshot, Store
from bank_server.store.sqlite import sqlite_store

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


def shown(setting: str, file: Path) -> str:
    """What people are told of it: never an address."""
    return "the MongoDB store" if is_address(setting) else str(file)
