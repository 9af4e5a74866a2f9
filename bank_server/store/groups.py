"""Steps of one group: they run inside the step that is running, and are written with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from bank_server.store.rows import Rows

T = TypeVar("T")


class JoinedEngine:
    """The engine that a group's steps see.

    Attributes:
        has_failed: a step has raised. What it had written by then is only undone with the whole
            group, so the group may not be kept, whoever caught the exception.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows: Rows | None = rows
        self.has_failed = False

    def run(self, step: Callable[[Rows], T]) -> T:
        assert self._rows is not None, "the group has ended; its steps have ended with it"
        try:
            return step(self._rows)
        except BaseException:
            self.has_failed = True
            raise

    def close(self) -> None:
        """The group is over."""
        self._rows = None
