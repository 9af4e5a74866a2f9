"""The work list in MongoDB: an item gets its number when it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pymongo import InsertOne, ReplaceOne

from bank_server.domain.people import Closing, WorkItem, WorkKind
from bank_server.store.mongo.unit import Document, Unit, Write

WORK_ITEMS: Final = "work_items"


class WorkList:
    counter: str | None = WORK_ITEMS

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._new: list[WorkItem] = []
        self._closed: list[WorkItem] = []
        unit.join(self)

    def add(self, item: WorkItem) -> None:
        if self._open(item) is None:
            self._new.append(item)

    def close(self, item: WorkItem, closing: Closing) -> bool:
        self._see_all()
        found = self._open(item)
        if found is not None:
            self._closed.append(replace(found, closed=closing))
        return found is not None

    def item(self, number: int) -> WorkItem | None:
        self._see_all()
        found = self._unit.find(WORK_ITEMS, {"_id": number}, count_max=1)
        return _item(found[0]) if found else None

    def open_items(self, atm_id: str | None = None) -> tuple[WorkItem, ...]:
        """Of all ATMs if atm_id is None."""
        self._see_all()
        of_atm = {} if atm_id is None else {"atm_id": atm_id}
        found = self._unit.find(WORK_ITEMS, {**of_atm, "is_open": True}, sort=[("_id", 1)])
        return tuple(_item(document) for document in found)

    def closed_items(self, count_max: int) -> tuple[WorkItem, ...]:
        self._see_all()
        newest = [("closed.at_ms", -1), ("_id", -1)]
        found = self._unit.find(WORK_ITEMS, {"is_open": False}, sort=newest, count_max=count_max)
        return tuple(_item(document) for document in found)

    def stream(self) -> Iterator[WorkItem]:
        """All that are stored, by number."""
        found = self._unit.stream(WORK_ITEMS, {}, [("_id", 1)])
        return (_item(document) for document in found)

    @property
    def has_any(self) -> bool:
        return bool(self._new or self._closed)

    @property
    def new_count(self) -> int:
        return len(self._new)

    def flush(self, first: int) -> None:
        # Those that are closed make room for those that are open under the same name.
        writes: list[Write] = [
            ReplaceOne({"_id": item.number}, _document(item)) for item in self._closed
        ]
        writes += [
            InsertOne(_document(replace(item, number=number)))
            for number, item in enumerate(self._new, start=first)
        ]
        self._closed.clear()
        self._new.clear()
        self._unit.write(WORK_ITEMS, writes)

    def _open(self, item: WorkItem) -> WorkItem | None:
        if self._closed:
            self._see_all()
        waiting = next((one for one in self._new if one.key == item.key), None)
        if waiting is not None:
            return waiting
        where = {
            "kind": item.kind.value,
            "atm_id": item.atm_id,
            "reference": item.reference,
            "is_open": True,
        }
        found = self._unit.find(WORK_ITEMS, where, count_max=1)
        return _item(found[0]) if found else None

    def _see_all(self) -> None:
        if self.has_any:
            self._unit.flush()


def _document(item: WorkItem) -> Document:
    closed = item.closed
    return {
        "_id": item.number,
        "kind": item.kind.value,
        "atm_id": item.atm_id,
        "reference": item.reference,
        "note": item.note,
        "at_ms": item.since_ms,
        "is_open": closed is None,
        "closed": closed and {"by": closed.by, "at_ms": closed.at_ms, "because": closed.because},
    }


def _item(document: Document) -> WorkItem:
    closed = document["closed"]
    return WorkItem(
        WorkKind(document["kind"]),
        document["atm_id"],
        document["reference"],
        document["note"],
        document["_id"],
        document["at_ms"],
        closed and Closing(closed["by"], closed["at_ms"], closed["because"]),
    )
