"""What the bank is sent of the journal: whole lines from a number on, over files and first keys."""

from __future__ import annotations

import journal_kit as kit
import pytest

from hardware.crypto.secret import Secret
from kiosk.journal.disk_folder import FolderDisk
from kiosk.journal.disk_memory import MemoryDisk
from kiosk.journal.files import journal_files
from kiosk.journal.line import LINE_SIZE_MAX
from kiosk.journal.tail import JournalTail, lines_after

ALL = 1_000


def write(journal, count):
    for _ in range(count):
        journal.append(kit.entry(kit.INTENT))


@pytest.fixture
def disk():
    return MemoryDisk()


@pytest.fixture
def journal(disk):
    """Of two business days."""
    clock = kit.Clock()
    journal = kit.opened(disk, clock)
    write(journal, 3)
    clock.day = "20261122"
    write(journal, 3)
    return journal


def written(disk):
    raw = b"".join(disk.read(str(file)) for file in journal_files(disk))
    return raw.splitlines(keepends=True)


def test_all_of_it_comes_in_order_over_the_ends_of_files(disk, journal):
    assert len(journal_files(disk)) == 2
    assert (1, written(disk)) == lines_after(disk, journal.key, 0, ALL)


def test_it_goes_on_after_any_number(disk, journal):
    lines = written(disk)
    assert [(after + 1, lines[after:]) for after in range(len(lines) + 1)] == [
        lines_after(disk, journal.key, after, ALL) for after in range(len(lines) + 1)
    ]


def test_it_is_as_much_as_was_asked_for(disk, journal):
    assert (3, written(disk)[2:4]) == lines_after(disk, journal.key, 2, 2)


def test_what_was_sealed_under_a_former_key_does_not_come(disk, journal):
    before = len(written(disk))
    former = journal.key
    journal.use_key(Secret(b"n" * 32))
    assert (1, []) == lines_after(disk, journal.key, 0, ALL)
    write(journal, 2)

    assert former != journal.key
    first, lines = lines_after(disk, journal.key, 0, ALL)
    assert (1, written(disk)[before + 1 :]) == (first, lines)


def test_missing_files_show_in_the_first_number(disk, journal):
    first_file = journal_files(disk)[0]
    count = len(disk.read(str(first_file)).splitlines())
    disk.remove(str(first_file))

    assert (count + 1, written(disk)) == lines_after(disk, journal.key, 0, ALL)


def test_changed_lines_come_as_they_are_and_a_torn_end_does_not(disk, journal):
    newest = str(journal_files(disk)[-1])
    lines = disk.read(newest).splitlines(keepends=True)
    lines[1] = b"\xff\n"
    disk.put(newest, b"".join(lines) + b'{"seq":')

    assert lines == lines_after(disk, journal.key, 0, ALL)[1][-len(lines) :]


def test_files_that_begin_with_no_journal_are_no_journal(disk, journal):
    newest = str(journal_files(disk)[-1])
    disk.put(newest, b"\n" + disk.read(newest))

    assert (1, []) == lines_after(disk, journal.key, 0, ALL)


