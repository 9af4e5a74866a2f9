"""Reading the journal: all of it, or only what recovery needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.journal.disk import Disk
from kiosk.journal.entry import StoredEntry
from kiosk.journal.errors import JournalBroken
from kiosk.journal.events_balance import BalanceClose, BalanceTold
from kiosk.journal.events_canisters import BinsEmptied
from kiosk.journal.events_count import CountReported, CountSet
from kiosk.journal.events_deposit import (
    DepositApproved,
    DepositFail,
    DepositInserted,
    DepositNotInserted,
)
from kiosk.journal.events_diag import DiagStart
from kiosk.journal.events_door import DoorLocked, DoorLockFound, DoorUnlocked, WorkOrder
from kiosk.journal.events_journal import JournalOpen
from kiosk.journal.events_machine import (
    Door,
    HaltCleared,
    KeyLoaded,
    KeySwitch,
    RunNamed,
    ServiceHalted,
    SystemStart,
)
from kiosk.journal.events_money import (
    Cmd,
    DoneEvent,
    HoldCopy,
    Intent,
    Loaded,
    Loading,
    ManualReview,
    Res,
)
from kiosk.journal.files import check_begins, entries_of, journal_files, lines_of, opening_of
from kiosk.journal.line import decode

MONEY_EVENTS: Final = frozenset(
    kind.CODE
    for kind in (
        *(Intent, HoldCopy, Cmd, Res, DoneEvent, Loading, Loaded),
        *(DepositApproved, DepositInserted, DepositNotInserted, DepositFail, Door),
        *(ServiceHalted, HaltCleared, RunNamed, SystemStart, ManualReview, JournalOpen),
        *(KeySwitch, KeyLoaded, CountSet, CountReported, BalanceClose, BalanceTold, BinsEmptied),
        *(DoorLockFound, DoorUnlocked, DoorLocked, WorkOrder),
        DiagStart,
    )
)
# A quote inside a text is written \", so these bytes appear as a line's own key or not at all.
_MONEY_MARKS: Final = tuple(f'"ev":"{code}"'.encode() for code in sorted(MONEY_EVENTS))


def read_entries(disk: Disk) -> Iterator[StoredEntry]:
    """Every entry, oldest first, each checked to follow the one before. Raises JournalBroken."""
    last: StoredEntry | None = None
    key = ""
    for file in journal_files(disk):
        is_first = True
        for entry in entries_of(file, disk.read(str(file))):
            if is_first:
                if last is not None:
                    check_begins(file, key, last, entry)
                key = opening_of(file, entry).key
            yield entry
            last, is_first = entry, False


def read_money(disk: Disk) -> Iterator[StoredEntry]:
    """The entries that recovery needs, of all files, oldest first; no other line is looked into.

    For recovery at the start: the newest file was checked whole when the journal was opened.
    Raises JournalBroken for a money entry that cannot be read.
    """
    for file in journal_files(disk):
        for number, line in lines_of(file, disk.read(str(file))):
            if not any(mark in line for mark in _MONEY_MARKS):
                continue
            try:
                entry = decode(line)
            except JournalBroken as error:
                raise JournalBroken(f"{file} line {number}: {error}") from None
            if entry.ev in MONEY_EVENTS:
                yield entry
