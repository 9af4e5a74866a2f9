"""Key switch, doors, battery, headphones and bin as the cabinet says, live: change one, and see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hardware.protocol.cabinet import CabinetFlag
from kiosk.domain.maintenance.device_tests import DeviceTests
from kiosk.domain.staff_page import Action, Line, Mood, Word
from kiosk.domain.supervisor import Device
from kiosk.maintenance.device_tests.device_test import DeviceTest
from kiosk.maintenance.task import Desk
from kiosk.maintenance.tools import Tools

BEGIN: Final = 1
_WORDS: Final = {
    CabinetFlag.KEY_ON: ("tests.key-switch", "tests.on", "tests.off"),
    CabinetFlag.SERVICE_DOOR: ("tests.service-door", "status.open", "status.closed"),
    CabinetFlag.SAFE_DOOR: ("status.safe", "status.open", "status.closed"),
    CabinetFlag.HEADPHONES: ("tests.headphones", "tests.plugged", "tests.none"),
    CabinetFlag.BATTERY: ("tests.power", "tests.battery", "tests.mains"),
    CabinetFlag.ENVELOPES_FULL: ("status.envelopes", "status.full", "status.room"),
}


class SwitchesTest(DeviceTest):
    """The page looks again by itself; see `TestsTask`. A key that is turned on ends the menu, and
    this test with it."""

    def __init__(self, tools: Tools, desk: Desk) -> None:
        super().__init__(tools, desk, DeviceTests.SWITCHES, Device.CABINET.value)
        self._first: CabinetFlag | None = None
        self._changed = CabinetFlag(0)

    def lines(self) -> Sequence[Line]:
        cabinet = self._tools.devices.cabinet
        if cabinet is None:
            return (Line(Word("device.cabinet"), (Word("status.away"),), Mood.BAD),)
        if self._first is not None:
            self._changed |= cabinet.flags ^ self._first
        return [self._line(flag, cabinet.flags) for flag in _WORDS]

    def _line(self, flag: CabinetFlag, flags: CabinetFlag) -> Line:
        name, is_set, is_not = _WORDS[flag]
        has_changed = bool(flag & self._changed)
        word = Word(is_set if flags & flag else is_not)
        return Line(Word(name), (word,), Mood.GOOD if has_changed else Mood.PLAIN)

    def actions(self) -> Sequence[Action]:
        return (Action(BEGIN, Word("tests.watch")),)

    def chosen(self, number: int) -> None:
        assert number == BEGIN
        self._begin("switches", self._watch)

    def _watch(self) -> None:
        self._first, self._changed = self._tools.devices.flags, CabinetFlag(0)
        self._ask_person(Word("tests.change-and-see"))

    def ended(self) -> None:
        self._first = None
