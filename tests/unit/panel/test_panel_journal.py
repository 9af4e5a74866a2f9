"""The journal as the panel tells it: every event in words, and followed line by line."""

from dataclasses import fields
from pathlib import Path
from uuid import UUID

import pytest

from bank_server.contract.money import Money
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome, seal
from hardware.crypto.secret import Secret
from kiosk.journal.disk_folder import FolderDisk
from kiosk.journal.entry import Entry, Out, StoredEntry
from kiosk.journal.event_base import NoteMove
from kiosk.journal.events import EVENTS
from kiosk.journal.events_bank import PinChanged, PinFail, PinOk
from kiosk.journal.events_cash import (
    CashStacked,
    DispenseFail,
)
from kiosk.journal.events_machine import (
    DeviceFault,
    Door,
    LogGap,
    ModeChanged,
    OutOfService,
    SystemStart,
)
from kiosk.journal.events_money import (
    DoneEvent,
    Intent,
    Res,
    SettlementConfirmed,
)
from kiosk.journal.events_visit import (
    TxnCancelled,
    TxnSelected,
    VisitEnd,
    VisitStart,
)
from kiosk.journal.line import encode, stored
from kiosk.panel.journal_tail import TAIL_SIZE, JournalTail
from kiosk.panel.journal_words import WORDS, Kind, Told, money_text, told
from kiosk.panel.visit_news import Asked, VisitNews

FILE = "EJ_ATM-1_20261122_001.jsonl"
NEXT_FILE = "EJ_ATM-1_20261122_002.jsonl"
TXID = bytes(16)
LINES = (
    RecordLine(1, LineFlag(0), 1, 2, 9, 1, 0, 1, 0),
    RecordLine(2, LineFlag.FAULT, 1, 1, 10, 0, 0, 0, 0),
)
JAMMED = seal(
    Record(RecordKind.FINAL, UUID(int=1), TXID, bytes(16), TxnOutcome.TAKEN, LINES, b""),
    Secret(bytes(32)),
)


def entry(event, seq=1, visit=None, out=Out.OK):
    return stored(Entry(event, visit, out=out), seq=seq, t=0, mono=0, boot=1, atm="ATM-1")


def door(seq):
    return entry(Door("safe", is_open=True), seq)


def test_every_event_that_the_kiosk_writes_has_words():
    assert [] == sorted(EVENTS.keys() - WORDS.keys())


def test_words_ask_for_no_field_that_their_event_lacks():
    """Each is told from an entry with all its fields, and none falls back to its code."""
    for code, kind in EVENTS.items():
        d = {field.name: 1 for field in fields(kind)}
        words, _ = WORDS[code]

        assert isinstance(words, str) or words(d)


@pytest.mark.parametrize(
    ("event", "visit", "wanted"),
    [
        (Intent(TXID, "withdrawal", Money(7050, "EUR")), "1-2",
         Told("Begins: withdrawal of 70.50 EUR", Kind.MONEY)),
        (Intent(TXID, "pin-change"), "1-2", Told("Begins: pin change", Kind.MONEY)),
        (SettlementConfirmed(TXID, "captured", Money(7000, "EUR"), 1), None,
         Told("Bank has debited 70 EUR", Kind.GOOD)),
        (VisitEnd("done", 20600, 1), "1-2", Told("Visit 1-2 ends: done, 20.6 s", Kind.VISIT)),
        (Door("safe", is_open=True), None, Told("Safe door open", Kind.BAD)),
        (CashStacked(TXID, (NoteMove(1, 1, 0),)), "1-2", Told("Counted 1 note", Kind.MONEY)),
        (CashStacked(TXID, (NoteMove(1, 1, 0), NoteMove(2, 1, 0))), "1-2",
         Told("Counted 1 + 1 notes", Kind.MONEY)),
        (DeviceFault("hsm", "DeviceTimeout: no answer before the deadline", "reconnect"), None,
         Told("Safe does not answer", Kind.BAD)),
        (DeviceFault("pin_pad", "odd: it hums", "reconnect"), None,
         Told("PIN pad has a fault: it hums", Kind.BAD)),
        (ModeChanged("in-service", "no-cash", "OOS-04"), None,
         Told("In service without cash: the safe does not answer")),
        (OutOfService("OOS-07,OOS-08"), None,
         Told("Nobody is served: card reader, PIN pad", Kind.BAD)),
        (DoneEvent(TXID, "void"), None,
         Told("Finished: nothing paid out", Kind.GOOD)),
        (DispenseFail(TXID, "no-notes"), "1-2", Told("No cash given: no note came out", Kind.BAD)),
        (TxnCancelled("S04", "key"), "1-2", Told("Given up at: pin, by key", Kind.BAD)),
        (Res(TXID, JAMMED.encode()), "1-2",
         Told("Record signed by the safe, canister 2 jammed", Kind.MONEY)),
    ],
)  # fmt: skip
def test_an_entry_is_told_in_words(event, visit, wanted):
    assert wanted == told(entry(event, visit=visit))


