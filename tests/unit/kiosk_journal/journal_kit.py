"""Makes journals on a disk in memory, and the entries of one withdrawal."""

from __future__ import annotations

import contextlib
import weakref
from uuid import UUID

from bank_server.contract.money import Money
from hardware.crypto import sealed_log
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
from hardware.crypto.sealed_line import LineInvalid
from hardware.crypto.sealed_log import Chain, SealBroken
from hardware.crypto.secret import Secret
from kiosk.journal.entry import Entry
from kiosk.journal.errors import JournalFailed
from kiosk.journal.events import (
    Cmd,
    DoneEvent,
    Heartbeat,
    Intent,
    NoteCount,
    PinOk,
    Res,
    SystemStop,
)
from kiosk.journal.files import journal_files, lines_of
from kiosk.journal.line import body_of, seal_of
from kiosk.journal.reader import read_entries
from kiosk.journal.seals import MemorySeals, SealState
from kiosk.journal.writer import Journal, JournalClocks

TXID = bytes(range(16, 32))
TICKET = bytes(range(32, 48))
HSM = UUID("0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8")
ATM = "ATM-1"
FILE = "EJ_ATM-1_20261121_001.jsonl"


class Clock:
    def __init__(self):
        self.ms = 1_795_255_200_000
        self.day = "20261121"

    def clocks(self):
        return JournalClocks(utc_ms=lambda: self.ms, mono_ms=lambda: 5, day=lambda: self.day)


FIRST_KEY = Secret(bytes(range(32)))
_SEALS = weakref.WeakKeyDictionary()


def seals_of(disk):
    """The key's store that belongs to this disk: it lives as long as the disk."""
    return _SEALS.setdefault(disk, MemorySeals(SealState.first(FIRST_KEY)))


def opened(disk, clock=None, seals=None):
    store = seals or seals_of(disk)
    return Journal(disk, ATM, (clock or Clock()).clocks(), store, lambda size: b"r" * size)


def said(disk):
    """The codes of all entries but what the journal says of itself."""
    return [each.ev for each in read_entries(disk) if each.ev != "JOURNAL_OPEN"]


def verified(disk):
    """How many entries; each of them has the seal that the first key gives it."""
    chain = Chain(FIRST_KEY)
    for file in journal_files(disk):
        for _, line in lines_of(file, disk.read(str(file))):
            chain.check(body_of(line), seal_of(line))
    return chain.number - 1


def final(txid=TXID, ticket=TICKET, kind=RecordKind.FINAL, outcome=TxnOutcome.TAKEN):
    line = RecordLine(1, LineFlag(0), 1, 5, 123, 5, 0, 5, 0)
    return Record(kind, HSM, txid, ticket, outcome, (line,), bytes(16)).encode()


LINES = (NoteCount(1, 5),)
INTENT = Intent(TXID, "withdrawal", Money(10_000, "EUR"), LINES)
CMD = Cmd(TXID, TICKET, LINES)
RES = Res(TXID, final())
DONE = DoneEvent(TXID, "captured")


def entry(event):
    return Entry(event, visit="1-1")


SECOND = "EJ_ATM-1_20261121_002.jsonl"


def key_name():
    return sealed_log.key_name(FIRST_KEY)


def key_at(number):
    return sealed_log.key_at(FIRST_KEY, number)


def opened_as_next_day(disk):
    """Its first file closed, as another day would."""
    clock = Clock()
    clock.day = "20261122"
    disk.kill()
    opened(disk, clock).append(Entry(SystemStop("test", "day")))


def live(disk, clock, history):
    """What a machine goes through: entries, days, kills, and power that fails in a write."""
    journal, tries = opened(disk, clock), 0
    for step, size in history:
        tries += 1
        if step == "append":
            journal.append_all([Entry(PinOk(tries))] * (size % 4 + 1))
            continue
        if step == "beat":
            journal.append(Entry(Heartbeat(0, 900, 0)))
            continue
        if step == "day":
            clock.day = f"{int(clock.day) + 1}"
            continue
        if step == "torn":
            disk.sync_left = 0
            with contextlib.suppress(JournalFailed):
                journal.append_all([Entry(PinOk(tries))] * 3)
            disk.sync_left = None
        if step == "kill":
            disk.kill()
        else:
            disk.lose_power(survives=size)
            seals_of(disk).lose_power()
        journal = opened(disk, clock)
    disk.kill()


def all_lines(disk):
    return [
        line
        for file in journal_files(disk)
        for line in disk.read(str(file)).splitlines(keepends=True)
    ]


def change_byte(disk, where, change):
    """One byte of the whole journal becomes another; the number of its entry."""
    offset = where % sum(len(disk.read(str(file))) for file in journal_files(disk))
    number = 0
    for file in journal_files(disk):
        raw = disk.read(str(file))
        if offset < len(raw):
            other = raw[:offset] + bytes([raw[offset] ^ change]) + raw[offset + 1 :]
            disk.put(str(file), other)
            return number + raw[:offset].count(b"\n") + 1
        offset -= len(raw)
        number += raw.count(b"\n")
    raise AssertionError("an empty journal")


def first_bad(disk):
    """The number of the first entry that a walk with the first key refuses."""
    chain = Chain(FIRST_KEY)
    for line in all_lines(disk):
        try:
            chain.check(body_of(line), seal_of(line))
        except (SealBroken, LineInvalid):
            return chain.number
    return None


def keep_seals(disk, seals):
    """The key of a disk that was exchanged."""
    _SEALS[disk] = seals
