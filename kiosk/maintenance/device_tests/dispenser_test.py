"""The dispenser: one note of a canister, or of each, to the reject bin, by two people.

Whether it may be done at all, and how, is in `kiosk/visits/note_tests.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.domain.bins import Bin
from kiosk.domain.maintenance import note_test_page
from kiosk.domain.maintenance.device_tests import DeviceTests
from kiosk.domain.maintenance.note_test import SECOND_ROLES, Fate, Tested, worst
from kiosk.domain.maintenance.note_test_page import EACH, NoteTestFacts
from kiosk.domain.staff_page import Mood, StaffPage, Word
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools


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
        return note_test_page.page(self._facts, self._notice, self._mood)

    @property
    def _facts(self) -> NoteTestFacts:
        tools = self._tools
        return NoteTestFacts(
            left={line.canister: line.left for line in tools.supervision.counted},
            reject=tools.bins.of(Bin.REJECT),
            runs_left=tools.note_tests.runs_left,
            why_not=tools.note_tests.why_not(self._desk.since_s),
            tested=self._tested,
        )

    def act(self, number: int) -> None:
        canisters = self._facts.can_be_tested if number == EACH else [number - EACH]
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
