"""Whatever the journal's writer leaves opens again and verifies; whatever else does not."""

from __future__ import annotations

import json

import journal_kit as kit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bank_server.contract import Anchor
from hardware.crypto.seal_slots import SLOT_SIZE
from hardware.crypto.secret import Secret
from kiosk.journal.disk_memory import MemoryDisk
from kiosk.journal.entry import Entry
from kiosk.journal.errors import JournalBroken, JournalFailed
from kiosk.journal.events import Heartbeat, PinOk, SystemStart
from kiosk.journal.reader import read_entries, read_money
from kiosk.journal.replay import ENTRIES_LOST, open_money
from kiosk.journal.seals import MemorySeals, SealState
from kiosk.journal.seals_folder import FolderSeals

START = Entry(SystemStart("0.1.0", "ab", "boot"))
NEXT_DAY = "EJ_ATM-1_20261122_001.jsonl"
BANKS_KEY = Secret(b"k" * 32)


@pytest.fixture
def disk():
    return MemoryDisk()


def entry(disk, number):
    return list(read_entries(disk))[number - 1]


class TestFiles:
    """Each file can be checked alone, and hangs on the one before."""

    @pytest.fixture
    def two_days(self, disk):
        clock = kit.Clock()
        journal = kit.opened(disk, clock)
        journal.append_all([START, START])
        clock.day = "20261122"
        journal.append(START)
        return journal

    def test_first_entry_names_file_key_and_what_lies_before(self, disk, two_days):
        """The second file hangs on the last entry of the first."""
        first, fourth, fifth = (entry(disk, number) for number in (1, 4, 5))

        name = kit.key_name()
        assert {"file": kit.FILE, "key": name, "after": "0" * 64, "lost": 0} == first.d
        assert {"file": NEXT_DAY, "key": name, "after": fourth.h, "lost": 0} == fifth.d

    def test_last_entry_of_a_closed_file_says_why(self, disk, two_days):
        assert {"file": kit.FILE, "count": 4, "why": "day"} == entry(disk, 4).d

    def test_closed_file_has_its_seal_beside_it(self, disk, two_days):
        """What it holds, and the seal of its last entry."""
        last = entry(disk, 4)
        expected = {
            "file": kit.FILE,
            "key": kit.key_name(),
            "count": 4,
            "first": 1,
            "last": 4,
            "h": last.h,
            "m": last.m,
        }
        assert expected == json.loads(disk.read(f"{kit.FILE}.seal"))

    def test_seal_that_a_crash_has_kept_from_being_made_is_made_at_the_opening(self, disk):
        """The file was closed, and nothing after it was written."""
        clock = kit.Clock()
        journal = kit.opened(disk, clock)
        journal.append(START)
        clock.day = "20261122"
        journal.append(START)
        sealed = disk.read(f"{kit.FILE}.seal")
        disk.kill()
        disk.remove(f"{kit.FILE}.seal")
        disk.remove(NEXT_DAY)
        kit.seals_of(disk).save(SealState(kit.key_name(), 4, kit.key_at(4)))

        kit.opened(disk, clock).append(START)

        assert sealed == disk.read(f"{kit.FILE}.seal")
        assert 5 == kit.verified(disk)

    def test_file_that_hangs_on_another_entry_is_refused(self, disk, two_days):
        """The first honest: then its predecessor is another one."""
        disk.kill()
        other = MemoryDisk()
        kit.opened(other).append_all([Entry(PinOk(1)), START])
        kit.opened_as_next_day(other)
        kit.opened(disk).append(START)
        disk.kill()
        disk.put(kit.FILE, other.read(kit.FILE))

        with pytest.raises(JournalBroken, match="line 1: it is not chained"):
            kit.opened(disk)


class TestKeyBehind:
    """The key was not written back before the power went."""

    @pytest.fixture
    def seals(self, disk):
        seals = kit.seals_of(disk)
        journal = kit.opened(disk)
        journal.append_all([START] * 3)
        journal.append(Entry(Heartbeat(0, 900, 0)))
        journal.append_all([START] * 3)
        disk.lose_power()
        seals.lose_power()
        return seals

    def test_it_steps_forward_to_the_last_entry(self, disk, seals):
        """From where it was made durable: with the last HEARTBEAT."""
        assert 6 == seals.load().number

        assert 9 == kit.opened(disk).append(START)
        assert 9 == kit.verified(disk)

    def test_every_seal_that_it_passes_is_checked(self, disk, seals):
        """A seal that another key made stops the journal at its line."""
        lines = disk.read(kit.FILE).splitlines(keepends=True)
        other = lines[6].replace(b'"m":"', b'"m":"0')
        lines[6] = other[: other.index(b'","ver"') - 1] + other[other.index(b'","ver"') :]
        disk.put(kit.FILE, b"".join(lines))

        with pytest.raises(JournalBroken, match="line 7: its seal is not of this key"):
            kit.opened(disk)

    def test_it_steps_over_a_file_that_was_closed_meanwhile(self, disk, seals):
        """However old the key is."""
        clock = kit.Clock()
        clock.day = "20261122"
        kit.opened(disk, clock).append(START)
        disk.kill()
        old = MemorySeals(SealState.first(kit.FIRST_KEY))

        assert 12 == kit.opened(disk, clock, old).append(START)
        assert 12 == kit.verified(disk)


