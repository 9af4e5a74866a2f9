"""The journal's one writer: an entry is on disk when `append` returns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bank_server.contract import Anchor
from kiosk.journal.disk import Disk
from kiosk.journal.entry import Entry, StoredEntry
from kiosk.journal.errors import JournalError, JournalFailed
from kiosk.journal.events_machine import SystemStop
from kiosk.journal.files import FileName
from kiosk.journal.line import encode, stored
from kiosk.journal.opening import Found, find

FILE_SIZE_MAX: Final = 50_000_000
BATCH_COUNT_MAX: Final = 64


@dataclass(frozen=True, slots=True)
class JournalClocks:
    """
    Attributes:
        utc_ms: milliseconds since 1970, UTC; for `t`.
        mono_ms: milliseconds since the program's start, never set back; for `mono`.
        day: the business day now, `yyyymmdd`; a new day begins a new file.
    """

    utc_ms: Callable[[], int]
    mono_ms: Callable[[], int]
    day: Callable[[], str]


@dataclass(frozen=True, slots=True)
class PreviousBoot:
    """How the journal was found; `is_clean` is False when power was lost."""

    last_seq: int
    last_event: str
    is_clean: bool


class Journal:
    """Opening it takes the lock, mends a torn end, and makes what it read durable.

    Raises JournalBusy or JournalBroken at the opening; JournalFailed at the first error of the
    disk, and at every call after it: an fsync that failed once says nothing when it succeeds
    later. For one thread; `anchor` for any.
    """

    def __init__(self, disk: Disk, atm: str, clocks: JournalClocks) -> None:
        self._disk = disk
        self._atm = atm
        self._clocks = clocks
        self._is_dead = False
        try:
            disk.lock()
        except OSError as error:
            raise JournalFailed("the journal's folder cannot be locked") from error
        try:
            found = find(disk, atm)
            self._name, self._size = self._newest(found)
            self._file = disk.open_append(str(self._name))
            # What a killed process wrote may be in the system's memory only, and is about to be
            # believed.
            self._file.sync()
        except OSError as error:
            disk.unlock()
            raise JournalFailed("the journal cannot be opened") from error
        except JournalError:
            disk.unlock()
            raise
        last = found.last
        self._boot = 1 if last is None else last.boot + 1
        self._previous = _previous(last)
        self._seq = 0 if last is None else last.seq
        self._anchor = Anchor.zero() if last is None else _anchor_of(last)
        for gap in found.gaps:
            # In the file that was torn, whatever day it is.
            line = self._stored(Entry(gap), 1)
            self._write(line, encode(line))

    @property
    def boot(self) -> int:
        """How many times a journal was opened on this machine, this time included."""
        return self._boot

    @property
    def previous(self) -> PreviousBoot:
        return self._previous

    def append(self, entry: Entry) -> int:
        """Write one entry; its seq. Returns only after fdatasync."""
        return self.append_all([entry])[0]

    def append_all(self, entries: Sequence[Entry]) -> tuple[int, ...]:
        """Write several with one fdatasync; their seqs.

        An entry that cannot be written down (ValueError, TypeError) leaves nothing on disk, and
        the journal unharmed.
        """
        if not 1 <= len(entries) <= BATCH_COUNT_MAX:
            raise ValueError(f"1 to {BATCH_COUNT_MAX} entries at once")
        self._check()
        lines = [self._stored(entry, place) for place, entry in enumerate(entries, start=1)]
        data = b"".join(encode(line) for line in lines)
        self._turn_over(len(data))
        self._write(lines[-1], data)
        return tuple(line.seq for line in lines)

    def anchor(self) -> Anchor:
        """The last durable entry's seq, h and m; from any thread."""
        return self._anchor

    def utc_ms(self) -> int:
        """The time of an entry that were written now; from any thread."""
        return self._clocks.utc_ms()

    def free_permille(self) -> int:
        """Room left on the disk in thousandths. Raises JournalFailed."""
        self._check()
        try:
            return self._disk.free_permille()
        except OSError as error:
            raise self._fail() from error

    def close(self) -> None:
        """Give file and folder back; every later call is JournalFailed. May be repeated."""
        if self._is_dead:
            return
        self._is_dead = True
        try:
            self._file.close()
        except OSError as error:
            raise JournalFailed("the journal cannot be closed") from error
        finally:
            self._disk.unlock()

    def _newest(self, found: Found) -> tuple[FileName, int]:
        if found.file is None:
            return FileName(self._clocks.day(), 1, self._atm), 0
        return found.file, found.size

    def _stored(self, entry: Entry, place: int) -> StoredEntry:
        return stored(
            entry,
            seq=self._seq + place,
            t=self._clocks.utc_ms(),
            mono=self._clocks.mono_ms(),
            boot=self._boot,
            atm=self._atm,
        )

    def _turn_over(self, coming: int) -> None:
        """Begin a new file on a new business day, or when this one is full."""
        day = self._clocks.day()
        if day <= self._name.day and self._size + coming <= FILE_SIZE_MAX:
            return
        name = self._name.next(day)
        self._is_dead = True
        try:
            self._file.close()
            self._file = self._disk.open_append(str(name))
        except OSError as error:
            raise self._fail() from error
        self._is_dead = False
        self._name, self._size = name, 0

    def _write(self, last: StoredEntry, data: bytes) -> None:
        # Dead until proven alive: whatever interrupts these lines, nothing is written after them.
        self._is_dead = True
        try:
            self._file.append(data)
            self._file.sync()
        except OSError as error:
            raise self._fail() from error
        self._is_dead = False
        self._size += len(data)
        self._seq = last.seq
        self._anchor = _anchor_of(last)

    def _check(self) -> None:
        if self._is_dead:
            raise JournalFailed("the journal has ended")

    def _fail(self) -> JournalFailed:
        """The folder stays locked: nobody else may write after an entry of unknown fate."""
        self._is_dead = True
        return JournalFailed("the disk did not take it")


def _previous(last: StoredEntry | None) -> PreviousBoot:
    if last is None:
        return PreviousBoot(0, "", is_clean=True)
    return PreviousBoot(last.seq, last.ev, is_clean=last.ev == SystemStop.CODE)


def _anchor_of(entry: StoredEntry) -> Anchor:
    return Anchor(seq=entry.seq, h=entry.h, m=entry.m)
