"""What `append` has acknowledged is on disk; what it has not may be torn, and nothing else may."""

from __future__ import annotations

import hashlib
import json

import journal_kit as kit
import pytest

from bank_server.contract import Anchor
from kiosk.journal.disk_memory import MemoryDisk
from kiosk.journal.entry import Actor, Entry, Out
from kiosk.journal.errors import JournalBroken, JournalBusy, JournalFailed
from kiosk.journal.events import CardEjected, LogGap, PinOk, SystemStart, SystemStop
from kiosk.journal.reader import read_entries
from kiosk.journal.writer import BATCH_COUNT_MAX

START = SystemStart("0.1.0", "ab", "boot")


@pytest.fixture
def disk():
    return MemoryDisk()


def codes(disk):
    return [entry.ev for entry in read_entries(disk)]


def test_line_has_the_settled_form(disk):
    """Canonical JSON, the keys in the settled order, seal zeros, one newline."""
    journal = kit.opened(disk)

    journal.append(Entry(kit.INTENT, visit="1-7", out=Out.OK, rsn="a-1", actor=Actor.CUSTOMER))

    expected = (
        '{"seq":1,"t":1795255200000,"mono":5,"boot":1,"atm":"ATM-1","visit":"1-7",'
        '"txn":"101112131415161718191a1b1c1d1e1f","ev":"INTENT","out":"ok","rsn":"a-1",'
        '"actor":"customer","d":{"amount":{"currency":"EUR","minor":10000},'
        '"lines":[{"canister":1,"count":5}],"operation":"withdrawal",'
        '"txid":"101112131415161718191a1b1c1d1e1f"},'
        f'"h":"{"0" * 64}","m":"{"0" * 32}","ver":1}}\n'
    )
    assert expected.encode() == disk.read(kit.FILE)


def test_append_returns_only_after_the_sync(disk):
    """Nothing that has a seq can be lost with the power."""
    journal = kit.opened(disk)
    journal.append(Entry(START))
    disk.lose_power()

    assert ["SYSTEM_START"] == codes(disk)


def test_seq_has_no_gap_over_restarts(disk):
    """The machine's entries are numbered for its whole life; each start is a boot."""
    kit.opened(disk).append_all([Entry(START), Entry(CardEjected())])
    disk.kill()
    journal = kit.opened(disk)

    assert 3 == journal.append(Entry(START))
    assert [(1, 1), (2, 1), (3, 2)] == [(e.seq, e.boot) for e in read_entries(disk)]


def test_several_entries_need_one_sync(disk):
    """A batch costs one fdatasync."""
    journal = kit.opened(disk)
    before = disk.sync_count

    assert (1, 2, 3) == journal.append_all([Entry(START)] * 3)
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

    assert (1, "SYSTEM_STOP", True) == (found.last_seq, found.last_event, found.is_clean)


def test_start_without_a_stop_before_it_is_a_loss_of_power(disk):
    """So that the start can say so."""
    kit.opened(disk).append(Entry(START))
    disk.lose_power()

    assert not kit.opened(disk).previous.is_clean


def test_new_journal_is_clean_and_has_a_zero_anchor(disk):
    """Nothing before, nothing lost."""
    journal = kit.opened(disk)

    assert journal.previous.is_clean
    assert Anchor.zero() == journal.anchor()


def test_anchor_follows_the_last_durable_entry(disk):
    """Also after a restart."""
    kit.opened(disk).append_all([Entry(START), Entry(START)])
    disk.kill()
    journal = kit.opened(disk)

    assert 2 == journal.anchor().seq
    journal.append(Entry(START))
    assert 3 == journal.anchor().seq


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

    assert 1 == journal.append(Entry(START))


def test_a_new_business_day_begins_a_new_file(disk):
    """The numbers go on over the files."""
    clock = kit.Clock()
    journal = kit.opened(disk, clock)
    journal.append(Entry(START))
    clock.day = "20261122"
    journal.append(Entry(START))

    assert [kit.FILE, "EJ_ATM-1_20261122_001.jsonl"] == disk.names()
    assert [1, 2] == [entry.seq for entry in read_entries(disk)]


