"""What people read of a bank that was restored: who is waited for, what came back, what is lost."""

from __future__ import annotations

from bank_server.admin.output import Row, local, table
from bank_server.http.restoration_messages import RestorationReport

NEVER = "these books were never put back"
LEVEL = "every ATM has told what it knew; the bank serves"


def report_text(message: RestorationReport) -> str:
    if message.name is None or message.since_ms is None:
        return NEVER
    of = "" if not message.books_ms else f"; their newest entry was of {local(message.books_ms)}"
    told = ", ".join(f"{each.count} {each.what}" for each in message.told) or "nothing"
    parts = [f"books were put back at {local(message.since_ms)}{of}", _waiting(message)]
    parts.append(f"told again, or for the first time, since then: {told}")
    if message.acts:
        parts.append(f"the audit log knows of these, the books do not:\n{_acts(message)}")
    if message.in_journals:
        text = _in_journals(message)
        parts.append(f"the ATMs' journals tell of these; look whether they hold:\n{text}")
    return "\n\n".join(parts)


def _waiting(message: RestorationReport) -> str:
    if not message.waiting:
        return LEVEL
    rows: list[Row] = [
        {
            "atm": each.atm,
            "to be told": f"after entry {each.acked}",
            "why": "its HSM has counted notes or loads that nothing tells of"
            if each.is_behind
            else "it has not been level since",
        }
        for each in message.waiting
    ]
    return f"nobody is served until these are level:\n{table(rows)}"


def _acts(message: RestorationReport) -> str:
    rows: list[Row] = [
        {
            "when": local(each.at_ms),
            "who": each.who,
            "what": each.what,
            "about": each.about,
            "detail": each.detail,
        }
        for each in message.acts
    ]
    return table(rows)


def _in_journals(message: RestorationReport) -> str:
    rows: list[Row] = [
        {
            "when": local(each.at_ms),
            "atm": each.atm,
            "entry": each.entry,
            "what": each.event,
            "card": None if each.card is None else f"…{each.card}",
        }
        for each in message.in_journals
    ]
    return table(rows)
