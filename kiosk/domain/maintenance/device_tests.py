"""Item 7: which tests there are, under fixed numbers, and the words that they share."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from kiosk.domain.staff_page import Action, StaffPage, Word


class DeviceTests(IntEnum):
    """The values are what is typed."""

    READER = 1
    KEYPAD = 2
    HSM = 3
    DISPENSER = 4
    PRINTER = 5
    SLOT = 6
    SCREEN = 7
    LAMPS = 8
    SWITCHES = 9
    LINK = 10
    STORAGE = 11


RIGHT: Final = 1
WRONG: Final = 2
JUDGING: Final = (Action(RIGHT, Word("tests.right")), Action(WRONG, Word("tests.wrong")))
LOOKS_WRONG: Final = "looks-wrong"
LEFT: Final = "left"
AWAY: Final = "away"
OK: Final = "ok"


def page(*, has_printer: bool) -> StaffPage:
    return StaffPage(
        Word("menu.7"),
        actions=tuple(
            Action(
                test.value,
                Word(f"tests.{test.value}"),
                Word("menu.not-here") if test is DeviceTests.PRINTER and not has_printer else None,
            )
            for test in DeviceTests
        ),
    )
