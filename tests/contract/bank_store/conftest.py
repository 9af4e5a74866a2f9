"""Every store, furnished; each test of a store's promise runs on all of them."""

import pytest

from bank_server.store.memory import memory_store
from bank_server.store.sqlite import sqlite_store
from tests.contract.bank_store.store_world import World


@pytest.fixture(params=["memory", "sqlite"])
def world(request, tmp_path):
    """A furnished bank on one kind of store."""
    if request.param == "memory":
        store = memory_store("boot 1")
    else:
        store = sqlite_store(tmp_path / "bank.sqlite", "boot 1")
    yield World(store).furnish()
    store.close()
