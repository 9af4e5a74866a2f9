"""Looks at a bank's database from outside, also while a bank works on it: takes nothing over."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

from bank_server.store.mongo.connection import open_client
from bank_server.store.mongo.migrations import check
from bank_server.store.mongo.run import StepRun
from bank_server.store.mongo.unit import TakenOver
from bank_server.store.results import StoreUnavailable
from bank_server.store.rows import Rows

NOBODY: Final = "nobody"  # no writer is called so: whatever this one would write is refused

T = TypeVar("T")


class MongoReader:
    """An engine for steps that write nothing, for one thread."""

    def __init__(self, address: str) -> None:
        """Raises StoreRefused."""
        self._client, self._database = open_client(address)
        try:
            check(self._database)
        except BaseException:
            self._client.close()
            raise

    def run(self, step: Callable[[Rows], T]) -> T:
        with self._client.start_session() as session:
            run = StepRun(
                step,
                session=session,
                database=self._database,
                writer=NOBODY,
                next_mark=lambda: 0,
                monotonic=time.monotonic,
                pause=_pause,
            )
            try:
                return run.result()
            except TakenOver:
                raise StoreUnavailable("a reader writes nothing") from None

    def close(self) -> None:
        self._client.close()


def _pause(_seconds: float) -> bool:
    """The next try follows at once; there are few."""
    return False
