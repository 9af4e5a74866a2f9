"""The machine's own journal, read from its end towards its beginning; nothing is changed by it.

Not in the core thread. The file that is being written grows meanwhile: what has no end yet is left
out, and a file that is deleted while it is read ends there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

from kiosk.journal.disk import Disk
from kiosk.journal.files import journal_files
from kiosk.journal_tools.lines import Line, LineBad, fields_of, parse

CHUNK_SIZE: Final = 262_144
SCAN_MAX: Final = 200_000  # lines that are looked at for what is wanted


def backwards(disk: Disk, chunk_size: int = CHUNK_SIZE) -> Iterator[bytes]:
    """Each line with its newline, the newest first. Raises JournalBroken, OSError."""
    for file in reversed(journal_files(disk)):
        with suppress(FileNotFoundError):
            yield from _of_file(disk, str(file), chunk_size)


def newest(
    disk: Disk,
    count_max: int,
    wanted: Callable[[bytes], bool] = lambda _raw: True,
    scan_max: int = SCAN_MAX,
) -> list[Line]:
    """The last entries that are wanted, the newest first. A damaged line is left out: to find
    those is what verifying is for. Raises JournalBroken, OSError."""
    found: list[Line] = []
    for number, raw in enumerate(backwards(disk)):
        if len(found) >= count_max or number >= scan_max:
            break
        if wanted(raw):
            with suppress(LineBad):
                found.append(whole(raw))
    return found


def whole(raw: bytes) -> Line:
    """A line of which every field can be read. Raises LineBad."""
    line = parse(raw)
    fields_of(line.d_text)
    return line


def of_codes(*codes: str) -> Callable[[bytes], bool]:
    """Whether a line is one of these events; a quote inside a text is written \\"."""
    marks = tuple(f'"ev":"{code}"'.encode() for code in codes)
    return lambda raw: any(mark in raw for mark in marks)


def _of_file(disk: Disk, name: str, chunk_size: int) -> Iterator[bytes]:
    end, rest, is_newest = disk.size(name), b"", True
    while end > 0:
        begin = max(0, end - chunk_size)
        parts = (disk.read_part(name, begin, end - begin) + rest).split(b"\n")
        end = begin
        if is_newest:
            is_newest = len(parts) == 1
            parts.pop()  # behind the last newline: nothing, or a line without its end
        if not parts:
            continue
        rest = parts[0]
        yield from (part + b"\n" for part in reversed(parts[1:]))
        if not begin:
            yield rest + b"\n"
