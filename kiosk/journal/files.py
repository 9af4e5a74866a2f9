"""The names of the journal's files, and what lies in them from end to end."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kiosk.journal.disk import Disk
from kiosk.journal.entry import StoredEntry
from kiosk.journal.errors import JournalBroken
from kiosk.journal.line import decode

FILE_NUMBER_MAX: Final = 999
_JOURNAL: Final = re.compile(r"EJ_([0-9A-Za-z-]{1,36})_([0-9]{8})_([0-9]{3})\.jsonl")
_TORN: Final = re.compile(r"(EJ_.*\.jsonl)\.([0-9]{1,12})\.torn")


@dataclass(frozen=True, slots=True, order=True)
class FileName:
    """`EJ_<atm>_<yyyymmdd>_<nnn>.jsonl`; ordered by day and number."""

    day: str
    number: int
    atm: str

    def __str__(self) -> str:
        return f"EJ_{self.atm}_{self.day}_{self.number:03d}.jsonl"

    def next(self, day: str) -> FileName:
        """The file after this one. A clock that went back does not make an older name."""
        if day > self.day:
            return FileName(day, 1, self.atm)
        if self.number >= FILE_NUMBER_MAX:
            raise JournalBroken("more files in a day than there are numbers")
        return FileName(self.day, self.number + 1, self.atm)


def journal_files(disk: Disk) -> list[FileName]:
    """Oldest first. Raises JournalBroken if files of two machines lie together."""
    found = [match for name in disk.names() if (match := _JOURNAL.fullmatch(name))]
    files = sorted(FileName(match[2], int(match[3]), match[1]) for match in found)
    if len({file.atm for file in files}) > 1:
        raise JournalBroken("journals of two machines lie in one folder")
    return files


def torn_name(file: FileName, offset: int) -> str:
    """Where a torn end that began at `offset` is kept: the same torn end, the same name."""
    return f"{file}.{offset}.torn"


def torn_of(disk: Disk, file: FileName) -> list[str]:
    """The torn ends that were moved aside from this file."""
    return [
        name for name in disk.names() if (match := _TORN.fullmatch(name)) and match[1] == str(file)
    ]


def lines_of(file: FileName, raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Each whole line with its newline, and its number from 1. A torn end is JournalBroken."""
    start = 0
    for number in itertools.count(1):
        if start == len(raw):
            return
        end = raw.find(b"\n", start) + 1
        if end == 0:
            raise JournalBroken(f"{file} line {number}: its end is missing")
        yield number, raw[start:end]
        start = end


def entries_of(file: FileName, raw: bytes) -> Iterator[StoredEntry]:
    """All entries of a file, each checked, numbered without a gap. Raises JournalBroken."""
    before: StoredEntry | None = None
    for number, line in lines_of(file, raw):
        try:
            entry = decode(line)
        except JournalBroken as error:
            raise JournalBroken(f"{file} line {number}: {error}") from None
        if entry.atm != file.atm:
            raise JournalBroken(f"{file} line {number}: of another machine")
        if before is not None:
            check_follows(file, number, before, entry)
        yield entry
        before = entry


def check_follows(file: FileName, number: int, before: StoredEntry, entry: StoredEntry) -> None:
    """Raises JournalBroken unless `entry` is the next one after `before`."""
    if entry.seq != before.seq + 1:
        raise JournalBroken(f"{file} line {number}: seq does not follow")
    if not before.boot <= entry.boot <= before.boot + 1:
        raise JournalBroken(f"{file} line {number}: boot does not follow")
