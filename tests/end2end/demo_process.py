"""`python -m kiosk.workbench.demo` as a person starts it, and what it leaves behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hardware.emulators.control import ControlClient

ROOT = Path(__file__).parents[2]
RUN_S_MAX = 150.0
WAIT_S_MAX = 90.0
LOOK_S = 0.02


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str
    seconds: float


class Demo:
    """A demo that runs. `tmp` is its folder for temporary files."""

    def __init__(
        self,
        tmp: Path,
        *options: str,
        environment: dict[str, str] | None = None,
        module: str = "kiosk.workbench.demo",
    ):
        tmp.mkdir(parents=True, exist_ok=True)
        self.began_s = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(tmp), **(environment or {})},
            start_new_session=True,
        )

    def wait(self) -> Run:
        try:
            out, err = self.process.communicate(timeout=RUN_S_MAX)
        except BaseException:
            self.process.kill()
            self.process.communicate()
            raise
        return Run(self.process.returncode, out, err, time.monotonic() - self.began_s)

    def end(self) -> None:
        """Whatever has happened to it. What it said is shown where a test fails."""
        self.process.kill()
        print(*self.process.communicate(), sep="\n")

    def send(self, number: signal.Signals) -> Run:
        """Seconds are counted from the signal."""
        self.began_s = time.monotonic()
        self.process.send_signal(number)
        return self.wait()


def run_demo(
    tmp: Path,
    *options: str,
    environment: dict[str, str] | None = None,
    module: str = "kiosk.workbench.demo",
) -> Run:
    return Demo(tmp, *options, environment=environment, module=module).wait()


def wait_for(is_so: Callable[[], bool], what: str, demo: Demo | None = None) -> None:
    """Until it is so; it may take as long as a slow machine needs, but not longer than the demo
    lives that is to bring it about."""
    deadline_s = time.monotonic() + WAIT_S_MAX
    pause = threading.Event()
    while not is_so():
        if time.monotonic() > deadline_s:
            raise AssertionError(f"waited {WAIT_S_MAX} s for {what}")
        if demo is not None and demo.process.poll() is not None:
            raise AssertionError(f"the demo ended before {what}:\n{demo.wait().err}")
        pause.wait(LOOK_S)


def control_of(state: Path, demo: Demo | None = None) -> ControlClient:
    wait_for((state / "devices" / "control.sock").exists, "the devices", demo)
    return ControlClient(state / "devices" / "control.sock")


def running(state: Path, demo: Demo) -> dict[str, dict]:
    """run.json, once a kiosk runs."""
    path = state / "run.json"
    wait_for(lambda: path.exists() and "kiosk" in json.loads(path.read_text()), "run.json", demo)
    return json.loads(path.read_text())


def processes_on(state: Path) -> list[str]:
    """Command lines of all processes that name this state folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
        if str(state) in words:
            found.append(words)
    return found


def leftovers(state: Path, tmp: Path) -> list[str]:
    """Sockets and links in the state folder, and anything temporary."""
    links = [str(path) for path in state.rglob("*") if path.is_symlink() or path.is_socket()]
    return [*links, *map(str, tmp.iterdir())]


def journal_codes(state: Path) -> list[str]:
    """The journal's events in their order."""
    folder = state / "kiosk" / "journal"
    lines = [
        line for path in sorted(folder.glob("EJ_*.jsonl")) for line in path.read_text().splitlines()
    ]
    return [json.loads(line)["ev"] for line in lines]
