"""The dispenser: one note of a canister, or of each, to the reject bin, by two people.

Whether it may be done at all, and how, is in `kiosk/visits/note_tests.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.domain.maintenance import note_test
from kiosk.domain.maintenance.device_tests import DeviceTests
from kiosk.domain.maintenance.note_test import SECOND_ROLES, Fate, Tested, worst
from kiosk.domain.staff_page import Action, Line, Mood, StaffPage, Word
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools

EACH: Final = 1  # the canisters follow, each by its number and one


class DispenserTest(Task):
    def __init__(self, tools: Tools, desk: Desk) -> None:
        self._tools = tools
        self._desk = desk
        self._tested: tuple[Tested, ...] = ()
        self._notice: Word | None = None
        self._mood = Mood.PLAIN
        self._is_busy = False

    @property
    def is_busy(self) -> bool:
        return self._is_busy

    @property
    def page(self) -> StaffPage:
        why_not = self._tools.note_tests.why_not(self._desk.since_s)
        why = None if why_not is None else Word("tests.not-now")
        each = Action(EACH, Word("tests.notes-of-each"), why)
        return StaffPage(
            Word(f"tests.{DeviceTests.DISPENSER.value}"),
            lines=(*(() if why_not is None else (Line(why_not, (), Mood.WARN),)), *self._lines),
            actions=(
                each,
                *(
                    Action(number + EACH, Word("tests.note-of", (number,)), why)
                    for number in self._canisters
                ),
            ),
            notice=self._notice,
            notice_mood=self._mood,
        )

    @property
    def _lines(self) -> tuple[Line, ...]:
        if self._tested:
            return note_test.lines(self._tested)
        counted = self._tools.supervision.counted
        return tuple(
            Line(Word("status.canister", (line.canister,)), (line.left,)) for line in counted
        )

    @property
    def _canisters(self) -> list[int]:
        """Those that should have notes."""
        return [line.canister for line in self._tools.supervision.counted if line.left]

    def act(self, number: int) -> None:
        canisters = self._canisters if number == EACH else [number - EACH]
        what = f"7.{DeviceTests.DISPENSER.value}"
        self._desk.second(what, SECOND_ROLES, lambda: self._begin(canisters))

    def _begin(self, canisters: Sequence[int]) -> None:
        self._tested, self._notice = (), None
        self._is_busy = True
        self._tools.note_tests.begin(
            self._desk.people(), self._desk.since_s, canisters, self._told, self._over
        )

    def _told(self, tested: Sequence[Tested]) -> None:
        self._tested = tuple(tested)
        self._desk.changed()

    def _over(self, why: Word | None) -> None:
        self._is_busy = False
        found = worst(self._tested)
        if why is not None:
            self._notice, self._mood = why, Mood.WARN
        elif found is None or found.fate is Fate.MOVED:
            self._notice, self._mood = Word("tests.well"), Mood.GOOD
        elif found.fate is Fate.NOT_MOVED:
            self._notice, self._mood = Word("tests.not-done", (found.code,)), Mood.BAD
        else:
            self._notice, self._mood = Word("tests.not-known", (found.code,)), Mood.WARN
        self._desk.changed()
