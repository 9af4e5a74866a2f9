"""One entry: as the kiosk hands it in, and as it lies in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kiosk.journal.event_base import Actor, Event, Json

__all__ = ["Actor", "Entry", "Out", "StoredEntry"]


class Out(StrEnum):
    """How it went."""

    OK = "ok"
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be written.

    Attributes:
        visit: the visit's number as the kiosk calls it, e.g. `17-204`; None outside a visit.
        txid: of the transaction; taken from the event where the event has one.
        rsn: a reason code, `[0-9A-Za-z-]`, at most 40; the event's own where it is None.
        actor: whose deed it is; the event's own where it is None.
    """

    event: Event
    visit: str | None = None
    txid: bytes | None = None
    out: Out = Out.OK
    rsn: str | None = None
    actor: Actor | None = None


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """One line of the journal; the fields are the line's keys, in the line's order."""

    seq: int
    t: int
    mono: int
    boot: int
    atm: str
    visit: str | None
    txn: str | None
    ev: str
    out: Out
    rsn: str
    actor: Actor
    d: Mapping[str, Json]
    h: str
    m: str
    ver: int
