"""The desk's commands, as a clerk types them: what was done is told, and what is wrong."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from hardware.locks import __main__ as locks
from hardware.locks.cables import Cables
from hardware.locks.desk.stripe_writer import CardFolder
from hardware.locks.desk.visits import RoundKind
from hardware.locks.desk.writer_line import WriterEnd
from hardware.locks.programmer.programmer import Key, Programmer
from hardware.locks.programmer.store import FolderStore
from tests.locks.desk.desk_doors import Door, Doors
from tests.locks.desk.desk_kit import Hotel
from tests.locks.desk.failing_writers import DiskFills, Empty, a_disk_that_fills

SET_UP = ["set-up", "--small", "--hotel", "42257", "--name", "Linden", "--zone", "Europe/Berlin"]


@pytest.fixture
def typed(tmp_path: Path, capsys, monkeypatch):
    """Types a command; its exit code, what it says, and what it complains about."""
    made = Hotel(tmp_path)
    made.desk.close()
    monkeypatch.setattr("hardware.locks.desk.command_deeds.now", made.clock)
    # It is the whole process's, and so the other tests', too.
    monkeypatch.setattr("hardware.locks.desk.commands.keep_to_itself", lambda: None)

    def act(*words: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        try:
            code = locks.main(["desk", "--state", str(made.folder), "--as", "anna", *words])
        except SystemExit as ending:
            code = ending.code
        told = capsys.readouterr()
        return code, told.out, told.err

    act.hotel = made
    return act


def test_a_stay_from_check_in_to_check_out(typed) -> None:
    deeds = [
        ("check-in", "101", "--until", "+2", "--guest", "Ada"),
        ("duplicate", "101"),
        ("extend", "101", "--until", "2026-11-25 14:00"),
        ("lost", "101"),
        ("move", "101", "102", "--card", "card-0001"),
        ("entered", "102"),
        ("rooms", "102"),
        ("check-out", "102"),
    ]
    codes = [typed(*words) for words in deeds]

    assert [0] * len(deeds) == [code for code, _, _ in codes]
    assert "card-0001: 101, from Mon 23 Nov 2026 10:00 until Wed 25 Nov 2026 11:00" in codes[0][1]
    assert "duplicate 1" in codes[1][1]
    assert "until Wed 25 Nov 2026 14:00" in codes[2][1]
    assert "card-0001: 102" in codes[4][1]
    assert "Ada until Wed 25 Nov 2026 14:00" in codes[6][1]
    assert "Room 102 is vacant" in codes[7][1]


def test_staff_from_hire_to_revocation(typed) -> None:
    deeds = [("hire", "Bo"), ("staff",), ("renew", "1"), ("staff-card", "1"), ("staff-lost", "1")]
    told = [typed(*words) for words in [*deeds, ("fire", "2"), ("revocations",), ("staff",)]]

    assert [0] * 8 == [code for code, _, _ in told]
    assert "Bo (1)" in told[0][1]
    assert "Bo (2)" in told[4][1]
    assert "No revoked card opens any door" in told[6][1]
    assert 2 == told[7][1].count("card ended")


def test_a_card_that_ends_where_no_lock_is_sends_nobody_to_a_door(typed) -> None:
    for name in ("Bo", "Cy"):
        typed("hire", name)
    fired, lost = typed("fire", "1"), typed("staff-lost", "2")
    planned = typed("plan", "revoke")

    assert "No lock is installed, so the card opens no door and nobody has to go." in fired[1]
    assert "No lock is installed, so the lost card 2 opens no door." in lost[1]
    assert "plan revoke" not in fired[1] + lost[1]
    assert (1, True) == (planned[0], "No door waits" in planned[2])


def test_a_card_that_ends_names_the_doors_it_opens_and_until_when(typed) -> None:
    """Also the round that would install locks which know it."""
    hotel = typed.hotel
    hotel.desk = hotel.opened()
    doors = Doors(hotel)
    hotel.desk.take_results(doors.walk(hotel.desk.plan(RoundKind.INSTALL, ["101"]).number))
    hotel.desk.close()
    for words in (("hire", "Bo"), ("hire", "Cy"), ("plan", "install", "102")):
        typed(*words)
    fired = typed("fire", "1")
    hotel.clock.pass_(days=20)
    late = typed("fire", "2")

    assert "The card opens 2 doors until somebody has been there, and none after Tue" in fired[1]
    assert "`plan revoke` makes the round" in fired[1]
    assert "Round 2 would install locks that know the card: `plan install` anew." in fired[1]
    assert "Its time is over. `plan revoke` (2 doors) makes its place free again." in late[1]


def test_places_that_a_restore_skipped_are_one_line_and_nobodys_name(typed, tmp_path) -> None:
    hotel = typed.hotel
    hotel.desk = hotel.opened()
    doors = Doors(hotel)
    hotel.desk.take_results(doors.walk(hotel.desk.plan(RoundKind.INSTALL, ["101"]).number))
    hotel.desk.hire("Bo")
    hotel.desk.back_up(tmp_path / "stick")
    hotel.desk.close()
    papers = "\n\n".join("\n".join(paper.rows) for paper in hotel.papers[:2])
    hotel.folder = tmp_path / "elsewhere"
    typed("restore", str(tmp_path / "stick"), "--newest", "1", typed=papers)
    staff, ended, fired = typed("staff"), typed("revocations"), typed("fire", "5")

    assert ["Bo", "16 places of nobody here"] == [
        next(words for words in ("Bo", "16 places of nobody here") if words in line)
        for line in staff[1].splitlines()
    ]
    assert 2 == len(ended[1].splitlines())
    assert "0 of 1 door done" in ended[1]
    assert (1, True) == (fired[0], "The number 5 is nobody's here" in fired[2])


def test_rounds_doors_and_the_log_are_listed(typed) -> None:
    planned = typed("plan", "install", "101")
    told = [typed("plan"), typed("doors"), typed("log", "--last", "2"), typed("log", "verify")]

    assert 0 == planned[0]
    assert "`load 1 PORT`" in planned[1]
    assert "Round 1, install: 0 doors done, 1 left" in told[0][1]
    assert "101  round 1, a lock" in told[1][1]
    assert "anna" in told[2][1]
    assert "The chain is whole" in told[3][1]


def test_the_logs_key_is_typed_from_the_paper(typed) -> None:
    rows = "\n".join(typed.hotel.papers[3].rows)
    good = typed("log", "verify", "--with-key", typed=rows)
    wrong = typed("log", "verify", "--with-key", typed=rows.replace("0", "1", 1))

    assert (0, True) == (good[0], "Chain and seals are whole" in good[1])
    assert (2, True) == (wrong[0], "group" in wrong[2])


def test_a_backup_is_made_and_brought_back_with_two_papers(typed, tmp_path: Path) -> None:
    typed("check-in", "101", "--until", "+2", "--guest", "Ada")
    made = typed("backup", str(tmp_path / "stick"))
    papers = "\n\n".join("\n".join(paper.rows) for paper in typed.hotel.papers[:2])
    typed.hotel.folder = tmp_path / "elsewhere"
    back = typed("restore", str(tmp_path / "stick"), "--newest", "1", typed=papers)
    rooms = typed("rooms", "101")

    assert (0, True) == (made[0], "Backup 1" in made[1])
    assert (0, True) == (back[0], "1. `backup` first" in back[1])
    assert "Ada until" in rooms[1]


def test_papers_are_printed_again_and_joined(typed) -> None:
    printed = typed("shares")
    rows = [line for line in printed[1].splitlines() if line[:5] == "01003" or " " in line]
    papers = "\n".join(rows[1:6] + rows[7:12])
    joined = typed("join", typed=papers)
    one = typed("join", typed="\n".join(rows[1:6] * 2))

    assert 0 == printed[0]
    assert (0, True) == (joined[0], "key of hotel 42257" in joined[1])
    assert (1, True) == (one[0], "both are paper 1" in one[2])


def test_a_round_goes_over_the_programmers_cable_to_a_door_and_back(typed, tmp_path) -> None:
    flash = tmp_path / "flash"
    flash.mkdir()
    hotel = typed.hotel
    programmer = Programmer(FolderStore(flash), lambda: int(hotel.clock().timestamp()))
    door = Door(hotel, 1)
    typed("plan", "install", "101")
    with Cables() as cables:
        port = cables.lay(programmer)
        loaded = typed("load", "1", port)
        programmer.plug_into_lock(door.link())
        programmer.press(Key.ENTER)
        programmer.plug_into_lock(None)
        taken = typed("results", port)
        again = typed("results", port)
    rooms = typed("rooms", "101")

    assert (0, "The programmer holds 1 doors of round 1.\n") == loaded[:2]
    assert (0, True) == (taken[0], "101  install      done" in taken[1])
    assert "brought no results" in again[1]
    assert "no lock" not in rooms[1]


def test_a_card_is_written_by_a_writer_on_a_serial_port(typed) -> None:
    hotel = typed.hotel
    with Cables() as cables:
        port = cables.lay(WriterEnd(CardFolder(hotel.cards)))
        made = typed("--writer", port, "check-in", "101", "--until", "+1")
    gone = typed("--writer", "/nowhere/tty", "lost", "101")

    assert (0, 1) == (made[0], hotel.guest_card("card-0001").index)
    assert (1, True) == (gone[0], "the card writer does not answer" in gone[2])


def test_a_card_that_fails_at_a_command_says_which_and_what_to_type(typed, monkeypatch) -> None:
    """Nothing lay there; and the disk filled between the card and its note."""
    folder = "hardware.locks.desk.command_deeds.CardFolder"
    with monkeypatch.context() as patch:
        patch.setattr(folder, Empty)
        empty = typed("check-in", "101", "--until", "+1")
    with monkeypatch.context() as patch, a_disk_that_fills():
        patch.setattr(folder, DiskFills)
        filled = typed("hire", "Bo")
    made = typed("staff-card", "1")

    assert (1, True) == (empty[0], "No card was written. Take another card" in empty[2])
    assert (1, True) == (filled[0], "do not hand it out" in filled[2])
    assert "Bo is hired already, with the number 1." in filled[2]
    assert "make it with `staff-card 1`" in filled[2]
    assert (0, True) == (made[0], "Bo (1)" in made[1])


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("check-in", "999", "--until", "+1"), 1, "There is no room '999'"),
        (("check-in", "101", "--until", "soon"), 1, "'soon' is no departure"),
        (("check-in", "101"), 2, "--until"),
        (("check-in", "101", "--until", "+1", "--card", "../x"), 2, "a card's name"),
        (("duplicate", "101"), 1, "Nobody stays in room 101"),
        (("check-out", "101"), 1, "Nobody stays in room 101"),
        (("move", "101", "101"), 2, "is in room 101 already"),
        (("fire", "x"), 2, "invalid int"),
        (("fire", "7"), 1, "Nobody has the number 7"),
        (("hire", ""), 2, "A name has"),
        (("plan", "open"), 2, "Name the rooms"),
        (("plan", "open", "101"), 1, "No lock is installed yet"),
        (("plan", "party"), 2, "invalid choice"),
        (("load", "9", "/dev/null"), 1, "There is no round 9"),
        (("results", "/nowhere/tty"), 1, "the programmer does not answer"),
        (("backup", "/nowhere/file"), 2, "cannot be written"),
        (("restore", "/nowhere/file"), 1, "/nowhere/file cannot be read"),
        (("audit", "101"), 0, ""),
        (("dance",), 2, "invalid choice"),
        ((*SET_UP, "101"), 2, "is there already"),
    ],
)
def test_what_is_wrong_is_told_in_words(typed, words, code, told) -> None:
    found, _, complaint = typed(*words)

    assert code == found
    assert told in complaint
    assert "Traceback" not in complaint


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (["--hotel", "0", "101"], "A hotel's number"),
        (["--zone", "Atlantis/City", "101"], "is no time zone"),
        (["--zone", "../../etc/passwd", "101"], "is no time zone"),
        (["--name", "", "101"], "A hotel's name"),
        (["--check-out", "24:00", "101"], "is no hour"),
        (["--check-out", "noon", "101"], "is no hour"),
        (["101", "101"], "Room 101 was named twice"),
        (["1-601"], "is no range of rooms"),
        (["120-101"], "is no range of rooms"),
        (["A1"], "On which floor"),
        (["x:101"], "is no floor"),
        (["1:A 1"], "is no room number"),
        ([f"{floor}01" for floor in range(1, 12)], "at most 10 floors"),
    ],
)
def test_a_set_up_that_makes_no_sense_leaves_nothing_behind(typed, tmp_path, changed, told) -> None:
    typed.hotel.folder = tmp_path / "new"
    code, _, complaint = typed(*SET_UP, *changed)

    assert 2 == code
    assert told in complaint
    assert not (tmp_path / "new" / "desk.sqlite3").exists()


def test_a_set_up_prints_four_papers(typed, tmp_path: Path) -> None:
    typed.hotel.folder = tmp_path / "new"
    code, told, _ = typed(*SET_UP, "101-110", "2:A1,A2")

    assert 0 == code
    assert 3 == told.count("of 3, printing 1")
    assert "key of the log" in told
    assert "Linden: 12 rooms" in told