class TestPlace:
    """Batch after batch, as the bank is sent them."""

    BATCH = 50
    CHUNK = 4_096

    class CountedDisk(MemoryDisk):
        """Counts the bytes that anybody reads of it."""

        count = 0

        def read(self, name):
            raw = super().read(name)
            self.count += len(raw)
            return raw

        def read_part(self, name, offset, size):
            raw = super().read(name)[offset : offset + size]
            self.count += len(raw)
            return raw

    @pytest.fixture
    def disk(self):
        return self.CountedDisk()

    @pytest.fixture
    def long(self, disk, journal):
        """As `journal`, and 20 batches more."""
        for _ in range(20):
            journal.append_all([kit.entry(kit.INTENT)] * self.BATCH)
        return journal

    @pytest.fixture
    def tail(self, disk):
        return JournalTail(disk, self.CHUNK)

    def batches(self, tail, key, after=0):
        """All lines after a number, in batches."""
        lines = []
        while batch := tail.lines_after(key, after + len(lines), self.BATCH)[1]:
            lines += batch
        return lines

    def test_it_goes_on_where_it_was(self, disk, long, tail):
        """Over the ends of files, each byte is read about once, and a chunk for each batch."""
        lines = written(disk)
        size, disk.count = sum(map(len, lines)), 0

        assert lines == self.batches(tail, long.key)
        assert disk.count < size + 25 * 2 * self.CHUNK
        assert disk.count < 2 * size

    def test_new_lines_cost_no_old_ones(self, disk, long, tail):
        done = len(self.batches(tail, long.key))
        write(long, 2)
        disk.count = 0

        first, lines = tail.lines_after(long.key, done, ALL)
        assert (done + 1, 2) == (first, len(lines))
        assert disk.count < 2 * self.CHUNK

    def test_it_goes_on_in_the_file_after(self, disk, long, tail):
        done = len(self.batches(tail, long.key))
        long.use_key(Secret(b"n" * 32))
        write(long, 2)

        assert [] == tail.lines_after(long.key, done, ALL)[1]
        assert (1, written(disk)[-3:]) == tail.lines_after(long.key, 0, ALL)

    def test_what_was_asked_for_before_is_found_again(self, disk, long, tail):
        """The bank has lost some, or never answered."""
        lines = written(disk)
        self.batches(tail, long.key)

        assert (11, lines[10:20]) == tail.lines_after(long.key, 10, 10)
        assert (41, lines[40:50]) == tail.lines_after(long.key, 40, 10)
        assert (21, lines[20:30]) == tail.lines_after(long.key, 20, 10)

    def test_a_file_that_was_deleted_meanwhile_is_missed_by_number(self, disk, journal, tail):
        tail.lines_after(journal.key, 0, 2)
        first = journal_files(disk)[0]
        count = len(disk.read(str(first)).splitlines())
        disk.remove(str(first))

        assert (count + 1, written(disk)) == tail.lines_after(journal.key, 2, ALL)

    @pytest.mark.parametrize("torn", [b"{", b'{"seq":', b'{"seq":9,"t":17'])
    def test_a_torn_end_is_no_line_until_it_is_mended(self, disk, journal, tail, torn):
        """Those bytes are cut off by the next start, and others come in their place."""
        lines = self.batches(tail, journal.key)
        newest = str(journal_files(disk)[-1])
        whole = disk.read(newest)
        disk.put(newest, whole + torn)
        assert [] == self.batches(tail, journal.key, len(lines))
        disk.put(newest, whole)
        write(journal, 1)

        assert written(disk)[-1:] == self.batches(tail, journal.key, len(lines))

    def test_a_file_that_became_another_is_read_anew(self, disk, journal, tail):
        """Whoever gets the lines has to find that out; none is left out or cut in two."""
        self.batches(tail, journal.key)
        newest = str(journal_files(disk)[-1])
        lines = disk.read(newest).splitlines(keepends=True)
        disk.put(newest, b"".join([lines[0], b"x" * 700 + b"\n", *lines[1:]]))
        place = sum(len(disk.read(str(each)).splitlines()) for each in journal_files(disk)[:-1])

        assert lines[1:] == self.batches(tail, journal.key, place + 2)

    def test_of_a_line_without_an_end_no_more_is_kept_than_a_line(self, disk, journal, tail):
        newest = str(journal_files(disk)[-1])
        lines = disk.read(newest).splitlines(keepends=True)
        disk.put(newest, b"".join([lines[0], b"x" * 100_000 + b"\n", *lines[1:]]))
        place = sum(len(disk.read(str(each)).splitlines()) for each in journal_files(disk)[:-1])

        long, *rest = self.batches(tail, journal.key, place + 1)
        assert b"x" * LINE_SIZE_MAX + b"\n" == long
        assert lines[1:] == rest


def test_a_part_of_a_file_is_the_same_on_every_disk(tmp_path):
    """The folder's as the memory's."""
    folder, memory = FolderDisk(tmp_path), MemoryDisk()
    for disk in (folder, memory):
        disk.create("a", b"0123456789")

    parts = [(0, 4), (3, 100), (10, 5), (12, 5)]
    assert [b"0123", b"3456789", b"", b""] == [folder.read_part("a", *part) for part in parts]
    assert [b"0123", b"3456789", b"", b""] == [memory.read_part("a", *part) for part in parts]
