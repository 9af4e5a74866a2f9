"""Notes what a window is told to show, and each frame that it draws.

Runs inside the watched process, and has no timer that would cost anything by itself. Written as
JSON to the file that PROBE_OUT names, after the first frame and at the end.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtQuick import QQuickWindow

from bench.probe import EVENTS_MAX, PROBE_OUT


class FrameWatch(QObject):
    """Made once, in the GUI thread, before the event loop runs."""

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__()
        self._out = Path(os.environ[PROBE_OUT])
        self._frame_began = 0.0
        self._frames: list[tuple[float, float]] = []
        self._changes: list[tuple[str, bool, float, float, float]] = []
        self._settled: list[float] = []
        direct = Qt.ConnectionType.DirectConnection
        window.afterAnimating.connect(self._begin_frame, direct)
        window.frameSwapped.connect(self._end_frame, direct)
        application = QCoreApplication.instance()
        assert application is not None, "an application has been made"
        application.aboutToQuit.connect(self.store)

    def change(
        self, name: str, act: Callable[[], None], *, is_new_screen: bool, said: float | None = None
    ) -> None:
        """Run `act`, which changes what is shown; what frame shows it is found out later.

        said: when this change was asked for, if that was in another thread.
        """
        began = time.monotonic()
        act()
        if len(self._changes) < EVENTS_MAX:
            asked = began if said is None else said
            self._changes.append((name, is_new_screen, asked, began, time.monotonic()))

    def settle(self) -> None:
        """What moved when it was shown has come to rest."""
        if len(self._settled) < EVENTS_MAX:
            self._settled.append(time.monotonic())

    def store(self) -> None:
        found = {"frames": self._frames, "changes": self._changes, "settled": self._settled}
        self._out.write_text(json.dumps(found), encoding="ascii")

    def _begin_frame(self) -> None:
        self._frame_began = time.monotonic()

    def _end_frame(self) -> None:
        if len(self._frames) < EVENTS_MAX:
            self._frames.append((self._frame_began, time.monotonic()))
        if len(self._frames) == 1:
            self.store()  # whoever started this waits for the file
