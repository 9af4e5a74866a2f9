"""Item 7, tests: the list of them, and the one that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from hardware.crypto.secret import Secret
from kiosk.domain.maintenance import device_tests
from kiosk.domain.maintenance.device_tests import DeviceTests
from kiosk.domain.staff_page import StaffPage
from kiosk.maintenance.device_tests.dispenser_test import DispenserTest
from kiosk.maintenance.device_tests.hsm_test import HsmTest
from kiosk.maintenance.device_tests.keypad_test import KeypadTest
from kiosk.maintenance.device_tests.reader_test import ReaderTest
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools

TESTS: Final[Mapping[DeviceTests, Callable[[Tools, Desk], Task]]] = {
    DeviceTests.READER: ReaderTest,
    DeviceTests.KEYPAD: KeypadTest,
    DeviceTests.HSM: HsmTest,
    DeviceTests.DISPENSER: DispenserTest,
}


class TestsTask(Task):
    __test__ = False  # pytest takes the name for one of its own

    def __init__(self, tools: Tools, desk: Desk) -> None:
        self._tools = tools
        self._desk = desk
        self._open: Task | None = None

    @property
    def page(self) -> StaffPage:
        if self._open is not None:
            return self._open.page
        return device_tests.page(has_printer=self._tools.house.has_printer)

    @property
    def is_busy(self) -> bool:
        return self._open is not None and self._open.is_busy

    @property
    def wants_keys(self) -> bool:
        return self._open is not None and self._open.wants_keys

    def act(self, number: int) -> None:
        if self._open is not None:
            self._open.act(number)
        else:
            self._open = TESTS[DeviceTests(number)](self._tools, self._desk)

    def key(self, key: str) -> None:
        if self._open is not None:
            self._open.key(key)

    def enter(self, typed: str) -> None:
        if self._open is not None:
            self._open.enter(typed)

    def enter_secret(self, typed: Secret) -> None:
        if self._open is not None:
            self._open.enter_secret(typed)

    def back(self) -> bool:
        if self._open is None:
            return False
        if not self._open.back():
            self._open.close()
            self._open = None
        return True

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
