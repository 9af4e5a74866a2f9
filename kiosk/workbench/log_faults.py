"""What a demo's processes wrote of their own failures: a window may fail and look well.

On standard error an honest run writes nothing. In the programs' logs all is foreseen but what
nobody caught (CRITICAL), and what Qt warns of.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from hardware.logs.mask import masked

SHOWN_SIZE_MAX: Final = 300

_ERRORS: Final = "*-errors.log*"
_PROGRAMS: Final = "APP_*.log"
_ANY: Final = re.compile(".")
# Time, level and logger, as `hardware.logs.line` writes them.
_FAULT: Final = re.compile(r"\S+ (?:CRITICAL \S|(?:WARNING|ERROR) qt )")


class LogFaults:
    """Make it before the processes start: what was there before is of an earlier run."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._old = {_state_of(path) for path in logs.glob(_ERRORS)}
        self._ends = {path: path.stat().st_size for path in logs.glob(_PROGRAMS)}

    def found(self) -> list[str]:
        """For each file with a failure its name and the first line that tells of it, masked."""
        told = (
            *((path, _first(path)) for path in self._errors()),
            *(
                (path, _first(path, self._ends.get(path, 0), _FAULT))
                for path in sorted(self._logs.glob(_PROGRAMS))
            ),
        )
        return [f"{path}: {masked(line)[:SHOWN_SIZE_MAX]}" for path, line in told if line]

    def _errors(self) -> list[Path]:
        """A process begins its file anew, and puts what the one before it wrote beside it."""
        found = sorted(self._logs.glob(_ERRORS))
        return [path for path in found if _state_of(path) not in self._old]


def _state_of(path: Path) -> tuple[int, int, int]:
    """The same for a file that was only renamed."""
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _first(path: Path, start: int = 0, wanted: re.Pattern[str] = _ANY) -> str:
    """The first such line from there on, or empty."""
    with path.open("rb") as file:
        file.seek(start)
        lines = (raw.decode("utf-8", "backslashreplace").strip() for raw in file)
        return next((line for line in lines if wanted.match(line)), "")
