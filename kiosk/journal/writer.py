"""The journal's one writer: an entry is sealed and on disk when `append` returns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from bank_server.contract import Anchor
from hardware.crypto.sealed_log import Seal, key_name
from hardware.crypto.secret import Secret
from kiosk.journal.boots import ClockWatch, JournalClocks, PreviousBoot, previous_boot
from kiosk.journal.disk import Disk
from kiosk.journal.entry import Entry, Out
from kiosk.journal.errors import JournalBroken, JournalError, JournalFailed
from kiosk.journal.event_base import Event, EventInvalid
from kiosk.journal.events_journal import Heartbeat, JournalClose, JournalOpen
from kiosk.journal.events_machine import ServiceHalted
from kiosk.journal.evidence import Evidence, evidence_after
from kiosk.journal.files import FileName
from kiosk.journal.line import SEAL_SIZE, encode_body, stored
from kiosk.journal.open_file import OpenFile
from kiosk.journal.opening import Found, find
from kiosk.journal.period import SinceClose, read_period
from kiosk.journal.reader import read_money
from kiosk.journal.replay import ENTRIES_LOST
from kiosk.journal.retention import Limits, may_go, remove
from kiosk.journal.sealer import Sealer
from kiosk.journal.seals import SealState, SealStateBroken, SealStore
from kiosk.journal.tail import JournalTail

__all__ = ["BATCH_COUNT_MAX", "FILE_SIZE_MAX", "Journal", "JournalClocks", "PreviousBoot"]

FILE_SIZE_MAX: Final = 50_000_000
BATCH_COUNT_MAX: Final = 64
KEY_SIZE: Final = 32


class Journal:
    """Opening it takes the lock, mends a torn end, checks chain and seals of the newest file, and
    makes what it read durable.

    Every file begins with JOURNAL_OPEN, which goes to disk with the first entry after it. Raises
    JournalBusy or JournalBroken at the opening; JournalFailed at the first error of the disk, and
    at every call after it: an fsync that failed once says nothing when it succeeds later. For one
    thread; `anchor` for any.
    """

    def __init__(
        self,
        disk: Disk,
        atm: str,
        clocks: JournalClocks,
        seals: SealStore,
        random_bytes: Callable[[int], bytes],
    ) -> None:
        """random_bytes: for the first key of a kiosk that the bank has not given one."""
        self._disk = disk
        self._atm = atm
        self._clocks = clocks
        self._is_dead = False
        self._clock = ClockWatch()
        self._tail = JournalTail(disk)
        try:
            disk.lock()
        except OSError as error:
            raise JournalFailed("the journal's folder cannot be locked") from error
        try:
            found = find(disk, atm, _state(seals))
            state = found.state or SealState.first(Secret(random_bytes(KEY_SIZE)), is_local=True)
            self._sealer = Sealer(seals, state, found.last_seal)
            self._file = OpenFile.taken_up(disk, found, FileName(clocks.day(), 1, atm))
            self._sealer.keep()
        except OSError as error:
            disk.unlock()
            raise JournalFailed("the journal cannot be opened") from error
        except JournalError:
            disk.unlock()
            raise
        self._boot = 1 if found.last is None else found.last.boot + 1
        self._previous = previous_boot(found)
        self._anchor = Anchor.zero(self.known_key())
        self._anchor_at(self._sealer.last)
        self._say_what_was_found(found)

    def _say_what_was_found(self, found: Found) -> None:
        """In the file that was torn, whatever day it is."""
        events: list[Event] = list(found.gaps)
        if found.lost:
            events.insert(0, ServiceHalted(ENTRIES_LOST))
        if not events:
            return
        t, mono = self._clocks.utc_ms(), self._clocks.mono_ms()
        first = self._sealer.number + (0 if self._file.is_begun else 1)
        bodies = [
            self._body(Entry(event, out=Out.FAIL), seq, t, mono)
            for seq, event in enumerate(events, start=first)
        ]
        self._write(bodies, t, mono, lost=found.lost)
        if found.lost:
            self._sync_key()

    @property
    def boot(self) -> int:
        """How many times a journal was opened on this machine, this time included."""
        return self._boot

    @property
    def previous(self) -> PreviousBoot:
        return self._previous

    @property
    def key(self) -> str:
        """Name of the first key that seals it."""
        return self._sealer.name

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
        t, mono, day = self._clocks.utc_ms(), self._clocks.mono_ms(), self._clocks.day()
        shift = self._clock.changed(t, mono)
        all_of_it = [*shift, *entries]
        is_begun = self._file.is_begun
        why = "day" if is_begun and day > self._file.name.day else ""
        first, bodies = self._bodies(all_of_it, why, t, mono)
        size = self._file.size + sum(len(body) + SEAL_SIZE for body in bodies)
        if not why and is_begun and size > FILE_SIZE_MAX:
            why = "size"
            first, bodies = self._bodies(all_of_it, why, t, mono)
        if why:
            self._close_file(why, day, t, mono)
        elif not is_begun and day > self._file.name.day:
            self._file.name = self._file.name.next(day)
        self._write(bodies, t, mono)
        self._clock.written(t, mono)
        if any(isinstance(entry.event, Heartbeat) for entry in entries):
            self._sync_key()
        return tuple(range(first + len(shift), first + len(bodies)))

    def use_key(self, first: Secret) -> None:
        """Seal with what comes of this first key from now on, in a new file from seq 1.

        Already in use, it stays as it is. The key is durable when this returns.
        """
        self._check()
        if key_name(first) == self._sealer.name:
            return
        if self._file.is_begun:
            t, mono = self._clocks.utc_ms(), self._clocks.mono_ms()
            self._close_file("key", self._clocks.day(), t, mono)
        self._is_dead = True
        try:
            self._sealer = self._sealer.begin_anew(first)
        except OSError as error:
            raise self._fail() from error
        self._is_dead = False
        self._anchor = Anchor.zero(self.known_key())

    def anchor(self) -> Anchor:
        """The last durable entry's seq, h and m, and its key's name; from any thread.

        Zeros before the first one, and as long as the bank does not know the key.
        """
        return self._anchor

    def utc_ms(self) -> int:
        """The time of an entry that were written now; from any thread."""
        return self._clocks.utc_ms()

    def retire(self, limits: Limits, acked: int) -> None:
        """Delete closed files that may go; each leaves an entry. Raises JournalFailed."""
        self._check()
        try:
            day = self._clocks.day()
            for file, gone in may_go(self._disk, limits, day, self._sealer.name, acked):
                # In this order: a crash between them leaves the file, and it goes the next time.
                self.append(Entry(gone))
                remove(self._disk, file)
        except OSError as error:
            raise self._fail() from error

    def free_permille(self) -> int:
        """Room left on the disk in thousandths. Raises JournalFailed."""
        self._check()
        try:
            return self._disk.free_permille()
        except OSError as error:
            raise self._fail() from error

    def known_key(self) -> str | None:
        """Name of the first key, if the bank gave it; from any thread."""
        return None if self._sealer.is_local else self._sealer.name

    def lines(self, after: int, count_max: int) -> tuple[int, list[bytes]]:
        """Later entries as they lie on the disk, and the seq of the first: for the bank's copy."""
        self._check()
        try:
            return self._tail.lines_after(self.key, after, count_max)
        except OSError as error:
            raise self._fail() from error

    def evidence(self, acked: int) -> tuple[Evidence, ...]:
        """What a bank that keeps the journal up to this entry may have forgotten."""
        self._check()
        try:
            return evidence_after(acked, read_money(self._disk))
        except (OSError, EventInvalid, JournalBroken) as error:
            raise self._fail() from error

    def period(self, since: bytes | None = None) -> SinceClose | None:
        """What became of the notes since the last close, or since the one that is named
        (`read_period`); None if that cannot be read, which harms
        nothing that is written."""
        self._check()
        try:
            return read_period(self._disk, since)
        except (OSError, JournalBroken):
            return None

    def settle(self) -> None:
        """Nothing else is to be written now. Raises JournalFailed."""
        self._check()
        try:
            self._disk.settle()
        except OSError as error:
            raise self._fail() from error

    def close(self) -> None:
        """Give file and folder back; every later call is JournalFailed. May be repeated."""
        if self._is_dead:
            return
        self._is_dead = True
        try:
            self._file.close()
            self._sealer.close()
        except OSError as error:
            raise JournalFailed("the journal cannot be closed") from error
        finally:
            self._disk.unlock()

    # --- what is written

    def _bodies(
        self, entries: Sequence[Entry], why: str, t: int, mono: int
    ) -> tuple[int, list[bytes]]:
        """The seq of the first of them, behind what the journal itself says, and their bodies."""
        first = (
            self._sealer.number + (1 if why else 0) + (1 if why or not self._file.is_begun else 0)
        )
        return first, [
            self._body(entry, seq, t, mono) for seq, entry in enumerate(entries, start=first)
        ]

    def _body(self, entry: Entry, seq: int, t: int, mono: int) -> bytes:
        return encode_body(stored(entry, seq=seq, t=t, mono=mono, boot=self._boot, atm=self._atm))

    def _close_file(self, why: str, day: str, t: int, mono: int) -> None:
        """The file's last entry, then its seal, then no more."""
        end = JournalClose(str(self._file.name), self._file.count + 1, why)
        self._write([self._body(Entry(end), self._sealer.number, t, mono)], t, mono)
        assert self._sealer.last is not None
        self._is_dead = True
        try:
            self._sealer.sync()
            self._file.end(self._sealer.name, self._sealer.number - 1, self._sealer.last, day)
        except OSError as error:
            raise self._fail() from error
        self._is_dead = False

    def _write(self, bodies: Sequence[bytes], t: int, mono: int, lost: int = 0) -> None:
        """Seal and write; a file that is not begun begins with its JOURNAL_OPEN."""
        # Dead until proven alive: whatever interrupts these lines, nothing is written after them.
        self._is_dead = True
        first = self._sealer.number
        if not self._file.is_begun:
            name = str(self._file.name)
            begin = JournalOpen(name, self._sealer.name, self._sealer.h, lost)
            bodies = [self._body(Entry(begin), first, t, mono), *bodies]
        try:
            self._file.append(self._sealer.seal(bodies), first)
            self._sealer.keep()
        except OSError as error:
            raise self._fail() from error
        self._is_dead = False
        self._anchor_at(self._sealer.last)

    def _sync_key(self) -> None:
        try:
            self._sealer.sync()
        except OSError as error:
            raise self._fail() from error

    def _anchor_at(self, last: Seal | None) -> None:
        if last is not None and not self._sealer.is_local:
            seq = self._sealer.number - 1
            key = self._sealer.name
            self._anchor = Anchor(seq=seq, h=last.h.hex(), m=last.m.hex(), key=key)

    def _check(self) -> None:
        if self._is_dead:
            raise JournalFailed("the journal has ended")

    def _fail(self) -> JournalFailed:
        """The folder stays locked: nobody else may write after an entry of unknown fate."""
        self._is_dead = True
        return JournalFailed("the disk did not take it")


def _state(seals: SealStore) -> SealState | None:
    try:
        return seals.load()
    except SealStateBroken as error:
        raise JournalBroken(str(error)) from None
