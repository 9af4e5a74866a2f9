"""Item 10: every setting with its value and where it comes from, and which can be changed here.

Those that can be changed come first, each with the number by which it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
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
CHANGE: Final = 1  # the one action
NUMBER_SIZE: Final = 2  # digits
_NUMBERS: Final = {name: number for number, name in CHANGEABLE.items()}
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

    @property
    def is_set_elsewhere(self) -> bool:
        """The file is not heard."""
        return self.source in {Source.ENVIRONMENT, Source.OPTION}


def page(found: Sequence[Setting], notice: Word | None, mood: Mood) -> StaffPage:
    in_order = sorted(found, key=lambda each: _NUMBERS.get(each.name, len(_NUMBERS) + 1))
    return StaffPage(
        Word("menu.10"),
        columns=(Word("settings.value"), Word("settings.source")),
        lines=tuple(_line(each) for each in in_order),
        actions=(Action(CHANGE, Word("settings.change")),),
        notice=notice,
        notice_mood=mood,
    )


def asking_which(shown: StaffPage) -> StaffPage:
    """The same page while the number of a setting is typed: what has one, and its value."""
    entry = Entry(Word("settings.number", (len(CHANGEABLE),)), size_max=NUMBER_SIZE)
    lines = tuple(replace(line, cells=line.cells[:1]) for line in shown.lines[: len(CHANGEABLE)])
    return replace(shown, columns=(), lines=lines, actions=(), entry=entry)


def asking(shown: StaffPage, name: str, typed: Sequence[int], spoken: Sequence[str]) -> StaffPage:
    """The same page while a value is typed, with that setting's line alone.

    typed: amounts so far. spoken: languages by digit.
    """
    if name == LANGUAGES:
        choice = ", ".join(f"{number} {each}" for number, each in enumerate(spoken, start=1))
        entry = Entry(Word("settings.which", (choice,)), empty=Word("settings.no-languages"))
    elif name == AMOUNTS:
        so_far = ", ".join(map(str, typed)) or "-"
        ends = Word("settings.no-more") if typed else None
        entry = Entry(Word("settings.amount", (so_far,)), size_max=DIGITS_MAX, empty=ends)
    else:
        entry = Entry(Word("settings.new", (name,)), size_max=DIGITS_MAX)
    now = next(line for line in shown.lines if line.name == _name(name))
    value, source = now.cells
    lines = (Line(now.name, (value,), now.mood), Line(Word("settings.source"), (source,)))
    return replace(shown, columns=(), lines=lines, actions=(), entry=entry)


def languages_of(digits: str, spoken: Sequence[str]) -> tuple[str, ...] | None:
    """The languages that these digits name, in this order; None where one of them names none."""
    if len(set(digits)) != len(digits):
        return None
    numbers = [int(digit) for digit in digits]
    if not all(1 <= number <= len(spoken) for number in numbers):
        return None
    return tuple(spoken[number - 1] for number in numbers)


def _name(name: str) -> str:
    return f"{_NUMBERS[name]} {name}" if name in _NUMBERS else name


def _line(each: Setting) -> Line:
    if each.after:
        after = Word("settings.next", (each.after,))
        return Line(_name(each.name), (each.value, after), Mood.WARN)
    source = Word(f"settings.from-{each.source.value}")
    return Line(_name(each.name), (each.value or "-", source))
