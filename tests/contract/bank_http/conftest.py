"""The real bank over real TLS, with honest stand-ins for HSM, PIN pad and card around it.

One server a module, in a thread of the test process, so that a test can count Argon2 runs and move
the bank's clock. Its store runs each step twice and keeps the second run: a use case that does more
in a step than it may is found out. test_bank_http_process.py serves on the store as it is.
"""

import asyncio
import os
import queue
import threading
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import uvloop

from bank_server.certificates import state_keys
from bank_server.certificates.key_folder import KeyFolder
from bank_server.http.listener import bind
from bank_server.http.server import BankServer
from bank_server.http.threads import StoreThread
from bank_server.service.bank import wire
from bank_server.service.event_log import EventLog
from bank_server.service.parts import BankParts
from bank_server.service.pin_hash import Argon2PinHasher
from bank_server.service.pin_queue import PinQueue
from bank_server.service.sealing import KeySealer
from bank_server.state import StateFolder, add_first_staff, announce
from bank_server.store.sqlite.engine import SqliteEngine
from bank_server.store.stepped import SteppedStore
from tests.contract.bank_http.bank_client import TIMEOUT_S
from tests.contract.bank_http.bank_world import AuditList, Clock, CountingHasher, World
from tests.contract.bank_store.engine_twice import TwiceEngine


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A bank that serves, with its first staff."""
    state = StateFolder(tmp_path_factory.mktemp("bank"))
    state.make()
    folder = KeyFolder(state.keys)
    now = datetime.now(UTC)
    state_keys.make_keys(folder, now=now, random_bytes=os.urandom)
    keys = state_keys.open_keys(folder, now=now)
    store = SteppedStore(TwiceEngine(SqliteEngine(state.database)), "test")
    add_first_staff(store, folder, keys, now)
    clock, audit = Clock(), AuditList()
    hasher = CountingHasher(Argon2PinHasher(keys.pepper))
    parts = BankParts(
        store=store,
        sealer=KeySealer(keys.master_key, os.urandom),
        hasher=hasher,
        pepper=keys.pepper,
        now_ms=clock,
        random_bytes=os.urandom,
        audit=audit,
        log=EventLog(),
        currency="EUR",
        zone=ZoneInfo("UTC"),
        day_ends_minute=clock.far_from_now(),
    )
    ready, ended = queue.Queue(), threading.Event()
    thread = threading.Thread(
        target=_serve, args=(parts, keys, ready, ended), name="bank", daemon=True
    )
    thread.start()
    port, admin_port, admission, pins, stop = ready.get(timeout=TIMEOUT_S)
    announce(state, port, admin_port)
    made = World(
        state, port, admin_port, folder, keys, clock, hasher, audit, store, admission, pins, parts
    )
    yield made
    for client in made.clients:
        client.close()
    stop()
    assert ended.wait(TIMEOUT_S)
    thread.join(TIMEOUT_S)
    store.close()


def _serve(parts, keys, ready, ended):
    async def run():
        store_thread = StoreThread()
        store_thread.run_blocking(lambda: None)
        pins = PinQueue(2, 12)
        server = BankServer(
            wire(parts, keys.atm_authority),
            keys,
            store_thread,
            pins,
            atm_socket=bind(0),
            admin_socket=bind(0),
            wall_s=time.time,
        )
        await server.open()
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        ready.put(
            (
                server.port,
                server.admin_port,
                server.atm_admission,
                pins,
                lambda: loop.call_soon_threadsafe(stop.set),
            )
        )
        await stop.wait()
        await server.close()
        store_thread.close()

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run())
    ended.set()


@pytest.fixture(scope="module")
def atm(world):
    return world.new_atm()


@pytest.fixture(scope="module")
def other_atm(world):
    return world.new_atm()