def test_a_clock_that_goes_back_does_not_write_into_the_past(disk):
    """The order of the files is the order of the entries."""
    clock = kit.Clock()
    journal = kit.opened(disk, clock)
    clock.day = "20261101"
    journal.append(Entry(START))

    assert [kit.FILE] == disk.names()


def test_a_full_file_is_followed_by_the_next_number(disk, monkeypatch):
    """Nothing is overwritten, ever."""
    monkeypatch.setattr("kiosk.journal.writer.FILE_SIZE_MAX", 500)
    journal = kit.opened(disk)
    journal.append(Entry(START))
    journal.append(Entry(START))

    assert [kit.FILE, "EJ_ATM-1_20261121_002.jsonl"] == disk.names()
    disk.kill()
    assert 3 == kit.opened(disk).append(Entry(START))


def test_power_lost_just_after_a_new_file_was_made(disk):
    """An empty newest file is no loss: the last entry is in the file before it."""
    kit.opened(disk).append(Entry(START))
    disk.kill()
    disk.put("EJ_ATM-1_20261122_001.jsonl", b"")

    assert 2 == kit.opened(disk).append(Entry(START))


class TestTornEnd:
    """Power lost while an entry was on its way."""

    @pytest.fixture
    def torn(self, disk):
        """A whole first entry, and the first 40 bytes of a second one."""
        journal = kit.opened(disk)
        journal.append(Entry(START))
        whole = disk.read(kit.FILE)
        disk.sync_left = 0
        with pytest.raises(JournalFailed):
            journal.append(Entry(PinOk(1)))
        tail = disk.read(kit.FILE)[len(whole) :][:40]
        disk.sync_left = None
        disk.lose_power(survives=40)
        return whole, tail

    def test_is_moved_aside_and_declared(self, disk, torn):
        """Its bytes are kept, its size and hash are in the journal, its number is used anew."""
        whole, tail = torn

        kit.opened(disk)

        gap = list(read_entries(disk))[-1]
        moved_to = f"{kit.FILE}.{len(whole)}.torn"
        assert (2, 2, LogGap.CODE) == (gap.seq, gap.boot, gap.ev)
        assert {
            "file": kit.FILE,
            "moved_to": moved_to,
            "size": 40,
            "sha256": hashlib.sha256(tail).hexdigest(),
        } == gap.d
        assert tail == disk.read(moved_to)

    def test_is_declared_once(self, disk, torn):
        """A declared gap is history."""
        kit.opened(disk)
        disk.kill()
        kit.opened(disk)

        assert ["SYSTEM_START", "LOG_GAP"] == codes(disk)

    def test_is_declared_though_power_fails_between_cut_and_declaration(self, disk, torn):
        """A torn end that lies aside undeclared is declared at the next start."""
        disk.sync_left = 1
        with pytest.raises(JournalFailed):
            kit.opened(disk)
        disk.sync_left = None
        disk.lose_power()
        assert ["SYSTEM_START"] == codes(disk)

        kit.opened(disk)

        assert ["SYSTEM_START", "LOG_GAP"] == codes(disk)

    def test_longer_than_any_line_is_broken(self, disk):
        """That is not how a torn line looks."""
        kit.opened(disk).append(Entry(START))
        disk.kill()
        disk.put(kit.FILE, disk.read(kit.FILE) + bytes(9_000))

        with pytest.raises(JournalBroken):
            kit.opened(disk)


@pytest.mark.parametrize("survives", range(0, 420, 7))
def test_power_lost_at_any_byte_leaves_a_journal(disk, survives):
    """Whatever part of an unacknowledged entry is on disk, the next start works and numbers on."""
    journal = kit.opened(disk)
    journal.append(kit.entry(kit.INTENT))
    disk.sync_left = 0
    with pytest.raises(JournalFailed):
        journal.append(kit.entry(kit.CMD))
    disk.sync_left = None
    disk.lose_power(survives=survives)

    kit.opened(disk).append(Entry(START))

    seen = [entry.seq for entry in read_entries(disk)]
    assert list(range(1, len(seen) + 1)) == seen
    assert ("INTENT", "SYSTEM_START") == (codes(disk)[0], codes(disk)[-1])