def test_an_entry_of_another_version_is_told_by_its_code():
    changed = entry(LogGap("a", "b", 1, bytes(32)))
    unknown = StoredEntry(**{**_fields(changed), "ev": "MOON_PHASE"})
    bare = StoredEntry(**{**_fields(door(1)), "d": {}})

    assert (Told("Moon phase"), Told("Door", Kind.BAD)) == (told(unknown), told(bare))


def _fields(one):
    return {field.name: getattr(one, field.name) for field in fields(one)}


def test_amounts_have_the_digits_of_their_currency():
    amounts = [(7000, "EUR"), (-7050, "EUR"), (1250, "JPY"), (1_234_567, "BHD")]

    assert ["70 EUR", "−70.50 EUR", "1,250 JPY", "1,234.567 BHD"] == [
        money_text({"minor": minor, "currency": currency}) for minor, currency in amounts
    ]


def write(folder: Path, name: str, *entries, torn=b""):
    with (folder / name).open("ab") as file:
        file.write(b"".join(map(encode, entries)) + torn)


def test_tail_gives_each_entry_once_and_a_torn_line_when_it_is_whole(tmp_path):
    tail = JournalTail(tmp_path)
    line = encode(door(2))
    write(tmp_path, FILE, door(1), torn=line[:20])
    first = tail.new_entries()
    second = tail.new_entries()
    write(tmp_path, FILE, torn=line[20:])

    assert ([door(1)], [], [door(2)]) == (first, second, tail.new_entries())


def test_tail_goes_on_in_the_next_file(tmp_path):
    tail = JournalTail(tmp_path)
    write(tmp_path, FILE, door(1))
    tail.new_entries()
    write(tmp_path, FILE, door(2))
    write(tmp_path, NEXT_FILE, door(3))

    assert [door(2), door(3)] == tail.new_entries()


def test_tail_of_a_long_journal_begins_near_its_end(tmp_path):
    many = [door(seq) for seq in range(1, 1000)]
    write(tmp_path, FILE, *many)
    found = JournalTail(tmp_path).new_entries()

    assert many[-len(found) :] == found
    assert len(found) * len(encode(door(1))) < TAIL_SIZE


def test_tail_of_a_journal_that_is_not_there_yet_makes_nothing(tmp_path):
    folder = tmp_path / "journal"

    assert [] == JournalTail(folder).new_entries()
    assert not folder.exists()


def test_tail_needs_no_lock(tmp_path):
    """The kiosk holds the folder, and the panel reads beside it."""
    disk = FolderDisk(tmp_path)
    disk.lock()
    write(tmp_path, FILE, door(1))
    found = JournalTail(tmp_path).new_entries()
    disk.unlock()

    assert [door(1)] == found


@pytest.mark.parametrize(
    ("events", "wanted"),
    [
        ([VisitStart("chip", "en")], VisitNews(is_visit=True)),
        ([VisitStart("chip", "en"), PinFail(1, 2)], VisitNews(is_visit=True, asked=Asked.AGAIN)),
        ([VisitStart("chip", "en"), PinFail(1, 2), PinOk(2)], VisitNews(is_visit=True)),
        ([VisitStart("chip", "en"), TxnSelected("pin-change")],
         VisitNews(is_visit=True, asked=Asked.NEW)),
        ([VisitStart("chip", "en"), TxnSelected("pin-change"), PinChanged(TXID)],
         VisitNews(is_visit=True)),
        ([VisitStart("chip", "en"), PinFail(1, 2), VisitEnd("done", 1, 0)], VisitNews()),
        ([VisitStart("chip", "en"), SystemStart("1", "", "start")], VisitNews(serves=False)),
        ([ModeChanged("starting", "no-cash", "OOS-02")], VisitNews(serves=True)),
        ([ModeChanged("in-service", "off", "OOS-13")], VisitNews(serves=False)),
    ],
)  # fmt: skip
def test_the_journal_tells_what_a_visit_waits_for(events, wanted):
    assert wanted == VisitNews().after(entry(each, seq) for seq, each in enumerate(events))
