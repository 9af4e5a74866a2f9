"""A table of the store without a disk, which takes back what a step that raised has put."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

Undo = list[Callable[[], None]]


class MemoryTable(Generic[K, V]):
    """Rows by key, in the order in which they were first put, with the way back."""

    def __init__(self, undo: Undo) -> None:
        self._rows: dict[K, V] = {}
        self._undo = undo

    def get(self, key: K) -> V | None:
        return self._rows.get(key)

    def put(self, key: K, row: V) -> None:
        before = self._rows.get(key)
        self._rows[key] = row
        self._undo.append(lambda: self._restore(key, before))

    def drop(self, key: K) -> None:
        before = self._rows.pop(key, None)
        self._undo.append(lambda: self._restore(key, before))

    def clear(self) -> None:
        for key in tuple(self._rows):
            self.drop(key)

    def all(self) -> tuple[V, ...]:
        return tuple(self._rows.values())

    def _restore(self, key: K, before: V | None) -> None:
        if before is None:
            self._rows.pop(key, None)
        else:
            self._rows[key] = before
