"""What a lock's audit says, as it was last read: when, what, and whose card, in words for people.

Whose card it was is certain where the lock opened; in a refusal it is what the card says of itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from hardware.locks.audit_entry import AuditEntry, Deed, WhoKind, Why, entries
from hardware.locks.desk.rooms import RoomRow, room_row, room_rows, stay_row
from hardware.locks.desk.store import Store


class AuditKind(Enum):
    OPENED = "opened"
    REFUSED = "refused"
    LOCK = "lock"  # the lock's own: what the programmer did, and its power


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry.

    Attributes:
        at, until: aware UTC, of the first time and of the last; the last to the minute.
        who: empty where nobody is named.
        is_doubtful: the lock's clock was, since its power had failed.
    """

    at: datetime
    until: datetime
    kind: AuditKind
    what: str
    who: str
    count: int
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class AuditRead:
    """read_at: when a programmer read it; None if none ever did. lines: the oldest first."""

    number: str
    read_at: datetime | None
    lines: tuple[AuditLine, ...]


def audit(store: Store, number: str) -> AuditRead:
    """Raises DeskRefusal for a room that there is not."""
    sql = store.reading()
    row = room_row(sql, number)
    found = sql.execute(
        "SELECT read, rings FROM audit WHERE lock = :lock", {"lock": row.lock}
    ).fetchone()
    if found is None:
        return AuditRead(row.number, None, ())
    read, rings = found
    names = _Names(store, row)
    return AuditRead(
        row.number,
        store.facts.time.instant(read),
        tuple(_line(store, names, entry) for entry in entries(rings)),
    )


class _Names:
    """Whose a number of the audit is, as the desk knows it now."""

    def __init__(self, store: Store, row: RoomRow) -> None:
        sql = store.reading()
        stay = stay_row(sql, row.lock)
        is_of_chain = stay is not None and stay.generation == row.generation
        self.present = stay.k if stay is not None and is_of_chain else None
        self.staff: dict[int, str] = dict(sql.execute("SELECT serial, name FROM staff").fetchall())
        self.rounds: dict[int, int] = dict(
            sql.execute("SELECT leaf, round FROM round WHERE leaf IS NOT NULL").fetchall()
        )
        self.rooms = {each.lock: each.number for each in room_rows(sql)}

    def of(self, entry: AuditEntry) -> str:
        number = entry.who.number
        if entry.who.kind is WhoKind.NOBODY:
            return ""
        if entry.what is Why.HOTEL:
            return f"card of hotel {number}"
        if entry.what is Why.ROOM:
            return f"guest's card for {self.rooms.get(number, 'a room that is not ours')}"
        if entry.who.kind is WhoKind.PROGRAMMER:
            known = self.rounds.get(number)
            return f"programmer, leaf {number}" if known is None else f"round {known}"
        if entry.who.kind is WhoKind.STAFF:
            serial = number >> 8
            return f"{self.staff.get(serial, 'staff')} ({serial})"
        whose = "present guest's" if number == self.present else "guest's"
        return f"{whose} card {number}" + (f", copy {entry.who.copy}" if entry.who.copy else "")


def _line(store: Store, names: _Names, entry: AuditEntry) -> AuditLine:
    at = store.facts.time.instant(entry.at)
    return AuditLine(
        at,
        at + timedelta(minutes=entry.span_minutes),
        _kind(entry.what),
        WORDS[entry.what],
        names.of(entry),
        entry.count,
        entry.doubtful,
    )


def _kind(what: Why | Deed) -> AuditKind:
    if what in (Why.OPENED, Deed.OPENED_BY_ORDER):
        return AuditKind.OPENED
    is_refusal = isinstance(what, Why) or what is Deed.ORDER_REFUSED
    return AuditKind.REFUSED if is_refusal else AuditKind.LOCK


WORDS: Final[dict[Why | Deed, str]] = {
    Why.OPENED: "opened",
    Why.NOT_OWNED: "refused: the lock is nobody's",
    Why.NO_POWER: "refused: no power",
    Why.UNREADABLE: "refused: not readable",
    Why.HOTEL: "refused: another hotel's",
    Why.ROOM: "refused: another room's",
    Why.OLD: "refused: a newer card was used",
    Why.AHEAD: "refused: too far ahead",
    Why.TOO_EARLY: "refused: too early",
    Why.EXPIRED: "refused: expired",
    Why.ALTERED: "refused: forged or damaged",
    Why.CHAIN: "refused: forged",
    Why.NO_SLOT: "refused: not in the staff table",
    Why.REVOKED: "refused: revoked",
    Why.PERIOD: "refused: over, to be renewed",
    Deed.INSTALLED: "lock installed",
    Deed.ORDER_TAKEN: "order taken",
    Deed.OPENED_BY_ORDER: "opened by an order",
    Deed.CLOCK_SET: "clock set",
    Deed.TABLE_WRITTEN: "staff table written",
    Deed.STAFF_REVOKED: "staff cards revoked",
    Deed.REKEYED: "new lock key",
    Deed.RESYNCED: "brought level",
    Deed.AUDIT_READ: "audit read",
    Deed.DECOMMISSIONED: "lock given back",
    Deed.ORDER_REFUSED: "refused: an order",
    Deed.POWER_BACK: "power came back",
}
