"""A second disk that hangs: the journal does not wait for it, and gives it up in the end."""

from __future__ import annotations

import threading

import journal_kit as kit
import pytest

from kiosk.journal import mirror_thread
from kiosk.journal.disk_memory import MemoryDisk
from kiosk.journal.disk_mirrored import MirroredDisk
from kiosk.journal.entry import Entry
from kiosk.journal.events import PinOk
from kiosk.journal.mirror_thread import MirrorThread

ENTRY = Entry(PinOk(1))
LONG_S = 10.0


class HangingDisk(MemoryDisk):
    """Its sync does not come back before it is let go on."""

    def __init__(self):
        super().__init__()
        self.hangs, self.goes_on = threading.Event(), threading.Event()
        self.fails = False

    def sync_file(self, name, boot):
        self.hangs.set()
        assert self.goes_on.wait(LONG_S)
        if self.fails:
            raise OSError("the disk was pulled out")
        super().sync_file(name, boot)


@pytest.fixture
def places():
    first, second, told = MemoryDisk(), HangingDisk(), []
    thread = MirrorThread()
    disk = MirroredDisk(first, second, told.append, kit.ATM, thread)
    journal = kit.opened(disk, None, kit.seals_of(first))
    yield first, second, told, journal
    second.goes_on.set()
    journal.close()


def hangs(second, journal):
    journal.append(ENTRY)
    journal.settle()
    assert second.hangs.wait(LONG_S)


def test_entries_are_written_while_the_second_disk_hangs_and_reach_it_later(places):
    first, second, told, journal = places
    hangs(second, journal)

    for _ in range(5):
        journal.append(ENTRY)

    assert 7 == kit.verified(first)
    assert len(second.read(kit.FILE)) < len(first.read(kit.FILE))
    second.goes_on.set()
    journal.close()
    assert (first.read(kit.FILE), []) == (second.read(kit.FILE), told)


def test_a_disk_that_is_pulled_out_while_it_hangs_is_told_of_with_a_later_entry(places):
    first, second, told, journal = places
    hangs(second, journal)
    second.fails = True
    second.goes_on.set()

    written = 0
    while not told and written < 100_000:
        journal.append(ENTRY)
        written += 1

    assert ["lost"] == told
    assert written + 2 == kit.verified(first)


@pytest.mark.parametrize(("limit", "value"), [("WAITING_COUNT_MAX", 3), ("WAITING_SIZE_MAX", 900)])
def test_a_disk_that_falls_too_far_behind_is_given_up(places, monkeypatch, limit, value):
    """What waits for it is kept in memory, and that has an end."""
    first, second, told, journal = places
    hangs(second, journal)
    monkeypatch.setattr(mirror_thread, limit, value)

    for _ in range(6):
        journal.append(ENTRY)

    assert ["lost"] == told
    assert 8 == kit.verified(first)
