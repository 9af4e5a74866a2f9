"""Somebody at a real terminal: a command runs behind a pseudo-terminal, and answers are typed."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import termios
from pathlib import Path

SILENT_S_MAX = 60.0
CHUNK = 4_096


class Person:
    """sees: all that the terminal showed."""

    def __init__(self, state: Path, *words: str, output: str = "") -> None:
        """output: a file that the command's output goes to; empty: the terminal, too."""
        self.sees = ""
        command = [sys.executable, "-m", "hardware.locks", "desk", "--state", str(state), *words]
        self._child, self._terminal = pty.fork()
        if self._child == 0:
            if output:
                os.dup2(os.open(output, os.O_WRONLY), 1)
            os.execv(sys.executable, command)

    def reads_until(self, words: str) -> None:
        while words not in self.sees:
            assert self._read(), f"{words!r} never came: {self.sees}"

    def types(self, text: str) -> None:
        os.write(self._terminal, f"{text}\n".encode())

    def presses_ctrl_c(self) -> None:
        # At the terminal's own speed: what is typed reaches the command as a signal.
        os.write(self._terminal, termios.tcgetattr(self._terminal)[6][termios.VINTR])

    def pulls_the_plug(self) -> None:
        os.kill(self._child, signal.SIGKILL)
        self.ends()

    def ends(self) -> int:
        while self._read():
            pass
        os.close(self._terminal)
        _, status = os.waitpid(self._child, 0)
        return os.waitstatus_to_exitcode(status)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], SILENT_S_MAX)
        try:
            found = os.read(self._terminal, CHUNK) if ready else b""
        except OSError:  # the far end is closed
            found = b""
        self.sees += found.decode(errors="replace")
        return bool(found)
