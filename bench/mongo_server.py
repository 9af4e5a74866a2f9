"""A MongoDB to measure: the one that is named, or a stand-in in a process of its own.

The stand-in, secantusdb, has MongoDB's storage engine and speaks its protocol over a socket; it is
started with durable commits. It is a package of the tests', and may not be installed.
"""

from __future__ import annotations

import importlib.util
import os
import re
import secrets
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from bank_server.store.mongo.connection import DURABLE, SELECTION_TIMEOUT_MS
from bank_server.store.mongo.unit import Document

NAMED: Final = "ATM_TEST_MONGODB_URI"
STAND_IN: Final = "secantus"
PREFIX: Final = "open_atm_test_bench_"  # begins as the tests' databases do: one right for both
START_S: Final = 30.0
READ_SIZE: Final = 65_536
BODY: Final = "one small document"
_READY: Final = re.compile(rb"listening on 127\.0\.0\.1:(\d+)")


class NoMongo(Exception):
    """None can be measured here; the text says why."""


@dataclass(frozen=True, slots=True)
class MeasuredMongo:
    """
    Attributes:
        address: of an empty database, as a bank is told it.
        bare: inserts one document into a collection of nobody's, durable by a majority.
        remarks: what it is, and what it cannot show.
    """

    address: str
    bare: Callable[[], object]
    remarks: tuple[str, ...]


@contextmanager
def measured_mongo(folder: Path, environment: Mapping[str, str]) -> Iterator[MeasuredMongo]:
    """Its databases are gone afterwards. Raises NoMongo."""
    named = environment.get(NAMED)
    if named:
        with _databases(named, _of_the_named) as found:
            yield found
        return
    if importlib.util.find_spec(STAND_IN) is None:
        raise NoMongo(f"no {NAMED}, and the stand-in is not installed")
    with _stand_in(folder) as uri, _databases(uri, _of_the_stand_in) as found:
        yield found


@contextmanager
def _databases(
    uri: str, remarks: Callable[[MongoClient[Document]], tuple[str, ...]]
) -> Iterator[MeasuredMongo]:
    name = PREFIX + secrets.token_hex(8)
    try:
        client = MongoClient[Document](
            uri, serverMonitoringMode="poll", serverSelectionTimeoutMS=SELECTION_TIMEOUT_MS
        )
    except (PyMongoError, ValueError):
        raise NoMongo(f"the address in {NAMED} cannot be understood") from None
    bare = client[f"{name}_bare"].get_collection("bare", write_concern=DURABLE)

    def insert() -> None:
        bare.insert_one({"body": BODY})

    with client:
        try:
            told = remarks(client)
            insert()
            yield MeasuredMongo(address_of(uri, name), insert, told)
        except PyMongoError as error:
            raise NoMongo(f"MongoDB does not answer ({type(error).__name__})") from None
        finally:
            with suppress(PyMongoError):
                client.drop_database(name)
                client.drop_database(bare.database.name)


def address_of(uri: str, name: str) -> str:
    """The same server; a user is known where the address says, not in the new database."""
    head, _, options = uri.partition("?")
    scheme, _, rest = head.partition("://")
    hosts, _, database = rest.partition("/")
    said = [options] if options else []
    if "@" in hosts and "authsource=" not in options.lower():
        said.append(f"authSource={database or 'admin'}")
    return f"{scheme}://{hosts}/{name}" + (f"?{'&'.join(said)}" if said else "")


def _of_the_named(client: MongoClient[Document]) -> tuple[str, ...]:
    members = len(client.admin.command("hello").get("hosts", ()))
    version = client.server_info()["version"]
    return (
        f"MongoDB: version {version}, members {members}, as {NAMED} names it",
        "MongoDB: no election came in between; a step that meets one waits for the new primary",
    )


def _of_the_stand_in(_client: MongoClient[Document]) -> tuple[str, ...]:
    return (
        "MongoDB: a stand-in with its storage engine, one member on this machine; no mongod ran",
        "a stand-in cannot show elections, replication or a network's latency",
        "it walks over all journal lines to find one, as no mongod does: see its heartbeat grow",
        "in a replica set a step waits for all its round trips, its commit for a majority's disks",
    )


@contextmanager
def _stand_in(folder: Path) -> Iterator[str]:
    """Its address, while it serves."""
    command = [sys.executable, "-m", STAND_IN, "--host", "127.0.0.1", "--port", "0"]
    command += ["--storage-path", str(folder), "--sync-on-commit"]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None, "it was asked for"
    drain = threading.Thread(target=_drain, args=(process.stderr,), name="stand-in's words")
    try:
        port = _port(process.stderr)
        # What it says from here on nobody reads, and a full pipe would stop it.
        drain.start()
        yield f"mongodb://127.0.0.1:{port}/"
    finally:
        process.kill()  # what it has on its disk goes with the folder
        process.wait()
        if drain.ident is not None:
            drain.join()
        process.stderr.close()


def _port(pipe: IO[bytes]) -> int:
    deadline, said = time.monotonic() + START_S, b""
    while (found := _READY.search(said)) is None:
        wait_s = max(0.0, deadline - time.monotonic())
        is_heard = select.select([pipe], [], [], wait_s)[0]
        more = os.read(pipe.fileno(), READ_SIZE) if is_heard else b""
        if not more:
            raise NoMongo("the stand-in does not start")
        said += more
    return int(found[1])


def _drain(pipe: IO[bytes]) -> None:
    while os.read(pipe.fileno(), READ_SIZE):
        pass
