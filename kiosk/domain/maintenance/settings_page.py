"""Item 10: every setting with its value and where it comes from, and which can be changed here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from kiosk.domain.staff_page import Action, Entry, Line, Mood, StaffPage, Word

# By number; the numbers stay, so that staff can learn them.
CHANGEABLE: Final = {
    1: "quiet_s",
    2: "warning_s",
    3: "take_card_s",
    4: "take_cash_s",
    5: "take_receipt_s",
    6: "print_s",
    7: "message_s",
    8: "goodbye_s",
    9: "language_s",
    10: "service_notice_s",
    11: "languages",
    12: "quick_amounts",
    13: "notes_max",
}
LANGUAGES, AMOUNTS = "languages", "quick_amounts"
MONEY: Final = frozenset({"notes_max"})  # an engineer and a custodian
DIGITS_MAX: Final = 6


class Source(StrEnum):
    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"
    OPTION = "option"


@dataclass(frozen=True, slots=True)
class Setting:
    """Attributes: after: its value from the next start on, where that is another one."""

    name: str
    value: str
    source: Source
    after: str = ""


def page(found: Sequence[Setting], notice: Word | None, mood: Mood) -> StaffPage:
    overridden = {each.name for each in found if each.source in {Source.ENVIRONMENT, Source.OPTION}}
    return StaffPage(
        Word("menu.10"),
        columns=(Word("settings.value"), Word("settings.source")),
        lines=tuple(_lines(found)),
        actions=tuple(
            Action(
                number,
                Word("settings.change", (name,)),
                Word("settings.overridden") if name in overridden else None,
            )
            for number, name in CHANGEABLE.items()
        ),
        notice=notice,
        notice_mood=mood,
    )


def asking(shown: StaffPage, name: str, typed: Sequence[int], spoken: Sequence[str]) -> StaffPage:
    """The same page while a value is typed. typed: amounts so far. spoken: languages by digit."""
    if name == LANGUAGES:
        choice = ", ".join(f"{number} {each}" for number, each in enumerate(spoken, start=1))
        entry = Entry(Word("settings.which", (choice,)), can_be_empty=True)
    elif name == AMOUNTS:
        so_far = ", ".join(map(str, typed)) or "-"
        entry = Entry(
            Word("settings.amount", (so_far,)), size_max=DIGITS_MAX, can_be_empty=bool(typed)
        )
    else:
        entry = Entry(Word("settings.new", (name,)), size_max=DIGITS_MAX)
    return replace(shown, actions=(), entry=entry)


def languages_of(digits: str, spoken: Sequence[str]) -> tuple[str, ...] | None:
    """The languages that these digits name, in this order; None where one of them names none."""
    if len(set(digits)) != len(digits):
        return None
    numbers = [int(digit) for digit in digits]
    if not all(1 <= number <= len(spoken) for number in numbers):
        return None
    return tuple(spoken[number - 1] for number in numbers)


def _lines(found: Sequence[Setting]) -> Iterator[Line]:
    for each in found:
        source = Word(f"settings.from-{each.source.value}")
        if each.after:
            yield Line(each.name, (each.value, Word("settings.next", (each.after,))), Mood.WARN)
        else:
            yield Line(each.name, (each.value or "-", source))
