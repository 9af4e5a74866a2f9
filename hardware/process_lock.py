"""One process of a kind holds a state folder; a second is told who."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Final

_MODE: Final = 0o600
_PID_SIZE_MAX: Final = 32


class StateInUse(Exception):
    """Another process holds this state folder; the text says which."""


class ProcessLock:
    """Held until `release`, or until the process ends in whatever way."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, _MODE)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(self._descriptor, _PID_SIZE_MAX).decode("ascii", "replace").strip()
            os.close(self._descriptor)
            raise StateInUse(
                f"{path.parent} is in use: {path.name} is held by process {holder or 'unknown'}. "
                "End that one first, or choose another folder with --state DIR"
            ) from None
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        os.close(self._descriptor)
