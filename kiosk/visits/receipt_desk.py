"""The customer's receipts: laid out with this machine's name and words, then printed or shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from kiosk.devices.results import Done, Result
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
        self._out: list[ReceiptPrinting] = []  # of this visit, and looked for
        self._must_clear = False
        self._made_ms: dict[str, int] = {}  # by the reference of each receipt of this visit

    def clear_slot(self) -> None:
        """The next visit begins: what the one before it has left is no longer there to be taken."""
        for each in self._out:
            each.slot_cleared()
        self._out.clear()
        self._made_ms.clear()
        if self._printer is not None:
            self._must_clear = True
            self._printer.submit(lambda printer: printer.take_back(), self._cleared)

    def _cleared(self, result: Result[None]) -> None:
        if isinstance(result, Done):
            self._must_clear = False

    def print(self, facts: ReceiptFacts, txid: bytes, customer: ReceiptCustomer) -> None:
        """Once; what becomes of it `customer` hears, and the journal."""
        if self._printer is None:
            none = ReceiptNews(Slip.FAILED, facts.reference, NO_PRINTER)
            self._ports.loop.post(lambda: customer.hear_receipt(none))
            return
        if self._must_clear:
            # The printer did not answer when the visit began.
            self._printer.submit(lambda printer: printer.take_back(), self._cleared)
        printing = ReceiptPrinting(
            self._ports,
            self._printer,
            customer.number,
            txid,
            facts.reference,
            escpos_bytes(self._laid(facts)),
            customer.hear_receipt,
        )
        self._out = [each for each in self._out if not each.is_over]
        printing.start(shares_slot=bool(self._out))
        self._out.append(printing)

    def draw(self, facts: ReceiptFacts, customer: ReceiptCustomer) -> None:
        drawn = ReceiptDrawn(facts.reference, text_lines(self._laid(facts)))
        self._ports.loop.post(lambda: customer.hear_receipt(drawn))

    def _laid(self, facts: ReceiptFacts) -> tuple[Line, ...]:
        """With the time at which it was first wanted, however often it is read."""
        paper = self._stationery
        made_ms = self._made_ms.setdefault(facts.reference, self._ports.journal.utc_ms())
        at = datetime.fromtimestamp(made_ms / MS_PER_S, paper.zone)
        receipt = Receipt(facts, at, paper.machine, paper.place)
        return lines(receipt, paper.words(facts.language))
