"""The journal's newest lines as they lie on the disk, for whoever keeps a copy of them.

Nothing is checked here: whoever gets a line that was changed has to find that out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from kiosk.journal.disk import Disk
from kiosk.journal.errors import JournalBroken
from kiosk.journal.files import journal_files

_SEQ: Final = re.compile(rb'\{"seq":([0-9]{1,16}),')
_KEY: Final = re.compile(rb'"key":"([0-9a-f]{16})"')


def lines_after(disk: Disk, key: str, after: int, count_max: int) -> tuple[int, list[bytes]]:
    """The entries of this first key from the first one later than `after` on: its seq, and lines.

    If entries are missing, the seq is not the next one. Raises OSError.
    """
    found = list(islice(_lines(disk, key, after), count_max))
    return (found[0][0] if found else after + 1), [line for _, line in found]


def _lines(disk: Disk, key: str, after: int) -> Iterator[tuple[int, bytes]]:
    for raw, first in reversed(list(_files(disk, key, after))):
        whole = raw[: raw.rfind(b"\n") + 1].split(b"\n")[:-1]
        for seq, line in enumerate(whole, start=first):
            if seq > after:
                yield seq, line + b"\n"


def _files(disk: Disk, key: str, after: int) -> Iterator[tuple[bytes, int]]:
    """Newest first, down to the one in which the entry after `after` lies."""
    try:
        files = journal_files(disk)
    except JournalBroken:
        return  # the next opening tells
    for file in reversed(files):
        raw = disk.read(str(file))
        if not raw:
            continue  # made just before a crash
        opening, _, _ = raw.partition(b"\n")
        seq, sealed_with = _SEQ.match(opening), _KEY.search(opening)
        if seq is None or sealed_with is None or sealed_with[1] != key.encode("ascii"):
            return
        yield raw, int(seq[1])
        if int(seq[1]) <= after + 1:
            return
