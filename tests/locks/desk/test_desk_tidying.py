"""A desk that has run for years is as small as in its second, and has lost nothing that counts."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hardware.crypto.secret import Secret
from hardware.locks.desk import log_archive, paper_groups
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.visits import RoundKind
from tests.locks.desk.desk_doors import installed_doors
from tests.locks.desk.desk_kit import Hotel, chance


@pytest.fixture
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three entries a file, and three that stay."""
    monkeypatch.setattr(log_archive, "KEPT", 3)
    monkeypatch.setattr(log_archive, "PIECE", 3)


def counted(hotel: Hotel, table: str) -> int:
    with closing(sqlite3.connect(hotel.folder / "desk.sqlite3")) as sql:
        return sql.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def stays(hotel: Hotel, count: int) -> list[int]:
    """Their indexes."""
    found = []
    for _ in range(count):
        found.append(hotel.desk.check_in("101", "Ada", hotel.nights(1)).index)
        hotel.desk.entered("101")
        hotel.desk.check_out("101")
    return found


def key_of(hotel: Hotel) -> Secret:
    return Secret(paper_groups.typed("\n".join(hotel.papers[3].rows), 32))


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("log-*"))


def restored(hotel: Hotel, path: Path) -> tuple[str, ...]:
    hotel.desk.close()
    shutil.rmtree(hotel.folder)
    one, other = ("\n".join(each.rows) for each in hotel.papers[:2])
    found = Desk.restore(hotel.folder, path, (one, other), hotel.clock, clerk="owner")
    hotel.chance = chance("another PC")
    hotel.desk = hotel.opened()
    return found.advice


def test_what_ended_long_ago_is_forgotten_and_the_next_index_is_new(hotel: Hotel) -> None:
    used = stays(hotel, 3)
    hotel.desk.back_up(hotel.folder.parent / "one")
    kept = counted(hotel, "stay"), counted(hotel, "card")
    hotel.clock.pass_(days=403)
    hotel.desk.back_up(hotel.folder.parent / "two")
    left = counted(hotel, "stay"), counted(hotel, "card")

    assert (3, 3) == kept
    assert (0, 1) == left
    assert [max(used) + 1] == stays(hotel, 1)
    assert hotel.desk.log_verified(key_of(hotel)).is_good


def test_who_stays_is_never_forgotten(hotel: Hotel) -> None:
    hotel.desk.check_in("101", "Ada", hotel.desk.departure("+365"))
    hotel.clock.pass_(days=500)
    hotel.desk.back_up(hotel.folder.parent / "one")

    assert "Ada" == hotel.desk.room("101").stay.guest


def test_an_old_card_that_may_have_been_made_stays_shown(hotel: Hotel) -> None:
    hotel.desk.check_in("101", None, hotel.nights(1))
    with closing(sqlite3.connect(hotel.folder / "desk.sqlite3")) as sql, sql:
        sql.execute("UPDATE card SET state = 'unknown'")
    hotel.clock.pass_(days=500)
    hotel.desk.back_up(hotel.folder.parent / "one")

    assert hotel.desk.room("101").has_unknown_card


def test_old_rounds_go_and_results_of_a_lost_key_are_still_understood(tmp_path: Path) -> None:
    doors = installed_doors(tmp_path)
    hotel = doors.hotel
    lost = doors.walk(hotel.desk.plan(RoundKind.REKEY, ["101"]).number)
    audit = hotel.desk.plan(RoundKind.AUDIT, ["102"]).number
    hotel.desk.take_results(doors.walk(audit))
    hotel.clock.pass_(days=403)
    number = hotel.desk.plan(RoundKind.AUDIT, ["101"]).number
    before = counted(hotel, "visit")
    hotel.desk.back_up(tmp_path / "one")
    after = counted(hotel, "visit")
    (taken,) = hotel.desk.take_results(doors.walk(number))
    card = hotel.desk.check_in("101", None, hotel.nights(1)).card
    opened = doors.swipe(1, card)
    hotel.desk.close()

    assert lost
    assert (6, 2) == (before, after)
    assert (True, False) == (taken.is_done, taken.is_altered)
    assert "OPENED" == opened.name


