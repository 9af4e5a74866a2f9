"""What the journal tells of the visit under way: whose turn it is is not seen from outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from kiosk.domain.supervisor import Reason
from kiosk.journal.entry import StoredEntry

SERVING: Final = frozenset({"in-service", "no-cash"})
PIN_CHANGE: Final = "pin-change"


class Asked(Enum):
    """Which PIN the pad takes, when it takes one."""

    PIN = "pin"
    AGAIN = "again"  # the last one was wrong
    NEW = "new"


@dataclass(frozen=True, slots=True)
class VisitNews:
    """
    Attributes:
        serves: whether the machine takes customers; None while that is not known.
        counts: it waits for the operator to count the notes.
    """

    is_visit: bool = False
    serves: bool | None = None
    asked: Asked = Asked.PIN
    counts: bool = False

    def after(self, entries: Iterable[StoredEntry]) -> VisitNews:
        """entries: oldest first."""
        news = self
        for entry in entries:
            news = news._after(entry)
        return news

    def _after(self, entry: StoredEntry) -> VisitNews:
        match entry.ev:
            case "VISIT_START":
                return replace(self, is_visit=True, asked=Asked.PIN)
            case "VISIT_END":
                return replace(self, is_visit=False, asked=Asked.PIN)
            case "PIN_FAIL":
                return replace(self, asked=Asked.AGAIN)
            case "PIN_OK" | "PIN_CHANGED":
                return replace(self, asked=Asked.PIN)
            case "TXN_SELECTED":
                is_change = _code(entry, "operation") == PIN_CHANGE
                return replace(self, asked=Asked.NEW if is_change else Asked.PIN)
            case "SYSTEM_START" | "SYSTEM_STOP":
                return VisitNews(serves=False)
            case "MODE_CHANGED":
                serves = _code(entry, "after") in SERVING
                return replace(self, serves=serves, counts=_is_uncounted(entry, "why"))
            case "OUT_OF_SERVICE":
                return replace(self, counts=_is_uncounted(entry, "code"))
            case _:
                return self


def _is_uncounted(entry: StoredEntry, name: str) -> bool:
    return Reason.UNCOUNTED.value in str(entry.d.get(name, ""))


def _code(entry: StoredEntry, name: str) -> str:
    return str(entry.d.get(name, "")).replace("_", "-").lower()
