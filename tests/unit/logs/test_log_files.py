"""A log's files: a day each, in parts, kept for so many days, and no disk stops a program."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime, timedelta

import pytest

from hardware.logs.daily_file import PART_COUNT_MAX, RETRY_S, DailyFile

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Disk:
    """Writes as the system does, until it is told to be full."""

    def __init__(self):
        self.takes = None  # bytes of the next write; None is all
        self.error = None

    def write(self, file, data):
        if self.error is not None:
            raise OSError(self.error, os.strerror(self.error))
        return os.write(file, data[: self.takes])


class Desk:
    """A log under test, its clock and what it complained of."""

    def __init__(self, folder, **bounds):
        self.folder = folder
        self.now_s = 0.0
        self.said = []
        self.files = []
        self.disk = Disk()
        self.log = DailyFile(
            folder,
            "APP_bank",
            days=bounds.get("days", 30),
            size_max=bounds.get("size_max", 1_000),
            monotonic=lambda: self.now_s,
            complain=self.said.append,
            write=self.disk.write,
            writes_to=self.files.append,
        )

    def add(self, line, when=NOON):
        self.log.add(line, when.timestamp())

    def names(self):
        return sorted(each.name for each in self.folder.iterdir())

    def text(self, name="APP_bank_20261121.log"):
        return (self.folder / name).read_text()


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path / "logs")
    yield made
    made.log.close()


def test_a_line_makes_folder_and_file_for_their_owner_alone(desk):
    desk.add("one")
    modes = [path.stat().st_mode & 0o777 for path in (desk.folder, *desk.folder.iterdir())]

    assert [0o700, 0o600] == modes
    assert "one\n" == desk.text()


def test_a_file_that_others_could_read_is_closed_to_them(desk):
    desk.folder.mkdir()
    path = desk.folder / "APP_bank_20261121.log"
    path.write_text("before\n")
    path.chmod(0o644)
    desk.add("after")

    assert 0o600 == path.stat().st_mode & 0o777
    assert "before\nafter\n" == desk.text()


def test_each_day_has_a_file_of_its_own(desk):
    desk.add("late", datetime(2026, 11, 21, 23, 59, 59, tzinfo=UTC))
    desk.add("early", datetime(2026, 11, 22, 0, 0, 0, tzinfo=UTC))

    assert ["APP_bank_20261121.log", "APP_bank_20261122.log"] == desk.names()
    assert "late\n" == desk.text()


def test_a_clock_that_is_set_back_writes_on_in_that_days_file(desk):
    for line, hours in (("one", 0), ("two", 24), ("three", 1)):
        desk.add(line, NOON + timedelta(hours=hours))

    assert "one\nthree\n" == desk.text()


def test_a_full_file_is_followed_by_the_next_part(tmp_path):
    desk = Desk(tmp_path, size_max=20)
    for line in ("0123456789", "abcdefgh", "next"):
        desk.add(line)
    desk.log.close()

    assert ["APP_bank_20261121.log", "APP_bank_20261121_001.log"] == desk.names()
    assert "next\n" == desk.text("APP_bank_20261121_001.log")


def test_a_new_process_goes_on_in_the_last_part(tmp_path):
    for line in ("0123456789", "abcdefghijk", "on"):
        desk = Desk(tmp_path, size_max=20)
        desk.add(line)
        desk.log.close()

    assert "abcdefghijk\non\n" == desk.text("APP_bank_20261121_001.log")


def test_a_day_fills_so_many_parts_and_no_more(tmp_path):
    """The disk is the journal's first."""
    desk = Desk(tmp_path, size_max=10)
    for _ in range(PART_COUNT_MAX + 5):
        desk.add("012345678")
    desk.log.close()

    assert PART_COUNT_MAX == len(desk.names())
    assert 5 == desk.log.lost
    assert 1 == len(desk.said)


def test_a_line_longer_than_a_file_has_one_to_itself(tmp_path):
    desk = Desk(tmp_path, size_max=10)
    desk.add("0123456789abcdef")
    desk.add("next")
    desk.log.close()

    assert "0123456789abcdef\n" == desk.text()


