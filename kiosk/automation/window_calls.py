"""The window's calls of the XML-RPC port: what a screen test sees and presses on the real window.

They exist only where a window is handed in, so only with --automation. Source: docs/automation.md.
"""

from __future__ import annotations

import threading
import xmlrpc.client
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from kiosk.domain.screens import ScreenId
from kiosk.window_port import WindowPort, WindowRefused

UI_CALLS: Final = (
    "ui_begin_visit",
    "ui_screen",
    "ui_wait_for",
    "ui_wait_for_text",
    "ui_tap",
    "ui_key",
    "ui_texts",
    "ui_names",
    "ui_picture",
)
FAULT_REFUSED: Final = 409
WAIT_S_MAX: Final = 10.0  # whoever wants to wait longer asks again
WAIT_COUNT_MAX: Final = 8  # half of the connections stay free for those who do not wait
TEXT_SIZE_MAX: Final = 200
KEYS: Final = frozenset("0123456789ECX")
_SCREENS: Final = frozenset(screen.value for screen in ScreenId)


class BadUiArgument(ValueError):
    """Names the argument, never its value."""


class WindowCalls:
    """Called by any number of XML-RPC threads at once. Raises WindowRefused, BadUiArgument."""

    def __init__(self, window: WindowPort, begin_visit: Callable[[], None]) -> None:
        """begin_visit: called in any thread; asks for a visit with the card in the slot."""
        self._window = window
        self._begin_visit = begin_visit
        self._places = threading.BoundedSemaphore(WAIT_COUNT_MAX)

    def close(self) -> None:
        self._window.close()

    def ui_begin_visit(self) -> bool:
        self._begin_visit()
        return True

    def ui_screen(self) -> str:
        return self._window.screen()

    def ui_wait_for(self, screen_id: object, timeout_s: object) -> bool:
        if not isinstance(screen_id, str) or screen_id not in _SCREENS:
            raise BadUiArgument("screen_id is none of the screens' ids")
        within_s = _seconds(timeout_s)
        with self._place_to_wait():
            return self._window.wait_for(screen_id, within_s)

    def ui_wait_for_text(self, text: object, timeout_s: object) -> bool:
        wanted, within_s = _text(text, "text"), _seconds(timeout_s)
        with self._place_to_wait():
            return self._window.wait_for_text(wanted, within_s)

    def ui_tap(self, object_name: object) -> bool:
        self._window.tap(_text(object_name, "object_name"))
        return True

    def ui_key(self, code: object) -> bool:
        if not isinstance(code, str) or code not in KEYS:
            raise BadUiArgument("code is none of 0-9, E, C and X")
        self._window.key(code)
        return True

    def ui_texts(self) -> list[str]:
        return self._window.texts()

    def ui_names(self) -> list[str]:
        return self._window.names()

    def ui_picture(self) -> xmlrpc.client.Binary:
        return xmlrpc.client.Binary(self._window.picture())

    @contextmanager
    def _place_to_wait(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise WindowRefused(f"{WAIT_COUNT_MAX} calls wait already")
        try:
            yield
        finally:
            self._places.release()


def _text(value: object, name: str) -> str:
    if not isinstance(value, str) or not 0 < len(value.strip()) <= TEXT_SIZE_MAX:
        raise BadUiArgument(f"{name} is not 1 to {TEXT_SIZE_MAX} characters")
    return value


def _seconds(value: object) -> float:
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not 0 <= value <= WAIT_S_MAX
    ):
        raise BadUiArgument(f"timeout_s is not 0 to {WAIT_S_MAX:.0f}")
    return float(value)
