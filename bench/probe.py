"""Watches the event loop of a GUI thread: when it came late, and what ran meanwhile.

Runs inside the watched process. A precise timer should fire each PERIOD_MS; what it is late by is
a gap. Written as JSON to the file that PROBE_OUT names, after the first frame and at the end.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtQuick import QQuickWindow

PERIOD_MS: Final = 5
PROBE_OUT: Final = "BENCH_PROBE_OUT"
EVENTS_MAX: Final = 1_000_000


class Probe(QObject):
    """Made once, in the GUI thread, before the event loop runs."""

    def __init__(self) -> None:
        super().__init__()
        self._ticks: list[float] = []
        self._spans: list[tuple[float, float, str]] = []
        self._frame_began = 0.0
        self._first_frame = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(PERIOD_MS)
        application = QCoreApplication.instance()
        assert application is not None, "an application has been made"
        application.aboutToQuit.connect(self.store)

    def watch(self, window: QQuickWindow) -> None:
        """Note each frame, from its layout to the end of its drawing."""
        direct = Qt.ConnectionType.DirectConnection
        window.afterAnimating.connect(self._begin_frame, direct)
        window.frameSwapped.connect(self._end_frame, direct)

    def span(self, name: str, act: Callable[[], None]) -> None:
        """Run `act`, and remember when it ran."""
        began = time.monotonic()
        act()
        self._note(began, name)

    def store(self) -> None:
        found = {"first_frame": self._first_frame, "ticks": self._ticks, "spans": self._spans}
        Path(os.environ[PROBE_OUT]).write_text(json.dumps(found), encoding="ascii")

    def _tick(self) -> None:
        if len(self._ticks) < EVENTS_MAX:
            self._ticks.append(time.monotonic())

    def _begin_frame(self) -> None:
        self._frame_began = time.monotonic()

    def _end_frame(self) -> None:
        if not self._first_frame:
            self._first_frame = time.monotonic()
            self.store()  # whoever started this waits for the file
        self._note(self._frame_began, "a frame is drawn")

    def _note(self, began: float, name: str) -> None:
        if len(self._spans) < EVENTS_MAX:
            self._spans.append((began, time.monotonic(), name))
