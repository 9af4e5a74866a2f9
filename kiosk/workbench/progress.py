"""What a waiting person sees: one line that is written over on a terminal, plain lines elsewhere.

Standard library only: the launcher uses it before any environment exists.
"""

import shutil
import time
from collections.abc import Callable
from typing import TextIO


class Progress:
    """One step at a time: say() what begins, update() while it runs, done() when it is over."""

    def __init__(self, stream: TextIO, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._monotonic = monotonic
        self._is_terminal = stream.isatty()
        self._line = ""
        self._began = monotonic()

    def say(self, text: str) -> None:
        """A line of its own that stays."""
        self._erase()
        self._write(f"{text}\n")

    def begin(self, step: str) -> None:
        self._began = self._monotonic()
        if self._is_terminal:
            self._draw(f"{step} …")
        else:
            self._write(f"{step} ...\n")

    def update(self, text: str) -> None:
        """Where the step has come to; shown on a terminal only."""
        if self._is_terminal:
            self._draw(text)

    def done(self, step: str) -> None:
        self._erase()
        self._write(f"{step}: done in {self._monotonic() - self._began:.0f} s\n")

    def _draw(self, text: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        self._line = text[:width]
        self._write(f"\r\x1b[K{self._line}")

    def _erase(self) -> None:
        if self._line:
            self._write("\r\x1b[K")
            self._line = ""

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
