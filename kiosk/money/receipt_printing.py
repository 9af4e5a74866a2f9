"""Prints one receipt: carries out the effects of its table, beside the money."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, assert_never

from hardware.drivers.receipt_printer import ReceiptPrinter, failure_code
from hardware.errors import HardwareError
from hardware.protocol.escpos_replies import PrinterStatus
from kiosk.devices.port import DevicePort
from kiosk.devices.results import Done, NotDone, Result
from kiosk.domain.transactions.receipt import (
    Code,
    Do,
    Event,
    Failed,
    Finished,
    Heard,
    Look,
    NoteFailed,
    State,
    Step,
    begin,
    step,
)
from kiosk.domain.visit.money_news import ReceiptNews, Slip
from kiosk.journal.entry import Out
from kiosk.journal.events import ReceiptFail, ReceiptPrinted, ReceiptTaken
from kiosk.money.ports import Ports

PAPER_UNTOLD: Final = "ok"  # it has printed, and did not say how much is left

Printer = DevicePort[ReceiptPrinter, PrinterStatus]


class ReceiptPrinting:
    """One receipt, given to the printer once. Lives in the core thread."""

    def __init__(
        self,
        ports: Ports,
        printer: Printer,
        visit: str,
        txid: bytes,
        reference: str,
        job: bytes,
        tell: Callable[[ReceiptNews], None],
    ) -> None:
        self._ports = ports
        self._printer = printer
        self._visit = visit
        self._txid = txid
        self._reference = reference
        self._job = job
        self._tell = tell
        self._state: State | None = None
        self._paper = PAPER_UNTOLD
        self._cut_at = 0.0

    @property
    def is_over(self) -> bool:
        """Nobody looks for it any longer."""
        return isinstance(self._state, Finished)

    def start(self, *, shares_slot: bool = False) -> None:
        """shares_slot: an earlier receipt may still lie there."""
        self._take(begin(shares_slot=shares_slot))

    def slot_cleared(self) -> None:
        """What lies in the slot is taken back in, and not by a customer."""
        self._handle(Event.CLEARED)

    def _handle(self, event: Heard) -> None:
        assert self._state is not None, "it has begun"
        self._take(step(self._state, event))

    def _take(self, taken: Step) -> None:
        self._state = taken.state
        for effect in taken.effects:
            match effect:
                case Do.PRINT:
                    self._printer.submit(partial(_print, self._job), self._printed)
                case Do.NOTE_PRINTED:
                    self._cut_at = self._ports.loop.now()
                    self._ports.note(ReceiptPrinted(self._txid, self._paper), self._visit)
                    self._tell(ReceiptNews(Slip.PRINTED, self._reference))
                case Do.NOTE_TAKEN:
                    waited_ms = round((self._ports.loop.now() - self._cut_at) * 1000)
                    self._ports.note(ReceiptTaken(self._txid, waited_ms), self._visit)
                    self._tell(ReceiptNews(Slip.TAKEN, self._reference))
                case NoteFailed(failed):
                    self._cut_at = self._ports.loop.now()
                    self._note_failed(failed)
                case Look(delay_s):
                    self._ports.loop.after(delay_s * self._ports.pace, self._look)
                case _:
                    assert_never(effect)

    def _note_failed(self, failed: Failed) -> None:
        out = Out.UNKNOWN if failed.is_unsure else Out.FAIL
        state = Slip.UNSURE if failed.is_unsure else Slip.FAILED
        code = failed.code.value
        self._ports.note(ReceiptFail(self._txid, code), self._visit, out)
        self._tell(ReceiptNews(state, self._reference, code))

    def _printed(self, result: Result[PrinterStatus | None]) -> None:
        match result:
            case Done(status):
                if status is not None:
                    self._paper = status.paper.value
                self._handle(Event.CUT)
            case NotDone(error):
                self._handle(Failed(Code(failure_code(error))))
            case _:
                self._handle(Failed(Code(failure_code(result.error)), is_unsure=True))

    def _look(self) -> None:
        self._printer.submit(lambda printer: printer.status(), self._looked)

    def _looked(self, result: Result[PrinterStatus]) -> None:
        match result:
            case Done(PrinterStatus(has_receipt=None)):
                self._handle(Event.NO_SENSOR)
            case Done(PrinterStatus(has_receipt=False)):
                self._handle(Event.GONE)
            case Done():
                self._handle(Event.THERE)
            case _:
                self._handle(Event.SILENT)


def _print(job: bytes, printer: ReceiptPrinter) -> PrinterStatus | None:
    """And how the printer is afterwards; what it does not say then changes nothing."""
    printer.print(job)
    try:
        return printer.status()
    except HardwareError:
        return None
