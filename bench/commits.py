"""A durable booking by the bank's store, beside a bare SQLite commit of as many pages."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from bank_server.contract.money import Money
from bank_server.store.base import Store
from bank_server.store.sqlite import sqlite_store
from bench.figures import Figure, Report, beside
from bench.flushed_page import flushed_page
from bench.plan import Plan
from bench.samples import MS_PER_S, Samples, timed_ms
from bench.write_ahead import read_log

US_PER_MS: Final = 1_000.0
PAGES_MAX: Final = 64
OPENING: Final = Money(50_000, "EUR")
_BODY: Final = bytes(3_000)  # more than half a page: no two rows on one


def commits(folder: Path, plan: Plan) -> Report:
    ours: list[float] = []
    peers: list[float] = []
    flushes: list[float] = []
    sizes: list[float] = [1.0]
    path = folder / "store.sqlite"
    with (
        closing(sqlite_store(path, "bench")) as store,
        closing(_bare(folder / "bare.sqlite")) as bare,
        flushed_page(folder / "commits.page") as flush,
    ):

        def book(number: int) -> None:
            before = read_log(path)
            ours.append(_timed_us(partial(_book, store, number)))
            added = read_log(path).since(before)
            # Where the log has begun anew, the step is taken to be as large as the one before.
            sizes.append(sizes[-1] if added is None else added.pages)

        def write() -> None:
            peers.append(_timed_us(partial(_write, bare, min(int(sizes[-1]), PAGES_MAX))))

        for number in range(plan.writes):
            # Each first in every other turn: what the disk does after a flush falls on both.
            if number % 2:
                write()
            book(number)
            if not number % 2:
                write()
            flushes.append(_timed_us(flush))
    booked, bare_commits = Samples.of(ours), Samples.of(peers)
    peer = "bare SQLite commit of as many pages"
    return Report(
        "commits",
        "an account and its opening entry, one durable step of the bank's store",
        (
            beside("step of the bank's store", "µs", booked, peer, bare_commits),
            beside(peer, "µs", bare_commits, "one bare flush of this disk", Samples.of(flushes)),
            Figure("one bare flush of this disk", "µs", Samples.of(flushes)),
            Figure("pages of a step", "pages", Samples.of(sizes[1:])),
        ),
        ("both databases: write-ahead log, synchronous FULL, checkpoints as SQLite has them",),
    )


def _timed_us(act: Callable[[], None]) -> float:
    return timed_ms(act, time.monotonic) * US_PER_MS


def _book(store: Store, number: int) -> None:
    account_id = str(UUID(int=number, version=4))
    store.accounts.create(
        account_id, f"Customer {number}", "current", OPENING, round(time.time() * MS_PER_S)
    )


def _bare(path: Path) -> sqlite3.Connection:
    """The same pragmas as the bank's, as far as a commit feels them; each row a page."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE pages (number INTEGER PRIMARY KEY, turn INTEGER, body BLOB)")
    rows = [(number, _BODY) for number in range(PAGES_MAX)]
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO pages VALUES (?, 0, ?)", rows)
    connection.execute("COMMIT")
    return connection


def _write(connection: sqlite3.Connection, pages: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE pages SET turn = turn + 1 WHERE number < ?", (pages,))
    connection.execute("COMMIT")
