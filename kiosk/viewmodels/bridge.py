"""The one door from the core's thread into the GUI thread."""

from __future__ import annotations

import threading
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from kiosk.domain.screens import Screen, ScreenId
from kiosk.viewmodels.kiosk_view_model import KioskViewModel

# Three frames: a page that is gone sooner is seen as a flicker, not as a page.
PAGE_MS_MIN: Final = 50


class ScreenBridge(QObject):
    """Carries screens across threads, in order. Belongs to the GUI thread.

    A screen that the core has replaced before the GUI thread came to it is not drawn: a window
    that is behind would show the customer what is over, and drawing it is the kiosk's dearest
    work. So at most one page waits, and MORE_TIME over it; it waits until the page before it has
    been there for PAGE_MS_MIN. What changes within a page is shown at once.
    """

    _arrived = Signal()
    _arrived_each = Signal(object)

    def __init__(
        self,
        view_model: KioskViewModel,
        *,
        shows_each: bool = False,
        page_ms_min: int = PAGE_MS_MIN,
    ) -> None:
        """shows_each: leave none out and hold none up, for whoever takes a picture of each."""
        super().__init__()
        self._view_model = view_model
        self._shows_each = shows_each
        self._open = True
        self._lock = threading.Lock()
        self._waiting: tuple[Screen, ...] = ()
        self._page_is_new = QTimer(self)
        self._page_is_new.setSingleShot(True)
        self._page_is_new.setInterval(page_ms_min)
        self._page_is_new.timeout.connect(self._deliver)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._arrived_each.connect(self._deliver_one, Qt.ConnectionType.QueuedConnection)

    def show(self, screen: Screen) -> None:
        """Show `screen` soon. Any thread; never waits. After `close` it does nothing."""
        if not self._open:
            return
        if self._shows_each:
            self._arrived_each.emit(screen)
            return
        with self._lock:
            is_announced = bool(self._waiting)
            self._waiting = _with(self._waiting, screen)
        if not is_announced:
            self._arrived.emit()

    def close(self) -> None:
        """Deliver nothing any more. Call before the view-model goes. May be repeated."""
        self._open = False
        self._page_is_new.stop()

    def _deliver(self) -> None:
        shown = self._view_model.screen.id
        with self._lock:
            changes_page = any(screen.id is not shown for screen in self._waiting)
            if changes_page and self._page_is_new.isActive():
                return  # until its time is up
            screens, self._waiting = self._waiting, ()
        if changes_page and self._page_is_new.interval():
            self._page_is_new.start()
        for screen in screens:
            self._deliver_one(screen)

    def _deliver_one(self, screen: object) -> None:
        if self._open and isinstance(screen, Screen):
            self._view_model.show(screen)


def _with(waiting: tuple[Screen, ...], screen: Screen) -> tuple[Screen, ...]:
    """What waits once `screen` has come: it lies over the page before it, or takes its place."""
    if screen.id is not ScreenId.MORE_TIME:
        return (screen,)
    return (*(page for page in waiting if page.id is not ScreenId.MORE_TIME), screen)
