"""What the panel draws beside its lists: properties for QML, and the news that changes them."""

# Names that QML reads follow QML's habit, not ours.

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Property, QTimer, Signal
from PySide6.QtQml import QmlElement

from kiosk.panel import deeds
from kiosk.panel.door_deeds import lock_text
from kiosk.panel.hints import NO_DEVICES, PUT_AWAY, Practice, hint, trouble
from kiosk.panel.ledger import Books
from kiosk.panel.panel_receipts import PanelReceipts
from kiosk.panel.plain_words import notes_text
from kiosk.panel.seen import Seen
from kiosk.panel.visit_news import VisitNews
from kiosk.workbench.demo_notes import CardNotes

QML_IMPORT_NAME = "Panel.Models"
QML_IMPORT_MAJOR_VERSION = 1

MESSAGE_MS_MAX: Final = 8_000  # pages of the screen may go by meanwhile, unseen from here


@QmlElement
class PanelProperties(PanelReceipts):
    """GUI thread only. The workers reach it through the window's bridge."""

    changed = Signal()
    told = Signal()
    booksChanged = Signal()
    beeped = Signal(str, arguments=["tone"])

    def __init__(self, owners: Mapping[str, CardNotes]) -> None:
        super().__init__(owners)
        self._news = VisitNews()
        self._seen: Seen | None = None
        self._now = Seen()
        self._visitor = ""  # whose card is in, or was last: it may be back in the wallet
        self._message = ""
        self._message_ends = QTimer(self, singleShot=True, interval=MESSAGE_MS_MAX)
        self._message_ends.timeout.connect(self._forget_message)
        self._practice = Practice.NEW
        self._books = Books()
        self._books_error = ""
        self.receiptsChanged.connect(self.told)

    def show(self, now: Seen | None) -> None:
        """None: the devices do not answer; what was seen last stays, and cannot be clicked."""
        if now is not None:
            if now.card_name and self._practice is Practice.NEW:
                self._practice = Practice.VISITING
            if _subjects(now) != _subjects(self._now):
                self._message = ""
            self._now = now
            self._visitor = now.card_name or self._visitor
        self._seen = now
        self._list_world(self._now, self._books)
        self._show_slot(self._now)
        self._show_receipts(self._now)
        self.changed.emit()
        self.told.emit()

    def refuse(self, why: str) -> None:
        """Said until what it speaks of changes, the next click comes, or it is old."""
        self._message = why
        self._message_ends.start()
        self.told.emit()

    def _forget_message(self) -> None:
        self._message = ""
        self.told.emit()

    def beep(self, tone: str) -> None:
        self.beeped.emit(tone)

    def hear(self, news: VisitNews) -> None:
        """What the journal tells of the visit."""
        has_ended = self._news.is_visit and not news.is_visit
        if has_ended and self._practice is Practice.VISITING:
            self._practice = Practice.DONE
        self._news = news
        self.told.emit()

    def pins_changed(self, names: frozenset[str]) -> None:
        """By their customers: what stands on these cards is no longer their PIN."""
        self._pins_changed |= names
        self._list_world(self._now, self._books)
        self.told.emit()

    def own_pin_changed(self) -> None:
        """Of the card that is in."""
        if self._now.card_name:
            self.pins_changed(frozenset({self._now.card_name}))

    def book(self, found: Books | str) -> None:
        """A text: why the books cannot be read; the last ones stay."""
        self._books_error = found if isinstance(found, str) else ""
        if isinstance(found, Books):
            self._books = found
            self._list_books(found)
        self._list_world(self._now, self._books)
        self.booksChanged.emit()
        self.told.emit()

    # What QML draws.

    @Property(bool, notify=changed)
    def answers(self) -> bool:
        return self._seen is not None

    @Property(str, notify=told)
    def hint(self) -> str:
        """What to do next, why a click did nothing, or what is wrong; empty if nothing is."""
        if self._seen is None:
            return NO_DEVICES
        return self._message or self._next or trouble(self._now, self._news) or self._books.waits

    @Property(str, notify=told)
    def hintKind(self) -> str:
        if self._seen is None or self._message:
            return "refused"
        return "hint" if self._next else "trouble"

    @property
    def _next(self) -> str:
        if self._held and not self._now.at_shutter:
            return PUT_AWAY
        has_own_pin = self._visitor in self._pins_changed
        return hint(self._now, self._news, self._practice, has_own_pin=has_own_pin)

    @Property(str, notify=changed)
    def card(self) -> str:
        return self._now.card

    @Property(str, notify=changed)
    def cardName(self) -> str:
        return self._now.card_name

    @Property(str, notify=changed)
    def cardOwner(self) -> str:
        return self._owner(self._now.card_name) if self._now.card_name else ""

    @Property(bool, notify=changed)
    def cardGivenBack(self) -> bool:
        return self._now.is_given_back

    @Property(bool, notify=changed)
    def cardLamp(self) -> bool:
        return "card" in self._now.lamps

    @Property(bool, notify=changed)
    def cashLamp(self) -> bool:
        return "cash" in self._now.lamps

    @Property(bool, notify=changed)
    def padLamp(self) -> bool:
        return bool({"pad", "pin"} & self._now.lamps)

    @Property(bool, notify=changed)
    def shutterOpen(self) -> bool:
        return self._now.is_shutter_open

    @Property(int, notify=changed)
    def digits(self) -> int:
        return self._now.digits

    @Property(str, notify=changed)
    def link(self) -> str:
        return self._now.link

    @Property(bool, notify=changed)
    def failsAtPresent(self) -> bool:
        return bool(self._now.fails_at)

    @Property(bool, notify=changed)
    def keyOn(self) -> bool:
        return self._now.is_key_on

    @Property(bool, notify=changed)
    def serviceDoorOpen(self) -> bool:
        return self._now.is_service_door_open

    @Property(str, notify=changed)
    def doorLock(self) -> str:
        """How the service door's lock stands; empty where none is fitted."""
        return lock_text(self._now)

    @Property(bool, notify=changed)
    def safeDoorOpen(self) -> bool:
        return self._now.is_safe_door_open

    @Property(bool, notify=changed)
    def sensorsUnsure(self) -> bool:
        return self._now.are_sensors_unsure

    @Property(bool, notify=changed)
    def isWhole(self) -> bool:
        return not deeds.repairs(self._now)

    @Property(str, notify=changed)
    def bins(self) -> str:
        """What lies in the two bins."""
        rejected, retracted = notes_text(self._now.rejected), notes_text(self._now.retracted)
        return f"Reject bin: {rejected}. Retract bin: {retracted}."

    @Property(str, notify=booksChanged)
    def verdict(self) -> str:
        return self._books_error or self._books.verdict or "Reading the books …"

    @Property(bool, notify=booksChanged)
    def booksGood(self) -> bool:
        return not self._books_error and self._books.is_good


def _subjects(now: Seen) -> tuple[object, ...]:
    """What messages speak of."""
    card = (now.card, now.card_name, now.is_given_back)
    slot = (now.slot, now.is_slot_open, len(now.envelopes), now.receipts_out)
    return (*card, *slot, now.at_shutter, now.pad_mode, now.link, now.fails_at, now.is_key_on)
