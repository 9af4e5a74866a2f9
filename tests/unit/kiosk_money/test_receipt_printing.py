"""One receipt and its evidence: given to the printer once, whatever becomes of it."""

from __future__ import annotations

import pytest

from hardware.errors import DeviceTimeout, Outcome, PrinterStopped
from hardware.protocol.escpos_replies import PaperLevel, PrinterStatus
from kiosk.devices.port import PortClosed
from kiosk.devices.results import Done, NotDone, Unknown
from kiosk.domain.transactions.receipt import LOOKS_MAX
from kiosk.domain.visit.money_news import ReceiptNews, Slip
from kiosk.journal.entry import Out
from kiosk.journal.events import ReceiptFail, ReceiptPrinted, ReceiptTaken
from kiosk.money.receipt_printing import ReceiptPrinting
from tests.unit.kiosk_money.desk import TXID, VISIT, Desk, Device, entry

JOB = b"receipt"
REFERENCE = "A1B2C3"
PRINTED = ReceiptNews(Slip.PRINTED, REFERENCE)
TAKEN = ReceiptNews(Slip.TAKEN, REFERENCE)


def status(*, has_receipt, paper=PaperLevel.OK):
    return Done(PrinterStatus(paper, False, False, has_receipt))


class Printing(Desk):
    def __init__(self):
        super().__init__()
        self.printer, self.told = Device(), []
        self.run = ReceiptPrinting(
            self.ports, self.printer, VISIT, TXID, REFERENCE, JOB, self.told.append
        )
        self.run.start()


@pytest.fixture
def printing():
    return Printing()


def test_a_receipt_is_printed_and_taken(printing):
    printing.printer.deliver(status(has_receipt=True, paper=PaperLevel.LOW))
    assert [PRINTED] == printing.told
    printing.loop.advance(0.6)
    printing.printer.deliver(status(has_receipt=True))
    printing.loop.advance(0.6)
    printing.printer.deliver(status(has_receipt=False))

    assert [PRINTED, TAKEN] == printing.told
    assert [
        entry(ReceiptPrinted(TXID, "low")),
        entry(ReceiptTaken(TXID, 1_200)),
    ] == printing.journal.entries


def test_a_printer_that_says_no_more_has_printed_all_the_same(printing):
    printing.printer.deliver(Done(None))

    assert [entry(ReceiptPrinted(TXID, "ok"))] == printing.journal.entries


@pytest.mark.parametrize(
    ("result", "code", "out"),
    [
        (NotDone(PrinterStopped("out", Outcome.NOT_DONE)), "out", Out.FAIL),
        (NotDone(PrinterStopped("open", Outcome.NOT_DONE)), "open", Out.FAIL),
        (NotDone(PortClosed("away")), "lost", Out.FAIL),
        (Unknown(PrinterStopped("jam", Outcome.UNKNOWN)), "jam", Out.UNKNOWN),
        (Unknown(DeviceTimeout("no answer")), "lost", Out.UNKNOWN),
    ],
)
def test_a_failure_is_told_and_the_job_never_given_again(printing, result, code, out):
    """As sure as it is: what may lie in the slot is not called a failure."""
    printing.printer.deliver(result)
    for _ in range(300):
        printing.loop.advance(0.5)
        printing.printer.deliver(status(has_receipt=False))
    told = Slip.UNSURE if out is Out.UNKNOWN else Slip.FAILED

    assert [ReceiptNews(told, REFERENCE, code)] == printing.told
    assert [entry(ReceiptFail(TXID, code), out)] == printing.journal.entries
    assert (LOOKS_MAX if out is Out.UNKNOWN else 0) == len(printing.printer.asked) - 1


LOST = Unknown(DeviceTimeout("no answer"))


def test_what_was_printed_and_nobody_was_told_is_seen_to_be_taken(printing):
    printing.printer.deliver(LOST)
    for is_there in (False, True, True, False):
        printing.loop.advance(0.6)
        printing.printer.deliver(status(has_receipt=is_there))

    assert [ReceiptNews(Slip.UNSURE, REFERENCE, "lost"), TAKEN] == printing.told
    assert entry(ReceiptTaken(TXID, 2_400)) == printing.journal.entries[-1]
    assert printing.run.is_over


def test_what_the_printer_takes_back_in_was_taken_by_nobody(printing):
    """The next visit has begun; nothing of the one before it is looked for."""
    printing.printer.deliver(status(has_receipt=True))
    printing.run.slot_cleared()
    printing.loop.advance(0.6)
    printing.printer.deliver(status(has_receipt=False))

    assert [PRINTED] == printing.told
    assert [entry(ReceiptPrinted(TXID, "ok"))] == printing.journal.entries


def test_a_printer_that_is_lost_with_the_receipt_in_its_slot_is_looked_at_a_minute(printing):
    printing.printer.deliver(Done(None))
    for _ in range(300):
        printing.loop.advance(0.5)
        printing.printer.deliver(Unknown(DeviceTimeout("no answer")))

    assert [PRINTED] == printing.told
    assert 1 + LOOKS_MAX == len(printing.printer.asked)
