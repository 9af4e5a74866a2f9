"""What is found when the journal is opened: the last entry, and a torn end that is moved aside."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from kiosk.journal.disk import Disk
from kiosk.journal.entry import StoredEntry
from kiosk.journal.errors import JournalBroken
from kiosk.journal.event_base import Json
from kiosk.journal.events_machine import LogGap
from kiosk.journal.files import (
    FileName,
    check_follows,
    entries_of,
    journal_files,
    torn_name,
    torn_of,
)
from kiosk.journal.line import LINE_SIZE_MAX


@dataclass(frozen=True, slots=True)
class Found:
    """
    Attributes:
        file: the newest; None for a new journal.
        size: of the newest file, its torn end removed.
        last: the last entry; None for a new journal.
        gaps: torn ends that no LOG_GAP declares yet.
    """

    file: FileName | None
    size: int
    last: StoredEntry | None
    gaps: tuple[LogGap, ...]


def find(disk: Disk, atm: str) -> Found:
    """Look at the newest file, mend its end. The lock is held. Raises JournalBroken, OSError.

    A line without its newline was never acknowledged: what it announced has not begun. Its bytes
    are kept under another name before the file is cut. Anything else that is broken stays.
    """
    files = journal_files(disk)
    if not files:
        return Found(None, 0, None, ())
    newest = files[-1]
    if newest.atm != atm:
        raise JournalBroken(f"{newest}: of another machine")
    raw = _without_torn_end(disk, newest)
    before = _last_of(disk, files[:-1])
    if before is None and raw and len(files) > 1:
        raise JournalBroken(f"{newest}: the files before it are empty")
    last, declared = before, list[Json]()
    for number, entry in enumerate(entries_of(newest, raw), start=1):
        if number == 1 and before is not None:
            check_follows(newest, 1, before, entry)
        if entry.ev == LogGap.CODE:
            declared.append(entry.d.get("moved_to"))
        last = entry
    torn = [name for name in torn_of(disk, newest) if name not in declared]
    return Found(newest, len(raw), last, tuple(_gap(disk, newest, name) for name in torn))


def _without_torn_end(disk: Disk, file: FileName) -> bytes:
    raw = disk.read(str(file))
    end = raw.rfind(b"\n") + 1
    if end == len(raw):
        return raw
    if len(raw) - end > LINE_SIZE_MAX:
        raise JournalBroken(f"{file}: its torn end is longer than any line")
    # In this order: a crash between the two finds the same torn end again, under the same name.
    disk.create(torn_name(file, end), raw[end:])
    disk.cut(str(file), end)
    return raw[:end]


def _last_of(disk: Disk, files: list[FileName]) -> StoredEntry | None:
    """The last entry of all; a file made just before a crash may have none."""
    for file in reversed(files):
        raw = disk.read(str(file))
        start = raw.rfind(b"\n", 0, max(0, len(raw) - 1)) + 1
        for entry in entries_of(file, raw[start:]):
            return entry
    return None


def _gap(disk: Disk, file: FileName, name: str) -> LogGap:
    torn = disk.read(name)
    return LogGap(
        file=str(file), moved_to=name, size=len(torn), sha256=hashlib.sha256(torn).digest()
    )
