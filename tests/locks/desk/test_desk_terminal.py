"""What the desk asks an owner on a terminal, and refuses to guess where there is none."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hardware.locks.desk import typed_answers
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.refusals import DeskRefusal, Reason
from tests.locks.desk.desk_kit import Hotel
from tests.locks.desk.typing_person import Person

SET_UP = ["set-up", "--small", "--hotel", "42257", "--name", "Linden", "--zone", "Europe/Berlin"]
SET_UP_101 = (*SET_UP, "101")


class Keys(io.StringIO):
    """Lines that somebody types on a terminal."""

    def isatty(self) -> bool:
        return True


def command(state: Path, *words: str, **how: object) -> subprocess.CompletedProcess:
    line = [sys.executable, "-m", "hardware.locks", "desk", "--state", str(state), *words]
    given = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE} | how
    return subprocess.run(line, stderr=subprocess.PIPE, text=True, timeout=60, check=False, **given)


def two_papers(hotel: Hotel) -> str:
    return "\n".join(row for paper in hotel.papers[:2] for row in paper.rows) + "\n"


def test_without_a_terminal_a_restore_wants_the_newest_number_in_one_line(hotel: Hotel) -> None:
    stick = hotel.folder.parent / "stick"
    hotel.desk.back_up(stick)
    elsewhere = hotel.folder.parent / "elsewhere"
    refused = command(elsewhere, "restore", str(stick))

    assert 2 == refused.returncode
    assert 1 == refused.stderr.count("\n")
    assert "type `--newest 1` if none is newer" in refused.stderr
    assert not elsewhere.exists()


def test_on_a_terminal_a_restore_asks_for_the_number_on_the_newest_stick(hotel: Hotel) -> None:
    for name in ("one", "two"):
        hotel.desk.back_up(hotel.folder.parent / name)
    elsewhere = hotel.folder.parent / "elsewhere"
    owner = Person(elsewhere, "restore", str(hotel.folder.parent / "one"))
    for answer in ("the newest", "0", "2"):
        owner.reads_until("Number on the newest stick: ")
        owner.sees = ""
        owner.types(answer)
    for paper in hotel.papers[:2]:
        owner.reads_until("paper, row by row")
        owner.sees = ""
        for row in paper.rows:
            owner.types(row)
    code = owner.ends()

    assert 0 == code
    assert "Backup 1 is back; 32 cards of every room were skipped." in owner.sees


@pytest.mark.parametrize("typed", ["", "x\n" * 3, "1\n" * 3, "9" * 5_000 + "\n", "²\n"])
def test_an_answer_that_is_no_number_is_never_taken_for_the_newest(typed: str) -> None:
    with pytest.raises(DeskRefusal, match="type `--newest 2`") as refused:
        typed_answers.newest(None, 2, Keys(typed), io.StringIO())

    assert Reason.WRONG_INPUT is refused.value.reason


def test_a_newest_below_this_one_is_refused_before_any_paper_is_typed() -> None:
    assert 7 == typed_answers.newest(7, 7, io.StringIO(), io.StringIO())
    with pytest.raises(DeskRefusal, match="This is backup 7: the newest cannot be 6"):
        typed_answers.newest(6, 7, io.StringIO(), io.StringIO())


def test_a_hotel_is_there_once_somebody_says_that_its_papers_are_on_paper(tmp_path: Path) -> None:
    owner = Person(tmp_path, *SET_UP_101)
    owner.reads_until("yes or no: ")
    before = (tmp_path / "desk.sqlite3").exists()
    owner.types("yes")
    code = owner.ends()

    assert (False, 0) == (before, code)
    assert "Linden: 1 room. " in owner.sees
    assert (tmp_path / "desk.sqlite3").exists()


def test_who_sees_too_little_of_the_papers_says_no_and_begins_again(tmp_path: Path) -> None:
    """As with `| head`: a pipe takes more than is read, so the program itself cannot know."""
    owner = Person(tmp_path, *SET_UP_101, output=os.devnull)
    owner.reads_until("yes or no: ")
    owner.types("no")
    code = owner.ends()

    assert 1 == code
    assert "No hotel was set up" in owner.sees
    assert not list(tmp_path.glob("desk.sqlite3*"))


def test_ctrl_c_at_the_papers_leaves_no_hotel_and_says_so(tmp_path: Path) -> None:
    owner = Person(tmp_path, *SET_UP_101)
    owner.reads_until("yes or no: ")
    owner.presses_ctrl_c()
    code = owner.ends()

    assert 130 == code
    assert "No hotel was set up. Destroy what was shown." in owner.sees
    assert not list(tmp_path.glob("desk.sqlite3*"))


def test_a_set_up_that_was_killed_half_way_begins_again_by_itself(tmp_path: Path) -> None:
    """Its papers fit nothing: the new ones are of another key."""
    owner = Person(tmp_path, *SET_UP_101)
    owner.reads_until("yes or no: ")
    owner.pulls_the_plug()
    left = {path.name for path in tmp_path.iterdir()}
    again = command(tmp_path, *SET_UP_101)
    old = owner.sees.partition("share 1 of 3, printing 1")[2].split()[:25]
    new = again.stdout.partition("share 2 of 3, printing 1")[2].split()[:25]
    with pytest.raises(DeskRefusal, match="do not fit"):
        Desk.join_shares((" ".join(old), " ".join(new)))

    assert "desk.sqlite3.set-up" in left
    assert "desk.sqlite3" not in left
    assert (0, True) == (again.returncode, "begins again" in again.stderr)
    marks = {"desk.here", "desk.seen"}
    assert {"desk.lock", "desk.sqlite3", "seal.key", "signing.nodes"} | marks == {
        path.name for path in tmp_path.iterdir()
    }


def test_papers_that_a_full_disk_cut_off_are_nobodys(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        refused = command(tmp_path, *SET_UP_101, stdout=full)

    assert 1 == refused.returncode
    assert "were not shown whole" in refused.stderr
    assert not (tmp_path / "desk.sqlite3").exists()


def test_new_papers_that_a_full_disk_cut_off_are_told_and_printed_again(hotel: Hotel) -> None:
    hotel.desk.close()
    with Path("/dev/full").open("w") as full:
        refused = command(hotel.folder, "shares", stdout=full)

    assert 1 == refused.returncode
    assert "type `shares` again; the former three are good as before" in refused.stderr


def test_a_reader_that_stopped_before_the_end_is_told_of(tmp_path: Path) -> None:
    """The hotel is there; whether a paper is missing only the owner can see."""
    line = [sys.executable, "-m", "hardware.locks", "desk", "--state", str(tmp_path), *SET_UP_101]
    with subprocess.Popen(
        line, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        run.stdout.readline()
        run.stdout.close()
        said = run.stderr.read()

    assert 1 == run.returncode
    assert "If a paper is missing, delete" in said or "were not shown whole" in said


def test_a_list_that_nobody_reads_to_its_end_is_no_fault(hotel: Hotel) -> None:
    """As with `| head`; a disk that takes no more is one, and nothing is called undone."""
    hotel.desk.close()
    reader, writer = os.pipe()
    os.close(reader)
    unread = command(hotel.folder, "rooms", stdout=writer)
    os.close(writer)
    with Path("/dev/full").open("w") as full:
        cut_off = command(hotel.folder, "check-in", "101", "--until", "+1", stdout=full)

    assert (0, "") == (unread.returncode, unread.stderr)
    assert (2, True) == (cut_off.returncode, "If something was to be done" in cut_off.stderr)
