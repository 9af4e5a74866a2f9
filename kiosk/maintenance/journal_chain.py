"""Reads the whole journal and says whether each entry follows the one before it, with progress.

The seals cannot be checked here: their first key is at the bank, and nowhere on this machine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.journal.disk import Disk
from kiosk.journal.entry import StoredEntry
from kiosk.journal.errors import JournalBroken
from kiosk.journal.files import check_begins, entries_of, journal_files, opening_of


@dataclass(frozen=True, slots=True)
class Chain:
    """Attributes: files, entries: that fit. broken: the first place that does not, or empty."""

    files: int
    entries: int
    broken: str = ""


def verified(disk: Disk, tell: Callable[[int, int], bool]) -> Chain | None:
    """tell: hears how many files of how many are done; with False from it nothing more is read, and
    the answer is None. Raises OSError."""
    done = entries = 0
    try:
        files = journal_files(disk)
        last: StoredEntry | None = None
        key = ""
        for file in files:
            if not tell(done, len(files)):
                return None
            raw = disk.read(str(file))
            if file is files[-1]:
                raw = raw[: raw.rfind(b"\n") + 1]  # it is being written
            is_first = True
            for entry in entries_of(file, raw):
                if is_first:
                    if last is not None:
                        check_begins(file, key, last, entry)
                    key = opening_of(file, entry).key
                last, is_first, entries = entry, False, entries + 1
            done += 1
    except JournalBroken as error:
        return Chain(done, entries, str(error))
    return Chain(done, entries)
