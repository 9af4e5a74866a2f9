"""A watched process with a window: the kiosk, or an empty one; started, looked at, ended."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.gaps import Probed, read
from bench.probe import PROBE_OUT
from kiosk.workbench.machine import OFFSCREEN

END_S: Final = 10.0
EMPTY: Final = ("bench.empty_window",)


class WindowFailed(Exception):
    """The process ended by itself or drew nothing."""


@dataclass(frozen=True, slots=True)
class Watched:
    """Attributes: began: when it was started, by the monotonic clock."""

    began: float
    pid: int
    out: Path | None

    def probed(self) -> Probed:
        """What its probe saw; once the process has ended. Raises WindowFailed."""
        assert self.out is not None, "it was started with a probe"
        try:
            return read(self.out)
        except FileNotFoundError:
            raise WindowFailed("a watched window ended without a word") from None


@contextmanager
def watched(module: Sequence[str], out: Path | None = None) -> Iterator[Watched]:
    """Run `python -m module`, and end it on the way out. out: what its probe writes, if any."""
    probing = {}
    if out is not None:
        out.unlink(missing_ok=True)
        probing[PROBE_OUT] = str(out)
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", *module],
        cwd=Path(__file__).resolve().parents[1],
        env={**os.environ, **OFFSCREEN, **probing},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield Watched(began, process.pid, out)
    finally:
        process.terminate()
        try:
            process.wait(END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
