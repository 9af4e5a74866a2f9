"""One screen as typed properties for QML; formatted text and small numbers, never a PIN digit."""

# Names that QML reads follow QML's habit, not ours.

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import Property, QObject, QTimer, Signal
from PySide6.QtQml import QmlElement

from bank_server.contract.money import Money
from kiosk.domain.screens import Screen, ScreenId
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.pages import BLANK_PAGE, IDLE, PAGES, PRIVATE
from kiosk.viewmodels.placement import Sides, pad_key, placed, sides, tile_choices
from kiosk.viewmodels.rows import NoteRow, RowsModel, TileRow

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

CLOCK_PERIOD_MS: Final = 1000


@QmlElement
class ScreenProperties(QObject):
    """GUI thread only. While MORE_TIME is shown the page beneath keeps its figures, except
    private ones, so most properties speak of the screen beneath.
    """

    screenChanged = Signal()
    pageChanged = Signal()
    clockChanged = Signal()
    secondsChanged = Signal()

    def __init__(
        self,
        formats: Formats,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        bank_name: str,
    ) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._shown_at = monotonic()
        self._formats = formats
        self._now = now
        self._bank_name = bank_name
        self._screen = Screen(ScreenId.OUT_OF_SERVICE)
        self._beneath = self._screen
        self._clock = formats.clock(now())
        self._tiles = RowsModel(("choiceId", "amount", "column", "row", "span", "padKey"), self)
        self._notes = RowsModel(("denomination", "count", "countText"), self)
        self._denominations = RowsModel(("denomination", "count", "countText"), self)
        self._timer = QTimer(self)
        self._timer.setInterval(CLOCK_PERIOD_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    @property
    def screen(self) -> Screen:
        """What is shown now; MORE_TIME while that lies over a page."""
        return self._screen

    def _replace(self, screen: Screen) -> None:
        """Show `screen`: the page first, so that no old page draws the new figures."""
        page_before = self._page_name()
        self._screen = screen
        self._shown_at = self._monotonic()
        if screen.id is not ScreenId.MORE_TIME:
            self._beneath = screen
        if self._page_name() != page_before:
            self.pageChanged.emit()
        self._tiles.replace(self._tile_rows())
        self._notes.replace(self._note_rows())
        self._denominations.replace(
            [NoteRow(self._formats.price(d), 0, "") for d in self._beneath.denominations]
        )
        self.screenChanged.emit()
        self.secondsChanged.emit()

    # -- which page --

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        return self._page_name()

    @Property(str, notify=screenChanged)
    def screenId(self) -> str:
        return self._beneath.id.value

    @Property(bool, notify=screenChanged)
    def moreTime(self) -> bool:
        return self._screen.id is ScreenId.MORE_TIME

    @Property(int, notify=secondsChanged)
    def seconds(self) -> int:
        """What is left on MORE_TIME; counts down by itself between two screens of the core."""
        passed_s = int(self._monotonic() - self._shown_at)
        return max(0, self._screen.seconds - passed_s)

    @Property(str, notify=screenChanged)
    def columns(self) -> str:
        """Which columns have tiles: left, right or both; `one` for a lone tile, `none`."""
        count = len(tile_choices(self._beneath))
        if count == 0:
            return "none"
        side = sides(self._beneath)
        return "one" if count == 1 and side is Sides.RIGHT else side.value

    @Property(bool, notify=screenChanged)
    def canCancel(self) -> bool:
        return self._beneath.can_cancel and self._beneath.id not in IDLE

    # -- what it says --

    @Property(str, notify=screenChanged)
    def notice(self) -> str:
        return "" if self._beneath.notice is None else self._beneath.notice.value

    @Property(int, notify=screenChanged)
    def triesLeft(self) -> int:
        """-1 where the notice has none."""
        return -1 if self._beneath.tries_left is None else self._beneath.tries_left

    @Property(str, notify=screenChanged)
    def money(self) -> str:
        return "" if self._beneath.money is None else self._beneath.money.value

    @Property(str, notify=screenChanged)
    def reference(self) -> str:
        return self._beneath.reference

    @Property(str, notify=screenChanged)
    def reason(self) -> str:
        return self._beneath.reason

    @Property(bool, notify=screenChanged)
    def closing(self) -> bool:
        return self._screen.closing

    # -- PIN: how many, never which --

    @Property(int, notify=screenChanged)
    def digits(self) -> int:
        return self._beneath.digits

    @Property(int, notify=screenChanged)
    def pinPrompt(self) -> int:
        return self._beneath.pin_prompt.value

    @Property(bool, notify=screenChanged)
    def touchPin(self) -> bool:
        return self._beneath.touch_pin

    # -- money, formatted; empty where the screen has none --

    @Property(str, notify=screenChanged)
    def amount(self) -> str:
        return self._price(self._beneath.amount)

    @Property(str, notify=screenChanged)
    def asked(self) -> str:
        return self._price(self._beneath.asked)

    @Property(str, notify=screenChanged)
    def entry(self) -> str:
        return self._price(self._beneath.entry)

    @Property(bool, notify=screenChanged)
    def hasEntry(self) -> bool:
        return self._beneath.entry is not None and self._beneath.entry.is_payable

    @Property(str, notify=screenChanged)
    def amountMax(self) -> str:
        return self._price(self._beneath.amount_max)

    @Property(str, notify=screenChanged)
    def amountStep(self) -> str:
        return self._price(self._beneath.amount_step)

    @Property(str, notify=screenChanged)
    def available(self) -> str:
        return self._figure(self._beneath.available)

    @Property(str, notify=screenChanged)
    def balance(self) -> str:
        return self._figure(self._beneath.balance)

    @Property(str, notify=screenChanged)
    def account(self) -> str:
        return self._beneath.account

    @Property(str, notify=screenChanged)
    def denominationWords(self) -> str:
        return self._formats.prices(self._beneath.denominations)

    # -- constant or slow --

    @Property(str, notify=clockChanged)
    def clock(self) -> str:
        return self._clock

    @Property(str, constant=True)
    def bankName(self) -> str:
        return self._bank_name

    @Property(RowsModel, constant=True)
    def tiles(self) -> RowsModel:
        return self._tiles

    @Property(RowsModel, constant=True)
    def notes(self) -> RowsModel:
        return self._notes

    @Property(RowsModel, constant=True)
    def denominations(self) -> RowsModel:
        return self._denominations

    def _tile_rows(self) -> list[TileRow]:
        return [
            TileRow(
                tile.choice.id,
                self._price(tile.choice.amount),
                tile.column,
                tile.row,
                tile.span,
                pad_key(self._beneath, index),
            )
            for index, tile in enumerate(placed(self._beneath))
        ]

    def _note_rows(self) -> list[NoteRow]:
        return [
            NoteRow(
                self._formats.price(line.denomination), line.count, self._formats.count(line.count)
            )
            for line in self._beneath.notes
        ]

    def _page_name(self) -> str:
        if self._screen.id is ScreenId.MORE_TIME and self._beneath.id in PRIVATE:
            return BLANK_PAGE
        return PAGES[self._beneath.id]

    def _price(self, money: Money | None) -> str:
        return "" if money is None else self._formats.price(money)

    def _figure(self, money: Money | None) -> str:
        return "" if money is None else self._formats.figure(money)

    def _tick(self) -> None:
        if self._screen.id is ScreenId.MORE_TIME:
            self.secondsChanged.emit()
        clock = self._formats.clock(self._now())
        if clock != self._clock:
            self._clock = clock
            self.clockChanged.emit()
