"""The real kiosk, its screens and frames noted: `python -m bench.watched_kiosk KIOSK_OPTIONS`."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Final

from bench.frame_watch import FrameWatch
from kiosk import gui
from kiosk.__main__ import main
from kiosk.domain.screens import Screen
from kiosk.viewmodels import window
from kiosk.viewmodels.bridge import ScreenBridge
from kiosk.viewmodels.kiosk_view_model import KioskViewModel

WAITING_MAX: Final = 1_000

_open_window: Callable[..., window.KioskWindow] = window.open_window
_say = ScreenBridge.show
_show = KioskViewModel.show


class Said:
    """When the core asked for which screen: its thread notes, the window's thread looks up."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[Screen, float]] = deque(maxlen=WAITING_MAX)

    def note(self, screen: Screen) -> None:
        self._waiting.append((screen, time.monotonic()))

    def when(self, screen: Screen) -> float | None:
        """Forgets those before it: the bridge keeps the order, and left them out."""
        while self._waiting:
            said, at = self._waiting.popleft()
            if said is screen:
                return at
        return None


def open_watched_window(view_model: KioskViewModel, **options: object) -> window.KioskWindow:
    """As a customer has it, with its transitions."""
    opened = _open_window(view_model, **{**options, "reduce_motion": False})
    watch_kiosk(opened)
    return opened


def watch_kiosk(opened: window.KioskWindow) -> FrameWatch:
    """Note every screen from the core's word on, and every frame."""
    watch, core = FrameWatch(opened.window), Said()
    opened.settled.connect(watch.settle)

    def say(bridge: ScreenBridge, screen: Screen) -> None:
        core.note(screen)
        _say(bridge, screen)

    def show(shown_in: KioskViewModel, screen: Screen) -> None:
        watch.change(
            screen.id.name,
            partial(_show, shown_in, screen),
            is_new_screen=screen.id is not shown_in.screen.id,
            said=core.when(screen),
        )

    setattr(ScreenBridge, "show", say)  # noqa: B010  mypy refuses to see a method replaced
    setattr(KioskViewModel, "show", show)  # noqa: B010  as above
    return watch


if __name__ == "__main__":
    setattr(gui, "open_window", open_watched_window)  # noqa: B010  as above
    sys.exit(main())
