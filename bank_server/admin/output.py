"""Results on standard output: aligned text for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Final

from bank_server.contract.json_text import dump
from bank_server.contract.message import Message

Value = Mapping[str, "Value"] | Sequence["Value"] | str | int | bool | None
Row = Mapping[str, Value]
NOTHING: Final = "(none)"
MS_PER_S: Final = 1_000


def as_json(message: Message) -> str:
    return dump(message).decode("ascii")


def as_text(message: Message) -> str:
    """For messages without a view of their own: a list becomes a table, anything else one line a
    field."""
    fields: dict[str, Value] = json.loads(dump(message))
    rows = next(iter(fields.values()), None) if len(fields) == 1 else None
    if isinstance(rows, list):
        return table([row for row in rows if isinstance(row, dict)])
    return lines(fields)


def lines(fields: Row) -> str:
    """One line a field."""
    width = max((len(name) for name in fields), default=0)
    return "\n".join(f"{name.ljust(width)}  {_cell(value)}" for name, value in fields.items())


def table(rows: Sequence[Row], *, right: Set[str] = frozenset()) -> str:
    """Rows of the same fields; numbers to the right, and the columns that `right` names."""
    if not rows:
        return NOTHING
    names = list(rows[0])
    cells = [[_cell(row[name]) for name in names] for row in rows]
    widths = [max(len(names[at]), *(len(line[at]) for line in cells)) for at in range(len(names))]
    is_right = [name in right or all(isinstance(row[name], int) for row in rows) for name in names]

    def line(texts: Sequence[str]) -> str:
        padded = (
            text.rjust(width) if is_number else text.ljust(width)
            for text, width, is_number in zip(texts, widths, is_right, strict=True)
        )
        return "  ".join(padded).rstrip()

    return "\n".join([line(names), *(line(texts) for texts in cells)])


def plain(text: str) -> str:
    """Texts come from outside: whatever a terminal would act on is escaped."""
    return text if text.isprintable() else json.dumps(text)


def _cell(value: Value) -> str:
    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else "no"
        case str():
            return plain(value)
        case int():
            return str(value)
        case Mapping():
            return " ".join(f"{name}={_cell(inner)}" for name, inner in value.items())
        case _:
            return "; ".join(_cell(inner) for inner in value) or "-"


def local(ms: int) -> str:
    """`2026-11-22 09:14 GMT`, in the time zone of whoever reads it."""
    return f"{datetime.fromtimestamp(ms / MS_PER_S).astimezone():%Y-%m-%d %H:%M %Z}"
