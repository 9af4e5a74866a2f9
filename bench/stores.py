"""Each durable step of a bank's day, on SQLite and on MongoDB, beside a bare write of each."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Final, TypeVar

from bank_server.store.base import StoreRefused
from bank_server.store.mongo.engine import MongoEngine
from bank_server.store.rows import Engine
from bank_server.store.sqlite.engine import SqliteEngine
from bank_server.store.stepped import SteppedStore
from bench.bank_day import WITHDRAWAL, BankDay, Call
from bench.figures import Figure, Report, beside
from bench.measured_bank import CUSTOMERS, furnished
from bench.mongo_server import MeasuredMongo, NoMongo, measured_mongo
from bench.plan import Plan
from bench.samples import MS_PER_S, Samples, timed_ms
from bench.timed_engine import TimedEngine

SQLITE: Final = "SQLite"
MONGODB: Final = "MongoDB"
WRITES_PER_VISIT: Final = 10  # so that a plan's writes are as many steps
VISITS_PER_READING: Final = 4
IN_ALL: Final = "a withdrawal in all, six of these"
BODY: Final = "one small row"
_PEERS: Final = {SQLITE: "a bare insert and commit", MONGODB: "a bare insert_one"}
LABELS: Final = (*(call.value for call in Call), IN_ALL)

T = TypeVar("T")


class Side:
    """One store, its day and its bare limit.

    Attributes:
        taken: what the store took by call, in ms; of a whole withdrawal too.
        bare: what the bare limit took, once beside each step.
    """

    def __init__(self, name: str, engine: Engine, bare: Callable[[], object]) -> None:
        self.name = name
        self.taken: dict[str, list[float]] = {}
        self.bare: list[float] = []
        self._bare = bare
        self._engine = TimedEngine(engine, time.monotonic)
        self._day = BankDay(furnished(SteppedStore(self._engine, "bench")), self)
        self._day.visit(0)  # statements prepared, collections and caches there
        self._day.read_books()
        self._forget()

    def visit(self, number: int) -> None:
        self._day.visit(number)
        in_all = sum(self.taken[call][-1] for call in WITHDRAWAL)
        self.taken.setdefault(IN_ALL, []).append(in_all)

    def read_books(self) -> int:
        return self._day.read_books()

    def __call__(self, call: Call, act: Callable[[], T]) -> T:
        """One step and one bare write, each first in every other turn: what the disk does after
        a flush falls on both."""
        taken = self.taken.setdefault(call, [])
        is_first = len(taken) % 2 == 0
        if is_first:
            self._write()
        self._engine.taken_ms.clear()
        result = act()
        taken.append(sum(self._engine.taken_ms))
        if not is_first:
            self._write()
        return result

    def _write(self) -> None:
        self.bare.append(timed_ms(self._bare, time.monotonic))

    def _forget(self) -> None:
        self.taken.clear()
        self.bare.clear()


def stores(folder: Path, plan: Plan) -> Report:
    with ExitStack() as stack:
        sides = [_sqlite(stack, folder)]
        try:
            mongo = stack.enter_context(measured_mongo(folder / "mongo", os.environ))
            sides.append(_mongo(stack, mongo))
            remarks = mongo.remarks
        except (NoMongo, StoreRefused) as error:
            remarks = (f"MongoDB: not measured; {error}",)
        count = max(1, plan.writes // WRITES_PER_VISIT)
        for number in range(1, count + 1):
            for side in sides if number % 2 else reversed(sides):
                side.visit(number)
        transactions = 0
        for number in range(max(1, count // VISITS_PER_READING)):
            for side in sides if number % 2 else reversed(sides):
                transactions = side.read_books()
    return report(sides, transactions, remarks)


def report(sides: Sequence[Side], transactions: int, remarks: Sequence[str]) -> Report:
    figures = [_figure(side, label, sides[0]) for label in LABELS for side in sides]
    figures += [
        Figure(f"{side.name}: {_PEERS[side.name]}", "ms", Samples.of(side.bare)) for side in sides
    ]
    if len(sides) == 1:
        figures.append(Figure(f"{MONGODB}: the same steps", "ms", None))
    return Report(
        "stores",
        "each durable step of a bank's day, as the service groups it, one after the other",
        tuple(figures),
        (
            "one client: a store has one writer, so more of them wait and are no faster",
            "proofs and seals within a step are counted; Argon2, TLS and the audit log are not",
            f"books: {CUSTOMERS} customers, 1 ATM, {transactions} transactions when all were read",
            f"{SQLITE}: write-ahead log, synchronous FULL, on the disk of --folder",
            *remarks,
        ),
    )


def _figure(side: Side, label: str, first: Side) -> Figure:
    steps = Samples.of(side.taken[label])
    count, peer = 1, _PEERS[side.name]
    if label == IN_ALL:
        count, peer = len(WITHDRAWAL), f"as many of {peer}"
    bare = Samples.of(count * each for each in side.bare)
    note = f"p95 {steps.p95:.1f}, {MS_PER_S * steps.n / sum(steps.values):,.0f} per second"
    if side is not first:
        note += f", {steps.median / Samples.of(first.taken[label]).median:.1f} x {first.name}"
    return beside(f"{side.name}: {label}", "ms", steps, peer, bare, note=note)


def _sqlite(stack: ExitStack, folder: Path) -> Side:
    engine = stack.enter_context(closing(SqliteEngine(folder / "stores.sqlite")))
    bare = sqlite3.connect(folder / "bare-row.sqlite", isolation_level=None)
    stack.enter_context(closing(bare))
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("CREATE TABLE bare (number INTEGER PRIMARY KEY, body TEXT)")

    def insert() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO bare (body) VALUES (?)", (BODY,))
        bare.execute("COMMIT")

    return Side(SQLITE, engine, insert)


def _mongo(stack: ExitStack, mongo: MeasuredMongo) -> Side:
    return Side(MONGODB, stack.enter_context(closing(MongoEngine(mongo.address))), mongo.bare)
