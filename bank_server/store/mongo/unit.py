"""One run of one step in MongoDB: what it has read, and what it will write in few round trips.

Reads of a key are asked once. Writes wait until the step ends, or until a search has to see them.
Each flush begins with the bank's one document, which holds the numbers that were given so far, the
name of the bank that may write, and the mark of the step: so two banks never both write, every two
steps that write meet in one document, and a step whose commit went unanswered finds its mark.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeVar

from pymongo import DeleteOne, InsertOne, ReplaceOne
from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.database import Database

Document = dict[str, Any]  # as pymongo gives and takes it; each Kind knows its own shape
Write = DeleteOne | InsertOne[Document] | ReplaceOne[Document]

BANK: Final = "bank"  # the collection with the one document of this name

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class TakenOver(Exception):
    """Another bank has taken the database: this one may not write any more."""


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


class Pending(Protocol):
    """Writes of one collection that wait for the flush."""

    counter: str | None

    @property
    def new_count(self) -> int:
        """How many numbers the flush must bring."""
        ...

    @property
    def has_any(self) -> bool: ...
    def flush(self, first: int) -> None: ...


class Unit:
    """What the tables of one run share.

    mark: names this run of the step among all runs of all steps.
    """

    def __init__(
        self, database: Database[Document], session: ClientSession, writer: str, mark: int
    ) -> None:
        self._database = database
        self._session = session
        self._writer = writer
        self._mark = mark
        self._parts: list[Pending] = []

    def join(self, part: Pending) -> None:
        self._parts.append(part)

    def find(
        self,
        collection: str,
        where: Mapping[str, object],
        *,
        sort: Sequence[tuple[str, int]] = (),
        count_max: int | None = None,
    ) -> list[Document]:
        if count_max == 0:
            return []  # to MongoDB, 0 means all
        found = self._of(collection).find(where, session=self._session)
        if sort:
            found = found.sort(list(sort))
        return list(found if count_max is None else found.limit(count_max))

    def write(self, collection: str, writes: Sequence[Write]) -> None:
        self._of(collection).bulk_write(writes, session=self._session)

    def last_mark(self) -> int | None:
        """Of the last run of a step that was written, if it was one of this writer's."""
        found = self.find(BANK, {"_id": BANK, "writer": self._writer}, count_max=1)
        return found[0]["mark"] if found else None

    def flush(self) -> None:
        """Everything that waits is written. Raises TakenOver."""
        waiting = [part for part in self._parts if part.has_any]
        if not waiting:
            return
        new = {part.counter: part.new_count for part in waiting if part.counter is not None}
        numbers = self._take(new)
        for part in waiting:
            part.flush(1 if part.counter is None else int(numbers.get(part.counter, 0)) + 1)

    def _take(self, new: Mapping[str, int]) -> Document:
        """The numbers as they were before this flush takes its own."""
        before = self._of(BANK).find_one_and_update(
            {"_id": BANK, "writer": self._writer},
            {"$inc": new, "$set": {"mark": self._mark}} if new else {"$set": {"mark": self._mark}},
            session=self._session,
        )
        if before is None:
            raise TakenOver
        return before

    def _of(self, collection: str) -> Collection[Document]:
        return self._database[collection]


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
