"""Every kind of entry, group by group: when it is made, what it holds, and what is to come.

    python -m kiosk.journal.catalogue                    prints the tables of docs/journal.md
    python -m kiosk.journal.catalogue docs/journal.md    writes them into it

What an entry means is said once, in its event's docstring: the first sentences are the condition,
`Attributes` the fields. Fields that mean the same in all events are described here.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.journal.event_base import Event
from kiosk.journal.events import EVENTS
from kiosk.journal.groups import MODULES, TOLD, Group
from kiosk.journal.specified import KEPT_FREE, SPECIFIED, TXID, Specified

WIDTH: Final = 130
BEHIND: Final = "### Staff codes"  # what follows them on the page
NOT_BUILT: Final = (
    "For parts that this machine does not have. The names are fixed, and nothing writes them yet. "
    "They are `ok` and have no rsn where nothing else is said."
)

# Fields that mean the same wherever they are; a docstring that names one says it otherwise.
COMMON: Final = {
    "txid": "",  # said once, above the tables
    "file": "name of a file of this journal",
}

_FIELD: Final = re.compile(r"([a-z][a-z0-9_]*(?:, [a-z][a-z0-9_]*)*): (.*)", re.DOTALL)
_COUNTS: Final = re.compile(r"\d+ kinds of entries are made today, and \d+ more")
_NEXT_FIELD: Final = re.compile(r"\n(?! )|; (?=[a-z0-9_]+: )")  # a line of its own, or of one line


@dataclass(frozen=True, slots=True)
class Described:
    """
    Attributes:
        when: the condition.
        actor: whose deed it is, and when another's.
        reason: what its reason code is; empty if it has none.
        fields: name -> meaning, in the event's own order.
    """

    code: str
    when: str
    actor: str
    reason: str
    fields: Mapping[str, str]


def described(kind: type[Event]) -> Described:
    """What an event's docstring says of it. Raises ValueError for a field without a meaning."""
    when, _, attributes = (inspect.getdoc(kind) or "").partition("Attributes:")
    meanings = {**COMMON, **_meanings(textwrap.dedent(attributes.lstrip("\n")))}
    names = [field.name for field in dataclasses.fields(kind)]
    silent = [name for name in names if name not in meanings]
    if not when or silent:
        raise ValueError(f"{kind.CODE}: nothing says what {', '.join(silent) or 'it'} is")
    return Described(
        kind.CODE,
        _flat(when),
        _actor(kind),
        _reason(kind, names),
        {name: meanings[name] for name in names},
    )


def _actor(kind: type[Event]) -> str:
    """The usual one, and others by the field that decides."""
    told = [kind.ACTOR.value]
    for actor in dict.fromkeys(kind.ACTORS.values()):
        values = (f"`{value}`" for value, each in kind.ACTORS.items() if each is actor)
        told.append(f"{actor.value} where `{kind.ACTOR_BY}` is {' or '.join(values)}")
    return "; ".join(told)


def _reason(kind: type[Event], names: Sequence[str]) -> str:
    if kind.reason_code is not Event.reason_code:
        return _flat(inspect.getdoc(kind.reason_code) or "").removesuffix(".")
    if not kind.REASON:
        return ""
    return f"as `{kind.REASON}`" if kind.REASON in names else f"`{kind.REASON}`"


def _meanings(attributes: str) -> dict[str, str]:
    """`name: text` or `one, two: text`, with further lines indented; or some on one line."""
    found = {}
    for part in _NEXT_FIELD.split(attributes.strip()):
        if field := _FIELD.fullmatch(part):
            for name in field[1].split(", "):
                found[name] = _flat(field[2]).removesuffix(".")
    return found


def _flat(text: str) -> str:
    return " ".join(text.split())


def _told(each: Described) -> str:
    """Fields with one meaning stand together, and the reason behind them."""
    by_meaning: dict[str, list[str]] = {}
    for name, meaning in each.fields.items():
        by_meaning.setdefault(meaning, []).append(f"`{name}`")
    told = [
        ", ".join(names) + (f": {meaning}" if meaning else "")
        for meaning, names in by_meaning.items()
    ]
    return "<br>".join([*told, *([f"rsn: {each.reason}"] if each.reason else [])])


def group_of(kind: type[Event]) -> Group:
    """The event's own, or its module's. Raises KeyError for a module without one."""
    return kind.GROUP or MODULES[kind.__module__.rpartition(".")[2]]


def page() -> str:
    """The tables of docs/journal.md: a group each, then what is specified and not built."""
    lines: list[str] = []
    for group in Group:
        told = TOLD[group]
        lines += [f"### {group.value}", "", told.lead, ""]
        lines += ["| Entry | Actor | When it is made | What it holds |", "|---|---|---|---|"]
        lines += [_row(described(kind)) for kind in EVENTS.values() if group_of(kind) is group]
        lines += ["", *textwrap.wrap(told.absent, WIDTH), ""]
    lines += ["### Specified, not built", ""]
    if SPECIFIED:
        lines += [*textwrap.wrap(NOT_BUILT, WIDTH), ""]
        lines += [
            "| Entry | Actor | When it is made | What it holds | Needs |",
            "|---|---|---|---|---|",
        ]
    for code, each in SPECIFIED.items():
        fields = [_specified(names, means) for names, means in each.fields.items()]
        held = "<br>".join([*fields, *_how_it_went(each)])
        lines.append(f"| {code} | {each.actor.value} | {each.when} | {held} | {each.missing} |")
    lines += [*([""] if SPECIFIED else []), "Names that are kept free, and why:", ""]
    for why in dict.fromkeys(KEPT_FREE.values()):
        names = ", ".join(name for name, each in KEPT_FREE.items() if each == why)
        item = f"- {names}: {why}."
        lines += textwrap.wrap(item, WIDTH, subsequent_indent="  ", break_on_hyphens=False)
    return "\n".join(lines) + "\n"


def written_into(text: str) -> str:
    """The page with these tables, and how many entries there are. Raises ValueError."""
    before, found, _ = text.partition(f"### {next(iter(Group)).value}\n")
    _, behind, after = text.partition(f"\n{BEHIND}\n")
    if not (found and behind):
        raise ValueError("it has no such tables")
    counts = f"{len(EVENTS)} kinds of entries are made today, and {len(SPECIFIED)} more"
    return f"{_COUNTS.sub(counts, before)}{page()}\n{BEHIND}\n{after}"


def _row(each: Described) -> str:
    return f"| {each.code} | {each.actor} | {each.when} | {_told(each) or 'nothing more'} |"


def _specified(names: str, meaning: str) -> str:
    quoted = ", ".join(f"`{name}`" for name in names.split(", "))
    return quoted if meaning == TXID else f"{quoted}: {meaning}"


def _how_it_went(each: Specified) -> list[str]:
    out = f"out: {each.out}" if each.out else ""
    return [said for said in (out, f"rsn: {each.reason}" if each.reason else "") if said]


if __name__ == "__main__":
    for name in sys.argv[1:]:
        target = Path(name)
        target.write_text(written_into(target.read_text(encoding="utf-8")), encoding="utf-8")
    if not sys.argv[1:]:
        sys.stdout.write(page())
