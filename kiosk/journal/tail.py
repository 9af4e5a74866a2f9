"""The journal's newest lines as they lie on the disk, for whoever keeps a copy of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kiosk.journal.disk import Disk
from kiosk.journal.files import FileName, journal_files, lines_of
from kiosk.journal.line import decode


def lines_after(disk: Disk, key: str, after: int, count_max: int) -> tuple[int, list[bytes]]:
    """The entries of this first key from the first one later than `after` on: its seq, and lines.

    If entries are missing, the seq is not the next one. Raises JournalBroken, OSError.
    """
    found = list(islice(_lines(disk, key, after), count_max))
    return (found[0][0] if found else after + 1), [line for _, line in found]


def _lines(disk: Disk, key: str, after: int) -> Iterator[tuple[int, bytes]]:
    for file, raw, first in reversed(list(_files(disk, key, after))):
        for seq, (_, line) in enumerate(lines_of(file, raw), start=first):
            if seq > after:
                yield seq, line


def _files(disk: Disk, key: str, after: int) -> Iterator[tuple[FileName, bytes, int]]:
    """Newest first, down to the one in which the entry after `after` lies."""
    for file in reversed(journal_files(disk)):
        raw = disk.read(str(file))
        if not raw:
            continue  # made just before a crash
        _, line = next(lines_of(file, raw))
        entry = decode(line)
        if entry.d.get("key") != key:
            return
        yield file, raw, entry.seq
        if entry.seq <= after + 1:
            return
