"""The dispenser's test as a page: what became of each note, and what lies where after it: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kiosk.domain.bins import BinCount
from kiosk.domain.maintenance.device_tests import DeviceTests
from kiosk.domain.maintenance.note_test import Fate, Tested
from kiosk.domain.staff_page import Action, Line, Mood, StaffPage, Word

EACH: Final = 1  # the canisters follow, each by its number and one
_MOODS: Final = {Fate.MOVED: Mood.GOOD, Fate.NOT_MOVED: Mood.BAD, Fate.UNKNOWN: Mood.WARN}


@dataclass(frozen=True, slots=True)
class NoteTestFacts:
    """
    Attributes:
        left: notes in each canister, by the HSM's newest record.
        reject: what lies in the reject bin. runs_left: tests that may still begin this hour.
        why_not: why none may begin now. tested: by the test that was begun here last.
    """

    left: Mapping[int, int]
    reject: BinCount
    runs_left: int
    why_not: Word | None = None
    tested: Sequence[Tested] = field(default=())

    @property
    def can_be_tested(self) -> list[int]:
        """Those that should have notes."""
        return [canister for canister, left in self.left.items() if left]


def page(facts: NoteTestFacts, notice: Word | None, mood: Mood) -> StaffPage:
    """The same lines before and after, so that people see which number has changed."""
    why_not = facts.why_not
    why = None if why_not is None else Word("tests.not-now")
    return StaffPage(
        Word(f"tests.{DeviceTests.DISPENSER.value}"),
        columns=(Word("tests.notes-left"), Word("tests.result")),
        lines=(
            *(() if why_not is None else (Line(why_not, (), Mood.WARN),)),
            *(_canister(canister, left, facts.tested) for canister, left in facts.left.items()),
            _reject_bin(facts.reject),
            Line(Word("tests.runs-left"), (facts.runs_left, None)),
        ),
        actions=(
            Action(EACH, Word("tests.notes-of-each"), why),
            *(
                Action(number + EACH, Word("tests.note-of", (number,)), why)
                for number in facts.can_be_tested
            ),
        ),
        notice=notice,
        notice_mood=mood,
    )


def _canister(canister: int, left: int, tested: Sequence[Tested]) -> Line:
    name = Word("status.canister", (canister,))
    found = next((each for each in tested if each.canister == canister), None)
    if found is None:
        return Line(name, (left, None))
    return Line(name, (left, Word(f"tests.note-{found.fate.value}")), _MOODS[found.fate])


def _reject_bin(count: BinCount) -> Line:
    """A sum that is not sure is none."""
    total = sum(notes for _, notes in count.notes)
    if count.is_sure:
        return Line(Word("balance.reject-bin"), (total, None))
    return Line(Word("balance.reject-bin"), (None, Word("balance.count-it")), Mood.WARN)
