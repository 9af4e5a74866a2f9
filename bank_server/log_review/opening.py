"""Open what a log may be: a file as far as it reaches, or a pipe that somebody writes to."""

import io
import os
import select
import stat
import sys
from pathlib import Path
from typing import Optional, Union, cast

PEEK_BYTES = 8192  # where the first stamp of a file is looked for
STANDARD_INPUT = "-"
# How much is read of what is written into a file while it is read. rsyslog writes less in an hour;
# without a bound, whoever writes faster than this program reads would never let it end.
GROWN_BYTES_MAX = 1 << 20
PIPE_WAIT_MS = 10000  # until somebody opens the other end of a pipe that has a name


class CannotRead(Exception):
    """A log cannot be read, or not to its end. The text names no file."""


class Opened:
    """A file, a pipe or standard input, from its first byte.

    Attributes:
        is_pipe: its end is where somebody stops writing, so that nothing at all is no empty log.
    """

    def __init__(self, raw: io.RawIOBase, *, is_pipe: bool) -> None:
        self.is_pipe = is_pipe
        self.stream = io.BufferedReader(raw, PEEK_BYTES)
        self._reach = raw if isinstance(raw, _Reach) else None

    def is_cut(self) -> bool:
        """The file was longer when it was opened: somebody has shortened it meanwhile."""
        return self._reach is not None and self._reach.is_cut

    def is_growing(self) -> bool:
        """More was written into the file meanwhile than is read of it."""
        return self._reach is not None and self._reach.is_growing


class _Reach(io.RawIOBase):
    """A file up to its size when it was opened, and GROWN_BYTES_MAX more."""

    def __init__(self, file: io.RawIOBase, size: int) -> None:
        self.is_cut = False
        self.is_growing = False
        self._file = file
        self._left = size + GROWN_BYTES_MAX

    def readable(self) -> bool:
        return True

    # The type checker's own name for such a buffer is in no module.
    def readinto(self, buffer: Union[bytearray, memoryview]) -> int:  # type: ignore[override]  # as RawIOBase has it
        if not self._left:
            self.is_growing = self.is_growing or bool(self._file.read(1))
            return 0
        count = self._file.readinto(memoryview(buffer)[: self._left]) or 0
        self.is_cut = not count and self._left > GROWN_BYTES_MAX
        self._left -= count
        return count

    def close(self) -> None:
        super().close()
        self._file.close()


class _Pipe(io.RawIOBase):
    """What somebody writes, from its first bytes, which may have been read already."""

    def __init__(self, file: io.RawIOBase, first: bytes) -> None:
        self._file = file
        self._first = first

    def readable(self) -> bool:
        return True

    # The type checker's own name for such a buffer is in no module.
    def readinto(self, buffer: Union[bytearray, memoryview]) -> int:  # type: ignore[override]  # as RawIOBase has it
        view = memoryview(buffer)
        first, self._first = self._first, b""
        view[: len(first)] = first
        return len(first) + (self._file.readinto(view[len(first) :]) or 0)

    def close(self) -> None:
        super().close()
        self._file.close()


def opened(name: str) -> Opened:
    """Raises CannotRead, OSError, and ValueError for a name that no file can have."""
    return _standard_input() if name == STANDARD_INPUT else _named(name)


def _standard_input() -> Opened:
    file = cast("io.RawIOBase", cast("io.BufferedReader", sys.stdin.buffer).raw)
    size = _size_left(file)
    if size is None:
        return Opened(_Pipe(file, b""), is_pipe=True)
    return Opened(_Reach(file, size), is_pipe=False)


def _size_left(file: io.RawIOBase) -> Optional[int]:
    """None unless a file was given as standard input."""
    try:
        found = os.fstat(file.fileno())
    except (OSError, ValueError):
        return None
    return max(0, found.st_size - file.tell()) if stat.S_ISREG(found.st_mode) else None


def _named(name: str) -> Opened:
    _check(Path(name).stat().st_mode)
    # Without O_NONBLOCK a pipe would not even open before somebody writes to it.
    descriptor = os.open(name, os.O_RDONLY | os.O_NONBLOCK)
    file = io.FileIO(descriptor, "rb")
    try:
        found = os.fstat(descriptor)
        _check(found.st_mode)
        if stat.S_ISREG(found.st_mode):
            return Opened(_Reach(file, found.st_size), is_pipe=False)
        first = _first_of(descriptor)
        os.set_blocking(descriptor, True)
    except (OSError, CannotRead):
        file.close()
        raise
    return Opened(_Pipe(file, first), is_pipe=True)


def _check(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise CannotRead("directory")
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise CannotRead("not_a_file")


def _first_of(descriptor: int) -> bytes:
    """Wait until somebody writes; what had to be read for that."""
    waits = select.poll()
    waits.register(descriptor, select.POLLIN)
    if waits.poll(PIPE_WAIT_MS):
        return b""
    try:
        first = os.read(descriptor, 1)
    except BlockingIOError:
        return b""  # somebody has opened it, and will write later
    if not first:
        raise CannotRead("nobody_writes")
    return first
