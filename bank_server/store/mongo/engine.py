"""One session, one writer, one step at a time, each step one transaction."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

from bank_server.store.mongo.connection import open_client, take
from bank_server.store.mongo.run import StepRun
from bank_server.store.mongo.unit import TakenOver
from bank_server.store.results import StoreUnavailable
from bank_server.store.rows import Rows
from bank_server.store.stepped import SteppedStore
from bank_server.store.turns import Turns

# A step takes some twenty round trips, so the last of many that wait is given longer.
TURN_TIMEOUT_S: Final = 10.0

T = TypeVar("T")


def mongo_store(address: str, boot_id: str) -> SteppedStore:
    """The store in this database, made if there is none. Raises StoreRefused.

    address: as MongoDB writes it, mongodb://…; it may hold a password, and is told to nobody.
    boot_id: names this run of the bank.
    """
    return SteppedStore(MongoEngine(address), boot_id)


class MongoEngine:
    """Safe to use from several threads."""

    def __init__(self, address: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._client, self._database = open_client(address)
        self._monotonic = monotonic
        self._turns = Turns(TURN_TIMEOUT_S)
        self._closing = threading.Event()
        self._is_broken = False
        self._mark = 0
        # One for the engine's life: a transaction of it that was left open is undone by the server
        # as soon as the next begins, and so stands in nobody's way.
        self._session = self._client.start_session()
        self._writer = self._session.session_id["id"].hex()
        try:
            take(self._client, self._database, self._writer)
        except BaseException:
            self._end()
            raise

    def run(self, step: Callable[[Rows], T]) -> T:
        """Raises StoreUnavailable if the servers are in the way; for ever, once another bank has
        taken the database."""
        with self._turns:
            if self._is_broken:
                raise StoreUnavailable("the store is closed, or another bank has taken it over")
            run = StepRun(
                step,
                session=self._session,
                database=self._database,
                writer=self._writer,
                next_mark=self._next_mark,
                monotonic=self._monotonic,
                pause=self._closing.wait,
            )
            try:
                return run.result()
            except TakenOver:
                self._is_broken = True
                raise StoreUnavailable("another bank has taken the database over") from None

    def close(self) -> None:
        self._is_broken = True  # whoever waits is refused; whoever is at work is waited for
        self._closing.set()
        with self._turns:
            self._end()

    def _next_mark(self) -> int:
        self._mark += 1
        return self._mark

    def _end(self) -> None:
        self._session.end_session()
        self._client.close()
