"""Lets a halted machine serve again: a named person has looked, and the journal says so."""

from __future__ import annotations

import os
import time
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.identity import JOURNAL_SEAL
from kiosk.journal.days import business_day
from kiosk.journal.disk import Disk
from kiosk.journal.entry import Entry
from kiosk.journal.events import HaltCleared, SystemStop
from kiosk.journal.reader import read_money
from kiosk.journal.replay import open_money
from kiosk.journal.seals_folder import FolderSeals
from kiosk.journal.writer import Journal, JournalClocks
from kiosk.journal_places import journal_disk
from kiosk.settings import Settings


def reopen(state: Path, settings: Settings, who: str) -> str:
    """Write down that `who` has looked; what had stopped the machine, or empty if nothing had.

    Serves nobody itself. A transaction that is still open is taken up by the next start, which
    stops again if its contradiction is still there. Raises JournalBusy, JournalBroken,
    JournalFailed.
    """
    zone = ZoneInfo(settings.time_zone)
    started_s = time.monotonic()
    clocks = JournalClocks(
        utc_ms=_utc_ms,
        mono_ms=lambda: round((time.monotonic() - started_s) * 1000),
        day=lambda: business_day(_utc_ms(), zone, settings.day_ends_minute),
    )
    said: list[Entry] = []
    disk = journal_disk(state, settings, said.append)
    seals = FolderSeals(state / "keys" / JOURNAL_SEAL)
    journal = Journal(disk, settings.atm_name, clocks, seals, os.urandom)
    try:
        halted = clear_halt(disk, journal, who)
        if said:
            journal.append_all([*said, Entry(SystemStop(who, "reopened"))])
        return halted
    finally:
        journal.close()


def clear_halt(disk: Disk, journal: Journal, who: str) -> str:
    """The entry that ends a halt, over an open journal; what had stopped the machine."""
    halted = open_money(read_money(disk)).halted
    if halted:
        journal.append_all([Entry(HaltCleared(who)), Entry(SystemStop(who, "reopened"))])
    return halted


def _utc_ms() -> int:
    return time.time_ns() // 1_000_000
