"""The keypad: each key by its name until one of two is pressed twice; its case, and its key.

Only keys outside PIN entry: during one the pad itself gives none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.domain.maintenance.device_tests import DeviceTests
from kiosk.domain.staff_page import Action, Line, Mood, Word
from kiosk.domain.supervisor import Device
from kiosk.journal.entry import Out
from kiosk.maintenance.device_tests.device_test import DeviceTest
from kiosk.maintenance.task import Desk
from kiosk.maintenance.tools import Tools

BEGIN: Final = 1
ENDS: Final = frozenset("EX")  # pressed twice in a row
NAMED: Final = frozenset("ECXH")
SHOWN_MAX: Final = 6  # the newest


class KeypadTest(DeviceTest):
    def __init__(self, tools: Tools, desk: Desk) -> None:
        super().__init__(tools, desk, DeviceTests.KEYPAD, Device.PIN_PAD.value)
        self._keys: list[str] = []

    @property
    def is_busy(self) -> bool:
        return False

    @property
    def wants_keys(self) -> bool:
        return self._is_under_way

    def lines(self) -> Sequence[Line]:
        pad = self._tools.devices.pad
        if pad is None:
            first = [Line(Word("device.pin_pad"), (Word("status.away"),), Mood.BAD)]
        else:
            case = Word("status.tampered" if pad.tamper else "status.whole")
            mood = Mood.BAD if pad.tamper else Mood.GOOD
            first = [Line(Word("status.pad"), (case,), mood), self._key_line]
        count = len(self._keys)
        begin = max(0, count - SHOWN_MAX)
        pressed = enumerate(self._keys[begin:], start=begin + 1)
        return [*first, *(Line(Word("tests.key", (no,)), (_name(key),)) for no, key in pressed)]

    @property
    def _key_line(self) -> Line:
        has_key = bool(self._tools.devices.has_key(Device.PIN_PAD))
        word = Word("tests.has-key" if has_key else "tests.no-key")
        return Line(Word("tests.pad-key"), (word,), Mood.GOOD if has_key else Mood.BAD)

    def actions(self) -> Sequence[Action]:
        return () if self._is_under_way else (Action(BEGIN, Word("tests.keys")),)

    def chosen(self, number: int) -> None:
        assert number == BEGIN
        self._keys.clear()
        self._begin("keys", lambda: None)
        self._tell(Word("tests.press-keys"))

    def key(self, key: str) -> None:
        is_end = key in ENDS and self._keys[-1:] == [key]
        self._keys.append(key)
        if not is_end:
            return
        count = len(set(self._keys))
        pad = self._tools.devices.pad
        if pad is not None and pad.tamper:
            self._end("tampered", Word("status.tampered"), Mood.BAD, Out.FAIL)
        else:
            self._end_well(Word("tests.keys-seen", (count,)))


def _name(key: str) -> Word | str:
    return Word(f"tests.key-{key}") if key in NAMED else key.upper()
