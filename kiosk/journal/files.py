"""The names of the journal's files, and what lies in them from end to end."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hardware.crypto.sealed_log import ZERO_HASH, chained
from kiosk.journal.disk import Disk
from kiosk.journal.entry import StoredEntry
from kiosk.journal.errors import JournalBroken
from kiosk.journal.event_base import EventInvalid, decode_event
from kiosk.journal.events_journal import JournalClose, JournalOpen
from kiosk.journal.line import body_of, decode

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


def sealed_lines_of(file: FileName, raw: bytes) -> Iterator[tuple[StoredEntry, bytes]]:
    """All entries of a file with their lines: each canonical, numbered without a gap, and chained
    to the one before. Their seals are another's to check. Raises JournalBroken."""
    before: StoredEntry | None = None
    h = ZERO_HASH
    for number, line in lines_of(file, raw):
        try:
            entry = decode(line)
        except JournalBroken as error:
            raise JournalBroken(f"{file} line {number}: {error}") from None
        if entry.atm != file.atm:
            raise JournalBroken(f"{file} line {number}: of another machine")
        if before is None:
            h = opening_of(file, entry).after
        else:
            check_follows(file, number, before, entry)
        h = chained(h, body_of(line))
        if h.hex() != entry.h:
            raise JournalBroken(f"{file} line {number}: it is not chained to the entry before it")
        yield entry, line
        before = entry


def entries_of(file: FileName, raw: bytes) -> Iterator[StoredEntry]:
    """All entries of a file, checked as by `sealed_lines_of`. Raises JournalBroken."""
    return (entry for entry, _ in sealed_lines_of(file, raw))


def opening_of(file: FileName, first: StoredEntry) -> JournalOpen:
    """What a file's first entry says of it. Raises JournalBroken."""
    if first.ev != JournalOpen.CODE:
        raise JournalBroken(f"{file} line 1: not the beginning of a file")
    try:
        opening = decode_event(JournalOpen, first.d)
    except EventInvalid as error:
        raise JournalBroken(f"{file} line 1: {error}") from None
    if opening.file != str(file):
        raise JournalBroken(f"{file} line 1: the beginning of another file")
    if not 0 <= opening.lost < first.seq or len(opening.after) != len(ZERO_HASH):
        raise JournalBroken(f"{file} line 1: it says what cannot be")
    return opening


def check_follows(file: FileName, number: int, before: StoredEntry, entry: StoredEntry) -> None:
    """Raises JournalBroken unless `entry` is the next one after `before` in a file."""
    if entry.seq != before.seq + 1:
        raise JournalBroken(f"{file} line {number}: seq does not follow")
    if not before.boot <= entry.boot <= before.boot + 1:
        raise JournalBroken(f"{file} line {number}: boot does not follow")
    if before.ev == JournalClose.CODE:
        raise JournalBroken(f"{file} line {number}: after the file's end")


def check_begins(file: FileName, key: str, before: StoredEntry, first: StoredEntry) -> None:
    """Raises JournalBroken unless `file` begins where `before`, the last entry of the file before,
    ends, or says itself what is missing, or begins under a key of its own.

    key: name of the first key of the file before.
    """
    opening = opening_of(file, first)
    is_next = opening.key == key and first.seq == before.seq + 1 + opening.lost
    begins_anew = first.seq == 1 + opening.lost and (opening.lost > 0 or opening.key != key)
    if not (is_next or begins_anew):
        raise JournalBroken(f"{file} line 1: seq does not follow")
    after = before.h if is_next and not opening.lost else ZERO_HASH.hex()
    if opening.after.hex() != after:
        raise JournalBroken(f"{file} line 1: it is not chained to the entry before it")
    if first.boot < before.boot or (not opening.lost and first.boot > before.boot + 1):
        raise JournalBroken(f"{file} line 1: boot does not follow")