def test_a_package_for_a_lock_that_nobody_told_of_is_never_forgotten(tmp_path: Path) -> None:
    hotel = installed_doors(tmp_path).hotel
    hotel.desk.plan(RoundKind.INSTALL, ["103"])
    card = hotel.staff_card(hotel.desk.hire("Bo").card)
    hotel.desk.fire(card.serial)
    hotel.clock.pass_(days=403)
    hotel.desk.plan(RoundKind.AUDIT, ["101"])
    hotel.desk.back_up(tmp_path / "one")
    (revocation,) = hotel.desk.revocations()
    left = counted(hotel, "visit")
    hotel.desk.close()

    assert 2 == left  # of the package, and of the audit
    assert any("103" in floor.outstanding for floor in revocation.floors)


def test_an_index_never_goes_back_whatever_the_program_does(hotel: Hotel) -> None:
    stays(hotel, 2)
    statements = (
        "UPDATE room SET believed = 0 WHERE lock = 1",
        "UPDATE room SET issued = issued + 1 WHERE lock = 1",
        "UPDATE room SET issued = issued - 1 WHERE lock = 1",
    )
    refused = []
    with closing(sqlite3.connect(hotel.folder / "desk.sqlite3")) as sql:
        for statement in statements:
            try:
                sql.execute(statement)
            except sqlite3.IntegrityError as error:
                refused.append((statement, str(error)))

    assert [(statements[2], "an index would be issued twice")] == refused


@pytest.mark.parametrize("form", [1, 2])
def test_a_file_of_a_form_before_is_brought_up_to_date(hotel: Hotel, form: int) -> None:
    used = stays(hotel, 1)
    hotel.desk.close()
    with closing(sqlite3.connect(hotel.folder / "desk.sqlite3")) as sql, sql:
        for table, column in (("room", "openings"), ("room", "presumed"), ("stay", "first_k")):
            sql.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        if form == 1:
            sql.execute("DROP TABLE archived")
            sql.execute("DROP TRIGGER never_back")
        sql.execute(f"PRAGMA user_version = {form}")
    hotel.desk = hotel.opened()

    assert [used[0] + 1] == stays(hotel, 1)
    assert hotel.desk.log_verified(None).is_good


@pytest.mark.usefixtures("small_files")
def test_older_entries_lie_in_files_and_the_log_is_whole(hotel: Hotel) -> None:
    stays(hotel, 3)
    hotel.desk.back_up(hotel.folder.parent / "one")
    in_database = counted(hotel, "entry")
    check = hotel.desk.log_verified(key_of(hotel))
    hotel.reopen()
    again = hotel.desk.log_verified(None)

    assert 3 == len(files(hotel.folder))
    assert files(hotel.folder) == files(hotel.folder.parent)
    assert check.entries == 3 * 3 + in_database
    assert (True, True) == (check.is_good, check.has_seals_checked)
    assert again.is_good
    assert check.entries == again.entries


@pytest.mark.usefixtures("small_files")
def test_a_change_of_a_file_is_told_with_and_without_the_key(hotel: Hotel) -> None:
    stays(hotel, 3)
    hotel.desk.back_up(hotel.folder.parent / "one")
    honest = hotel.desk.log_verified(None).is_good
    path = hotel.folder / files(hotel.folder)[1]
    whole = path.read_bytes()
    found = {}
    for what, content in {
        "changed": whole.replace(b"anna", b"otto", 1),
        "cut": whole[: whole.rindex(b"\n", 0, -1) + 1],
        "torn": whole[:-7],
        "no lines": bytes(100),
    }.items():
        path.write_bytes(content)
        checks = hotel.desk.log_verified(None), hotel.desk.log_verified(key_of(hotel))
        found[what] = [(each.is_good, each.words[:9]) for each in checks]
    path.unlink()
    gone = hotel.desk.log_verified(None)

    assert honest
    assert [(False, "Entry 4 w"), (False, "Entry 4: ")] == found["changed"]
    assert [(False, "Entry 6 i")] * 2 == found["cut"]
    assert [(False, "Entry 6 w"), (False, "Entry 6: ")] == found["torn"]
    assert [(False, "Entry 4 w"), (False, "Entry 4: ")] == found["no lines"]
    assert not gone.is_good
    assert f"bring {path.name} back" in gone.words


