"""The receipt printer: a page with letters, signs and black, cut off; a person looks at it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from kiosk.devices.results import Done, Result
from kiosk.domain.maintenance.device_tests import DeviceTests
from kiosk.domain.maintenance.paper import PRINT, TESTS, paper_lines
from kiosk.domain.staff_page import Action, Line, Word
from kiosk.domain.supervisor import Device
from kiosk.maintenance.device_tests.device_test import DeviceTest
from kiosk.maintenance.task import Desk
from kiosk.maintenance.tools import Tools
from kiosk.receipts import test_page
from kiosk.receipts.printable import printable

WORDS: Final = {"de": "Testseite"}
WORDS_ELSE: Final = "Test page"


class PrinterTest(DeviceTest):
    """Also the printing half of item 5."""

    def __init__(self, tools: Tools, desk: Desk) -> None:
        super().__init__(tools, desk, DeviceTests.PRINTER, Device.RECEIPT_PRINTER.value)

    def lines(self) -> Sequence[Line]:
        return paper_lines(self._tools.devices.printer)

    def actions(self) -> Sequence[Action]:
        return TESTS

    def chosen(self, number: int) -> None:
        if number == PRINT:
            job = test_page.page(printable(self._tools.settings.atm_name), self._words)
            self._begin("page", lambda: self._print(job, self._printed))
        else:
            self._begin("cut", lambda: self._print(test_page.CUT_ALONE, self._cut))

    @property
    def _words(self) -> str:
        return WORDS.get(self._tools.house.language, WORDS_ELSE)

    def _print(self, job: bytes, deliver: Callable[[Result[None]], None]) -> None:
        printer = self._ports.devices.receipt_printer
        assert printer is not None, "the test is there only where there is a printer"
        printer.submit(lambda each: each.print(job), deliver)

    def _printed(self, result: Result[None]) -> None:
        if isinstance(result, Done):
            self._ask_person(Word("tests.look-page"))
        else:
            self._end_badly(result)

    def _cut(self, result: Result[None]) -> None:
        if isinstance(result, Done):
            self._end_well()
        else:
            self._end_badly(result)
