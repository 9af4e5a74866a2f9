"""The journal says that it lives, warns of little room, and lets go only of what the bank has."""

from __future__ import annotations

import journal_kit as kit
import pytest

from hardware.crypto.secret import Secret
from kiosk.journal.care import BEAT_S, JournalCare
from kiosk.journal.disk_memory import MemoryDisk
from kiosk.journal.entry import Entry
from kiosk.journal.event_base import decode_event
from kiosk.journal.events import Heartbeat, SupplyThreshold, SystemStart
from kiosk.journal.files import journal_files
from kiosk.journal.inline_journal import InlineJournal
from kiosk.journal.reader import read_entries
from kiosk.journal.retention import Limits
from kiosk.runtime.virtual_loop import VirtualLoop

START = Entry(SystemStart("0.1.0", "ab", "boot"))
SECOND_DAY = "EJ_ATM-1_20261122_001.jsonl"
THIRD_DAY = "EJ_ATM-1_20261123_001.jsonl"


@pytest.fixture
def disk():
    return MemoryDisk()


class TestCare:
    @pytest.fixture
    def loop(self, disk):
        loop = VirtualLoop()
        journal = InlineJournal(kit.opened(disk), loop.post, pytest.fail)
        JournalCare(
            loop, journal, queue=lambda: 2, acked=lambda: 7, may_retire=lambda: True
        ).start()
        return loop

    def said(self, disk, kind):
        return [decode_event(kind, each.d) for each in read_entries(disk) if each.ev == kind.CODE]

    def test_a_heartbeat_each_quarter_of_an_hour(self, disk, loop):
        """What waits for the bank, what room is left, and how much the bank has."""
        loop.advance(2 * BEAT_S + 1)

        assert [Heartbeat(2, 900, 7)] * 2 == self.said(disk, Heartbeat)

    def test_little_room_is_told_once_and_its_end_too(self, disk, loop, expect_log):
        """Below 5 %, and again from 6 % on."""
        expect_log("journal_disk_low free_permille=49")
        for disk.free in (49, 40, 59, 60, 55):
            loop.advance(BEAT_S)

        expected = [SupplyThreshold("journal-disk", level) for level in ("low", "ok")]
        assert expected == self.said(disk, SupplyThreshold)

    def test_little_room_at_the_start_is_told_at_once(self, disk, expect_log):
        """Nobody waits a quarter of an hour for it."""
        expect_log("journal_disk_low free_permille=30")
        disk.free = 30
        loop = VirtualLoop()
        journal = InlineJournal(kit.opened(disk), loop.post, pytest.fail)
        JournalCare(
            loop, journal, queue=lambda: 0, acked=lambda: 0, may_retire=lambda: True
        ).start()
        loop.advance(1)

        assert [SupplyThreshold("journal-disk", "low")] == self.said(disk, SupplyThreshold)


@pytest.mark.parametrize(("may_retire", "left"), [(True, 1), (False, 2)])
def test_nothing_is_let_go_while_an_old_entry_may_be_needed(disk, may_retire, left):
    """A halt or an open transaction must be found by the next start."""
    clock, loop = kit.Clock(), VirtualLoop()
    journal = kit.opened(disk, clock)
    journal.append(START)
    clock.day = "20270601"
    inline = InlineJournal(journal, loop.post, pytest.fail)
    inline.note([START])
    care = JournalCare(
        loop, inline, queue=lambda: 0, acked=lambda: 3, may_retire=lambda: may_retire
    )
    care.start()
    loop.advance(BEAT_S + 1)

    assert left == len(journal_files(disk))


class TestRetention:
    """Three days: entries 1 to 3, 4 to 6, and 7 on."""

    @pytest.fixture
    def journal(self, disk):
        clock = kit.Clock()
        journal = kit.opened(disk, clock)
        for clock.day in ("20261121", "20261122", "20261123"):
            journal.append(START)
        return journal

    def deleted(self, disk):
        return [each.d for each in read_entries(disk) if each.ev == "JOURNAL_DELETED"]

    def test_what_is_old_and_at_the_bank_goes_and_leaves_an_entry(self, disk, journal):
        """With its seal; the newer file stays."""
        journal.retire(Limits(days=1, mb=2_000), acked=6)

        gone = {"file": kit.FILE, "key": kit.key_name(), "first": 1, "last": 3, "why": "age"}
        assert [gone] == self.deleted(disk)
        assert [SECOND_DAY, f"{SECOND_DAY}.seal", THIRD_DAY] == disk.names()

    @pytest.mark.parametrize("acked", [0, 2])
    def test_what_the_bank_does_not_have_whole_stays(self, disk, journal, acked):
        """However old it is."""
        journal.retire(Limits(days=1, mb=2_000), acked)

        assert kit.FILE in disk.names()

    def test_what_is_young_stays(self, disk, journal):
        journal.retire(Limits(days=2, mb=2_000), acked=6)

        assert [] == self.deleted(disk)

    def test_when_there_is_too_much_the_oldest_go(self, disk, journal):
        """The file that is being written never does."""
        journal.retire(Limits(days=180, mb=0), acked=100)

        assert [(kit.FILE, "room"), (SECOND_DAY, "room")] == [
            (each["file"], each["why"]) for each in self.deleted(disk)
        ]
        assert [THIRD_DAY] == disk.names()

    def test_a_file_of_another_key_goes_by_its_age_alone(self, disk):
        """The bank never gets what was written before the machine was provisioned."""
        clock = kit.Clock()
        journal = kit.opened(disk, clock)
        journal.append(START)
        journal.use_key(Secret(b"b" * 32))
        journal.append(START)
        for clock.day in ("20261123", "20261124"):
            journal.append(START)
        journal.retire(Limits(days=180, mb=0), acked=3)
        assert [] == self.deleted(disk)
        journal.retire(Limits(days=1, mb=2_000), acked=3)

        of_the_bank = kit.FILE.replace("_001", "_002")
        assert [kit.FILE, of_the_bank] == [each["file"] for each in self.deleted(disk)]

    def test_the_rest_opens_again(self, disk, journal):
        """Its first file says what it hangs on."""
        journal.retire(Limits(days=1, mb=2_000), acked=6)
        disk.kill()

        clock = kit.Clock()
        clock.day = "20261123"
        assert 10 == kit.opened(disk, clock).append(START)

    def test_a_file_that_a_loss_has_ended_goes_like_any_other(self, disk, journal):
        """It has no seal; its lines say what lies in it."""
        disk.kill()
        disk.remove(f"{kit.FILE}.seal")
        clock = kit.Clock()
        clock.day = "20261123"
        kit.opened(disk, clock).retire(Limits(days=1, mb=2_000), acked=6)

        assert [(kit.FILE, 3)] == [(each["file"], each["last"]) for each in self.deleted(disk)]
