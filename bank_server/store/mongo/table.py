"""The documents of one kind, as one run of a step sees them: read once, written together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pymongo import DeleteOne, InsertOne, ReplaceOne

from bank_server.store.mongo.unit import Document, Unit, Write

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Kind(Generic[K, V]):
    """How values of one kind are kept.

    Attributes:
        counter: names the numbers that give new documents their place in line; None if nobody
            asks for that order.
    """

    collection: str
    key: Callable[[V], K]
    document: Callable[[V], Document]
    value: Callable[[Document], V]
    counter: str | None = None


class Table(Generic[K, V]):
    """The documents of one kind, as one run of a step sees them."""

    def __init__(self, unit: Unit, kind: Kind[K, V]) -> None:
        self.counter = kind.counter
        self._unit = unit
        self._kind = kind
        self._known: dict[K, V | None] = {}
        self._places: dict[K, int] = {}
        self._stored: set[K] = set()  # documents that are known to be there already
        self._waiting: dict[K, V | None] = {}
        unit.join(self)

    def get(self, key: K) -> V | None:
        if key not in self._known:
            found = self._unit.find(self._kind.collection, {"_id": key}, count_max=1)
            if not found:
                self._known[key] = None
            for document in found:
                self._learn(document)
        return self._known[key]

    def put(self, value: V) -> None:
        key = self._kind.key(value)
        if not self._unit.is_filling:
            self.get(key)
        self._known[key] = self._waiting[key] = value

    def add(self, value: V) -> None:
        """A new one, which nobody has to look for first: its key refuses a second."""
        key = self._kind.key(value)
        self._known[key] = self._waiting[key] = value

    def drop(self, key: K) -> None:
        self._known[key] = self._waiting[key] = None

    def search(
        self,
        where: Mapping[str, object],
        *,
        sort: Sequence[tuple[str, int]] = (),
        count_max: int | None = None,
    ) -> tuple[V, ...]:
        """What this step has put is found like everything else."""
        if self.has_any:
            self._unit.flush()
        found = self._unit.find(self._kind.collection, where, sort=sort, count_max=count_max)
        return tuple(self._learn(document) for document in found)

    def stream(self, where: Mapping[str, object], sort: Sequence[tuple[str, int]]) -> Iterator[V]:
        """As they are stored; nothing of it is kept here."""
        found = self._unit.stream(self._kind.collection, where, sort)
        return (self._kind.value(document) for document in found)

    @property
    def has_any(self) -> bool:
        return bool(self._waiting)

    @property
    def new_count(self) -> int:
        return len(self._new)

    @property
    def _new(self) -> list[K]:
        return [
            key
            for key, value in self._waiting.items()
            if value is not None and key not in self._stored
        ]

    def flush(self, first: int) -> None:
        # Those that go make room for those that come.
        writes: list[Write] = [
            DeleteOne({"_id": key}) for key, value in self._waiting.items() if value is None
        ]
        new = self._new
        self._places.update({key: place for place, key in enumerate(new, start=first)})
        for key, value in self._waiting.items():
            if value is not None and key in self._stored:
                writes.append(ReplaceOne({"_id": key}, self._document(key, value)))
        for key in new:
            value = self._waiting[key]
            assert value is not None, "what is new is there"
            writes.append(InsertOne(self._document(key, value)))
        self._stored.difference_update(k for k, value in self._waiting.items() if value is None)
        self._stored.update(new)
        self._waiting.clear()
        self._unit.write(self._kind.collection, writes)

    def _document(self, key: K, value: V) -> Document:
        place = {} if self.counter is None else {"place": self._places[key]}
        return {"_id": key, **place, **self._kind.document(value)}

    def _learn(self, document: Document) -> V:
        key: K = document["_id"]
        if self.counter is not None:
            self._places[key] = document["place"]
        value = self._kind.value(document)
        self._stored.add(key)
        self._known[key] = value
        return value
