"""What the panel draws, and what its clicks mean: properties and slots for QML; GUI thread only."""

# Names that QML reads follow QML's habit, not ours.

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.panel import deeds
from kiosk.panel.deeds import Deed, NotNow
from kiosk.panel.hints import NO_DEVICES, Practice, hint, trouble
from kiosk.panel.ledger import Books
from kiosk.panel.panel_rows import (
    AccountRow,
    BoxRow,
    CanisterRow,
    CardRow,
    JournalRow,
    NoteRow,
    PanelRows,
    PartRow,
    WorkRow,
)
from kiosk.panel.plain_words import PART_NAMES, notes_text
from kiosk.panel.seen import Seen
from kiosk.panel.visit_news import VisitNews
from kiosk.workbench.demo_notes import CardNotes

QML_IMPORT_NAME = "Panel.Models"
QML_IMPORT_MAJOR_VERSION = 1

JOURNAL_ROWS_MAX: Final = 300
MESSAGE_MS_MAX: Final = 8_000  # pages of the screen may go by meanwhile, unseen from here


@QmlElement
class PanelModel(QObject):
    """
    do: hands deeds to the control socket's worker, which never makes this thread wait.
    owners: of the demo's cards, by name.
    """

    changed = Signal()
    told = Signal()
    booksChanged = Signal()
    beeped = Signal(str, arguments=["tone"])

    def __init__(
        self, do: Callable[[Sequence[Deed]], None], owners: Mapping[str, CardNotes]
    ) -> None:
        super().__init__()
        self._do = do
        self._owners = owners
        self._pins_changed: frozenset[str] = frozenset()
        self._news = VisitNews()
        self._seen: Seen | None = None
        self._now = Seen()
        self._message = ""
        self._message_ends = QTimer(self, singleShot=True, interval=MESSAGE_MS_MAX)
        self._message_ends.timeout.connect(self._forget_message)
        self._practice = Practice.NEW
        self._books = Books()
        self._books_error = ""
        self._cards = PanelRows(CardRow, self)
        self._notes = PanelRows(NoteRow, self)
        self._canisters = PanelRows(CanisterRow, self)
        self._parts = PanelRows(PartRow, self)
        self._journal = PanelRows(JournalRow, self, rows_max=JOURNAL_ROWS_MAX)
        self._accounts = PanelRows(AccountRow, self)
        self._boxes = PanelRows(BoxRow, self)
        self._work = PanelRows(WorkRow, self)

    # Told by the workers, through the bridge.

    def show(self, now: Seen | None) -> None:
        """None: the devices do not answer; what was seen last stays, and cannot be clicked."""
        if now is not None:
            if now.card_name and self._practice is Practice.NEW:
                self._practice = Practice.VISITING
            if _subjects(now) != _subjects(self._now):
                self._message = ""
            self._now = now
        self._seen = now
        self._fill_rows()
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

    def write(self, rows: Sequence[JournalRow]) -> None:
        """rows: new ones, oldest first."""
        self._journal.put_on_top(rows)

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
        self._fill_rows()
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
            self._accounts.replace(
                [AccountRow(each.name, each.balance, each.held) for each in found.accounts]
            )
            self._boxes.replace([BoxRow(each.note, each.left) for each in found.boxes])
            self._work.replace([WorkRow(each) for each in found.work])
        self._fill_rows()
        self.booksChanged.emit()
        self.told.emit()

    def _fill_rows(self) -> None:
        now = self._now
        worth = {box.number: box.note for box in self._books.boxes}
        self._cards.replace([self._card(name) for name in now.cards])
        self._notes.replace(
            [NoteRow(worth.get(number, ""), count) for number, count in now.at_shutter]
        )
        self._canisters.replace(
            [
                CanisterRow(
                    each.number,
                    worth.get(each.number, f"No. {each.number}"),
                    each.left,
                    each.is_jammed,
                    each.is_short,
                    each.left == 0,
                )
                for each in now.canisters
            ]
        )
        self._parts.replace(
            [
                PartRow(each.name, PART_NAMES[each.name], each.has_power, each.is_plugged)
                for each in now.parts
            ]
        )

    def _card(self, name: str) -> CardRow:
        notes = self._owners.get(name)
        owner = name.capitalize() if notes is None else notes.account
        pin = "" if notes is None or name in self._pins_changed else notes.pin
        return CardRow(name, owner, pin, name == self._now.card_name)

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
        has_own_pin = self._now.card_name in self._pins_changed
        return hint(self._now, self._news, self._practice, has_own_pin=has_own_pin)

    @Property(str, notify=changed)
    def card(self) -> str:
        return self._now.card

    @Property(str, notify=changed)
    def cardName(self) -> str:
        return self._now.card_name

    @Property(str, notify=changed)
    def cardOwner(self) -> str:
        return self._card(self._now.card_name).owner if self._now.card_name else ""

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

    @Property(QObject, constant=True)
    def cards(self) -> PanelRows:
        return self._cards

    @Property(QObject, constant=True)
    def notes(self) -> PanelRows:
        return self._notes

    @Property(QObject, constant=True)
    def canisters(self) -> PanelRows:
        return self._canisters

    @Property(QObject, constant=True)
    def parts(self) -> PanelRows:
        return self._parts

    @Property(QObject, constant=True)
    def journal(self) -> PanelRows:
        return self._journal

    @Property(QObject, constant=True)
    def accounts(self) -> PanelRows:
        return self._accounts

    @Property(QObject, constant=True)
    def boxes(self) -> PanelRows:
        return self._boxes

    @Property(QObject, constant=True)
    def work(self) -> PanelRows:
        return self._work

    # What a click means.

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


def _subjects(now: Seen) -> tuple[object, ...]:
    """What messages speak of."""
    card = (now.card, now.card_name, now.is_given_back)
    return (*card, now.at_shutter, now.pad_mode, now.link, now.fails_at, now.is_key_on)
