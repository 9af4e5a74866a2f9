"""Read logs as blocks of whole lines: files, compressed or not, and standard input."""

import gzip
import io
import os
import re
import stat
import sys
import zlib
from collections import OrderedDict
from pathlib import Path
from typing import BinaryIO, Iterator, List, Optional, cast

from .stamps import STAMP

BLOCK_BYTES = 1 << 18
LINE_BYTES_MAX = 8192  # rsyslog writes none longer
PEEK_BYTES = 8192  # where the first stamp of a file is looked for
FILES_MAX = 500  # open at the same time
STANDARD_INPUT = "-"
TOO_LONG = b"\0"  # stands for a line that is longer: it is none of a log's

_GZIP = b"\x1f\x8b"
_FIRST_STAMP = re.compile(rb"^\0*(" + STAMP + rb") \S", re.MULTILINE)
_DAMAGED = (OSError, EOFError, zlib.error)


class CannotRead(Exception):
    """A log cannot be read, or not to its end. The text names no file."""


class Log:
    """One log that is open."""

    def __init__(self, name: str, stream: io.BufferedIOBase) -> None:
        self.name = name
        self._stream = stream

    def first_stamp(self) -> Optional[bytes]:
        """The stamp of the first line that has one. Nothing is consumed."""
        try:
            start = cast("io.BufferedReader", self._stream).peek(PEEK_BYTES)
        except _DAMAGED:  # reading says so
            return None
        found = _FIRST_STAMP.search(start)
        return found.group(1) if found else None

    def blocks(self) -> Iterator[List[bytes]]:
        """All lines, without their ends, some thousand at a time."""
        rest = b""
        too_long = False
        while True:
            block = self._read()
            if not block:
                break
            lines = block.split(b"\n")
            if too_long and len(lines) == 1:
                continue
            lines[0] = TOO_LONG if too_long else rest + lines[0]
            rest = lines.pop()
            too_long = len(rest) > LINE_BYTES_MAX
            yield lines
        if too_long or rest:
            yield [TOO_LONG if too_long else rest]

    def _read(self) -> bytes:
        try:
            return self._stream.read(BLOCK_BYTES)
        except _DAMAGED as error:
            raise CannotRead("damaged") from error

    def close(self) -> None:
        self._stream.close()


def open_log(name: str) -> Log:
    """Open a log; gzip is known by its first bytes, not by its name."""
    try:
        raw = sys.stdin.buffer if name == STANDARD_INPUT else _open_file(name)
        stream = cast("io.BufferedReader", raw)
        if stream.peek(2)[:2] != _GZIP:
            return Log(name, stream)
        return Log(name, gzip.GzipFile(fileobj=cast("BinaryIO", stream), mode="rb"))
    except PermissionError as error:
        raise CannotRead("not_permitted") from error
    except FileNotFoundError as error:
        raise CannotRead("not_there") from error
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        raise CannotRead("not_readable") from error


def _open_file(name: str) -> BinaryIO:
    mode = Path(name).stat().st_mode
    if stat.S_ISDIR(mode):
        raise CannotRead("directory")
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise CannotRead("not_a_file")
    return Path(name).open("rb", buffering=BLOCK_BYTES)


def distinct(names: List[str]) -> List[str]:
    """Each file once, however often and by whatever path it is named."""
    kept = OrderedDict()  # type: OrderedDict[str, str]
    for name in names:
        kept.setdefault(name if name == STANDARD_INPUT else os.path.realpath(name), name)
    return list(kept.values())
