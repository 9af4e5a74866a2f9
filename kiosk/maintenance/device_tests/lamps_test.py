"""The cabinet's lamps, all at once, and its sounds, one by one; a person looks and listens."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from hardware.drivers.cabinet import Cabinet
from hardware.protocol.cabinet import LampId, Tone
from kiosk.devices.results import Done, Result
from kiosk.domain.maintenance.device_tests import DeviceTests
from kiosk.domain.staff_page import Action, Line, Word
from kiosk.domain.supervisor import Device
from kiosk.maintenance.device_tests.device_test import DeviceTest
from kiosk.maintenance.task import Desk
from kiosk.maintenance.tools import Tools

LAMPS: Final = 1
TONES: Final = 2
GAP_S: Final = 0.8


class LampsTest(DeviceTest):
    def __init__(self, tools: Tools, desk: Desk) -> None:
        super().__init__(tools, desk, DeviceTests.LAMPS, Device.CABINET.value)
        self._lit: list[LampId] = []

    def lines(self) -> Sequence[Line]:
        if self._test == "lamps":
            return [Line(Word(f"tests.lamp-{each.name.lower()}")) for each in LampId]
        if self._test == "tones":
            return [Line(Word(f"tests.tone-{each.name.lower()}")) for each in Tone]
        return ()

    def actions(self) -> Sequence[Action]:
        return (Action(LAMPS, Word("tests.lamps")), Action(TONES, Word("tests.tones")))

    def chosen(self, number: int) -> None:
        if number == LAMPS:
            self._begin("lamps", lambda: self._light(list(LampId)))
        else:
            self._begin("tones", lambda: self._sound(list(Tone)))

    def _light(self, left: list[LampId]) -> None:
        if not left:
            self._ask_person(Word("tests.look-lamps"))
            return
        lamp, *others = left
        self._lit.append(lamp)

        def lit(result: Result[None]) -> None:
            if isinstance(result, Done):
                self._light(others)
            else:
                self._end_badly(result)

        self._ports.devices.cabinet.submit(lambda each: each.lamp(lamp, True), lit)

    def _sound(self, left: list[Tone]) -> None:
        if not left:
            self._ask_person(Word("tests.hear-tones"))
            return
        tone, *others = left

        def sounded(result: Result[None]) -> None:
            if isinstance(result, Done):
                self._ports.loop.after(GAP_S, lambda: self._sound(others))
            else:
                self._end_badly(result)

        self._ports.devices.cabinet.submit(lambda each: each.beep(tone), sounded)

    def ended(self) -> None:
        """No lamp stays lit."""
        lit, self._lit = self._lit, []
        for lamp in lit:
            self._ports.devices.cabinet.submit(partial(_darken, lamp), lambda _: None)


def _darken(lamp: LampId, cabinet: Cabinet) -> None:
    cabinet.lamp(lamp, False)
