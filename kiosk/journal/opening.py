"""What is found when the journal is opened: its end, mended where it was torn, and its seals."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from hardware.crypto.sealed_log import ZERO_HASH, Chain, Seal, SealBroken, stepped
from kiosk.journal.disk import Disk
from kiosk.journal.entry import StoredEntry
from kiosk.journal.errors import JournalBroken
from kiosk.journal.event_base import Json
from kiosk.journal.events_journal import JournalClose, JournalDeleted, JournalOpen
from kiosk.journal.events_machine import LogGap
from kiosk.journal.files import (
    FileName,
    check_begins,
    entries_of,
    journal_files,
    lines_of,
    opening_of,
    sealed_lines_of,
    torn_name,
    torn_of,
)
from kiosk.journal.line import LINE_SIZE_MAX, body_of, decode, seal_of
from kiosk.journal.seals import SealState

# What the journal writes of itself says nothing of how the last process ended.
OF_ITSELF: Final = frozenset({JournalOpen.CODE, JournalClose.CODE, JournalDeleted.CODE})


@dataclass(slots=True)
class Found:
    """
    Attributes:
        file: the newest; None for a new journal.
        size, count, first: of the newest file, its torn end removed: bytes, entries, seq.
        last: the last entry of all; None for a new journal.
        acted: the last one that the journal does not say of itself.
        is_closed: nothing more belongs into the newest file.
        gaps: torn ends that no LOG_GAP declares yet.
        state: to seal on with; None for a new journal without a key.
        lost: how many entries the key has sealed that are not here.
    """

    file: FileName | None = None
    size: int = 0
    count: int = 0
    first: int = 0
    last: StoredEntry | None = None
    acted: StoredEntry | None = None
    is_closed: bool = False
    gaps: tuple[LogGap, ...] = ()
    state: SealState | None = None
    lost: int = 0
    key: str = field(default="", repr=False)

    @property
    def last_seal(self) -> Seal | None:
        """Of the entry before the next one under this key, if it is here."""
        if self.last is None or self.lost or self.state is None or self.key != self.state.name:
            return None
        return Seal(bytes.fromhex(self.last.h), bytes.fromhex(self.last.m))


def find(disk: Disk, atm: str, state: SealState | None) -> Found:
    """Look at the newest file, mend its end, step the key. The lock is held.

    A line without its newline was never acknowledged: what it announced has not begun. Its bytes
    are kept under another name before the file is cut. Anything else that is broken stays.
    Raises JournalBroken, OSError.
    """
    files = journal_files(disk)
    found = Found(file=files[-1] if files else None, state=state)
    if found.file is not None:
        if found.file.atm != atm:
            raise JournalBroken(f"{found.file}: of another machine")
        _read_newest(disk, files, found)
    if state is None:
        if found.last is not None:
            raise JournalBroken(
                "the key of the journal's seal is missing (keys/journal.seal); put it back, or "
                "begin with a new state folder"
            )
        return found
    if found.last is None or found.key != state.name:
        found.lost = state.number - 1
    elif state.number > found.last.seq + 1:
        found.lost = state.number - found.last.seq - 1
    elif state.number <= found.last.seq:
        found.state = _stepped(disk, files, state)
    found.is_closed = found.is_closed or bool(found.lost) or found.key != state.name
    return found


def _read_newest(disk: Disk, files: list[FileName], found: Found) -> None:
    newest = files[-1]
    raw = _without_torn_end(disk, newest)
    ends = _ends_of(disk, files[:-1])
    before = ends[-1] if ends else None
    key = _key_of(disk, files[:-1])
    if before is None and raw and len(files) > 1:
        raise JournalBroken(f"{newest}: the files before it are empty")
    declared = list[Json]()
    for entry in entries_of(newest, raw):
        if found.count == 0:
            found.first, found.key = entry.seq, opening_of(newest, entry).key
            if before is not None:
                check_begins(newest, key, before, entry)
        found.count += 1
        found.last = entry
        if entry.ev not in OF_ITSELF:
            found.acted = entry
        if entry.ev == LogGap.CODE:
            declared.append(entry.d.get("moved_to"))
    found.size = len(raw)
    if found.last is None and before is not None:
        found.last, found.key = before, key
    if found.acted is None:
        found.acted = next((each for each in reversed(ends) if each.ev not in OF_ITSELF), None)
    found.is_closed = bool(raw) and found.last is not None and found.last.ev == JournalClose.CODE
    found.gaps = tuple(_gaps(disk, files, declared))


def _stepped(disk: Disk, files: list[FileName], state: SealState) -> SealState:
    """The key after the last entry; every seal on the way is checked."""
    number, key = state.number, state.key
    h = ZERO_HASH
    for file in _files_from(disk, files, state):
        chain: Chain | None = None
        for place, (entry, line) in enumerate(sealed_lines_of(file, disk.read(str(file))), 1):
            if place == 1:
                opening = opening_of(file, entry)
                h = opening.after
                if entry.seq - opening.lost <= number < entry.seq:
                    # The entries between are lost, and the file says so.
                    key, number = stepped(key, entry.seq - number), entry.seq
            if entry.seq == number and chain is None:
                chain = Chain(key, number=number, h=h)
            if chain is not None:
                try:
                    chain.check(body_of(line), seal_of(line))
                except SealBroken as error:
                    raise JournalBroken(f"{file} line {place}: {error}") from None
            h = bytes.fromhex(entry.h)
        if chain is None:
            break
        number, key = chain.number, chain.key
    if number == state.number:
        raise JournalBroken("entries that the journal's key has not passed yet are missing")
    return SealState(state.name, number, key, state.is_local)


def _files_from(disk: Disk, files: list[FileName], state: SealState) -> list[FileName]:
    """The files from the one that holds entry `state.number` on, without empty ones."""
    found: list[FileName] = []
    for file in reversed(files):
        first = _first_of(disk, file)
        if first is None:
            continue
        opening = opening_of(file, first)
        if opening.key != state.name:
            break
        found.insert(0, file)
        if first.seq - opening.lost <= state.number:
            break
    return found


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


def _ends_of(disk: Disk, files: list[FileName]) -> list[StoredEntry]:
    """The last entries of all, oldest first: enough to have one that is not of the journal itself.

    A file made just before a crash may have none.
    """
    for file in reversed(files):
        raw = disk.read(str(file))
        ends: list[StoredEntry] = []
        end = len(raw)
        while end and (not ends or ends[0].ev in OF_ITSELF):
            start = raw.rfind(b"\n", 0, end - 1) + 1
            ends.insert(0, _decoded(file, raw[start:end]))
            end = start
        if ends:
            return ends
    return []


def _decoded(file: FileName, line: bytes) -> StoredEntry:
    try:
        return decode(line)
    except JournalBroken as error:
        raise JournalBroken(f"{file} at its end: {error}") from None


def _first_of(disk: Disk, file: FileName) -> StoredEntry | None:
    for _, line in lines_of(file, disk.read(str(file))):
        return _decoded(file, line)
    return None


def _key_of(disk: Disk, files: list[FileName]) -> str:
    """Name of the key of the newest of these files that has an entry."""
    for file in reversed(files):
        if (first := _first_of(disk, file)) is not None:
            return opening_of(file, first).key
    return ""


def _gaps(disk: Disk, files: list[FileName], declared: list[Json]) -> Iterator[LogGap]:
    """Torn ends of the two newest files; that of the one before may be declared in either."""
    for file in files[-2:]:
        for name in torn_of(disk, file):
            if name in declared or (file != files[-1] and _names(disk.read(str(file)), name)):
                continue
            torn = disk.read(name)
            yield LogGap(str(file), name, len(torn), hashlib.sha256(torn).digest())


def _names(raw: bytes, torn: str) -> bool:
    return f'"moved_to":"{torn}"'.encode() in raw
