"""A store's engine with a stopwatch: how long each durable step took, from its turn to its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from bank_server.store.rows import Engine, Rows
from bench.samples import timed_ms

T = TypeVar("T")


class TimedEngine:
    """
    Attributes:
        taken_ms: of each step since whoever reads it emptied it.
    """

    def __init__(self, engine: Engine, monotonic: Callable[[], float]) -> None:
        self._engine = engine
        self._monotonic = monotonic
        self.taken_ms: list[float] = []

    def run(self, step: Callable[[Rows], T]) -> T:
        results: list[T] = []
        run = self._engine.run
        self.taken_ms.append(timed_ms(lambda: results.append(run(step)), self._monotonic))
        return results[0]

    def close(self) -> None:
        self._engine.close()
