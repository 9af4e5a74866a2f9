"""Item 5, receipt paper: how the printer stands, a new roll, a test page, a cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hardware.drivers.receipt_printer import ReceiptPrinter
from hardware.protocol.escpos_replies import PaperLevel, PrinterStatus
from kiosk.devices.results import Done, Result
from kiosk.domain.maintenance.paper import ACTIONS, LOADED, paper_lines
from kiosk.domain.staff_page import Action, Line, Mood, StaffPage, Word
from kiosk.journal.events import PaperLoaded
from kiosk.maintenance.device_tests.printer_test import PrinterTest
from kiosk.maintenance.task import Desk
from kiosk.maintenance.tools import Tools


class PaperTask(PrinterTest):
    """The printer's test, and the roll besides."""

    def __init__(self, tools: Tools, desk: Desk) -> None:
        super().__init__(tools, desk)
        self._is_loading = False

    @property
    def is_busy(self) -> bool:
        return self._is_loading or super().is_busy

    @property
    def page(self) -> StaffPage:
        return replace(super().page, title=Word("menu.5"))

    def lines(self) -> Sequence[Line]:
        if not self._tools.house.has_printer:
            return (Line(Word("device.receipt_printer"), (Word("menu.not-here"),), Mood.FAINT),)
        return paper_lines(self._tools.devices.printer)

    def actions(self) -> Sequence[Action]:
        if not self._tools.house.has_printer:
            return ()
        return ACTIONS

    def chosen(self, number: int) -> None:
        if number != LOADED:
            super().chosen(number)
            return
        printer = self._ports.devices.receipt_printer
        assert printer is not None, "the action is there only where there is a printer"
        self._is_loading = True
        printer.submit(ReceiptPrinter.status, self._looked)

    def _looked(self, result: Result[PrinterStatus]) -> None:
        """Whatever people say, the sensor is asked."""
        match result:
            case Done(status) if status.paper is not PaperLevel.OUT:
                event = PaperLoaded(self._desk.people().who, status.paper.value)
                self._ports.write_one(event, None, lambda: self._said("paper.noted", Mood.GOOD))
            case Done():
                self._said("paper.still-out", Mood.BAD)
            case _:
                self._said("paper.silent", Mood.BAD)

    def _said(self, word: str, mood: Mood) -> None:
        self._is_loading = False
        self._tell(Word(word), mood)
        self._desk.changed()
