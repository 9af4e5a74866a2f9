"""What the bank of one seed keeps its books in: memory, a file, or a database made for it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from bank_server.store.opening import SQLITE, is_address
from bank_server.store.rows import Engine
from bank_server.store.sqlite.engine import SqliteEngine

MEMORY: Final = "memory"
SQLITE_EVERY: Final = 100  # where nobody says which store

NewEngine = Callable[[], Engine]


def is_store(text: str) -> bool:
    return text in {MEMORY, SQLITE} or is_address(text)


@contextmanager
def books_of(seed: int, store: str | None, folder: Path) -> Iterator[NewEngine | None]:
    """Opens what the books are kept in, anew at each start of the bank; None for memory.

    store: MEMORY, SQLITE, or the address of a MongoDB, where a database is made and dropped again;
        None for memory and every hundredth time SQLite.
    """
    if store is None:
        store = MEMORY if seed % SQLITE_EVERY else SQLITE
    if store == MEMORY:
        yield None
    elif store == SQLITE:
        yield partial(SqliteEngine, folder / "bank.sqlite")
    else:
        # Only here, so that a simulation without MongoDB does not wait for its driver.
        from pymongo import MongoClient

        from bank_server.store.mongo.connection import open_client
        from bank_server.store.mongo.engine import MongoEngine

        open_client(store)[0].close()  # refuses a server that the bank cannot use
        name = f"open_atm_test_{secrets.token_hex(8)}"
        try:
            yield partial(MongoEngine, urlsplit(store)._replace(path=f"/{name}").geturl())
        finally:
            # A bank's own client gives up soon; a busy server may take longer over this.
            with MongoClient[dict[str, object]](store) as client:
                client.drop_database(name)