class TestKeyAhead:
    """Entries that were sealed are not there any more."""

    @pytest.fixture
    def cut(self, disk):
        """Of five entries the last two are gone, whole lines."""
        kit.opened(disk).append_all([START] * 4)
        disk.kill()
        lines = disk.read(kit.FILE).splitlines(keepends=True)
        disk.put(kit.FILE, b"".join(lines[:3]))

    def test_a_new_file_says_how_many(self, disk, cut):
        """It begins with the number that the key has, and hangs on nothing."""
        kit.opened(disk)

        second = "EJ_ATM-1_20261121_002.jsonl"
        opening = entry(disk, 4)
        assert (6, "JOURNAL_OPEN") == (opening.seq, opening.ev)
        assert {
            "file": second,
            "key": kit.key_name(),
            "after": "0" * 64,
            "lost": 2,
        } == opening.d
        assert ["JOURNAL_OPEN", "SYSTEM_START", "SYSTEM_START"] == [
            each.ev for each in list(read_entries(disk))[:3]
        ]

    def test_nobody_is_served_before_somebody_has_looked(self, disk, cut):
        """The halt is in the journal, and holds beyond a restart."""
        kit.opened(disk)

        assert "SERVICE_HALTED" == entry(disk, 5).ev
        assert ENTRIES_LOST == open_money(read_money(disk)).halted

    def test_the_halt_holds_though_power_fails_before_it_was_written(self, disk, cut):
        """The file's first entry says enough."""
        disk.sync_left = 0
        with pytest.raises(JournalFailed):
            kit.opened(disk)
        disk.sync_left = None
        opening = disk.unsynced_bytes(kit.SECOND).splitlines(keepends=True)[0]
        disk.lose_power(survives=len(opening))

        kit.opened(disk)

        assert ENTRIES_LOST == open_money(read_money(disk)).halted

    def test_it_is_said_once(self, disk, cut):
        """The next start has nothing to add."""
        kit.opened(disk).append(START)
        disk.kill()
        kit.opened(disk).append(START)

        assert 1 == [each.ev for each in read_entries(disk)].count("SERVICE_HALTED")

    def test_an_empty_folder_is_no_new_machine(self, disk, cut):
        """All that the key has sealed is missing."""
        empty = MemoryDisk()

        journal = kit.opened(empty, seals=kit.seals_of(disk))

        assert (6, 5) == (entry(empty, 1).seq, entry(empty, 1).d["lost"])
        assert not journal.previous.is_clean

    def test_a_key_that_fell_back_behind_the_loss_steps_over_it(self, disk, cut):
        """Also when the key in the store is one of those lost entries'."""
        kit.opened(disk).append(START)
        disk.kill()
        old = MemorySeals(SealState(kit.key_name(), 5, kit.key_at(5)))

        assert 9 == kit.opened(disk, seals=old).append(START)