class TestBroken:
    """Anything that this program cannot have left behind takes the machine out of service."""

    @pytest.fixture
    def lines(self, disk):
        kit.opened(disk).append_all([Entry(START), Entry(PinOk(1)), Entry(CardEjected())])
        disk.kill()
        return disk.read(kit.FILE).splitlines(keepends=True)

    def refused(self, disk, lines):
        disk.put(kit.FILE, b"".join(lines))
        with pytest.raises(JournalBroken) as caught:
            kit.opened(disk)
        return str(caught.value)

    def test_honest_lines_are_accepted(self, disk, lines):
        """The ground that the others stand on."""
        disk.put(kit.FILE, b"".join(lines))

        assert 4 == kit.opened(disk).append(Entry(START))

    def test_missing_line(self, disk, lines):
        """A line taken out leaves a gap in seq."""
        assert "line 2: seq" in self.refused(disk, [lines[0], lines[2]])

    def test_swapped_lines(self, disk, lines):
        """Order is part of the journal."""
        assert "line 2: seq" in self.refused(disk, [lines[0], lines[2], lines[1]])

    def test_doubled_line(self, disk, lines):
        """Once is once."""
        assert "line 3: seq" in self.refused(disk, [lines[0], lines[1], lines[1]])

    def test_line_that_is_not_canonical(self, disk, lines):
        """A blank more, and the line was not written here."""
        spaced = lines[1].replace(b'"mono":5', b'"mono": 5')

        assert "line 2: the line is not canonical" in self.refused(disk, [lines[0], spaced])

    def test_key_twice(self, disk, lines):
        """A second value for a key is not hidden by the first."""
        doubled = lines[1].replace(b'"mono":5', b'"mono":4,"mono":5')

        assert "line 2: the line is not canonical" in self.refused(disk, [lines[0], doubled])

    def test_other_keys(self, disk, lines):
        """No key more, none less, none elsewhere."""
        fields = json.loads(lines[1])
        fields["extra"] = 1
        extra = json.dumps(fields, separators=(",", ":")).encode() + b"\n"

        assert "line 2: the line has other keys" in self.refused(disk, [lines[0], extra])

    def test_complete_last_line_that_is_damaged(self, disk, lines):
        """With its newline it was acknowledged, so it is not a torn end."""
        damaged = b"\0" * (len(lines[2]) - 1) + b"\n"

        assert "line 3: the line is not JSON" in self.refused(disk, [*lines[:2], damaged])

    def test_fraction(self, disk, lines):
        """Integers only."""
        assert "line 2" in self.refused(
            disk, [lines[0], lines[1].replace(b'"tries":1', b'"tries":1.0')]
        )

    def test_newer_version(self, disk, lines):
        """A newer program's journal is not guessed at."""
        newer = lines[1].replace(b'"ver":1', b'"ver":2')

        assert "line 2: the line has another version" in self.refused(disk, [lines[0], newer])

    def test_refusal_names_no_content(self, disk, lines):
        """The message can be shown and logged."""
        assert "tries" not in self.refused(disk, [lines[0], lines[1].replace(b"{", b"(")])

    def test_another_machine(self, disk, lines):
        """A foreign journal is not continued."""
        disk.put("EJ_ATM-2_20261122_001.jsonl", lines[0])

        with pytest.raises(JournalBroken, match="two machines"):
            kit.opened(disk)

    def test_seq_goes_on_from_file_to_file(self, disk, lines):
        """A file taken out between two others is noticed."""
        disk.put("EJ_ATM-1_20261123_001.jsonl", lines[1])

        with pytest.raises(JournalBroken, match="seq does not follow"):
            kit.opened(disk)
