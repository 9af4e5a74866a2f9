"""Makes journals on a disk in memory, and the entries of one withdrawal."""

from __future__ import annotations

import weakref
from uuid import UUID

from bank_server.contract.money import Money
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
from hardware.crypto.sealed_log import Chain
from hardware.crypto.secret import Secret
from kiosk.journal.entry import Entry
from kiosk.journal.events import Cmd, DoneEvent, Intent, NoteCount, Res
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
