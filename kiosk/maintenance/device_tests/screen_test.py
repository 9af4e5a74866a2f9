"""The screen: its colours, a touch near each corner and in the middle, and a walk by keys alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.domain.maintenance.device_tests import DeviceTests
from kiosk.domain.staff_page import Action, Line, Mood, Pattern, StaffPage, Word
from kiosk.maintenance.device_tests.device_test import DeviceTest
from kiosk.maintenance.task import Desk
from kiosk.maintenance.tools import Tools

COLOURS: Final = 1
TOUCH: Final = 2
KEYS: Final = 3
NEXT: Final = 1
TARGETS: Final = 5  # the corners, then the middle
WALK: Final = "2468E"
FIELDS: Final = (Pattern.WHITE, Pattern.BLACK, Pattern.RED, Pattern.GREEN, Pattern.BLUE)
SCREEN: Final = "screen"


class ScreenTest(DeviceTest):
    def __init__(self, tools: Tools, desk: Desk) -> None:
        super().__init__(tools, desk, DeviceTests.SCREEN, SCREEN)
        self._field = 0
        self._left: set[int] = set()
        self._walked = 0

    @property
    def is_busy(self) -> bool:
        return False

    @property
    def wants_keys(self) -> bool:
        return self._is_under_way and self._test == "keys"

    @property
    def page(self) -> StaffPage:
        made = super().page
        if self._is_asking or not self._is_under_way:
            return made
        if self._test == "colours":
            step = Action(NEXT, Word("tests.next-colour"))
            return replace(made, actions=(step,), pattern=FIELDS[self._field])
        if self._test == "touch":
            targets = tuple(Action(each, Word("tests.touch-me")) for each in sorted(self._left))
            return replace(made, actions=targets, pattern=Pattern.CORNERS)
        return replace(made, actions=())

    def lines(self) -> Sequence[Line]:
        if self.wants_keys:
            return [Line(Word("tests.press", (WALK[self._walked],)), (), Mood.PLAIN)]
        return ()

    def actions(self) -> Sequence[Action]:
        return (
            Action(COLOURS, Word("tests.colours")),
            Action(TOUCH, Word("tests.touch")),
            Action(KEYS, Word("tests.walk")),
        )

    def act(self, number: int) -> None:
        if not self._is_under_way or self._is_asking:
            super().act(number)
        elif self._test == "colours":
            self._field += 1
            if self._field == len(FIELDS):
                self._field = 0
                self._ask_person(Word("tests.saw-colours"))
        else:
            self._left.discard(number)
            if not self._left:
                self._end_well()

    def chosen(self, number: int) -> None:
        self._field, self._walked = 0, 0
        self._left = set(range(1, TARGETS + 1))
        self._begin({COLOURS: "colours", TOUCH: "touch", KEYS: "keys"}[number], self._desk.changed)

    def key(self, key: str) -> None:
        """A wrong one ends it, so that nobody is caught here without a key that works."""
        if key != WALK[self._walked]:
            self._end("wrong-key", Word("tests.wrong-key"), Mood.BAD)
            return
        self._walked += 1
        if self._walked == len(WALK):
            self._walked = 0
            self._end_well()
