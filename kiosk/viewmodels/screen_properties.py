"""Which page is shown, and what lies round it: more time, clock, bank's name."""

# Names that QML reads follow QML's habit, not ours.

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Final

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.screens import Screen, ScreenId
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.page_model import PageModel
from kiosk.viewmodels.pages import BLANK_PAGE, IDLE, PAGES, PRIVATE

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

CLOCK_PERIOD_MS: Final = 1000
SAID_STEP_S: Final = 5


@QmlElement
class ScreenProperties(QObject):
    """GUI thread only. While MORE_TIME is shown the page beneath keeps its figures, except
    private ones, which a blank page hides.
    """

    screenChanged = Signal()
    pageChanged = Signal()
    clockChanged = Signal()
    secondsChanged = Signal()
    languageChanged = Signal(str)  # two letters, or "" for the machine's own

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
        self._formats = self._own_formats = formats
        self._language = ""
        self._now = now
        self._bank_name = bank_name
        self._screen = Screen(ScreenId.OUT_OF_SERVICE)
        self._beneath = self._screen
        firsts = {BLANK_PAGE: self._screen.id} | {page: of for of, page in PAGES.items()}
        self._pages = {page: PageModel(formats, Screen(of), self) for page, of in firsts.items()}
        self._clock = formats.clock(now())
        self._timer = QTimer(self)
        self._timer.setInterval(CLOCK_PERIOD_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    @property
    def screen(self) -> Screen:
        """What is shown now; MORE_TIME while that lies over a page."""
        return self._screen

    def _replace(self, screen: Screen) -> None:
        """Show `screen`: its page gets its figures before it is seen."""
        self._speak(screen.language)
        page_before = self._page_name()
        goes_on = _counted(screen) == _counted(self._screen)
        self._screen = screen
        if not goes_on:
            self._shown_at = self._monotonic()
        if screen.id is not ScreenId.MORE_TIME:
            self._beneath = screen
        page = self._page_name()
        hides = page == BLANK_PAGE
        self._pages[page].replace(_without_figures(self._beneath) if hides else self._beneath)
        if page != page_before:
            self.pageChanged.emit()
        self.screenChanged.emit()
        self.secondsChanged.emit()
        if screen.id in IDLE:
            self._forget_all_but(page)

    def _speak(self, language: str) -> None:
        """Before a screen is shown: its words and amounts are in its customer's language."""
        wanted = "" if language == self._own_formats.language else language
        if wanted == self._language:
            return
        self._language = wanted
        own = self._own_formats
        self._formats = own.in_language(wanted) if wanted else own
        for page in self._pages.values():
            page.speak(self._formats)
        self.languageChanged.emit(wanted)
        self._tell_time()

    def _forget_all_but(self, page: str) -> None:
        for name, model in self._pages.items():
            if name != page:
                model.forget()

    # -- which page --

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        return self._page_name()

    @Property(PageModel, notify=pageChanged)
    def shown(self) -> PageModel:
        return self._pages[self._page_name()]

    @Slot(str, result=PageModel)
    def pageNamed(self, name: str) -> PageModel:
        return self._pages[name]

    @Property(bool, notify=screenChanged)
    def moreTime(self) -> bool:
        return self._screen.id is ScreenId.MORE_TIME

    @Property(int, notify=secondsChanged)
    def seconds(self) -> int:
        """What is left before the screen goes on; counts down by itself while it is shown."""
        return self._seconds_left()

    @Property(int, notify=secondsChanged)
    def secondsFull(self) -> int:
        """What it began with; 0 on a screen that does not count down."""
        return self._screen.seconds

    @Property(int, notify=secondsChanged)
    def secondsSaid(self) -> int:
        """What is read out: never more than is left, and only every five seconds another."""
        left = self._seconds_left()
        return max(min(1, left), left - left % SAID_STEP_S)

    # -- constant or slow --

    @Property(str, notify=clockChanged)
    def clock(self) -> str:
        return self._clock

    @Property(str, constant=True)
    def bankName(self) -> str:
        return self._bank_name

    def _page_name(self) -> str:
        if self._screen.id is ScreenId.MORE_TIME and self._beneath.id in PRIVATE:
            return BLANK_PAGE
        return PAGES[self._beneath.id]

    def _seconds_left(self) -> int:
        passed_s = int(self._monotonic() - self._shown_at)
        return max(0, self._screen.seconds - passed_s)

    def _tick(self) -> None:
        if self._screen.seconds:
            self.secondsChanged.emit()
        self._tell_time()

    def _tell_time(self) -> None:
        clock = self._formats.clock(self._now())
        if clock != self._clock:
            self._clock = clock
            self.clockChanged.emit()


def _counted(screen: Screen) -> Hashable:
    """What a countdown belongs to: shown again with something beside it, it goes on."""
    return screen.id, screen.seconds, screen.choices


def _without_figures(screen: Screen) -> Screen:
    return Screen(screen.id, can_cancel=screen.can_cancel, closing=screen.closing)
