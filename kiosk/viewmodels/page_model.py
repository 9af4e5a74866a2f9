"""What one page shows, as typed properties for QML; formatted text, and never a PIN digit."""

# Names that QML reads follow QML's habit, not ours.

from __future__ import annotations

from collections.abc import Hashable
from itertools import zip_longest
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from bank_server.contract.money import Money
from kiosk.domain.screens import NoteLine, Screen
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.page_facts import PageFacts, facts
from kiosk.viewmodels.page_rows import count_rows, note_rows, tile_rows
from kiosk.viewmodels.pages import IDLE, WITH_FIGURES
from kiosk.viewmodels.placement import OF_ACCOUNTS, Sides, sides, tile_choices
from kiosk.viewmodels.receipt_rows import receipt_rows
from kiosk.viewmodels.rows import CountRow, NoteRow, ReceiptRow, RowsModel, TileRow
from kiosk.viewmodels.staff_model import StaffModel

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

MIX_COUNT_MAX: Final = 3


@QmlElement
class PageModel(PageFacts):
    """GUI thread only. Each page has its own, so that a page which is not seen is not redrawn.

    Every property that QML reads anew costs a turn of the interpreter, which the core may want at
    the same time; so only the group in which something has changed is announced.
    """

    placeChanged = Signal()
    noticeChanged = Signal()
    pinChanged = Signal()
    figuresChanged = Signal()

    def __init__(self, formats: Formats, first: Screen, parent: QObject) -> None:
        """first: what the page stands for until it is shown."""
        super().__init__(formats, first, parent)
        self._tiles = RowsModel(TileRow, self)
        self._notes = RowsModel(NoteRow, self)
        self._denominations = RowsModel(NoteRow, self)
        self._mixes = tuple(RowsModel(NoteRow, self) for _ in range(MIX_COUNT_MAX))
        self._receipt_lines = RowsModel(ReceiptRow, self)
        self._counts = RowsModel(CountRow, self)
        self._staff = StaffModel(formats, first, self)

    def replace(self, screen: Screen) -> None:
        """Show `screen` from now on."""
        before, self._screen = self._screen, screen
        if screen == before:
            return
        self._fill_rows()
        self._staff.replace(screen)
        for signal, group in (
            (self.placeChanged, _place),
            (self.noticeChanged, _notice),
            (self.pinChanged, _pin),
            (self.figuresChanged, _figures),
            (self.factsChanged, facts),
        ):
            if group(screen) != group(before):
                signal.emit()

    def speak(self, formats: Formats) -> None:
        """From now on another language is read: its amounts are written in another way."""
        self._formats = formats
        self._fill_rows()
        self._staff.speak(formats)
        self.figuresChanged.emit()
        self.factsChanged.emit()

    def forget(self) -> None:
        """Keep nothing of the customer who was here; tiles stay, to be used again."""
        self.replace(
            Screen(
                self._screen.id,
                choices=() if self._has_own_choices else self._screen.choices,
                denominations=self._screen.denominations,
                pin_prompt=self._screen.pin_prompt,
                touch_pin=self._screen.touch_pin,
                pin_place=self._screen.pin_place,
            )
        )

    @property
    def _has_own_choices(self) -> bool:
        """An account's tile is the customer's own; what staff choose stands on no tile."""
        return self._screen.id in OF_ACCOUNTS or self._screen.staff is not None

    @Property(str, notify=placeChanged)
    def screenId(self) -> str:
        return self._screen.id.value

    @Property(str, notify=placeChanged)
    def columns(self) -> str:
        """Which columns have tiles: left, right or both; `one` for a lone tile, `none`."""
        count = len(tile_choices(self._screen))
        if count == 0:
            return "none"
        side = sides(self._screen)
        return "one" if count == 1 and side is Sides.RIGHT else side.value

    @Property(bool, notify=placeChanged)
    def canCancel(self) -> bool:
        return self._screen.can_cancel and self._screen.id not in IDLE

    # -- what it says --

    @Property(str, notify=noticeChanged)
    def notice(self) -> str:
        return "" if self._screen.notice is None else self._screen.notice.value

    @Property(int, notify=noticeChanged)
    def triesLeft(self) -> int:
        """-1 where the notice has none."""
        return -1 if self._screen.tries_left is None else self._screen.tries_left

    @Property(str, notify=noticeChanged)
    def money(self) -> str:
        return "" if self._screen.money is None else self._screen.money.value

    @Property(str, notify=noticeChanged)
    def reference(self) -> str:
        return self._screen.reference

    @Property(str, notify=noticeChanged)
    def reason(self) -> str:
        return self._screen.reason

    @Property(bool, notify=placeChanged)
    def closing(self) -> bool:
        return self._screen.closing

    # -- PIN: how many, never which --

    @Property(int, notify=pinChanged)
    def digits(self) -> int:
        return self._screen.digits

    @Property(int, notify=pinChanged)
    def pinPrompt(self) -> int:
        return self._screen.pin_prompt.value

    @Property(bool, notify=pinChanged)
    def touchPin(self) -> bool:
        return self._screen.touch_pin

    @Property(str, notify=pinChanged)
    def pinPlace(self) -> str:
        """Where it is to be typed: pad, screen or both."""
        return self._screen.pin_place.value

    # -- money, formatted; empty where the screen has none --

    @Property(str, notify=figuresChanged)
    def amount(self) -> str:
        return self._price(self._screen.amount)

    @Property(str, notify=figuresChanged)
    def asked(self) -> str:
        return self._price(self._screen.asked)

    @Property(str, notify=figuresChanged)
    def entry(self) -> str:
        """What is typed; with its minor digits where those are typed too."""
        if self._screen.id in WITH_FIGURES:
            return self._figure(self._screen.entry)
        return self._price(self._screen.entry)

    @Property(bool, notify=figuresChanged)
    def hasEntry(self) -> bool:
        return self._screen.entry is not None and self._screen.entry.is_payable

    @Property(str, notify=figuresChanged)
    def amountMax(self) -> str:
        return self._price(self._screen.amount_max)

    @Property(str, notify=figuresChanged)
    def possibleFirst(self) -> str:
        """What can be had instead, the smaller one; or the most that can be had."""
        return self._price(next(iter(self._screen.possible), None))

    @Property(str, notify=figuresChanged)
    def possibleSecond(self) -> str:
        return self._price(next(iter(self._screen.possible[1:]), None))

    @Property(str, notify=figuresChanged)
    def available(self) -> str:
        return self._figure(self._screen.available)

    @Property(str, notify=figuresChanged)
    def balance(self) -> str:
        return self._figure(self._screen.balance)

    @Property(str, notify=figuresChanged)
    def denominationWords(self) -> str:
        return self._formats.prices(self._screen.denominations)

    @Property(RowsModel, constant=True)
    def tiles(self) -> RowsModel:
        return self._tiles

    @Property(RowsModel, constant=True)
    def notes(self) -> RowsModel:
        return self._notes

    @Property(RowsModel, constant=True)
    def denominations(self) -> RowsModel:
        return self._denominations

    @Slot(int, result=RowsModel)
    def mixAt(self, index: int) -> RowsModel:
        """The notes of one tile on S08."""
        return self._mixes[index]

    @Property(RowsModel, constant=True)
    def receiptLines(self) -> RowsModel:
        return self._receipt_lines

    @Property(RowsModel, constant=True)
    def counts(self) -> RowsModel:
        return self._counts

    @Property(StaffModel, constant=True)
    def staff(self) -> StaffModel:
        return self._staff

    def _fill_rows(self) -> None:
        screen, formats = self._screen, self._formats
        for model, mix in zip_longest(self._mixes, screen.mixes):
            model.replace([] if mix is None else list(note_rows(mix.notes, formats)))
        self._tiles.replace(list(tile_rows(screen, formats)))
        self._notes.replace(list(note_rows(screen.notes, formats)))
        today = (NoteLine(denomination, 0) for denomination in screen.denominations)
        self._denominations.replace(list(note_rows(today, formats)))
        self._receipt_lines.replace(list(receipt_rows(screen.receipt_lines)))
        self._counts.replace(list(count_rows(screen, formats)))

    def _price(self, money: Money | None) -> str:
        return "" if money is None else self._formats.price(money)


# One function for each signal: what its properties are made of.


def _place(screen: Screen) -> Hashable:
    return screen.id, screen.choices, screen.can_cancel, screen.closing


def _notice(screen: Screen) -> Hashable:
    return screen.notice, screen.tries_left, screen.money, screen.reference, screen.reason


def _pin(screen: Screen) -> Hashable:
    return screen.digits, screen.pin_prompt, screen.touch_pin, screen.pin_place


def _figures(screen: Screen) -> Hashable:
    sums = screen.amount, screen.asked, screen.entry, screen.amount_max
    figures = screen.available, screen.balance
    return screen.id, sums, figures, screen.denominations, screen.possible