class TestKeys:
    """Which first key seals."""

    def test_without_one_the_kiosk_makes_its_own(self, disk):
        """And tells the bank no anchor of it, which could not know it."""
        seals = MemorySeals()
        journal = kit.opened(disk, seals=seals)
        journal.append(START)

        assert (True, 3) == (seals.load().is_local, seals.load().number)
        assert Anchor.zero() == journal.anchor()

    def test_banks_key_begins_a_new_file_from_one(self, disk):
        """The file before is closed first."""
        journal = kit.opened(disk, seals=MemorySeals())
        journal.append(START)
        journal.use_key(BANKS_KEY)

        assert 2 == journal.append(START)
        assert [1, 2, 3, 1, 2] == [each.seq for each in read_entries(disk)]
        assert "key" == entry(disk, 3).d["why"]
        assert 2 == journal.anchor().seq

    def test_the_same_key_again_changes_nothing(self, disk):
        """A provisioning may be repeated."""
        seals = MemorySeals()
        journal = kit.opened(disk, seals=seals)
        journal.use_key(BANKS_KEY)
        journal.append(START)
        journal.use_key(BANKS_KEY)

        assert 3 == journal.append(START)

    def test_a_key_that_came_before_a_crash_is_taken_up(self, disk):
        """Its first entry comes in a new file."""
        seals = MemorySeals()
        journal = kit.opened(disk, seals=seals)
        journal.append(START)
        journal.use_key(BANKS_KEY)
        disk.lose_power()
        seals.lose_power()

        journal = kit.opened(disk, seals=seals)

        assert 2 == journal.append(START)
        assert "" == open_money(read_money(disk)).halted

    def test_a_journal_without_its_key_is_refused(self, disk):
        """With what to do about it."""
        kit.opened(disk).append(START)
        disk.kill()

        with pytest.raises(JournalBroken, match=r"keys/journal\.seal"):
            kit.opened(disk, seals=MemorySeals())

    def test_no_key_of_a_past_entry_is_kept(self, disk):
        """Whoever breaks in now cannot seal what was."""
        kit.opened(disk).append_all([START] * 3)

        assert kit.seals_of(disk).load().key.matches(kit.key_at(5).reveal())

    def test_a_key_that_cannot_be_kept_ends_the_journal(self, disk):
        """No journal, no cash."""
        journal = kit.opened(disk)
        kit.seals_of(disk).save_left = 0

        with pytest.raises(JournalFailed):
            journal.append(START)


class TestFolder:
    """The key's file."""

    @pytest.fixture
    def path(self, tmp_path):
        return tmp_path / "journal.seal"

    @pytest.fixture
    def state(self):
        return SealState(kit.key_name(), 7, kit.key_at(7), is_local=True)

    def test_what_was_saved_comes_back(self, path, state):
        assert FolderSeals(path).load() is None
        FolderSeals(path).save(state)
        found = FolderSeals(path).load()

        assert (state.name, 7, True) == (found.name, found.number, found.is_local)
        assert found.key.matches(state.key.reveal())

    def test_former_keys_are_overwritten(self, path, state):
        """In both slots."""
        seals = FolderSeals(path)
        seals.save(state)
        seals.save(SealState(kit.key_name(), 8, kit.key_at(8)))
        seals.sync()
        seals.close()

        assert kit.key_at(7).reveal() not in path.read_bytes()
        assert 2 == path.read_bytes().count(kit.key_at(8).reveal())

    @pytest.mark.parametrize("torn", range(SLOT_SIZE))
    def test_a_torn_write_leaves_the_other_slot(self, path, state, torn):
        """At any byte of either slot."""
        FolderSeals(path).save(state)
        old = path.read_bytes()
        FolderSeals(path).save(SealState(kit.key_name(), 8, kit.key_at(8)))
        new = path.read_bytes()
        path.write_bytes(new[:torn] + old[torn:])
        first = FolderSeals(path).load().number
        path.write_bytes(new[: SLOT_SIZE + torn] + old[SLOT_SIZE + torn :])
        second = FolderSeals(path).load().number

        assert (7, 8) == (first, second)

    def test_nobody_else_may_read_it(self, path, state):
        FolderSeals(path).save(state)

        assert 0o600 == path.stat().st_mode & 0o777

    def test_a_file_of_nonsense_closes_the_machine(self, path, disk):
        """It is named, and its content is not."""
        path.write_bytes(b"rubbish" * 20)

        with pytest.raises(JournalBroken, match=r"journal\.seal does not hold the key") as caught:
            kit.opened(disk, seals=FolderSeals(path))
        assert "rubbish" not in str(caught.value)


steps = st.lists(
    st.tuples(
        st.sampled_from(["append", "day", "kill", "power", "torn", "beat"]), st.integers(0, 900)
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_whatever_the_writer_leaves_opens_again_and_verifies(history):
    """Kills, power lost with any part surviving, the key older by any number of batches."""
    disk, clock = MemoryDisk(), kit.Clock()
    kit.live(disk, clock, history)

    journal = kit.opened(disk, clock)
    last = journal.append(START)

    assert last == kit.verified(disk)
    assert "" == open_money(read_money(disk)).halted


@settings(max_examples=60, deadline=None)
@given(steps, st.integers(0, 10**6), st.integers(1, 255))
def test_any_changed_byte_is_found_at_its_entry(history, where, change):
    """In any file, closed or open, by a walk with the first key."""
    disk, clock = MemoryDisk(), kit.Clock()
    kit.live(disk, clock, history)
    kit.opened(disk, clock).append(START)
    assert kit.first_bad(disk) is None
    changed = kit.change_byte(disk, where, change)

    assert changed == kit.first_bad(disk)
