"""The ledger in MongoDB: entries are inserted under their numbers, and never touched again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pymongo import InsertOne

from bank_server.contract.money import Money
from bank_server.domain.ledger import Entry, Posting, PostingKind
from bank_server.store.mongo.unit import Document, Unit

ENTRIES: Final = "entries"


class Ledger:
    counter: str | None = ENTRIES

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._waiting: list[tuple[Posting, int]] = []
        unit.join(self)

    def add(self, posting: Posting, at_ms: int) -> None:
        self._waiting.append((posting, at_ms))

    def newest(self, account_id: str | None, count_max: int | None) -> tuple[Entry, ...]:
        if self.has_any:
            self._unit.flush()
        where = {} if account_id is None else {"account_id": account_id}
        found = self._unit.find(ENTRIES, where, sort=[("_id", -1)], count_max=count_max)
        return tuple(_entry(document) for document in found)

    def after(self, account_id: str | None, entry_id: int, upto: int | None) -> tuple[Entry, ...]:
        """The oldest first."""
        if self.has_any:
            self._unit.flush()
        where: Document = {} if account_id is None else {"account_id": account_id}
        where["_id"] = {"$gt": entry_id} if upto is None else {"$gt": entry_id, "$lte": upto}
        found = self._unit.find(ENTRIES, where, sort=[("_id", 1)])
        return tuple(_entry(document) for document in found)

    def last_before(self, at_ms: int | None) -> int:
        if self.has_any:
            self._unit.flush()
        where, newest = {}, [("_id", -1)]
        if at_ms is not None:
            where, newest = {"at_ms": {"$lt": at_ms}}, [("at_ms", -1), ("_id", -1)]
        found = self._unit.find(ENTRIES, where, sort=newest, count_max=1)
        return int(found[0]["_id"]) if found else 0

    def stream(self) -> Iterator[Entry]:
        """All that are stored, the oldest first."""
        found = self._unit.stream(ENTRIES, {}, [("_id", 1)])
        return (_entry(document) for document in found)

    @property
    def has_any(self) -> bool:
        return bool(self._waiting)

    @property
    def new_count(self) -> int:
        return sum(len(posting.lines) for posting, _ in self._waiting)

    def flush(self, first: int) -> None:
        documents: list[Document] = []
        for posting, at_ms in self._waiting:
            posting_id = first + len(documents)
            documents += [
                {
                    "_id": number,
                    "posting_id": posting_id,
                    "at_ms": at_ms,
                    "kind": posting.kind.value,
                    "reference": posting.reference,
                    "account_id": line.account_id,
                    "minor": line.amount.minor,
                    "currency": line.amount.currency,
                }
                for number, line in enumerate(posting.lines, start=posting_id)
            ]
        self._waiting.clear()
        self._unit.write(ENTRIES, [InsertOne(document) for document in documents])


def _entry(document: Document) -> Entry:
    return Entry(
        document["_id"],
        document["posting_id"],
        document["at_ms"],
        PostingKind(document["kind"]),
        document["reference"],
        document["account_id"],
        Money(document["minor"], document["currency"]),
    )
