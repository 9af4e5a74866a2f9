"""Read logs as blocks of whole lines: files, compressed or not, and standard input."""

import gzip
import io
import os
import re
import zlib
from collections import OrderedDict
from pathlib import Path
from typing import BinaryIO, Iterator, List, Optional, cast

from .line_ends import BYTE_ORDER_MARK, LineEnds
from .opening import PEEK_BYTES, STANDARD_INPUT, CannotRead, Opened, opened
from .stamps import STAMP

BLOCK_BYTES = 1 << 18
# rsyslog writes none longer: a message has 8 KB (`$MaxMessageSize`) with all that was escaped in
# it, and the name of a host that is put before it 255.
LINE_BYTES_MAX = 9216
FILES_MAX = 500  # open at the same time
TOO_LONG = b"\1"  # stands for a line that is longer: it is none of a log's

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
_TAR = (slice(257, 262), b"ustar")  # where a tape archive says that it is one
_FIRST_STAMP = re.compile(
    rb"(?:^|[\0\r])(?:" + BYTE_ORDER_MARK + rb"|)[ \t]*(" + STAMP + rb") (\S+)", re.MULTILINE
)
_DAMAGED = (OSError, EOFError, zlib.error)


class Log:
    """One log that is open."""

    def __init__(self, name: str, raw: Opened, stream: io.BufferedIOBase) -> None:
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
        ends = LineEnds()
        for piece in map(ends.mended, self.pieces()):
            end = piece.rfind(b"\n")
            if end < 0 and too_long:
                continue
            if end < 0:
                rest += piece
            else:
                yield TOO_LONG + piece[piece.find(b"\n") : end] if too_long else rest + piece[:end]
                rest = piece[end + 1 :]
            too_long = len(rest) > LINE_BYTES_MAX
            if ends.is_wide:
                break
        if (too_long or rest) and not self.is_growing():  # or its rest may not be written yet
            yield TOO_LONG if too_long else rest
        if ends.is_wide:
            raise CannotRead("utf_16")

    def pieces(self) -> Iterator[bytes]:
        """All bytes, as long as there are any."""
        is_empty = True
        while True:
            piece = self._read()
            if not piece:
                break
            is_empty = False
            yield piece
        if self._raw.is_cut():
            raise CannotRead("damaged")
        if is_empty and self._raw.is_pipe:
            raise CannotRead("nothing_came")

    def is_growing(self) -> bool:
        """It was read to a bound, and goes on behind it."""
        return self._raw.is_growing()

    def _read(self) -> bytes:
        if self._is_damaged:
            raise CannotRead("damaged")
        try:
            return self._stream.read(self.block_bytes)
        except _DAMAGED as error:
            raise CannotRead("damaged") from error

    def close(self) -> None:
        self._stream.close()
        self._raw.stream.close()


def open_log(name: str) -> Log:
    """Open a log; gzip is known by its first bytes, not by its name."""
    try:
        raw = opened(name)
        plain = raw.stream
        if plain.peek(2)[:2] != _GZIP:
            log = Log(name, raw, plain)
        else:
            log = Log(name, raw, gzip.GzipFile(fileobj=cast("BinaryIO", plain), mode="rb"))
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
    if start[_TAR[0]] == _TAR[1]:
        return "packed_otherwise"
    return next((form for begin, form in _OTHER_FORMS if start.startswith(begin)), "")


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
