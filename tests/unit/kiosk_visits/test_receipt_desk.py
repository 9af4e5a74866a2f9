"""The desk of the customer's receipts: one time for each, and a slot that is cleared in between."""

from __future__ import annotations

from datetime import UTC

import pytest

from hardware.errors import DeviceTimeout
from kiosk.devices.results import Done, Unknown
from kiosk.domain.receipt import ReceiptFacts, ReceiptKind
from kiosk.receipts.words import plain_words
from kiosk.visits.receipt_desk import ReceiptDesk, Stationery
from tests.unit.kiosk_money.desk import TXID, VISIT, Desk, Device

FACTS = ReceiptFacts(ReceiptKind.BALANCE, "A1B2C3", "en")
HOUR_MS = 3_600_000


class Hearing:
    """A customer who keeps what is said of receipts."""

    number = VISIT

    def __init__(self):
        self.heard = []

    def hear_receipt(self, news):
        self.heard.append(news)


class Receipts(Desk):
    def __init__(self):
        super().__init__()
        self.printer, self.you, self.now_ms = Device(), Hearing(), 0
        self.journal.utc_ms = lambda: self.now_ms
        stationery = Stationery("ATM-1", "", UTC, plain_words)
        self.desk = ReceiptDesk(self.ports, stationery, self.printer)

    def times(self):
        """Of what was drawn."""
        self.loop.run_ready()
        return [
            line.split()[-1]
            for drawn in self.you.heard
            for line in drawn.lines
            if line.startswith("Time")
        ]


@pytest.fixture
def receipts():
    return Receipts()


def test_a_receipt_that_is_read_later_has_the_time_that_was_printed(receipts):
    receipts.desk.print(FACTS, TXID, receipts.you)
    receipts.now_ms += HOUR_MS
    receipts.desk.draw(FACTS, receipts.you)

    assert ["00:00"] == receipts.times()


def test_another_visits_receipt_has_its_own_time(receipts):
    receipts.desk.draw(FACTS, receipts.you)
    receipts.desk.clear_slot()
    receipts.now_ms += HOUR_MS
    receipts.desk.draw(FACTS, receipts.you)

    assert ["00:00", "01:00"] == receipts.times()


@pytest.mark.parametrize(
    ("result", "before_print"),
    [(Done(None), []), (Unknown(DeviceTimeout("no answer")), [("take_back",)])],
)
def test_a_slot_that_may_not_be_clear_is_cleared_before_anything_is_printed(
    receipts, result, before_print
):
    receipts.desk.clear_slot()
    receipts.printer.deliver(result)
    receipts.printer.asked.clear()
    receipts.printer.print = lambda _job: None
    receipts.desk.print(FACTS, TXID, receipts.you)

    assert before_print == receipts.printer.asked[:-1]
