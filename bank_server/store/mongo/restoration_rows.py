"""In MongoDB: when these books were put back, and whom the bank waits for since."""

from __future__ import annotations

from typing import Final

from bank_server.domain.restoration import Awaited, Restoration
from bank_server.store.mongo.table import Kind, Table
from bank_server.store.mongo.unit import Document, Unit


class RestorationRowsMixin:
    def __init__(self, unit: Unit) -> None:
        self._restorations = Table(unit, _RESTORATIONS)

    def restoration(self) -> Restoration | None:
        found = self._restorations.search({}, sort=[("place", -1)], count_max=1)
        return found[0] if found else None

    def restorations(self) -> tuple[Restoration, ...]:
        return self._restorations.search({}, sort=[("place", 1)])

    def put_restoration(self, restoration: Restoration) -> None:
        self._restorations.put(restoration)


def _document(restoration: Restoration) -> Document:
    return {
        "name": restoration.name,
        "at_ms": restoration.at_ms,
        "waiting": [{"atm_id": each.atm_id, "acked": each.acked} for each in restoration.waiting],
    }


def _value(document: Document) -> Restoration:
    return Restoration(
        document["name"], document["at_ms"], tuple(Awaited(**each) for each in document["waiting"])
    )


_RESTORATIONS: Final = Kind(
    "restorations", lambda one: one.name, _document, _value, counter="restorations"
)
