"""The file that the journal is writing now: begun with its first entry, closed with its seal."""

from __future__ import annotations

from hardware.crypto.sealed_log import Seal
from kiosk.journal.closed_file import ClosedFile, close_durably
from kiosk.journal.disk import AppendFile, Disk
from kiosk.journal.errors import JournalBroken
from kiosk.journal.events_journal import JournalClose
from kiosk.journal.files import FileName
from kiosk.journal.opening import Found


class OpenFile:
    """Every method that writes may raise OSError.

    Attributes:
        name: changes when the file is closed, or when a later day comes before it is begun.
        size, count: bytes and entries in it so far.
    """

    def __init__(self, disk: Disk, name: FileName) -> None:
        self._disk = disk
        self._file: AppendFile | None = None
        self._first = 0
        self.name = name
        self.size = 0
        self.count = 0

    @property
    def is_begun(self) -> bool:
        return self.count > 0

    def append(self, lines: list[bytes], first: int) -> None:
        """On disk when this returns. first: seq of the first of them."""
        if self._file is None:
            self._file = self._disk.open_append(str(self.name))
        data = b"".join(lines)
        self._file.append(data)
        self._file.sync()
        self._first = self._first or first
        self.size += len(data)
        self.count += len(lines)

    def end(self, key: str, last: int, seal: Seal, day: str) -> None:
        """It will not grow: write its seal, and turn to the next one.

        last, seal: of its last entry. day: the business day now.
        """
        following = self.name.next(day)
        done = ClosedFile(str(self.name), key, self.count, self._first, last, seal)
        self.close()
        close_durably(self._disk, done)
        self.name = following
        self._first = self.size = self.count = 0

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    @classmethod
    def taken_up(cls, disk: Disk, found: Found, fresh: FileName) -> OpenFile:
        """As it was found. fresh: the name of the first file of a new journal, with its day."""
        if found.file is None:
            return cls(disk, fresh)
        if found.size and found.is_closed:
            if found.last is not None and found.last.ev == JournalClose.CODE:
                # A crash may have come between a file's last entry and its seal.
                close_durably(disk, _closed(found))
            return cls(disk, found.file.next(fresh.day))
        if not found.size and not found.gaps:
            # Made just before a crash. It must not stay behind if a later day names the next one.
            disk.remove(str(found.file))
        taken = cls(disk, found.file)
        taken.size, taken.count, taken._first = found.size, found.count, found.first
        if found.count:
            taken._file = disk.open_append(str(found.file))
            # What a killed process wrote may be in the system's memory only, and is about to be
            # believed.
            taken._file.sync()
        return taken


def _closed(found: Found) -> ClosedFile:
    assert found.file is not None
    if found.last is None:
        raise JournalBroken("a file without entries is not closed")
    last = Seal(bytes.fromhex(found.last.h), bytes.fromhex(found.last.m))
    return ClosedFile(str(found.file), found.key, found.count, found.first, found.last.seq, last)
