"""What one page shows, as typed properties for QML; formatted text, and never a PIN digit."""

# Names that QML reads follow QML's habit, not ours.

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from bank_server.contract.money import Money
from kiosk.domain.screens import Choice, Screen
from kiosk.domain.visit.greeting import LANGUAGE
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.locales import own_name
from kiosk.viewmodels.pages import IDLE
from kiosk.viewmodels.placement import Sides, pad_key, placed, sides, tile_choices
from kiosk.viewmodels.rows import NoteRow, RowsModel, TileRow

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class PageModel(QObject):
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
        super().__init__(parent)
        self._formats = formats
        self._screen = first
        self._tiles = RowsModel(
            ("choiceId", "said", "amount", "column", "row", "span", "padKey", "sideKeys"), self
        )
        self._notes = RowsModel(("denomination", "count", "countText"), self)
        self._denominations = RowsModel(("denomination", "count", "countText"), self)

    def replace(self, screen: Screen) -> None:
        """Show `screen` from now on."""
        before, self._screen = self._screen, screen
        if screen == before:
            return
        self._fill_rows()
        for signal, group in (
            (self.placeChanged, _place),
            (self.noticeChanged, _notice),
            (self.pinChanged, _pin),
            (self.figuresChanged, _figures),
        ):
            if group(screen) != group(before):
                signal.emit()

    def speak(self, formats: Formats) -> None:
        """From now on another language is read: its amounts are written in another way."""
        self._formats = formats
        self._fill_rows()
        self.figuresChanged.emit()

    def forget(self) -> None:
        """Keep nothing of the customer who was here; tiles stay, to be used again."""
        self.replace(
            Screen(
                self._screen.id,
                choices=self._screen.choices,
                denominations=self._screen.denominations,
                pin_prompt=self._screen.pin_prompt,
                touch_pin=self._screen.touch_pin,
                pin_place=self._screen.pin_place,
            )
        )

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
    def account(self) -> str:
        return self._screen.account

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

    def _fill_rows(self) -> None:
        self._tiles.replace(self._tile_rows())
        self._notes.replace(self._note_rows())
        self._denominations.replace(
            [NoteRow(self._formats.price(d), 0, "") for d in self._screen.denominations]
        )

    def _tile_rows(self) -> list[TileRow]:
        return [
            TileRow(
                tile.choice.id,
                _said(tile.choice),
                self._price(tile.choice.amount),
                tile.column,
                tile.row,
                tile.span,
                pad_key(self._screen, index),
                tile.keys,
            )
            for index, tile in enumerate(placed(self._screen))
        ]

    def _note_rows(self) -> list[NoteRow]:
        return [
            NoteRow(
                self._formats.price(line.denomination), line.count, self._formats.count(line.count)
            )
            for line in self._screen.notes
        ]

    def _price(self, money: Money | None) -> str:
        return "" if money is None else self._formats.price(money)

    def _figure(self, money: Money | None) -> str:
        return "" if money is None else self._formats.figure(money)


def _said(choice: Choice) -> str:
    """A language is called the same whatever is spoken now."""
    language = choice.id.removeprefix(LANGUAGE)
    return "" if language == choice.id else own_name(language)


# One function for each signal: what its properties are made of.


def _place(screen: Screen) -> Hashable:
    return screen.id, screen.choices, screen.can_cancel, screen.closing


def _notice(screen: Screen) -> Hashable:
    return screen.notice, screen.tries_left, screen.money, screen.reference, screen.reason


def _pin(screen: Screen) -> Hashable:
    return screen.digits, screen.pin_prompt, screen.touch_pin, screen.pin_place


def _figures(screen: Screen) -> Hashable:
    sums = screen.amount, screen.asked, screen.entry, screen.amount_max
    rest = screen.account, screen.denominations, screen.possible
    return sums, screen.available, screen.balance, rest
