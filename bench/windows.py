"""A watched process with a window: the kiosk, or an empty one; started, looked at, ended."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from bench.gaps import Probed, read
from bench.probe import PROBE_OUT
from kiosk.workbench.machine import OFFSCREEN

END_S: Final = 10.0
FIRST_FRAME_S_MAX: Final = 30.0
LOOK_S: Final = 0.05
EMPTY: Final = ("bench.empty_window",)


class WindowFailed(Exception):
    """The process ended by itself or drew nothing."""


@dataclass(frozen=True, slots=True)
class Watched:
    """Attributes: began: when it was started, by the monotonic clock."""

    began: float
    pid: int
    out: Path | None
    errors: Path

    def wait_for_frame(self) -> None:
        """Until the first frame has been drawn. Raises WindowFailed."""
        assert self.out is not None, "it was started with a probe"
        deadline = self.began + FIRST_FRAME_S_MAX
        while not self.out.exists():
            if time.monotonic() > deadline:
                raise WindowFailed(f"no frame within {FIRST_FRAME_S_MAX:g} s")
            time.sleep(LOOK_S)  # between two looks at a file that another process writes

    def probed(self) -> Probed:
        """What its probe saw; once the process has ended. Raises WindowFailed."""
        return read(self.stored())

    def stored(self) -> Path:
        """Where that lies, or what a frame watch saw. Raises WindowFailed."""
        assert self.out is not None, "it was started with a probe"
        if self.out.exists():
            return self.out
        last = self.errors.read_text("utf-8", "replace").strip().splitlines()[-1:]
        why = last[0] if last else "without a word"
        raise WindowFailed(f"a watched window ended: {why}")


@contextmanager
def watched(module: Sequence[str], errors: Path, out: Path | None = None) -> Iterator[Watched]:
    """Run `python -m module`, and end it on the way out.

    errors: gets what it says on standard error. out: gets what its probe saw, if it is to probe.
    """
    probing = {}
    if out is not None:
        out.unlink(missing_ok=True)
        probing[PROBE_OUT] = str(out)
    began = time.monotonic()
    with errors.open("wb") as said:
        process = _started(module, probing, said)
    try:
        yield Watched(began, process.pid, out, errors)
    finally:
        process.terminate()
        try:
            process.wait(END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _started(
    module: Sequence[str], probing: Mapping[str, str], said: BinaryIO
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", *module],
        cwd=Path(__file__).resolve().parents[1],
        env={**os.environ, **OFFSCREEN, **probing},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=said,
    )
