"""Which closed files may go: old ones, and the oldest when there are too many, once the bank has
them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from kiosk.journal.closed_file import SUFFIX
from kiosk.journal.disk import Disk
from kiosk.journal.errors import JournalBroken
from kiosk.journal.events_journal import JournalDeleted
from kiosk.journal.files import FileName, journal_files, opening_of, torn_of
from kiosk.journal.line import decode

FILES_AT_ONCE_MAX: Final = 8
_MB: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """
    Attributes:
        days: a file whose business day is longer ago may go.
        mb: the oldest may go while all together are more.
    """

    days: int
    mb: int


def may_go(
    disk: Disk, limits: Limits, day: str, key: str, acked: int
) -> list[tuple[FileName, JournalDeleted]]:
    """Oldest first, and only as long as each is closed, of this key, and acknowledged.

    day: the business day now. acked: seq up to which the bank has the journal under `key`.
    Raises OSError.
    """
    files = journal_files(disk)
    left = sum(disk.size(str(file)) for file in files)
    oldest = _days_before(day, limits.days)
    found: list[tuple[FileName, JournalDeleted]] = []
    for file in files[:-1][:FILES_AT_ONCE_MAX]:
        is_old = file.day < oldest
        if not is_old and left <= limits.mb * _MB:
            break
        gone = _closed(disk, file, "age" if is_old else "room")
        if gone is None:
            break
        # Another key's can no longer go to the bank, so age alone decides; and it must not stay
        # before a gap, for then the files would not follow one another.
        if gone.last > acked if gone.key == key else not is_old:
            break
        found.append((file, gone))
        left -= disk.size(str(file))
    return found


def remove(disk: Disk, file: FileName) -> None:
    """The file with all that lies beside it, itself last. Raises OSError."""
    names = frozenset(disk.names())
    for name in (*torn_of(disk, file), str(file) + SUFFIX, str(file)):
        if name in names:
            disk.remove(name)


def _closed(disk: Disk, file: FileName, why: str) -> JournalDeleted | None:
    """What lies in it; None if that cannot be said."""
    try:
        said = json.loads(disk.read(str(file) + SUFFIX))
        return JournalDeleted(str(file), said["key"], said["first"], said["last"], why)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return _ended_by_a_loss(disk, file, why)


def _ended_by_a_loss(disk: Disk, file: FileName, why: str) -> JournalDeleted | None:
    """A file whose last entries were lost has no seal, and will not grow either."""
    lines = disk.read(str(file)).splitlines(keepends=True)
    try:
        first, last = decode(lines[0]), decode(lines[-1])
        return JournalDeleted(str(file), opening_of(file, first).key, first.seq, last.seq, why)
    except (IndexError, JournalBroken):
        return None


def _days_before(day: str, days: int) -> str:
    now = datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC)
    return f"{now - timedelta(days=days):%Y%m%d}"
