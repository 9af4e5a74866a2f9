"""A question to the clerk before anything is done: what, and what happens to other cards. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.desk.deeds import Deed
from kiosk.desk.desk_seen import DeskSeen

Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """Something to type.

    Attributes:
        choices: what a click fills in: (label, text).
    """

    name: str
    label: str
    text: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked, for what has been typed so far.

    Attributes:
        facts: what will be.
        others: what happens to other cards, or to anything else that is not the deed itself.
        is_final: no card and no field stands between the question and the deed, which cannot be
            taken back: Enter pressed twice must not do it.
        action: words of the button. deed: None where `problem` says what is missing.
    """

    title: str
    action: str
    deed: Deed | None
    facts: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    problem: str = ""
    is_grave: bool = False
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """ask: what it says of the typed fields; it acts on nothing."""

    ask: Callable[[DeskSeen, Typed], Ask]
    fields: tuple[Field, ...] = ()


def counted(count: int, one: str, many: str) -> str:
    """`1 card`, `2 cards`."""
    return f"{count} {one if count == 1 else many}"
