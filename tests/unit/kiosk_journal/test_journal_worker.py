"""The journal's thread tells a seq only for what is on disk, and dies of its first failure."""

from __future__ import annotations

import queue
import threading

import journal_kit as kit
import pytest

from kiosk.journal.disk_memory import MemoryDisk
from kiosk.journal.entry import Entry
from kiosk.journal.errors import JournalFailed
from kiosk.journal.events import PinOk, SystemStop
from kiosk.journal.inline_journal import InlineJournal
from kiosk.journal.journal_worker import SUBMISSION_COUNT_MAX, JournalWorker

WAIT_S = 5.0


class Core:
    def __init__(self):
        self.posted = queue.Queue()
        self.seqs, self.fatal = [], []

    def run(self, count=1):
        for _ in range(count):
            self.posted.get(timeout=WAIT_S)()

    def run_rest(self):
        while not self.posted.empty():
            self.posted.get()()


@pytest.fixture
def core():
    return Core()


@pytest.fixture
def disk():
    return MemoryDisk()


@pytest.fixture(params=["thread", "inline"])
def port(request, core, disk):
    journal = kit.opened(disk)
    if request.param == "inline":
        yield InlineJournal(journal, core.posted.put, core.fatal.append)
        return
    worker = JournalWorker(journal, core.posted.put, core.fatal.append)
    worker.start()
    yield worker
    assert worker.close()


def pin_ok(tries=1):
    return Entry(PinOk(tries))


def test_seq_of_the_last_entry_comes_back(port, core, disk):
    """After it is on disk, in the order of submission."""
    port.submit([pin_ok(), pin_ok()], core.seqs.append)
    port.submit([pin_ok()], core.seqs.append)
    core.run(2)

    assert [3, 4] == core.seqs
    disk.lose_power()
    assert 3 == len(kit.said(disk))


def test_a_failure_is_fatal_and_nothing_is_told_after_it(port, core, disk):
    """The act that was to follow does not happen, for this entry or any later one."""
    disk.sync_left = 0
    port.submit([pin_ok()], core.seqs.append)
    core.run()
    disk.sync_left = None
    port.submit([pin_ok()], core.seqs.append)
    core.run_rest()

    assert [JournalFailed] == [type(error) for error in core.fatal]
    assert [] == core.seqs


def test_an_entry_that_cannot_be_written_is_fatal(port, core):
    """A mistake in the kiosk, not something to go on from."""
    port.submit([Entry(SystemStop("x" * 999, ""))], core.seqs.append)
    core.run()

    assert [ValueError] == [type(error) for error in core.fatal]


def test_what_waits_together_goes_to_disk_together(core, disk):
    """Twelve submissions need one sync."""
    worker = JournalWorker(kit.opened(disk), core.posted.put, core.fatal.append)
    for _ in range(12):
        worker.submit([pin_ok()], core.seqs.append)
    before = disk.sync_count
    worker.start()
    core.run(12)

    assert 1 == disk.sync_count - before
    assert list(range(2, 14)) == core.seqs
    assert worker.close()


def test_a_batch_is_bounded(core, disk):
    """More than one batch holds goes in several."""
    worker = JournalWorker(kit.opened(disk), core.posted.put, core.fatal.append)
    for _ in range(10):
        worker.submit([pin_ok()] * 30, core.seqs.append)
    worker.start()
    core.run(10)

    assert list(range(31, 302, 30)) == core.seqs
    assert worker.close()


def test_close_writes_what_was_submitted(core, disk):
    """And takes nothing more."""
    worker = JournalWorker(kit.opened(disk), core.posted.put, core.fatal.append)
    worker.submit([pin_ok()], core.seqs.append)
    worker.start()

    assert worker.close()
    worker.submit([pin_ok()], core.seqs.append)
    core.run_rest()
    assert [2] == core.seqs


def test_a_disk_that_does_not_keep_up_is_fatal(core, disk):
    """The queue is bounded, and an entry is never dropped quietly."""
    worker = JournalWorker(kit.opened(disk), core.posted.put, core.fatal.append)
    for _ in range(SUBMISSION_COUNT_MAX + 1):
        worker.submit([pin_ok()], core.seqs.append)
    core.run_rest()

    assert [JournalFailed] == [type(error) for error in core.fatal]
    assert [] == core.seqs


def test_deliveries_come_from_the_journals_thread_by_post_only(core, disk):
    """Nothing of the core runs in the journal's thread."""
    worker = JournalWorker(kit.opened(disk), core.posted.put, core.fatal.append)
    names = []
    worker.start()
    worker.submit([pin_ok()], lambda _seq: names.append(threading.current_thread().name))
    core.run()

    assert ["MainThread"] == names
    assert worker.close()


def test_notes_go_to_disk_with_what_is_waited_for(core, disk):
    """Eight notes and the entry that an act waits for need one sync, in their order."""
    worker = JournalWorker(kit.opened(disk), core.posted.put, core.fatal.append)
    for tries in range(1, 9):
        worker.note([pin_ok(tries)])
    worker.submit([Entry(SystemStop("test", "end"))], core.seqs.append)
    before = disk.sync_count
    worker.start()
    core.run(1)

    assert 1 == disk.sync_count - before
    assert [10] == core.seqs
    assert ["PIN_OK"] * 8 + ["SYSTEM_STOP"] == kit.said(disk)
    assert worker.close()


def test_a_note_alone_is_written_too(core):
    """Without anybody waiting, and before the worker is closed."""
    synced = threading.Event()

    class Disk(MemoryDisk):
        def sync_file(self, name, boot):
            super().sync_file(name, boot)
            if self.names() and len(kit.said(self)) == 1:
                synced.set()

    disk = Disk()
    worker = JournalWorker(kit.opened(disk), core.posted.put, core.fatal.append)
    worker.start()
    worker.note([pin_ok()])

    assert synced.wait(WAIT_S)
    assert worker.close()


def test_notes_are_never_lost_at_an_orderly_end(port, core, disk):
    """What was noted is on disk when the worker has closed."""
    port.note([pin_ok()])
    port.submit([pin_ok()], core.seqs.append)
    core.run(1)

    assert 2 == len(kit.said(disk))


def test_the_room_on_the_disk_is_told_to_whoever_asks(port, core, disk):
    disk.free = 17
    told = []
    port.room(told.append)
    core.run()

    assert [17] == told


def test_asking_for_the_room_takes_the_notes_before_it_along(core, disk):
    """Nothing that was to be written is overtaken, lost or held back by a question."""
    worker = JournalWorker(kit.opened(disk), core.posted.put, core.fatal.append)
    told = []
    worker.note([pin_ok(1)])
    worker.room(told.append)
    worker.submit([pin_ok(2)], core.seqs.append)
    worker.start()
    core.run(2)
    assert worker.close()

    assert ([disk.free], [3]) == (told, core.seqs)


def test_a_journal_that_has_failed_tells_no_room(port, core, disk):
    disk.append_left = 0
    port.submit([pin_ok()], core.seqs.append)
    core.run()
    port.room(core.seqs.append)

    assert ([], True) == (core.seqs, core.posted.empty())
    assert 1 == len(core.fatal)
