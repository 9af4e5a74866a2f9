"""What a door's lock told of who opened it, as plain values for QML; the newest comes first."""

from __future__ import annotations

from typing import Final

from hardware.locks.desk.audits import AuditKind, AuditLine, AuditRead
from kiosk.desk.deeds import Deed
from kiosk.desk.desk_seen import DeskSeen

Shown = dict[str, object]

_LISTS: Final = (
    ("opened", "Openings", {AuditKind.OPENED}),
    ("refused", "Refusals", {AuditKind.REFUSED}),
    ("all", "Everything", set(AuditKind)),
)


def read_audit(number: str) -> Deed:
    return Deed("Who opened", lambda desk, _: desk.audit(number))


def audit_page(read: AuditRead, seen: DeskSeen) -> Shown:
    """lists: the same entries three times, each with its filter's name and rows."""
    found = [(line, _row(line, seen)) for line in reversed(read.lines)]
    return {
        "number": read.number,
        "read": "" if read.read_at is None else f"Read on {seen.shown(read.read_at)}",
        "isRead": read.read_at is not None,
        "lists": [
            {
                "name": name,
                "label": f"{label} {count}",
                "rows": rows,
                "empty": f"No {label.lower()} in what was read.",
            }
            for name, label, kinds in _LISTS
            for rows in [[row for line, row in found if line.kind in kinds]]
            for count in [len(rows)]
        ],
    }


def _row(line: AuditLine, seen: DeskSeen) -> Shown:
    at = seen.shown(line.at)
    notes = []
    if line.count > 1:
        until = seen.shown(line.until)
        last = until if until[:-5] != at[:-5] else until[-5:]
        notes.append(f"{line.count} times, until {last}" if until != at else f"{line.count} times")
    if line.is_doubtful:
        notes.append("the lock's clock was doubtful")
    note = "; ".join(notes)
    what = line.what[:1].upper() + line.what[1:]
    who = line.who[:1].upper() + line.who[1:]
    return {
        "at": at,
        "what": what,
        "who": who,
        "note": note,
        "kind": line.kind.value,
        "spoken": ", ".join(each for each in (at, what, who, note) if each),
    }
