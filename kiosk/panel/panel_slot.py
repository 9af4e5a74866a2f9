"""What the panel draws of the envelope slot, the headphone jack and the battery: for QML."""

# Names that QML reads follow QML's habit, not ours.

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Property, Signal
from PySide6.QtQml import QmlElement

from kiosk.panel.panel_lists import PanelLists
from kiosk.panel.plain_words import envelopes_text
from kiosk.panel.seen import Seen
from kiosk.workbench.demo_notes import CardNotes

QML_IMPORT_NAME = "Panel.Models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class PanelSlot(PanelLists):
    """GUI thread only."""

    slotChanged = Signal()

    def __init__(self, owners: Mapping[str, CardNotes]) -> None:
        super().__init__(owners)
        self._at_slot = Seen()

    def _show_slot(self, now: Seen) -> None:
        self._at_slot = now
        self.slotChanged.emit()

    @Property(bool, notify=slotChanged)
    def slotOpen(self) -> bool:
        return self._at_slot.is_slot_open

    @Property(bool, notify=slotChanged)
    def slotBusy(self) -> bool:
        """An envelope is on its way in."""
        return self._at_slot.slot == "waiting" and not self._at_slot.is_slot_open

    @Property(bool, notify=slotChanged)
    def slotJammed(self) -> bool:
        return self._at_slot.is_slot_jammed

    @Property(bool, notify=slotChanged)
    def binFull(self) -> bool:
        return self._at_slot.is_bin_full

    @Property(bool, notify=slotChanged)
    def envelopeLamp(self) -> bool:
        return "envelope" in self._at_slot.lamps

    @Property(int, notify=slotChanged)
    def envelopeCount(self) -> int:
        return len(self._at_slot.envelopes)

    @Property(str, notify=slotChanged)
    def envelopes(self) -> str:
        """What lies in the bin, and what is printed on the last one."""
        return envelopes_text(self._at_slot.envelopes)

    @Property(bool, notify=slotChanged)
    def headphonesIn(self) -> bool:
        return self._at_slot.has_headphones

    @Property(bool, notify=slotChanged)
    def onBattery(self) -> bool:
        return self._at_slot.is_on_battery
