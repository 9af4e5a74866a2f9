"""What `append` has acknowledged is on disk; what it has not may be torn, and nothing else may."""

from __future__ import annotations

import journal_kit as kit
import pytest

from bank_server.contract import Anchor
from kiosk.journal.disk_memory import MemoryDisk
from kiosk.journal.entry import Actor, Entry, Out
from kiosk.journal.errors import JournalBusy, JournalFailed
from kiosk.journal.events import CardEjected, SystemStart, SystemStop
from kiosk.journal.reader import read_entries
from kiosk.journal.writer import BATCH_COUNT_MAX

START = SystemStart("0.1.0", "ab", "boot")


@pytest.fixture
def disk():
    return MemoryDisk()


def test_line_has_the_settled_form(disk):
    """Canonical JSON, the keys in the settled order, its seal, one newline."""
    journal = kit.opened(disk)

    journal.append(Entry(kit.INTENT, visit="1-7", out=Out.OK, rsn="a-1", actor=Actor.CUSTOMER))

    expected = (
        '{"seq":2,"t":1795255200000,"mono":5,"boot":1,"atm":"ATM-1","visit":"1-7",'
        '"txn":"101112131415161718191a1b1c1d1e1f","ev":"INTENT","out":"ok","rsn":"a-1",'
        '"actor":"customer","d":{"amount":{"currency":"EUR","minor":10000},'
        '"from_last4":"","lines":[{"canister":1,"count":5}],"operation":"withdrawal",'
        '"to_last4":"","txid":"101112131415161718191a1b1c1d1e1f"},'
        f'"h":"{journal.anchor().h}","m":"{journal.anchor().m}","ver":2}}\n'
    )
    assert expected.encode() == disk.read(kit.FILE).splitlines(keepends=True)[1]
    assert 2 == kit.verified(disk)


def test_append_returns_only_after_the_sync(disk):
    """Nothing that has a seq can be lost with the power."""
    journal = kit.opened(disk)
    journal.append(Entry(START))
    disk.lose_power()

    assert ["SYSTEM_START"] == kit.said(disk)


def test_seq_has_no_gap_over_restarts(disk):
    """The machine's entries are numbered for its whole life; each start is a boot."""
    kit.opened(disk).append_all([Entry(START), Entry(CardEjected())])
    disk.kill()
    journal = kit.opened(disk)

    assert 4 == journal.append(Entry(START))
    assert [(1, 1), (2, 1), (3, 1), (4, 2)] == [(e.seq, e.boot) for e in read_entries(disk)]


def test_several_entries_need_one_sync(disk):
    """A batch costs one fdatasync."""
    journal = kit.opened(disk)
    before = disk.sync_count

    assert (2, 3, 4) == journal.append_all([Entry(START)] * 3)
    assert 1 == disk.sync_count - before


@pytest.mark.parametrize("count", [0, BATCH_COUNT_MAX + 1])
def test_batch_is_bounded(disk, count):
    """Neither nothing nor too much at once."""
    with pytest.raises(ValueError, match="entries at once"):
        kit.opened(disk).append_all([Entry(START)] * count)


def test_one_process_writes(disk):
    """A second writer is refused while the first lives."""
    kit.opened(disk)

    with pytest.raises(JournalBusy):
        kit.opened(disk)


def test_close_gives_the_folder_back(disk):
    """After an orderly end the next start finds a clean boot; the closed object is dead."""
    journal = kit.opened(disk)
    journal.append(Entry(SystemStop("staff", "update")))
    journal.close()
    with pytest.raises(JournalFailed):
        journal.append(Entry(START))

    found = kit.opened(disk).previous

    assert (2, "SYSTEM_STOP", True) == (found.last_seq, found.last_event, found.is_clean)


def test_start_without_a_stop_before_it_is_a_loss_of_power(disk):
    """So that the start can say so."""
    kit.opened(disk).append(Entry(START))
    disk.lose_power()

    assert not kit.opened(disk).previous.is_clean


def test_new_journal_is_clean_and_has_a_zero_anchor(disk):
    """Nothing before, nothing lost."""
    journal = kit.opened(disk)

    assert journal.previous.is_clean
    assert Anchor.zero(journal.key) == journal.anchor()


def test_anchor_follows_the_last_durable_entry(disk):
    """Also after a restart."""
    kit.opened(disk).append_all([Entry(START), Entry(START)])
    disk.kill()
    journal = kit.opened(disk)

    assert 3 == journal.anchor().seq
    journal.append(Entry(START))
    assert 4 == journal.anchor().seq


