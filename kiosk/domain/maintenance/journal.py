"""Item 8: the journal's entries in their words, and what may be done with all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kiosk.domain.maintenance.items import may_as
from kiosk.domain.maintenance.staff import Person, Role
from kiosk.domain.staff_page import Action, Entry, Line, Moment, Mood, StaffPage, Word

NEWEST, REFERENCE, NUMBER, PRINT, VERIFY, EXPORT = 1, 2, 3, 4, 5, 6
SHOWN_MAX: Final = 100  # entries
EXPORTERS: Final = frozenset({Role.AUDITOR, Role.ENGINEER})
_MOODS: Final = {"fail": Mood.WARN, "unknown": Mood.BAD}


@dataclass(frozen=True, slots=True)
class Told:
    """One entry. out: `ok`, `fail` or `unknown`. is_wanted: it is of what was looked for."""

    utc_ms: int
    text: str
    out: str
    is_wanted: bool = True


@dataclass(frozen=True, slots=True)
class May:
    """Why something cannot be done now; None if it can."""

    print: Word | None = None
    verify: Word | None = None
    export: Word | None = None


def may(
    person: Person, *, has_printer: bool, prints: bool, has_folder: bool, is_running: bool
) -> May:
    running = Word("journal.running") if is_running else None
    paper = None if prints else Word("status.cannot" if has_printer else "menu.not-here")
    export: Word | None = None
    if not may_as(person, EXPORTERS):
        export = Word("menu.not-yours")
    elif not has_folder:
        export = Word("journal.no-folder")
    return May(running or paper, running, running or export)


def page(told: Sequence[Told], allowed: May, notice: Word | None, mood: Mood) -> StaffPage:
    return StaffPage(
        Word("menu.8"),
        lines=tuple(_line(each) for each in told[:SHOWN_MAX])
        or (Line(Word("journal.nothing"), mood=Mood.FAINT),),
        actions=(
            Action(NEWEST, Word("journal.newest")),
            Action(REFERENCE, Word("journal.by-reference")),
            Action(NUMBER, Word("journal.by-number")),
            Action(PRINT, Word("journal.print"), allowed.print),
            Action(VERIFY, Word("journal.verify"), allowed.verify),
            Action(EXPORT, Word("journal.export"), allowed.export),
        ),
        notice=notice,
        notice_mood=mood,
    )


def asking(shown: StaffPage, number: int) -> StaffPage:
    """The same page while a reference or a number is typed."""
    text = Word("journal.type-reference" if number == REFERENCE else "journal.type-number")
    return replace(shown, actions=(), entry=Entry(text))


def _line(told: Told) -> Line:
    mood = _MOODS.get(told.out, Mood.PLAIN)
    if not told.is_wanted and mood is Mood.PLAIN:
        mood = Mood.FAINT
    return Line(Moment(told.utc_ms), (told.text,), mood)
