"""One log on disk: a file a day in parts of bounded size, the old ones deleted, nobody stopped.

    APP_bank_20261122.log, then APP_bank_20261122_001.log …   days are UTC, as the lines' times

A line that cannot be written is dropped and counted; the count is told on standard error once, and
in the log as soon as it can be written again. Belongs to one thread.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from hardware.logs.line import stamp

PART_COUNT_MAX: Final = 10  # of one day
RETRY_S: Final = 5.0

_FOLDER_MODE: Final = 0o700
_FILE_MODE: Final = 0o600
_FLAGS: Final = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


class LogUnwritable(OSError):
    """The day has as many parts as it may have, or something else lies in the file's place."""


class DailyFile:
    """Never raises for a disk; closed with `close`, opened by the first line."""

    def __init__(
        self,
        folder: Path,
        stem: str,
        *,
        days: int,
        size_max: int,
        monotonic: Callable[[], float],
        complain: Callable[[str], None],
        write: Callable[[int, bytes], int] = os.write,
        writes_to: Callable[[int | None], None] = lambda _file: None,
    ) -> None:
        """
        stem: such as APP_bank.
        days: how long a day's files stay after that day.
        size_max: bytes of one part.
        writes_to: told of each file that is opened, before the one before it is closed; at last
            None.
        """
        self._folder = folder
        self._stem = stem
        self._name = re.compile(rf"{re.escape(stem)}_([0-9]{{8}})(?:_([0-9]{{3}}))?\.log")
        self._days = days
        self._size_max = size_max
        self._monotonic = monotonic
        self._complain = complain
        self._write = write
        self._writes_to = writes_to
        self._file: int | None = None
        self._day = date.min
        self._size = 0
        self._is_torn = False
        self._retry_s = 0.0
        self._has_complained = False
        self.lost = 0

    def add(self, line: str, seconds: float) -> None:
        """Append a line that was made at this time (since 1970)."""
        if self.lost and self._monotonic() < self._retry_s:
            self.lost += 1
            return
        try:
            self._make_room(seconds, len(line) + 1)
            if self.lost:
                self._append(f"{stamp(seconds)} WARNING logs lines_lost={self.lost}")
                self.lost = 0
            self._append(line)
        except OSError as error:
            self._fail(error)

    def close(self) -> None:
        if self._file is not None:
            self._writes_to(None)
            os.close(self._file)
            self._file = None

    def _append(self, line: str) -> None:
        data = line.encode("utf-8", "backslashreplace") + b"\n"
        if self._is_torn:
            data = b"\n" + data
        assert self._file is not None
        written = self._write(self._file, data)
        self._size += written
        self._is_torn = 0 < written < len(data)
        if written < len(data):
            raise LogUnwritable(None, "the disk took a part of a line")

    def _make_room(self, seconds: float, size: int) -> None:
        day = datetime.fromtimestamp(seconds, UTC).date()
        fits = day == self._day and self._size + size <= self._size_max
        if self._file is not None and fits and not self.lost:
            return
        if day != self._day:
            self._delete_before(day)
        self._open(day, size)

    def _open(self, day: date, size: int) -> None:
        self._folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        found = [
            int(known[2] or 0)
            for path in self._folder.iterdir()
            if (known := self._name.fullmatch(path.name)) and known[1] == f"{day:%Y%m%d}"
        ]
        for part in range(max(found, default=0), PART_COUNT_MAX):
            number = f"_{part:03d}" if part else ""
            file = os.open(
                self._folder / f"{self._stem}_{day:%Y%m%d}{number}.log", _FLAGS, _FILE_MODE
            )
            state = os.fstat(file)
            if not stat.S_ISREG(state.st_mode):
                os.close(file)
                raise LogUnwritable(None, "something else lies in the log's place")
            if state.st_size + size <= self._size_max or not state.st_size:
                self._take(file, state, day)
                return
            os.close(file)
        raise LogUnwritable(None, f"the day has its {PART_COUNT_MAX} files")

    def _take(self, file: int, state: os.stat_result, day: date) -> None:
        if stat.S_IMODE(state.st_mode) & ~_FILE_MODE:
            os.fchmod(file, _FILE_MODE)
        before, self._file = self._file, file
        self._day, self._size = day, state.st_size
        # A process that was killed may have left half a line.
        self._is_torn = state.st_size > 0 and os.pread(file, 1, state.st_size - 1) != b"\n"
        self._writes_to(file)
        if before is not None:
            os.close(before)

    def _delete_before(self, day: date) -> None:
        oldest = day - timedelta(days=self._days)
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            known = self._name.fullmatch(path.name)
            if known and known[1] < f"{oldest:%Y%m%d}":
                path.unlink(missing_ok=True)

    def _fail(self, error: OSError) -> None:
        self.lost += 1
        self._retry_s = self._monotonic() + RETRY_S
        if not self._has_complained:
            self._has_complained = True
            self._complain(
                f"{self._folder}: the log {self._stem} cannot be written ({error.strerror}); "
                "it goes on without, and what is dropped is counted"
            )
