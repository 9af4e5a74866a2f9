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
from kiosk.maintenance.device_tests.lamps_test import LampsTest
from kiosk.maintenance.device_tests.link_test import LinkTest
from kiosk.maintenance.device_tests.printer_test import PrinterTest
from kiosk.maintenance.device_tests.reader_test import ReaderTest
from kiosk.maintenance.device_tests.screen_test import ScreenTest
from kiosk.maintenance.device_tests.slot_test import SlotTest
from kiosk.maintenance.device_tests.storage_test import StorageTest
from kiosk.maintenance.device_tests.switches_test import SwitchesTest
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools

TESTS: Final[Mapping[DeviceTests, Callable[[Tools, Desk], Task]]] = {
    DeviceTests.READER: ReaderTest,
    DeviceTests.KEYPAD: KeypadTest,
    DeviceTests.HSM: HsmTest,
    DeviceTests.DISPENSER: DispenserTest,
    DeviceTests.PRINTER: PrinterTest,
    DeviceTests.SLOT: SlotTest,
    DeviceTests.SCREEN: ScreenTest,
    DeviceTests.LAMPS: LampsTest,
    DeviceTests.SWITCHES: SwitchesTest,
    DeviceTests.LINK: LinkTest,
    DeviceTests.STORAGE: StorageTest,
}

LOOK_S: Final = 0.5


class TestsTask(Task):
    __test__ = False  # pytest takes the name for one of its own

    def __init__(self, tools: Tools, desk: Desk) -> None:
        self._tools = tools
        self._desk = desk
        self._open: Task | None = None
        self._timer = desk.ports.loop.after(LOOK_S, self._look)

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

    def _look(self) -> None:
        """Doors, cards and lines change by themselves."""
        self._timer = self._desk.ports.loop.after(LOOK_S, self._look)
        self._desk.changed()

    def back(self) -> bool:
        if self._open is None:
            return False
        if not self._open.back():
            self._open.close()
            self._open = None
        return True

    def close(self) -> None:
        self._timer.cancel()
        if self._open is not None:
            self._open.close()
