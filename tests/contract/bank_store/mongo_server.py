"""A MongoDB for tests: a server process of our own over a real socket, or the one that is named.

The stand-in, secantusdb, has MongoDB's storage engine and its wire protocol, is started with
durable commits, and takes MongoDB's own test commands. It is one member without elections and
without replication: what those do to a bank shows on a real replica set only, which
ATM_TEST_MONGODB_URI names. The named server is asked to keep databases whose names begin with
open_atm_test, and nothing else of it is touched.
"""

import os
import re
import secrets
import select
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pymongo

from bank_server.store.mongo import mongo_store
from tests.contract.bank_store.store_world import World

NAMED = "ATM_TEST_MONGODB_URI"
START_S = 30.0
READY = re.compile(rb"listening on 127\.0\.0\.1:(\d+)")


class MongoServer:
    """The stand-in in a process of its own, on one port for as long as this object lives."""

    def __init__(self, folder, *options):
        self._folder = folder
        self._options = options
        self._process = None
        self.port = 0
        self.start()

    @property
    def uri(self):
        return f"mongodb://127.0.0.1:{self.port}/"

    def start(self):
        command = [sys.executable, "-m", "secantus", "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--storage-path", str(self._folder)]
        command += ["--sync-on-commit", "--enable-test-commands", *self._options]
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        self.port = int(self._ready())
        # What it says from here on nobody reads, and a full pipe would stop it.
        self._drain = threading.Thread(target=drain, args=(self._process.stderr,), name="drain")
        self._drain.start()

    def _ready(self):
        """Its port, once it serves."""
        deadline, said = time.monotonic() + START_S, b""
        pipe = self._process.stderr.fileno()
        while not READY.search(said):
            assert select.select([pipe], [], [], deadline - time.monotonic())[0], said.decode()
            more = os.read(pipe, 65_536)
            assert more, f"the server has ended: {said.decode()}"
            said += more
        return READY.search(said)[1]

    def kill(self):
        """As a power cut ends it, with what it had synced on its disk."""
        self._end(signal.SIGKILL)

    def stop(self):
        self._end(signal.SIGTERM)

    def _end(self, number):
        self._process.send_signal(number)
        self._process.wait(START_S)
        self._drain.join(START_S)
        self._process.stderr.close()


def drain(pipe):
    while os.read(pipe.fileno(), 65_536):
        pass


class MongoHome:
    """Where the tests' databases are: one server for all tests of this process."""

    def __init__(self, uri, *, is_own=True):
        self.uri = uri
        self._is_own = is_own
        # Polling, a client keeps no thread beside those that it began with.
        self.client = pymongo.MongoClient(
            uri, w="majority", journal=True, serverMonitoringMode="poll"
        )
        self._names = []
        self._furnished = None

    def new_name(self):
        self._names.append(f"open_atm_test_{secrets.token_hex(8)}")
        return self._names[-1]

    def address(self, name, **options):
        """Of a database on this server, as a bank is told it."""
        head, _, tail = self.uri.partition("?")
        host = head.removeprefix("mongodb://").partition("/")[0]
        more = [each for each in (tail, *(f"{k}={v}" for k, v in options.items())) if each]
        return f"mongodb://{host}/{name}" + (f"?{'&'.join(more)}" if more else "")

    def furnished(self):
        """The address of a furnished bank, the same database each time, as it was made first."""
        if self._furnished is None:
            name = self.new_name()
            store = mongo_store(self.address(name), "boot 0")
            World(store).furnish()
            store.close()
            database = self.client[name]
            everything = {each: list(database[each].find()) for each in collections(database)}
            self._furnished = name, everything
            return self.address(name)
        name, everything = self._furnished
        database = self.client[name]
        self._end_sessions()
        with self.client.start_session() as session, session.start_transaction():
            for each, documents in everything.items():
                database[each].delete_many({}, session=session)
                if documents:
                    database[each].insert_many(documents, session=session)
        return self.address(name)

    def _end_sessions(self):
        """What a test left open would hold up whoever comes next, for a minute."""
        if self._is_own:
            self.client.admin.command("killAllSessions", [])

    def close(self):
        """A server of our own is thrown away with all that is on it."""
        for name in () if self._is_own else self._names:
            self.client.drop_database(name)
        self.client.close()


def collections(database):
    return sorted(database.list_collection_names())


@contextmanager
def mongo_home(folder):
    """The server that was named, or one of our own."""
    named = os.environ.get(NAMED)
    server = None if named else MongoServer(folder)
    try:
        home = MongoHome(named or server.uri, is_own=named is None)
        try:
            yield home
        finally:
            home.close()
    finally:
        if server is not None:
            server.kill()  # nobody opens its files again, and an orderly end takes seconds