def test_files_are_deleted_when_their_days_are_over_and_others_are_left(tmp_path):
    names = [
        "APP_bank_20261021.log",
        "APP_bank_20261022.log",
        "APP_bank_20261020_001.log",
        "APP_bank-2_20200101.log",
        "APP_kiosk_20200101.log",
        "APP_bank_20200101.log.txt",
        "EJ_ATM-1_20200101_000.jsonl",
    ]
    for name in names:
        (tmp_path / name).touch()
    desk = Desk(tmp_path, days=30)
    desk.add("today")
    desk.log.close()

    left = sorted([*names[1:2], *names[3:], "APP_bank_20261121.log"])
    assert left == desk.names()


def test_old_files_go_at_the_change_of_a_day_too(desk):
    desk.add("one")
    desk.add("two", NOON + timedelta(days=31))

    assert ["APP_bank_20261222.log"] == desk.names()


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_a_full_disk_loses_lines_says_so_once_and_writes_down_how_many(desk, error):
    desk.add("before")
    desk.disk.error = error
    for line in ("lost", "lost too", "and this"):
        desk.add(line)
    desk.disk.error = None
    desk.now_s += RETRY_S
    desk.add("after")
    desk.disk.error = error
    desk.add("lost again")

    assert "before\n2026-11-21T12:00:00.000Z WARNING logs lines_lost=3\nafter\n" == desk.text()
    assert 1 == len(desk.said)
    assert os.strerror(error) in desk.said[0]


def test_a_disk_is_not_tried_again_for_each_line(desk):
    desk.add("before")
    desk.disk.error = errno.ENOSPC
    desk.add("lost")
    desk.disk.error = None
    desk.add("not tried yet")

    assert "before\n" == desk.text()
    assert 2 == desk.log.lost


def test_half_a_line_on_the_disk_does_not_run_into_the_next(desk):
    desk.disk.takes = 3
    desk.add("half a line")
    desk.disk.takes = None
    desk.now_s += RETRY_S
    desk.add("whole")

    assert "hal\n2026-11-21T12:00:00.000Z WARNING logs lines_lost=1\nwhole\n" == desk.text()


def test_what_a_killed_process_left_unfinished_does_not_run_into_the_next(desk):
    desk.folder.mkdir()
    (desk.folder / "APP_bank_20261121.log").write_text("half")
    desk.add("whole")

    assert "half\nwhole\n" == desk.text()


def test_dev_full_stops_nobody(tmp_path):
    """The real thing: a device that answers every write with ENOSPC."""
    desk = Desk(tmp_path)
    full = os.open("/dev/full", os.O_WRONLY)
    desk.log._write = lambda _file, data: os.write(full, data)
    desk.add("lost")
    desk.log.close()
    os.close(full)

    assert 1 == desk.log.lost
    assert "No space left" in desk.said[0]


@pytest.mark.parametrize("kind", ["file for folder", "folder for file", "link", "pipe"])
def test_something_else_in_the_logs_place_stops_nobody(tmp_path, kind):
    """A link could lead the log into any file; a pipe would make its writer wait."""
    desk = Desk(tmp_path / "logs")
    path = desk.folder / "APP_bank_20261121.log"
    if kind == "file for folder":
        desk.folder.touch()
    else:
        desk.folder.mkdir()
        {
            "folder for file": path.mkdir,
            "link": lambda: path.symlink_to(tmp_path / "elsewhere"),
            "pipe": lambda: os.mkfifo(path),
        }[kind]()
    desk.add("lost")
    desk.log.close()

    assert 1 == desk.log.lost
    assert 1 == len(desk.said)
    assert not (tmp_path / "elsewhere").exists()


def test_who_follows_the_file_has_the_new_one_before_the_old_is_closed(desk):
    """A number that is free again could be the journal's next."""
    desk.add("one")
    desk.add("two", NOON + timedelta(days=1))
    desk.log.close()

    assert 3 == len(desk.files)
    assert desk.files[0] != desk.files[1]
    assert desk.files[2] is None