def test_a_failed_sync_is_final(disk):
    """fsync is never tried again: the journal is dead, though the disk would now answer."""
    journal = kit.opened(disk)
    disk.sync_left = 0
    with pytest.raises(JournalFailed):
        journal.append(Entry(START))
    disk.sync_left = None
    syncs = disk.sync_count

    with pytest.raises(JournalFailed):
        journal.append(Entry(START))

    assert syncs == disk.sync_count
    assert 0 == journal.anchor().seq


def test_after_a_failed_sync_nobody_else_may_write(disk):
    """The folder stays locked until this process has ended."""
    journal = kit.opened(disk)
    disk.sync_left = 0
    with pytest.raises(JournalFailed):
        journal.append(Entry(START))
    journal.close()

    with pytest.raises(JournalBusy):
        kit.opened(disk)


def test_a_failed_write_is_final(disk):
    """A full disk is the end of this journal object too."""
    journal = kit.opened(disk)
    disk.append_left = 0
    with pytest.raises(JournalFailed):
        journal.append(Entry(START))
    disk.append_left = None

    with pytest.raises(JournalFailed):
        journal.append(Entry(START))


def test_failed_sync_at_the_opening_is_final(disk):
    """What was read must be durable before it is believed."""
    kit.opened(disk).append(Entry(START))
    disk.kill()
    disk.sync_left = 0

    with pytest.raises(JournalFailed):
        kit.opened(disk)


def test_an_entry_that_cannot_be_written_harms_nothing(disk):
    """The mistake is the caller's; no number is used up, no byte is on disk."""
    journal = kit.opened(disk)
    with pytest.raises(ValueError, match="who"):
        journal.append(Entry(SystemStop("x" * 201, "y")))
    with pytest.raises(ValueError, match="rsn"):
        journal.append(Entry(START, rsn="two words"))
    with pytest.raises(ValueError, match="visit"):
        journal.append(Entry(START, visit=""))

    assert 2 == journal.append(Entry(START))


def test_a_new_business_day_begins_a_new_file(disk):
    """The numbers go on over the files."""
    clock = kit.Clock()
    journal = kit.opened(disk, clock)
    journal.append(Entry(START))
    clock.day = "20261122"
    journal.append(Entry(START))

    assert [kit.FILE, f"{kit.FILE}.seal", "EJ_ATM-1_20261122_001.jsonl"] == disk.names()
    assert ["JOURNAL_OPEN", "SYSTEM_START", "JOURNAL_CLOSE"] * 2 == [
        *(entry.ev for entry in read_entries(disk)),
        "JOURNAL_CLOSE",
    ]
    assert 5 == kit.verified(disk)


def test_a_clock_that_goes_back_does_not_write_into_the_past(disk):
    """The order of the files is the order of the entries."""
    clock = kit.Clock()
    journal = kit.opened(disk, clock)
    clock.day = "20261101"
    journal.append(Entry(START))

    assert [kit.FILE] == disk.names()


def test_a_full_file_is_followed_by_the_next_number(disk, monkeypatch):
    """Nothing is overwritten, ever."""
    monkeypatch.setattr("kiosk.journal.writer.FILE_SIZE_MAX", 1_000)
    journal = kit.opened(disk)
    journal.append(Entry(START))
    journal.append(Entry(START))

    assert [kit.FILE, f"{kit.FILE}.seal", "EJ_ATM-1_20261121_002.jsonl"] == sorted(disk.names())
    disk.kill()
    assert 8 == kit.opened(disk).append(Entry(START))


def test_power_lost_just_after_a_new_file_was_made(disk):
    """An empty newest file is no loss: the last entry is in the file before it."""
    kit.opened(disk).append(Entry(START))
    disk.kill()
    disk.put("EJ_ATM-1_20261122_001.jsonl", b"")

    assert 4 == kit.opened(disk).append(Entry(START))


@pytest.mark.parametrize(("shift_ms", "found"), [(2_000, []), (2_001, [2_001]), (-2_001, [-2_001])])
def test_a_clock_that_was_set_is_written_before_what_follows(disk, shift_ms, found):
    """By more than two seconds against the time that only goes on; once."""
    clock = kit.Clock()
    journal = kit.opened(disk, clock)
    journal.append(Entry(START))
    clock.ms += shift_ms

    assert 3 + len(found) == journal.append(Entry(START))
    journal.append(Entry(START))
    changes = [each.d for each in read_entries(disk) if each.ev == "CLOCK_CHANGED"]
    assert found == [each["after_ms"] - each["before_ms"] for each in changes]
