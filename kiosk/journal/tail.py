"""The journal's newest lines as they lie on the disk, for whoever keeps a copy of them.

Nothing is checked here: whoever gets a line that was changed has to find that out. What is asked
for usually goes on where the last answer ended, so that place is kept. A file is read from its
beginning only where the place is not known or not there any more, and never more of it than a chunk
is in memory beside the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from kiosk.journal.disk import Disk
from kiosk.journal.errors import JournalBroken
from kiosk.journal.files import FileName, journal_files
from kiosk.journal.line import LINE_SIZE_MAX

CHUNK_SIZE: Final = 65_536
_SEQ: Final = re.compile(rb'\{"seq":([0-9]{1,16}),')
_KEY: Final = re.compile(rb'"key":"([0-9a-f]{16})"')


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the line with this number begins, or will begin; `key` seals it."""

    key: str
    file: FileName
    offset: int
    seq: int


def lines_after(disk: Disk, key: str, after: int, count_max: int) -> tuple[int, list[bytes]]:
    """Once, without keeping a place: as `JournalTail.lines_after`."""
    return JournalTail(disk).lines_after(key, after, count_max)


class JournalTail:
    """Remembers where the last answer ended. For one thread, of which the writer is no other."""

    def __init__(self, disk: Disk, chunk_size: int = CHUNK_SIZE) -> None:
        self._disk = disk
        self._chunk_size = chunk_size
        self._place: _Place | None = None

    def lines_after(self, key: str, after: int, count_max: int) -> tuple[int, list[bytes]]:
        """The entries of this first key from the first one later than `after` on: its seq, and
        lines. Of a line that is longer than any of a journal, its beginning.

        If entries are missing, the seq is not the next one. Raises OSError.
        """
        found = list(islice(self._lines(key, after), count_max))
        return (found[0][0] if found else after + 1), [line for _, line in found]

    def _lines(self, key: str, after: int) -> Iterator[tuple[int, bytes]]:
        """The place is behind each line before that line is given."""
        try:
            files = journal_files(self._disk)
        except JournalBroken:
            return  # the next opening tells
        place = self._kept(files, key, after) or self._found(files, key, after)
        while place is not None:
            for size, line in self._whole_lines(place):
                seq = place.seq
                place = self._place = replace(place, offset=place.offset + size, seq=seq + 1)
                if seq > after:
                    yield seq, line
            place = self._next_file(files, place)

    # --- where to begin

    def _kept(self, files: list[FileName], key: str, after: int) -> _Place | None:
        """The kept place, if it is before the entry, and the file still is what it was there."""
        place = self._place
        if place is None or place.key != key or place.seq > after + 1 or place.file not in files:
            return None
        expected = b'\n{"seq":%d,' % place.seq
        there = self._disk.read_part(str(place.file), place.offset - 1, len(expected))
        return place if there and expected.startswith(there) else None

    def _found(self, files: list[FileName], key: str, after: int) -> _Place | None:
        """The beginning of the file in which the entry after `after` lies, or of the oldest one
        without a gap of keys before it."""
        found = None
        for file in reversed(files):
            if not self._disk.size(str(file)):
                continue  # made just before a crash
            begun = self._beginning(file, key)
            if begun is None:
                break
            found = begun
            if begun.seq <= after + 1:
                break
        return found

    def _next_file(self, files: list[FileName], place: _Place) -> _Place | None:
        for file in files[files.index(place.file) + 1 :]:
            if self._disk.size(str(file)):
                return self._beginning(file, place.key)
        return None

    def _beginning(self, file: FileName, key: str) -> _Place | None:
        """None if it does not begin as a file of this key does."""
        opening = self._disk.read_part(str(file), 0, LINE_SIZE_MAX).partition(b"\n")[0]
        seq, sealed_with = _SEQ.match(opening), _KEY.search(opening)
        if seq is None or sealed_with is None or sealed_with[1] != key.encode("ascii"):
            return None
        return _Place(key, file, 0, int(seq[1]))

    # --- lines

    def _whole_lines(self, place: _Place) -> Iterator[tuple[int, bytes]]:
        """Each line that has an end, and its size in the file."""
        offset, rest, dropped = place.offset, b"", 0
        while chunk := self._disk.read_part(str(place.file), offset, self._chunk_size):
            offset += len(chunk)
            *ended, begun = chunk.split(b"\n")
            for part in ended:
                line = rest + part
                yield dropped + len(line) + 1, line[:LINE_SIZE_MAX] + b"\n"
                rest, dropped = b"", 0
            rest += begun
            if len(rest) > LINE_SIZE_MAX:
                dropped += len(rest) - LINE_SIZE_MAX
                rest = rest[:LINE_SIZE_MAX]