@pytest.mark.usefixtures("small_files")
def test_killed_between_file_and_database_no_entry_is_lost_or_twice(hotel: Hotel) -> None:
    class Killed(Exception):
        pass

    def step(name: str) -> None:
        if name == "log-archived: written":
            raise Killed

    stays(hotel, 2)
    hotel.reopen(step=step)
    with pytest.raises(Killed):
        hotel.desk.back_up(hotel.folder.parent / "one")
    written = files(hotel.folder)
    hotel.reopen()
    between = hotel.desk.log_verified(key_of(hotel))
    hotel.desk.back_up(hotel.folder.parent / "two")
    after = hotel.desk.log_verified(key_of(hotel))

    assert 1 == len(written)
    assert set(written) < set(files(hotel.folder))
    assert between.is_good
    assert after.is_good


@pytest.mark.usefixtures("small_files")
def test_a_restored_desk_gets_the_files_from_beside_the_backup(hotel: Hotel) -> None:
    stays(hotel, 3)
    hotel.desk.back_up(hotel.folder.parent / "one")
    told = restored(hotel, hotel.folder.parent / "one")
    whole = hotel.desk.log_verified(key_of(hotel))
    (hotel.folder.parent / "one").rename(hotel.folder.parent / "alone")
    first = files(hotel.folder.parent)[0]
    (hotel.folder.parent / first).unlink()
    told_then = restored(hotel, hotel.folder.parent / "alone")
    part = hotel.desk.log_verified(key_of(hotel))

    assert whole.is_good
    assert not any("log-" in words for words in told)
    assert any(first in words and "entries 1 to 3" in words for words in told_then)
    assert not part.is_good
    assert "Entries 1 to 3 are not here" in part.words


@pytest.mark.usefixtures("small_files")
def test_a_backup_counts_although_the_log_could_not_be_copied(
    hotel: Hotel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    stays(hotel, 3)
    monkeypatch.setattr(log_archive, "copy", full)
    made = hotel.desk.back_up(hotel.folder.parent / "one")
    monkeypatch.undo()

    assert 1 == made.number
    assert "No space left on device" in made.advice[0]
    assert (hotel.folder.parent / "one").exists()


@pytest.mark.usefixtures("small_files")
def test_a_disk_too_full_for_the_log_leaves_all_as_it_was(
    hotel: Hotel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    stays(hotel, 3)
    before = counted(hotel, "entry")
    with monkeypatch.context() as patch:
        patch.setattr(log_archive.os, "fsync", full)
        with pytest.raises(DeskRefusal) as caught:
            hotel.desk.back_up(hotel.folder.parent / "one")
    check = hotel.desk.log_verified(key_of(hotel))

    assert Reason.DISK is caught.value.reason
    assert before == counted(hotel, "entry")
    assert check.is_good


def test_the_files_hold_no_guest_and_no_value_of_a_card(hotel: Hotel, small_files: None) -> None:
    card = hotel.desk.check_in("101", "Ada Lovelace", hotel.nights(1))
    value = hotel.guest_card(card.card).x
    hotel.desk.check_out("101")
    stays(hotel, 3)
    hotel.desk.back_up(hotel.folder.parent / "one")
    content = b"".join((hotel.folder / name).read_bytes() for name in files(hotel.folder))

    assert b"check-in" in content
    assert b"Lovelace" not in content
    assert value.hex().encode() not in content
