"""The window as a program sees and presses it, from other threads: `kiosk.window_port` for Qt.

A question waits for the next frame, and for as many as it takes; so nothing is answered about a
page that is not drawn yet, and nobody polls.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Final, TypeVar

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, QThread, QTimer, Signal
from PySide6.QtGui import QImageWriter

from kiosk.viewmodels import touch
from kiosk.viewmodels.kiosk_view_model import DOUBLE_PRESS_S, KioskViewModel
from kiosk.viewmodels.window import KioskWindow
from kiosk.window_port import WindowRefused

FRAME_S_MAX: Final = 5.0  # a window that draws nothing for so long is not on any screen
ANSWER_S_MAX: Final = 5.0  # for an answer that has begun
# A finger needs as long between two presses as the screen needs to tell them from a bounce.
BETWEEN_TAPS_MS: Final = round(DOUBLE_PRESS_S * 1000) + 20
ENDING: Final = "the kiosk is ending"

Answer = TypeVar("Answer")


class DrawnWindow(QObject):
    """Belongs to the GUI thread; its questions come from any other. Close it before the window."""

    _asked = Signal()
    _drawn = Signal()

    def __init__(self, window: KioskWindow, view_model: KioskViewModel) -> None:
        super().__init__()
        self._window = window
        self._view_model = view_model
        self._lock = threading.Lock()
        self._is_open = True
        self._waiting: dict[Future[str], Callable[[], bool]] = {}
        self._is_drawn = False
        self._finger_rests = QTimer(self)
        self._finger_rests.setSingleShot(True)
        self._finger_rests.setTimerType(Qt.TimerType.PreciseTimer)
        self._finger_rests.setInterval(BETWEEN_TAPS_MS)
        self._finger_rests.timeout.connect(self._want_frame)
        self._page_is_felt = QTimer(self)
        self._page_is_felt.setSingleShot(True)
        self._page_is_felt.timeout.connect(self._want_frame)
        view_model.screenChanged.connect(self._on_screen_changed)
        window.window.frameSwapped.connect(self._on_frame_swapped)
        self._asked.connect(self._want_frame, Qt.ConnectionType.QueuedConnection)
        self._drawn.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    # --- questions, from other threads

    def screen(self) -> str:
        return self._ask(self._screen)

    def wait_for(self, screen: str, timeout_s: float) -> bool:
        return self._wait(lambda: self._screen() == screen, timeout_s)

    def wait_for_text(self, text: str, timeout_s: float) -> bool:
        return self._wait(lambda: touch.has_text(self._window.window, text), timeout_s)

    def tap(self, what: str) -> None:
        def press() -> None:
            touch.tap(self._window.window, what)
            self._finger_rests.start()

        self._ask(press, is_so=self._would_feel)

    def key(self, code: str) -> None:
        self._ask(lambda: touch.press_key(self._window.window, code))

    def texts(self) -> list[str]:
        return self._ask(lambda: touch.texts(self._window.window))

    def names(self) -> list[str]:
        return self._ask(lambda: touch.names(self._window.window))

    def picture(self) -> bytes:
        return self._ask(self._picture)

    def close(self) -> None:
        """GUI thread only."""
        with self._lock:
            self._is_open = False
            waiting, self._waiting = self._waiting, {}
        for told in waiting:
            told.cancel()
        self._finger_rests.stop()
        self._page_is_felt.stop()

    def _would_feel(self) -> bool:
        """Whether a touch would be felt now; if not, a frame comes when it would."""
        if self._view_model.not_felt_s:
            self._page_is_felt.start(math.ceil(self._view_model.not_felt_s * 1000))
            return False
        return not self._finger_rests.isActive()

    def _wait(self, is_so: Callable[[], bool], timeout_s: float) -> bool:
        try:
            return self._ask(lambda: True, is_so=is_so, within_s=timeout_s)
        except TimeoutError:
            return False

    def _ask(
        self,
        answer: Callable[[], Answer],
        *,
        is_so: Callable[[], bool] = lambda: True,
        within_s: float | None = None,
    ) -> Answer:
        """The answer, given in the GUI thread at the first frame at which `is_so`.

        within_s: TimeoutError after it; None needs no more than a frame, or WindowRefused.
        """
        assert QThread.currentThread() is not self.thread(), "the window would wait for itself"
        told: Future[str] = Future()
        given: list[Answer] = []
        with self._lock:
            if not self._is_open:
                raise WindowRefused(ENDING)
            self._waiting[told] = lambda: _tried(told, is_so, lambda: given.append(answer()))
        self._asked.emit()
        try:
            why_not = self._hear(told, FRAME_S_MAX if within_s is None else within_s)
        except CancelledError:
            raise WindowRefused(ENDING) from None
        except TimeoutError:
            if within_s is None:
                raise WindowRefused("the window draws nothing") from None
            raise
        if why_not:
            raise WindowRefused(why_not)
        return given[0]

    def _hear(self, told: Future[str], within_s: float) -> str:
        """Why it was refused, "" if it was not.

        Raises TimeoutError only for a question that is not going to be answered any more.
        """
        try:
            return told.result(within_s)
        except TimeoutError:
            if told.cancel():
                with self._lock:
                    self._waiting.pop(told, None)
                raise
            return told.result(ANSWER_S_MAX)

    # --- answers, in the GUI thread

    def _want_frame(self) -> None:
        if self._is_open:
            self._window.window.update()

    def _on_screen_changed(self) -> None:
        self._is_drawn = False
        if self._waiting:
            self._want_frame()

    def _on_frame_swapped(self) -> None:
        self._is_drawn = True
        if self._waiting:
            self._drawn.emit()

    def _answer(self) -> None:
        if not self._is_drawn:
            self._want_frame()
            return
        with self._lock:
            waiting = list(self._waiting.items())
        for told, is_over in waiting:
            if is_over():
                with self._lock:
                    self._waiting.pop(told, None)

    def _screen(self) -> str:
        return self._view_model.screen.id.value

    def _picture(self) -> bytes:
        if touch.shows_a_key(self._window.window):
            raise WindowRefused("no picture while a key on the glass is pressed or chosen")
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if not QImageWriter(buffer, QByteArray(b"png")).write(self._window.grab()):
            raise WindowRefused("the picture cannot be made")
        return bytes(buffer.data().data())


def _tried(told: Future[str], is_so: Callable[[], bool], answer: Callable[[], None]) -> bool:
    """Whether this question is over: answered, refused, failed, or asked no more.

    A refusal crosses threads as words: its traceback would keep the window's things alive in a
    circle, and whatever thread collects it would take them down.
    """
    if told.cancelled():
        return True
    if not is_so():
        return False
    if told.set_running_or_notify_cancel():
        try:
            answer()
        except WindowRefused as refusal:
            told.set_result(str(refusal))
        except Exception as error:  # noqa: BLE001  it is raised again where it was asked
            told.set_exception(error)
        else:
            told.set_result("")
    return True
