"""Results on standard output: aligned text for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from bank_server.contract.json_text import dump
from bank_server.contract.message import Message

Value = Mapping[str, "Value"] | Sequence["Value"] | str | int | bool | None


def as_json(message: Message) -> str:
    return dump(message).decode("ascii")


def as_text(message: Message) -> str:
    """A list becomes a table, anything else one line a field."""
    fields: dict[str, Value] = json.loads(dump(message))
    rows = next(iter(fields.values()), None) if len(fields) == 1 else None
    if isinstance(rows, list):
        tables = [row for row in rows if isinstance(row, dict)]
        return table(tables) if tables else "(none)"
    width = max((len(name) for name in fields), default=0)
    return "\n".join(f"{name.ljust(width)}  {_cell(value)}" for name, value in fields.items())


def table(rows: Sequence[Mapping[str, Value]]) -> str:
    """Rows of the same fields, numbers to the right."""
    names = list(rows[0])
    cells = [[_cell(row[name]) for name in names] for row in rows]
    widths = [max(len(names[at]), *(len(line[at]) for line in cells)) for at in range(len(names))]
    is_number = [all(isinstance(row[name], int) for row in rows) for name in names]

    def line(texts: Sequence[str]) -> str:
        padded = (
            text.rjust(width) if right else text.ljust(width)
            for text, width, right in zip(texts, widths, is_number, strict=True)
        )
        return "  ".join(padded).rstrip()

    return "\n".join([line(names), *(line(texts) for texts in cells)])


def _cell(value: Value) -> str:
    """Names come from outside: whatever a terminal would act on is escaped."""
    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else "no"
        case str():
            return value if value.isprintable() else json.dumps(value)
        case int():
            return str(value)
        case Mapping():
            return " ".join(f"{name}={_cell(inner)}" for name, inner in value.items())
        case _:
            return "; ".join(_cell(inner) for inner in value) or "-"
