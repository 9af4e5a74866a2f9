"""The real folder and the one in memory behave alike where the journal can see it."""

from __future__ import annotations

import ctypes
import errno
import multiprocessing
import stat

import journal_kit as kit
import pytest

from kiosk.journal import disk_folder
from kiosk.journal.disk_folder import FolderDisk
from kiosk.journal.disk_memory import MemoryDisk
from kiosk.journal.entry import Entry
from kiosk.journal.errors import JournalBusy
from kiosk.journal.events import PinOk

SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture(params=["folder", "memory"])
def disk(request, tmp_path):
    return FolderDisk(tmp_path / "journal") if request.param == "folder" else MemoryDisk()


def test_what_is_appended_can_be_read(disk):
    """In the order of appending, also after opening again."""
    file = disk.open_append("a")
    file.append(b"one")
    file.sync()
    file.close()
    again = disk.open_append("a")
    again.append(b"two")

    assert b"onetwo" == disk.read("a")
    again.close()


def test_create_replaces_and_cut_shortens(disk):
    """A torn end moved aside twice is there once."""
    disk.create("a", b"first")
    disk.create("a", b"second")
    disk.cut("a", 3)

    assert (["a"], b"sec") == (disk.names(), disk.read("a"))


def test_lock_is_held_by_one(disk, tmp_path):
    """Until it is given back."""
    other = FolderDisk(tmp_path / "journal") if isinstance(disk, FolderDisk) else disk
    disk.lock()
    with pytest.raises(JournalBusy):
        other.lock()
    disk.unlock()

    other.lock()
    other.unlock()


def test_free_space_is_in_thousandths(disk):
    """Between nothing and everything."""
    assert 0 <= disk.free_permille() <= 1000


def test_reserved_space_does_not_change_the_size(tmp_path):
    """The end of the file is its last entry; blocks beyond it are given back at the close."""
    disk = FolderDisk(tmp_path)
    file = disk.open_append("a")
    file.append(b"x" * 10)
    file.sync()
    status = (tmp_path / "a").stat()

    assert 10 == status.st_size
    assert status.st_blocks * 512 >= 1 << 20
    file.close()
    assert (tmp_path / "a").stat().st_blocks * 512 < 1 << 20
    assert b"x" * 10 == disk.read("a")


@pytest.fixture
def reserved(monkeypatch):
    """A disk of which `reserved.end` bytes belong to the journal's file; None: as it is."""

    class Reserved:
        end = None

        def __call__(self, fd, mode, offset, length):
            if self.end is None:
                return reserve(fd, mode, offset, length)
            if offset + length <= self.end:
                return 0
            ctypes.set_errno(errno.ENOSPC)
            return -1

    reserve = disk_folder._FALLOCATE
    full = Reserved()
    monkeypatch.setattr(disk_folder, "_FALLOCATE", full)
    return full


def test_a_full_disk_takes_the_last_entries_into_its_reserve(tmp_path, reserved):
    """Then the journal fails before an entry is half written, and tells nothing untrue."""
    disk = FolderDisk(tmp_path)
    file = disk.open_append("a")
    file.append(b"x" * 1_000)
    reserved.end = (1 << 20) + 1_000

    for _ in range(1_047):
        file.append(b"y" * 1_000)
        file.sync()
    file.append(b"z" * 576)

    with pytest.raises(OSError, match="No space left"):
        file.append(b"!" * 1_001)
    assert 1_000 + 1_047_000 + 576 == len(disk.read("a"))
    file.close()


def test_a_full_disk_found_at_the_start_leaves_what_a_killed_process_reserved(tmp_path, reserved):
    """So a recovery can write down how the open transaction ended."""
    disk = FolderDisk(tmp_path)
    disk.open_append("a").append(b"intent")
    reserved.end = 1_000

    file = FolderDisk(tmp_path).open_append("a")
    file.append(b"result, done")

    assert b"intentresult, done" == disk.read("a")
    with pytest.raises(OSError, match="No space left"):
        file.append(b"!" * 1_000)
    file.close()


def test_nobody_else_may_read_it(tmp_path):
    """Folder 0700, files 0600."""
    disk = FolderDisk(tmp_path / "journal")
    disk.open_append("a").close()
    disk.create("b", b"")

    modes = [
        stat.S_IMODE(path.stat().st_mode)
        for path in (tmp_path / "journal", tmp_path / "journal/a", tmp_path / "journal/b")
    ]
    assert [0o700, 0o600, 0o600] == modes


def test_journal_on_a_real_folder(tmp_path):
    """The same writer as in the simulator."""
    disk = FolderDisk(tmp_path)
    journal = kit.opened(disk)
    journal.append(Entry(PinOk(1)))
    journal.close()
    journal = kit.opened(FolderDisk(tmp_path))
    journal.append(Entry(PinOk(2)))
    journal.close()

    assert ["PIN_OK", "PIN_OK"] == kit.said(disk)


def _write_until_killed(folder, pipe):
    journal = kit.opened(FolderDisk(folder))
    for tries in range(100_000):
        pipe.send(journal.append(Entry(PinOk(tries))))


def test_kill_loses_no_acknowledged_entry(tmp_path):
    """Kill a real process that writes: every seq it has told is in the journal."""
    receiving, sending = SPAWN.Pipe(duplex=False)
    writer = SPAWN.Process(target=_write_until_killed, args=(tmp_path, sending))
    writer.start()
    for _ in range(20):
        told = receiving.recv()
    writer.kill()
    writer.join()

    journal = kit.opened(FolderDisk(tmp_path))

    assert journal.anchor().seq >= told
    journal.close()
    sending.close()
    receiving.close()
    writer.close()
