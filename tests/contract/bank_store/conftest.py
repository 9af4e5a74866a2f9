"""Every store, furnished; each test of a store's promise runs on all of them."""

import pytest

from bank_server.store.memory import MemoryEngine, memory_store
from bank_server.store.mongo import mongo_store
from bank_server.store.sqlite import sqlite_store
from bank_server.store.stepped import SteppedStore
from tests.contract.bank_store.engine_twice import TwiceEngine
from tests.contract.bank_store.store_world import World


@pytest.fixture(params=["memory", "twice", "sqlite", "mongo"])
def world(request, tmp_path):
    """A furnished bank on one kind of store; "twice" runs every step again from its beginning."""
    if request.param == "mongo":
        address = request.getfixturevalue("mongo").furnished()
        store = mongo_store(address, "boot 1")
        yield World(store)
        store.close()
        return
    match request.param:
        case "memory":
            store = memory_store("boot 1")
        case "twice":
            store = SteppedStore(TwiceEngine(MemoryEngine()), "boot 1")
        case _:
            store = sqlite_store(tmp_path / "bank.sqlite", "boot 1")
    yield World(store).furnish()
    store.close()


@pytest.fixture
def held(world):
    """The terms of a withdrawal that is held."""
    return world.withdraw(world.new_txid())
