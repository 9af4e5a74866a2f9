"""What the tables of one run of a step share: what was asked, and one flush for all that waits.

Writes wait until the step ends, or until a search has to see them. Each flush begins with the
bank's one document, which holds the numbers that were given so far, the name of the bank that may
write, and the mark of the step: so two banks never both write, every two steps that write meet in
one document, and a step whose commit went unanswered finds its mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

from pymongo import DeleteOne, InsertOne, ReplaceOne
from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.database import Database

Document = dict[str, Any]  # as pymongo gives and takes it; each Kind knows its own shape
Write = DeleteOne | InsertOne[Document] | ReplaceOne[Document]

STREAM_COUNT: Final = 200
BANK: Final = "bank"  # the collection with the one document of this name


class TakenOver(Exception):
    """Another bank has taken the database: this one may not write any more."""


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

    Attributes:
        is_filling: whatever is put is new, so nobody has to look for it first.

    mark: names this run of the step among all runs of all steps.
    """

    def __init__(
        self,
        database: Database[Document],
        session: ClientSession,
        writer: str,
        mark: int,
        *,
        is_filling: bool = False,
    ) -> None:
        self.is_filling = is_filling
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

    def stream(
        self, collection: str, where: Mapping[str, object], sort: Sequence[tuple[str, int]]
    ) -> Iterator[Document]:
        """Some at a time: by itself a server sends as many as fit into 16 MB."""
        found = self._of(collection).find(where, session=self._session, batch_size=STREAM_COUNT)
        with found.sort(list(sort)):
            yield from found

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
