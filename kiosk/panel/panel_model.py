"""What clicks on the panel mean: slots for QML, each a deed or a word why not."""

# Names that QML reads follow QML's habit, not ours.

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Slot
from PySide6.QtQml import QmlElement

from kiosk.panel import deeds, door_deeds, printer_deeds, slot_deeds
from kiosk.panel.deed import Deed, NotNow
from kiosk.panel.panel_properties import PanelProperties
from kiosk.workbench.demo_notes import CardNotes

QML_IMPORT_NAME = "Panel.Models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class PanelModel(PanelProperties):
    """GUI thread only."""

    def __init__(
        self, do: Callable[[Sequence[Deed]], None], owners: Mapping[str, CardNotes]
    ) -> None:
        """do: hands deeds to the control socket's worker, which never makes this thread wait.

        owners: of the demo's cards, by name.
        """
        super().__init__(owners)
        self._do = do

    @Slot(str)
    def clickCard(self, name: str) -> None:
        self._try(lambda: [deeds.card_clicked(self._now, name)])

    @Slot()
    def clickSlot(self) -> None:
        self._try(lambda: [deeds.slot_clicked(self._now)])

    @Slot()
    def clickCash(self) -> None:
        self._try(lambda: [deeds.cash_clicked(self._now)])

    @Slot(str)
    def press(self, keys: str) -> None:
        self._try(lambda: [deeds.key_clicked(keys)])
        if keys == deeds.HELP_KEY:
            self.refuse(deeds.HELP)

    @Slot()
    def pullCard(self) -> None:
        self._try(lambda: [deeds.pull_clicked(self._now)])

    @Slot(int)
    def jam(self, canister: int) -> None:
        self._try(lambda: [deeds.jam_clicked(self._now, canister)])

    @Slot(int)
    def short(self, canister: int) -> None:
        self._try(lambda: [deeds.short_clicked(self._now, canister)])

    @Slot(int)
    def empty(self, canister: int) -> None:
        self._try(lambda: [deeds.empty_clicked(self._now, canister)])

    @Slot()
    def jamReader(self) -> None:
        self._try(lambda: [deeds.reader_jam_clicked(self._now)])

    @Slot()
    def dirtySensors(self) -> None:
        self._try(lambda: [deeds.sensors_clicked(self._now)])

    @Slot()
    def failAtPresent(self) -> None:
        self._try(lambda: [deeds.fails_clicked(self._now)])

    @Slot(str)
    def power(self, part: str) -> None:
        self._try(lambda: [deeds.power_clicked(self._now, part)])

    @Slot(str)
    def cable(self, part: str) -> None:
        self._try(lambda: [deeds.cable_clicked(self._now, part)])

    @Slot()
    def keySwitch(self) -> None:
        self._try(lambda: [deeds.key_switch_clicked(self._now)])

    @Slot(str)
    def door(self, name: str) -> None:
        self._try(lambda: [deeds.door_clicked(self._now, name)])

    @Slot()
    def sendOrder(self) -> None:
        self._try(lambda: [door_deeds.order_clicked(self._now)])

    @Slot()
    def presentOrder(self) -> None:
        self._try(lambda: [door_deeds.present_clicked(self._now)])

    @Slot()
    def lockCharge(self) -> None:
        self._try(lambda: [door_deeds.charge_clicked(self._now)])

    @Slot()
    def lockClock(self) -> None:
        self._try(lambda: [door_deeds.clock_clicked(self._now)])

    @Slot()
    def clickEnvelope(self) -> None:
        self._try(lambda: [slot_deeds.slot_clicked(self._now)])

    @Slot()
    def pullEnvelope(self) -> None:
        self._try(lambda: [slot_deeds.back_clicked(self._now)])

    @Slot()
    def jamSlot(self) -> None:
        self._try(lambda: [slot_deeds.jam_clicked(self._now)])

    @Slot()
    def fillBin(self) -> None:
        self._try(lambda: [slot_deeds.full_clicked(self._now)])

    @Slot()
    def removeEnvelopes(self) -> None:
        self._try(lambda: [slot_deeds.remove_clicked(self._now)])

    @Slot()
    def headphones(self) -> None:
        self._try(lambda: [slot_deeds.headphones_clicked(self._now)])

    @Slot()
    def battery(self) -> None:
        self._try(lambda: [slot_deeds.battery_clicked(self._now)])

    @Slot()
    def clickReceipt(self) -> None:
        """Takes it, and holds it up to be read."""
        self._try(lambda: [printer_deeds.receipt_clicked(self._now)])
        if self._now.receipts_out:
            self.hold_receipt(self._now.slip)

    @Slot()
    def putReceiptAway(self) -> None:
        self.hold_receipt(())

    @Slot()
    def lowPaper(self) -> None:
        self._try(lambda: [printer_deeds.low_clicked(self._now)])

    @Slot()
    def outOfPaper(self) -> None:
        self._try(lambda: [printer_deeds.out_clicked(self._now)])

    @Slot()
    def jamPrinter(self) -> None:
        self._try(lambda: [printer_deeds.jam_clicked(self._now)])

    @Slot()
    def loseReceipt(self) -> None:
        self._try(lambda: [printer_deeds.lost_clicked(self._now)])

    @Slot(str)
    def setLink(self, state: str) -> None:
        self._try(lambda: [deeds.link_clicked(self._now, state)])

    @Slot()
    def repair(self) -> None:
        self._try(lambda: deeds.repairs(self._now))

    def _try(self, meant: Callable[[], Sequence[Deed]]) -> None:
        self._message = ""
        try:
            self._do(meant())
        except NotNow as why:
            self.refuse(str(why))
        self.told.emit()
