"""What the bank is sent of the journal: whole lines from a number on, over files and first keys."""

from __future__ import annotations

import journal_kit as kit
import pytest

from hardware.crypto.secret import Secret
from kiosk.journal.disk_memory import MemoryDisk
from kiosk.journal.files import journal_files
from kiosk.journal.tail import lines_after

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
