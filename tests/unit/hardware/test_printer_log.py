"""What the log for engineers says of the printer's line, and that no receipt is in it."""

from __future__ import annotations

import pytest

from hardware.drivers.receipt_printer import ReceiptPrinter
from hardware.errors import PrinterStopped
from hardware.transport.device_log import LoggedTransport
from hardware.transport.memory import MemoryTransport
from hardware.transport.printer_log import LoggedPrinter, logged
from tests.unit.emulators.emulated_atm import EmulatedAtm, PatientLine

JOB = b"Alice 4711 EUR 100\n\x1dVB\x00"


@pytest.fixture
def told():
    return []


@pytest.fixture
def atm():
    return EmulatedAtm()


@pytest.fixture
def printer(atm, told):
    line = PatientLine(atm.world.printer, atm.clock)
    watched = LoggedPrinter(line, told.append, lambda: 5.0, "receipt_printer")
    return ReceiptPrinter(watched, monotonic=atm.clock, first_id=7)


def test_a_print_is_told_by_size_and_end(printer, told):
    """The first one of a run has what may hang cut off and taken back before it."""
    printer.print(JOB)

    assert [
        f"device=receipt_printer op=PRINT sent={len(JOB) + 4 + 3 + 11}",
        "device=receipt_printer op=PRINT done=yes ms=0.0",
    ] == [line for line in told if "PRINT" in line]
    assert "Alice" not in "".join(told)


def test_a_cut_and_a_receipt_that_goes_back_are_told_as_such(printer, told):
    printer.hello()
    printer.print(JOB)
    printer.take_back()

    assert [
        f"device=receipt_printer op=CUT sent={4 + 3 + 11}",
        "device=receipt_printer op=CUT done=yes ms=0.0",
        f"device=receipt_printer op=PRINT sent={len(JOB) + 11}",
        "device=receipt_printer op=PRINT done=yes ms=0.0",
        f"device=receipt_printer op=TAKE-BACK sent={3 + 11}",
        "device=receipt_printer op=TAKE-BACK done=yes ms=0.0",
    ] == [line for line in told if "sent=" in line or "done=" in line]


def test_a_poll_with_nothing_new_is_only_counted(atm, printer, told):
    for _ in range(10):
        printer.status()
    atm.world.printer.set_cover(is_open=True)
    printer.status()
    printer.close()
    printer_says = [line for line in told if "op=STATUS" in line]

    assert ["device=receipt_printer op=STATUS ms=0.0 status=12,12,12,12"] == printer_says


def test_a_change_is_told_with_how_long_nothing_changed(atm, printer, told):
    for _ in range(10):
        printer.status()
    atm.world.printer.set_jam(is_jammed=True)
    with pytest.raises(PrinterStopped):
        printer.print(JOB)
    printer.status()

    assert "device=receipt_printer op=STATUS ms=0.0 status=1a,52,1a,12 same=9" in told


def test_only_the_printers_line_is_read_as_one(atm):
    line = MemoryTransport(atm.world.printer)

    assert isinstance(logged(line, "receipt_printer", print, atm.clock), LoggedPrinter)
    assert isinstance(logged(line, "cabinet", print, atm.clock), LoggedTransport)
