"""What the panel draws of the receipt printer: slot, paper, and the receipt in one's hand."""

# Names that QML reads follow QML's habit, not ours.

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Property, Signal
from PySide6.QtQml import QmlElement

from kiosk.panel.panel_slot import PanelSlot
from kiosk.panel.receipt_picture import Slip, source
from kiosk.panel.seen import Seen
from kiosk.workbench.demo_notes import CardNotes

QML_IMPORT_NAME = "Panel.Models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class PanelReceipts(PanelSlot):
    """GUI thread only."""

    receiptsChanged = Signal()

    def __init__(self, owners: Mapping[str, CardNotes]) -> None:
        super().__init__(owners)
        self._printer = Seen()
        self._held: Slip = ()

    def _show_receipts(self, now: Seen) -> None:
        """Whoever puts a card in has put the last receipt away."""
        if now.card_name and not self._printer.card_name:
            self._held = ()
        self._printer = now
        self.receiptsChanged.emit()

    def hold_receipt(self, slip: Slip) -> None:
        """Up, to be read; an empty one is put away."""
        self._held = slip
        self.receiptsChanged.emit()

    @Property(bool, notify=receiptsChanged)
    def receiptOut(self) -> bool:
        return self._printer.receipts_out > 0

    @Property(str, notify=receiptsChanged)
    def receiptAtSlot(self) -> str:
        """A picture of the last receipt, as the source of an Image; empty if there was none."""
        return source(self._printer.slip)

    @Property(str, notify=receiptsChanged)
    def receiptInHand(self) -> str:
        return source(self._held)

    @Property(str, notify=receiptsChanged)
    def wordsInHand(self) -> str:
        """For whoever cannot see it."""
        return "\n".join(" ".join(text.split()) for text, _style in self._held if text)

    @Property(bool, notify=receiptsChanged)
    def receiptLamp(self) -> bool:
        return "receipt" in self._printer.lamps

    @Property(str, notify=receiptsChanged)
    def receiptPaper(self) -> str:
        return self._printer.paper

    @Property(bool, notify=receiptsChanged)
    def printerJammed(self) -> bool:
        return self._printer.is_printer_jammed

    @Property(bool, notify=receiptsChanged)
    def receiptWillBeLost(self) -> bool:
        return bool(self._printer.prints_planned)
