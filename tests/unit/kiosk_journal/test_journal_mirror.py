"""The second place follows the first, never holds it up, and gives back what that one lost."""

from __future__ import annotations

import journal_kit as kit
import pytest

from kiosk.journal.disk_memory import MemoryDisk
from kiosk.journal.disk_mirrored import MirroredDisk
from kiosk.journal.entry import Entry
from kiosk.journal.errors import JournalFailed
from kiosk.journal.events import PinOk, SystemStart

START = Entry(SystemStart("0.1.0", "ab", "boot"))
SEAL = f"{kit.FILE}.seal"
OTHERS = kit.FILE.replace(kit.ATM, "ATM-2")


class Places:
    """Two disks, and what was told about the second."""

    def __init__(self):
        self.first, self.second, self.told = MemoryDisk(), MemoryDisk(), []

    def opened(self, clock=None):
        disk = MirroredDisk(self.first, self.second, self.told.append, kit.ATM)
        return kit.opened(disk, clock, kit.seals_of(self.first))

    def kill(self):
        self.first.kill()
        self.second.kill()

    @property
    def are_equal(self):
        return self.first.names() == self.second.names() and all(
            self.first.read(name) == self.second.read(name) for name in self.first.names()
        )


@pytest.fixture
def places():
    return Places()


def test_both_hold_the_same(places):
    """Files, their ends and their seals."""
    clock = kit.Clock()
    journal = places.opened(clock)
    journal.append(START)
    clock.day = "20261122"
    journal.append(START)

    assert places.are_equal
    assert SEAL in places.second.names()
    assert [] == places.told


def test_the_second_is_durable_once_nothing_else_is_to_be_written(places):
    """Not before: the first one's sync is what an act waits for."""
    journal = places.opened()
    journal.append(START)
    before = places.second.sync_count
    journal.settle()
    journal.settle()

    assert (0, 1) == (before, places.second.sync_count)


def test_what_the_first_has_not_taken_never_reaches_the_second(places):
    """A torn end stays where it is."""
    journal = places.opened()
    journal.append(START)
    whole = places.second.read(kit.FILE)
    places.first.sync_left = 0
    with pytest.raises(JournalFailed):
        journal.append(START)

    assert whole == places.second.read(kit.FILE)


@pytest.mark.parametrize("fails", ["append_left", "sync_left"])
def test_a_second_that_fails_is_dropped_and_told_once(places, fails):
    """The journal goes on."""
    journal = places.opened()
    setattr(places.second, fails, 0)
    for _ in range(3):
        journal.append(START)
        journal.settle()

    assert ["lost"] == places.told
    assert 4 == kit.verified(places.first)


def test_a_second_held_by_another_is_done_without(places):
    """As if it were not there."""
    places.second.lock()

    assert 2 == places.opened().append(START)
    assert ["lost"] == places.told


def test_the_next_start_brings_it_level(places):
    """Whatever it missed: whole files, and the rest of one."""
    clock = kit.Clock()
    journal = places.opened(clock)
    journal.append(START)
    places.second.append_left = 0
    journal.append(START)
    clock.day = "20261122"
    journal.append(START)
    places.kill()
    places.second.append_left = None

    places.opened(clock)

    assert places.are_equal


def test_an_empty_first_is_given_the_seconds(places):
    """A new disk: nothing is lost, and the start says where it came from."""
    clock = kit.Clock()
    journal = places.opened(clock)
    journal.append(START)
    clock.day = "20261122"
    journal.append(START)
    places.kill()
    seals = kit.seals_of(places.first)
    places.first = MemoryDisk()
    kit.keep_seals(places.first, seals)

    assert 6 == places.opened(clock).append(START)
    assert 6 == kit.verified(places.first)
    assert (["restored"], True) == (places.told, places.are_equal)


def test_a_second_that_differs_is_kept_aside(places):
    """The first one counts; nothing is thrown away."""
    places.opened().append(START)
    places.kill()
    other = places.second.read(kit.FILE).replace(b'"why":"boot"', b'"why":"root"')
    places.second.put(kit.FILE, other)
    places.opened().append(Entry(PinOk(1)))

    assert ["differs"] == places.told
    assert other == places.second.read(f"{kit.FILE}.differs")
    assert places.first.read(kit.FILE) == places.second.read(kit.FILE)


def test_a_longer_second_is_kept_aside(places):
    """It claims what the first never had."""
    places.opened().append(START)
    places.kill()
    places.second.put(kit.FILE, places.second.read(kit.FILE) + b"more\n")
    places.opened()

    assert ["differs"] == places.told


def test_what_is_removed_is_removed_in_both(places):
    """Also if only one has it."""
    disk = MirroredDisk(places.first, places.second, places.told.append, kit.ATM)
    disk.create("a", b"x")
    places.first.create("b", b"x")
    disk.remove("a")
    disk.remove("b")

    assert ([], [], []) == (places.first.names(), places.second.names(), places.told)


@pytest.mark.parametrize("names", [[OTHERS], [OTHERS, kit.FILE]], ids=["another's", "two"])
@pytest.mark.parametrize("is_new", [True, False])
def test_another_machines_journal_in_the_second_place_is_left_alone(places, names, is_new):
    """A card from elsewhere: the journal goes on without it."""
    if not is_new:
        places.opened().append(START)
        places.kill()
    places.second = MemoryDisk()
    for name in names:
        places.second.put(name, b"theirs\n")

    places.opened().append(START)

    assert [kit.FILE] == places.first.names()
    assert sorted(names) == places.second.names()
    assert {b"theirs\n"} == {places.second.read(name) for name in names}
    assert ["foreign"] == places.told
