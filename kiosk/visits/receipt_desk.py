"""The customer's receipts: laid out with this machine's name and words, then printed or shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from kiosk.domain.receipt import ReceiptFacts
from kiosk.domain.visit.money_news import ReceiptDrawn, ReceiptNews, Slip
from kiosk.money.ports import Ports
from kiosk.money.receipt_printing import Printer, ReceiptPrinting
from kiosk.receipts.job import escpos_bytes
from kiosk.receipts.layout import Line, lines, text_lines
from kiosk.receipts.receipt import Receipt
from kiosk.receipts.words import WordsOf
from kiosk.visits.customers import ReceiptCustomer

NO_PRINTER: Final = "none"
MS_PER_S: Final = 1_000


@dataclass(frozen=True, slots=True)
class Stationery:
    """
    Attributes:
        machine, place: its name, and where it stands.
        zone: of the times on it.
        words: of the customer's language.
    """

    machine: str
    place: str
    zone: tzinfo
    words: WordsOf


class ReceiptDesk:
    """Lives in the core thread. Nothing waits for it but the customer."""

    def __init__(self, ports: Ports, stationery: Stationery, printer: Printer | None) -> None:
        self._ports = ports
        self._stationery = stationery
        self._printer = printer

    def print(self, facts: ReceiptFacts, txid: bytes, customer: ReceiptCustomer) -> None:
        """Once; what becomes of it `customer` hears, and the journal."""
        if self._printer is None:
            none = ReceiptNews(Slip.FAILED, NO_PRINTER)
            self._ports.loop.post(lambda: customer.hear_receipt(none))
            return
        job = escpos_bytes(self._laid(facts))
        tell = customer.hear_receipt
        ReceiptPrinting(self._ports, self._printer, customer.number, txid, job, tell).start()

    def draw(self, facts: ReceiptFacts, customer: ReceiptCustomer) -> None:
        drawn = ReceiptDrawn(text_lines(self._laid(facts)))
        self._ports.loop.post(lambda: customer.hear_receipt(drawn))

    def _laid(self, facts: ReceiptFacts) -> tuple[Line, ...]:
        paper = self._stationery
        at = datetime.fromtimestamp(self._ports.journal.utc_ms() / MS_PER_S, paper.zone)
        receipt = Receipt(facts, at, paper.machine, paper.place)
        return lines(receipt, paper.words(facts.language))
