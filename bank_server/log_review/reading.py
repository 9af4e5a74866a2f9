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
# What a file is that begins so, and cannot be read as a log.
_OTHER_FORMS = (
    (b"BZh", "packed_otherwise"),
    (b"\xfd7zXZ", "packed_otherwise"),
    (b"\x28\xb5\x2f\xfd", "packed_otherwise"),  # zstd
    (b"PK\x03\x04", "packed_otherwise"),
    (b"\xff\xfe", "utf_16"),
    (b"\xfe\xff", "utf_16"),
)
_FIRST_STAMP = re.compile(rb"^\0*(" + STAMP + rb") (\S+)", re.MULTILINE)
_DAMAGED = (OSError, EOFError, zlib.error)


class CannotRead(Exception):
    """A log cannot be read, or not to its end. The text names no file."""


class Log:
    """One log that is open."""

    def __init__(self, name: str, raw: io.BufferedIOBase, stream: io.BufferedIOBase) -> None:
        self.name = name
        self.block_bytes = BLOCK_BYTES  # how much is read at once
        self._raw = raw
        self._stream = stream
        self._is_damaged = False

    def start(self) -> bytes:
        """Its first bytes. Nothing is consumed."""
        try:
            return cast("io.BufferedReader", self._stream).peek(PEEK_BYTES)
        except _DAMAGED:
            self._is_damaged = True  # its stream may read on as if it were at its end
            return b""

    def first_stamp(self) -> Optional[bytes]:
        """The stamp of the first line that has one."""
        found = _FIRST_STAMP.search(self.start())
        return found.group(1) if found else None

    def first_host(self) -> bytes:
        """Which machine wrote that line; nothing if there is none."""
        found = _FIRST_STAMP.search(self.start())
        return found.group(2) if found else b""

    def blocks(self) -> Iterator[bytes]:
        """All lines, some thousand at a time, with line feeds between them and none at the end."""
        rest = b""
        too_long = False
        for piece in self.pieces():
            end = piece.rfind(b"\n")
            if end < 0 and too_long:
                continue
            if end < 0:
                rest += piece
            else:
                yield TOO_LONG + piece[piece.find(b"\n") : end] if too_long else rest + piece[:end]
                rest = piece[end + 1 :]
            too_long = len(rest) > LINE_BYTES_MAX
        if too_long or rest:
            yield TOO_LONG if too_long else rest

    def pieces(self) -> Iterator[bytes]:
        """All bytes, as long as there are any."""
        while True:
            piece = self._read()
            if not piece:
                return
            yield piece

    def _read(self) -> bytes:
        if self._is_damaged:
            raise CannotRead("damaged")
        try:
            return self._stream.read(self.block_bytes)
        except _DAMAGED as error:
            raise CannotRead("damaged") from error

    def close(self) -> None:
        self._stream.close()
        self._raw.close()


def open_log(name: str) -> Log:
    """Open a log; gzip is known by its first bytes, not by its name."""
    try:
        raw = cast(
            "io.BufferedReader", _standard_input() if name == STANDARD_INPUT else _file(name)
        )
        if raw.peek(2)[:2] != _GZIP:
            log = Log(name, raw, raw)
        else:
            log = Log(name, raw, gzip.GzipFile(fileobj=cast("BinaryIO", raw), mode="rb"))
    except PermissionError as error:
        raise CannotRead("not_permitted") from error
    except FileNotFoundError as error:
        raise CannotRead("not_there") from error
    except (OSError, ValueError, AttributeError) as error:  # a name with a NUL; no standard input
        raise CannotRead("not_readable") from error
    form = _other_form(log.start())
    if form:
        log.close()
        raise CannotRead(form)
    return log


def _other_form(start: bytes) -> str:
    """Nothing of a log that is text."""
    if start.startswith(_GZIP):  # packed twice, as the first time was seen
        return "packed_otherwise"
    return next((form for begin, form in _OTHER_FORMS if start.startswith(begin)), "")


def _standard_input() -> BinaryIO:
    return sys.stdin.buffer


def _file(name: str) -> BinaryIO:
    mode = Path(name).stat().st_mode
    if stat.S_ISDIR(mode):
        raise CannotRead("directory")
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise CannotRead("not_a_file")
    return Path(name).open("rb", buffering=PEEK_BYTES)


def distinct(names: List[str]) -> List[str]:
    """Each file once, however often and by whatever path it is named."""
    kept = OrderedDict()  # type: OrderedDict[object, str]
    for name in names:
        kept.setdefault(_identity(name), name)
    return list(kept.values())


def _identity(name: str) -> object:
    """Links, hard or not, lead to the same file."""
    if name == STANDARD_INPUT:
        return name
    try:
        found = Path(name).stat()
    except (OSError, ValueError):
        return os.path.realpath(name) if "\0" not in name else name
    return (found.st_dev, found.st_ino)
