"""The journal is read from its end, whatever its files, chunks and unfinished lines are."""

from __future__ import annotations

import pytest

from kiosk.journal.disk_memory import MemoryDisk
from kiosk.maintenance.journal_lines import backwards, newest

OLD, NEW = "EJ_a_20260101_001.jsonl", "EJ_a_20260102_001.jsonl"


@pytest.mark.parametrize("chunk_size", [1, 2, 3, 7, 1_000])
@pytest.mark.parametrize("end", [b"", b"half a li"])
def test_lines_come_newest_first_and_what_has_no_end_is_left_out(chunk_size, end):
    disk = MemoryDisk()
    disk.put(OLD, b"one\ntwo\n")
    disk.put(NEW, b"three\nfour\n" + end)
    disk.put("EJ_a_20260102_001.jsonl.seal", b"no line\n")

    assert [b"four\n", b"three\n", b"two\n", b"one\n"] == list(backwards(disk, chunk_size))


def line(d):
    """One that is sealed by nobody: only its form counts here."""
    return (
        '{"seq":7,"t":1,"mono":1,"boot":1,"atm":"a","visit":null,"txn":null,"ev":"DOOR",'
        f'"out":"ok","rsn":"","actor":"device","d":{d},"h":"{"0" * 64}",'
        f'"m":"{"0" * 32}","ver":2}}\n'
    ).encode()


def test_a_line_that_cannot_be_read_whole_is_left_out():
    """Its fields are looked into later, in the core thread, which must not end by it."""
    disk = MemoryDisk()
    disk.put(OLD, line('{"door":"safe"}') + line('{"b":1,"a":2}') + line("{broken}") + b"none\n")

    assert [{"door": "safe"}] == [each.d for each in newest(disk, 10)]


def test_an_empty_file_has_no_line():
    disk = MemoryDisk()
    disk.put(OLD, b"")

    assert [] == list(backwards(disk))
