"""Starts the launcher's child processes, hears them, names the one that dies, and ends them all.

One thread per child reads its lines; everything arrives in one inbox, in the launcher's thread.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

CHECKOUT: Final = Path(__file__).resolve().parents[2]
END_S: Final = 4.0  # Ctrl-C promises 5 s for all of them together
KILLED_END_S: Final = 0.5
INBOX_MAX: Final = 10_000
LINE_SIZE_MAX: Final = 64 * 1024
LOG_LINES_SHOWN: Final = 15
LOG_TAIL_SIZE: Final = 16 * 1024


class ChildDied(Exception):
    """A child ended that nobody had told to. The text names it, its last words and its log.

    Attributes: code: what it ended with; negative for a signal.
    """

    def __init__(self, words: str, child: str, code: int) -> None:
        super().__init__(words)
        self.child = child
        self.code = code


class ChildSilent(Exception):
    """A child did not say in time what was waited for."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that a child wrote to its standard output."""

    child: str
    pid: int
    text: str


@dataclass(frozen=True, slots=True)
class Ended:
    child: str
    pid: int
    code: int


@dataclass(frozen=True, slots=True)
class Stirred:
    """Something else happened that may be worth looking at again."""


Happening = Line | Ended | Stirred


@dataclass(frozen=True, slots=True)
class Finished:
    """What a process that was run to its end left behind."""

    code: int
    out: str
    err: str


@dataclass(slots=True)
class Child:
    name: str
    process: subprocess.Popen[str]
    log: Path
    reader: threading.Thread

    @property
    def pid(self) -> int:
        return self.process.pid


class Children:
    """Use as a context: on the way out, whatever the reason, no child is left.

    All methods belong to the thread that made it, but for `stir`.
    """

    def __init__(self, logs: Path, monotonic: Callable[[], float]) -> None:
        """logs: what children write to standard error goes to NAME-errors.log in there; what the
        one before wrote stays beside it."""
        self._logs = logs
        self._monotonic = monotonic
        self._children: dict[str, Child] = {}
        self._inbox: queue.Queue[Happening] = queue.Queue(INBOX_MAX)
        # Whoever dies with this end open tells all children by that.
        self._lifeline_out, self._lifeline_in = os.pipe2(os.O_CLOEXEC)

    def __enter__(self) -> Children:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end_all()
        os.close(self._lifeline_out)
        os.close(self._lifeline_in)

    @property
    def pids(self) -> dict[str, int]:
        return {name: child.pid for name, child in self._children.items()}

    def log(self, name: str) -> Path:
        return self._logs / f"{name}-errors.log"

    def start(
        self,
        name: str,
        module: str,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start `python -m module arguments`; its lines arrive by `next`."""
        assert name not in self._children, "one child of a name at a time"
        log = self.log(name)
        if log.exists() and log.stat().st_size:
            log.replace(log.with_suffix(".log.1"))
        with log.open("wb") as errors:
            process = subprocess.Popen(
                _command(module, arguments),
                stdin=self._lifeline_out,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                errors="replace",
                cwd=CHECKOUT,
                env={**os.environ, **(environment or {})},
                # Ctrl-C reaches the launcher alone, which ends the children in their order.
                start_new_session=True,
            )
        reader = threading.Thread(
            target=_read, args=(name, process, self._inbox), name=f"{name}-lines"
        )
        self._children[name] = Child(name, process, log, reader)
        reader.start()

    def run(self, module: str, *arguments: str, timeout_s: float) -> Finished:
        """Run a process to its end. Raises ChildSilent when that takes too long."""
        try:
            done = subprocess.run(
                _command(module, arguments),
                stdin=self._lifeline_out,
                capture_output=True,
                text=True,
                errors="replace",
                cwd=CHECKOUT,
                start_new_session=True,
                timeout=timeout_s,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ChildSilent(f"{module} did not end within {timeout_s:.0f} s") from None
        return Finished(done.returncode, done.stdout, done.stderr)

    def next(self, timeout_s: float) -> Line | Stirred | None:
        """What happens next; None if nothing does in that time. Raises ChildDied."""
        try:
            happening = self._inbox.get(timeout=max(0.0, timeout_s))
        except queue.Empty:
            return None
        if isinstance(happening, Stirred):
            return happening
        child = self._children.get(happening.child)
        if child is None or child.pid != happening.pid:
            return Stirred()  # of one that was told to end, and did
        if isinstance(happening, Line):
            return happening
        self._forget(child)
        raise ChildDied(_obituary(child, happening.code), child.name, happening.code)

    def stir(self) -> None:
        """From any thread: whoever waits in `next` has a look around. Lost when all is busy."""
        try:
            self._inbox.put_nowait(Stirred())
        except queue.Full:
            return

    def kill(self, name: str) -> bool:
        """SIGKILL, from any thread; False if there is no such child. Its end is told by `next`."""
        child = self._children.get(name)
        if child is None or child.process.poll() is not None:
            return False
        child.process.kill()
        return True

    def end(self, *names: str, within_s: float = END_S) -> None:
        """SIGTERM to all of these, SIGKILL to those that are still there after that time."""
        leaving = [self._children[name] for name in names if name in self._children]
        for child in leaving:
            child.process.terminate()
        deadline_s = self._monotonic() + within_s
        for child in leaving:
            try:
                child.process.wait(max(0.0, deadline_s - self._monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait(KILLED_END_S)
            self._forget(child)

    def end_all(self) -> None:
        """The kiosk first: it writes down that it ends while bank and devices still answer."""
        self.end("kiosk", within_s=END_S / 2)
        self.end(*self._children, within_s=END_S / 2)

    def _forget(self, child: Child) -> None:
        # The reader may wait for room in a full inbox that nobody empties any more.
        while child.reader.is_alive():
            child.reader.join(timeout=0.05)
            if self._inbox.full():
                self._inbox.get_nowait()
        self._children.pop(child.name, None)


def last_lines(log: Path) -> str:
    """The end of a log, indented; empty if there is none."""
    try:
        with log.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - LOG_TAIL_SIZE))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return ""
    return "\n".join(f"  {line}" for line in text.splitlines()[-LOG_LINES_SHOWN:])


def _command(module: str, arguments: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "kiosk.workbench.child", module, *arguments]


def _read(name: str, process: subprocess.Popen[str], inbox: queue.Queue[Happening]) -> None:
    assert process.stdout is not None
    with process.stdout as lines:
        while line := lines.readline(LINE_SIZE_MAX):
            inbox.put(Line(name, process.pid, line.rstrip("\n")))
    inbox.put(Ended(name, process.pid, process.wait()))


def _program_logs(child: Child) -> list[Path]:
    """The newest of its program's logs; the kiosk's has the name of its ATM."""
    others = ("bank", "devices", "panel")
    found = [
        path
        for path in child.log.parent.glob("APP_*.log")
        if path.name.startswith(f"APP_{child.name}_")
        or (child.name == "kiosk" and path.name.split("_")[1] not in others)
    ]
    return sorted(found, key=lambda path: path.stat().st_mtime)[-1:]


def _obituary(child: Child, code: int) -> str:
    how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
    for log in (child.log, *_program_logs(child)):
        if words := last_lines(log):
            return f"the {child.name} {how}; its last words:\n{words}\nIts log is {log}"
    return f"the {child.name} {how}, without a word. The logs are in {child.log.parent}"
