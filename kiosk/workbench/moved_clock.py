"""Runs a module on clocks that can be set forward, so that a round need not wait for a day.

    python -m kiosk.workbench.moved_clock FILE MODULE [ARGUMENT...]

FILE holds two numbers: seconds that the time of day is ahead, and seconds that the time that only
goes on is ahead. Whoever has it open too sets them. The module itself knows nothing of this.
"""

from __future__ import annotations

import mmap
import runpy
import struct
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

# pyserial keeps the clock that it finds when it is imported: writing to a line takes real time.
import hardware.transport.serial_port  # noqa: F401  for what importing it does

NS_PER_S: Final = 1_000_000_000
_AHEAD: Final = struct.Struct("<dd")
FILE_MODE: Final = 0o600


class Ahead:
    """How far the clocks are ahead; shared by the processes that have the file open."""

    def __init__(self, path: Path) -> None:
        """path: made if it is not there, with both clocks right."""
        path.touch(FILE_MODE)
        if path.stat().st_size != _AHEAD.size:
            path.write_bytes(_AHEAD.pack(0.0, 0.0))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _AHEAD.size)

    @property
    def wall_s(self) -> float:
        return float(_AHEAD.unpack_from(self._shared)[0])

    @property
    def passed_s(self) -> float:
        return float(_AHEAD.unpack_from(self._shared)[1])

    def move(self, *, wall_s: float = 0.0, passed_s: float = 0.0) -> None:
        """Both further ahead by so much; one at a time, so no reader sees half of a number."""
        _AHEAD.pack_into(self._shared, 0, self.wall_s + wall_s, self.passed_s + passed_s)


def main(arguments: Sequence[str]) -> None:
    """Replace the process's two clocks, then run the module as `python -m` would."""
    file, module, *rest = arguments
    ahead = Ahead(Path(file))
    # Not functions: whoever keeps one in a class, as pyserial did, would make a method of it.
    time.time_ns = partial(_wall_ns, time.time_ns, ahead)
    time.monotonic = partial(_passed_s, time.monotonic, ahead)
    sys.argv = [module, *rest]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _wall_ns(real: Callable[[], int], ahead: Ahead) -> int:
    return real() + round(ahead.wall_s * NS_PER_S)


def _passed_s(real: Callable[[], float], ahead: Ahead) -> float:
    return real() + ahead.passed_s


if __name__ == "__main__":
    main(sys.argv[1:])
