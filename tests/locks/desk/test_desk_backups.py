"""A backup says nothing to a finder, and a restored desk brings no old card back to life."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hardware.locks.audit_entry import Why
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.refusals import Reason
from hardware.locks.desk.visits import RoundKind
from tests.locks.desk.desk_doors import Doors, installed_doors
from tests.locks.desk.desk_kit import Hotel, papers, refused, restored


def test_no_card_made_after_the_backup_is_made_again_or_lives_on(tmp_path: Path) -> None:
    doors = installed_doors(tmp_path)
    hotel = doors.hotel
    hotel.desk.check_in("101", "Ada", hotel.nights(9))
    hotel.desk.back_up(tmp_path / "stick")
    after = [hotel.desk.lost("101") for _ in range(15)]
    opened = doors.swipe(1, after[-1].card)
    restored(hotel, tmp_path / "stick")
    hotel.desk.back_up(tmp_path / "second stick")
    made = hotel.desk.lost("101")
    answers = [doors.swipe(1, made.card), *(doors.swipe(1, each.card) for each in after)]
    hotel.desk.close()

    assert Why.OPENED is opened
    assert made.index > max(each.index for each in after)
    assert [Why.OPENED, *([Why.OLD] * 15)] == answers


def lost_and_seen_to_open(hotel: Hotel) -> None:
    """A new card, and somebody goes along with it."""
    hotel.desk.escort("101")
    hotel.desk.lost("101")
    hotel.desk.entered("101")


def test_a_room_gets_sixteen_indexes_between_two_backups_and_no_more(hotel: Hotel) -> None:
    hotel.desk.check_in("101", None, hotel.nights(1))
    hotel.desk.back_up(hotel.folder.parent / "one")
    for _ in range(16):
        lost_and_seen_to_open(hotel)
    due = refused(lambda: hotel.desk.lost("101"))
    hotel.desk.back_up(hotel.folder.parent / "two")

    assert Reason.BACKUP_DUE is due.reason
    assert 18 == hotel.desk.lost("101").index


def test_a_restored_desk_wants_a_new_backup_before_anything_that_counts(hotel: Hotel) -> None:
    hotel.desk.back_up(hotel.folder.parent / "one")
    restored(hotel, hotel.folder.parent / "one")
    desk = hotel.desk
    acts = (
        lambda: desk.check_in("101", None, hotel.nights(1)),
        lambda: desk.hire("Bo"),
    )
    reasons = [refused(act).reason for act in acts]
    desk.back_up(hotel.folder.parent / "two")

    assert [Reason.BACKUP_DUE] * 2 == reasons
    assert 17 == desk.check_in("101", None, hotel.nights(1)).index


def test_an_older_backup_skips_as_much_for_each_newer_one(hotel: Hotel) -> None:
    parent = hotel.folder.parent
    hotel.desk.back_up(parent / "one")
    hotel.desk.back_up(parent / "two")
    hotel.desk.back_up(parent / "three")
    too_old = refused(lambda: restored_elsewhere(hotel, parent / "three", newest=2))
    restored(hotel, parent / "one", newest=3)
    hotel.desk.back_up(parent / "four")
    asks = refused(lambda: hotel.desk.check_in("101", None, hotel.nights(1))).reason
    hotel.desk.escort("101")

    assert Reason.WRONG_INPUT is too_old.reason
    assert Reason.ESCORT is asks
    assert 49 == hotel.desk.check_in("101", None, hotel.nights(1)).index


def restored_elsewhere(hotel: Hotel, path: Path, newest: int | None = None, papers_of=(1, 2)):
    return Desk.restore(
        hotel.folder.parent / "elsewhere",
        path,
        papers(hotel, *papers_of),
        hotel.clock,
        clerk="owner",
        newest=newest,
    )


def test_a_restored_desk_signs_with_leaves_that_were_never_used(tmp_path: Path) -> None:
    doors = installed_doors(tmp_path)
    hotel = doors.hotel
    hotel.desk.back_up(tmp_path / "stick")
    used = [hotel.desk.package(hotel.desk.plan(RoundKind.OPEN, ["101"]).number).q for _ in range(3)]
    restored(hotel, tmp_path / "stick")
    due = refused(lambda: hotel.desk.plan(RoundKind.OPEN, ["101"])).reason
    hotel.desk.back_up(tmp_path / "second stick")
    number = hotel.desk.plan(RoundKind.OPEN, ["101"]).number
    leaf = hotel.desk.package(number).q
    taken = hotel.desk.take_results(doors.walk(number))
    hotel.desk.close()

    assert Reason.BACKUP_DUE is due
    assert leaf > max(used)
    assert taken[0].is_done


def test_a_newer_backup_that_turns_up_after_an_older_one_was_restored_repeats_nothing(
    hotel: Hotel,
) -> None:
    parent = hotel.folder.parent
    hotel.desk.back_up(parent / "one")
    found_later = hotel.desk.back_up(parent / "two")
    restored(hotel, parent / "one", newest=found_later.number)
    newest = hotel.desk.back_up(parent / "three")
    before = issued(hotel)
    restored(hotel, parent / "two", newest=newest.number)
    hotel.desk.back_up(parent / "four")
    after = issued(hotel)

    assert all(late > early for early, late in zip(before, after, strict=True))


def issued(hotel: Hotel) -> tuple[int, int]:
    """The index of a card, and the serial of a member of staff."""
    hotel.desk.escort("101")
    card = hotel.desk.check_in("101", None, hotel.nights(1))
    hotel.desk.check_out("101")
    return card.index, hotel.staff_card(hotel.desk.hire("Bo").card).serial


def test_a_hire_after_the_backup_is_revoked_and_no_serial_comes_twice(tmp_path: Path) -> None:
    doors = installed_doors(tmp_path)
    hotel = doors.hotel
    hotel.desk.hire("Bo")
    hotel.desk.back_up(tmp_path / "stick")
    later = hotel.staff_card(hotel.desk.hire("Cy").card)
    restored(hotel, tmp_path / "stick")
    hotel.desk.back_up(tmp_path / "second stick")
    again = hotel.staff_card(hotel.desk.hire("Cy").card)
    unknown = {each.serial for each in hotel.desk.revocations()}
    hotel.desk.close()

    assert again.serial > later.serial + 15
    assert set(range(2, 18)) == unknown


def test_a_place_taken_after_the_backup_is_found_behind_freed_ones(tmp_path: Path) -> None:
    doors = installed_doors(tmp_path)
    hotel = doors.hotel
    gone = [hotel.desk.hire(f"Gone {number}") for number in range(1, 17)]
    for each in gone:
        hotel.desk.fire(hotel.staff_card(each.card).serial)
    walked = doors.walk(hotel.desk.plan(RoundKind.REVOKE, []).number)
    hotel.desk.take_results(walked)
    hotel.desk.back_up(tmp_path / "stick")
    after = hotel.desk.hire("After")
    opened = doors.swipe(1, after.card)
    restored(hotel, tmp_path / "stick")
    hotel.desk.back_up(tmp_path / "second stick")
    next_one = hotel.desk.hire("Next")
    hotel.desk.take_results(doors.walk(hotel.desk.plan(RoundKind.REVOKE, []).number))
    answers = doors.swipe(1, after.card), doors.swipe(1, next_one.card)
    serials = [hotel.staff_card(each.card).serial for each in (after, next_one)]
    hotel.desk.close()

    assert Why.OPENED is opened
    assert (Why.REVOKED, Why.OPENED) == answers
    assert 2 == len(set(serials))


def test_no_staff_table_goes_out_before_somebody_has_looked_who_left(tmp_path: Path) -> None:
    doors = installed_doors(tmp_path)
    hotel = doors.hotel
    hotel.desk.hire("Bo")
    hotel.desk.back_up(tmp_path / "stick")
    restored(hotel, tmp_path / "stick")
    hotel.desk.back_up(tmp_path / "second stick")
    before = refused(lambda: hotel.desk.plan(RoundKind.DST, ())).reason
    hotel.desk.fire(1)
    hotel.desk.staff_checked()
    planned = hotel.desk.plan(RoundKind.DST, ())
    hotel.desk.close()

    assert Reason.STAFF_UNCHECKED is before
    assert 3 == len(planned.open_rooms)


def test_a_backup_holds_no_name_and_no_key_that_can_be_read(hotel: Hotel) -> None:
    hotel.desk.check_in("101", "Ada Zephyr", hotel.nights(1))
    path = hotel.folder.parent / "stick"
    hotel.desk.back_up(path)
    master = hotel.desk._store.keys.master().reveal()
    content = path.read_bytes()

    assert 0o600 == path.stat().st_mode & 0o777
    assert b"Zephyr" not in content
    assert b"SQLite" not in content
    assert master not in content


@pytest.mark.parametrize("place", [5, 30, 2000, -1])
def test_a_backup_that_was_changed_is_refused(hotel: Hotel, place: int) -> None:
    path = hotel.folder.parent / "stick"
    hotel.desk.back_up(path)
    content = bytearray(path.read_bytes())
    honest = restored_elsewhere(hotel, path)
    shutil.rmtree(hotel.folder.parent / "elsewhere")
    content[place] ^= 1
    path.write_bytes(content)
    refusal = refused(lambda: restored_elsewhere(hotel, path))

    assert 1 == honest.number
    assert refusal.reason in (Reason.BACKUP, Reason.SHARE)
    assert not (hotel.folder.parent / "elsewhere" / "desk.sqlite3").exists()


@pytest.mark.parametrize("content", [b"", b"ODB1", b"something else" * 9])
def test_what_is_no_backup_is_refused(hotel: Hotel, content: bytes) -> None:
    path = hotel.folder.parent / "stick"
    path.write_bytes(content)

    assert Reason.BACKUP is refused(lambda: restored_elsewhere(hotel, path)).reason


def test_one_paper_and_papers_of_two_printings_open_no_backup(hotel: Hotel) -> None:
    path = hotel.folder.parent / "stick"
    hotel.desk.back_up(path)
    once = refused(lambda: restored_elsewhere(hotel, path, papers_of=(2, 2)))
    again = hotel.desk.print_shares()
    both = papers(hotel, 1, 2)[0], "\n".join(again[1].rows)
    mixed = refused(
        lambda: Desk.restore(hotel.folder / "x", path, both, hotel.clock, clerk="owner")
    )

    assert [Reason.SHARE] * 2 == [once.reason, mixed.reason]
    assert "both are paper 2" in once.words
    assert "printing 1 and the other of printing 2" in mixed.words
    assert 0x00A511 == Desk.join_shares(("\n".join(again[0].rows), "\n".join(again[1].rows)))


def test_a_folder_with_a_hotel_is_not_restored_over(hotel: Hotel) -> None:
    path = hotel.folder.parent / "stick"
    hotel.desk.back_up(path)
    hotel.desk.close()
    refusal = refused(
        lambda: Desk.restore(hotel.folder, path, papers(hotel, 1, 2), hotel.clock, clerk="owner")
    )

    assert Reason.SET_UP_ALREADY is refusal.reason


def test_a_backup_is_not_written_over_another_file(hotel: Hotel) -> None:
    path = hotel.folder.parent / "stick"
    path.write_bytes(b"mine")
    refusal = refused(lambda: hotel.desk.back_up(path))

    assert Reason.DISK is refusal.reason
    assert b"mine" == path.read_bytes()


def test_a_backup_that_could_not_be_written_does_not_count(hotel: Hotel) -> None:
    parent = hotel.folder.parent
    hotel.desk.check_in("101", None, hotel.nights(1))
    hotel.desk.back_up(parent / "one")
    for _ in range(16):
        lost_and_seen_to_open(hotel)
    refused(lambda: hotel.desk.back_up(parent / "one"))

    assert Reason.BACKUP_DUE is refused(lambda: hotel.desk.lost("101")).reason


def test_the_log_goes_on_over_a_restore(hotel: Hotel) -> None:
    hotel.desk.back_up(hotel.folder.parent / "stick")
    restored(hotel, hotel.folder.parent / "stick")

    assert hotel.desk.log_verified(None).is_good
    assert "restored" == hotel.desk.log_tail(1)[0].deed


def test_a_restored_desk_knows_the_guests_and_staff_of_the_backup(hotel: Hotel) -> None:
    hotel.desk.check_in("101", "Ada", hotel.nights(1))
    hotel.desk.hire("Bo")
    hotel.desk.back_up(hotel.folder.parent / "stick")
    restored(hotel, hotel.folder.parent / "stick")
    known = hotel.desk.room("101").stay.guest, hotel.desk.staff()[0].name

    assert ("Ada", "Bo") == known


def test_a_guest_who_came_after_the_backup_is_asked_for_before_the_room_is_given_away(
    hotel: Hotel,
) -> None:
    stick = hotel.folder.parent / "stick"
    hotel.desk.back_up(stick)
    known = hotel.desk.check_in("102", None, hotel.nights(1)).advice
    hotel.desk.check_in("101", "Ada", hotel.nights(1))
    restored(hotel, stick)
    hotel.desk.back_up(hotel.folder.parent / "second stick")
    made = hotel.desk.check_in("101", "Bo", hotel.nights(1))

    assert not any("nobody stays there" in each for each in known)
    assert any("make sure that nobody stays there" in each for each in made.advice)


def test_a_lock_installed_after_the_backup_is_taken_up_again(tmp_path: Path) -> None:
    hotel = Hotel(tmp_path)
    doors = Doors(hotel)
    hotel.desk.back_up(tmp_path / "stick")
    hotel.desk.take_results(doors.walk(hotel.desk.plan(RoundKind.INSTALL, ["101"]).number))
    restored(hotel, tmp_path / "stick")
    hotel.desk.back_up(tmp_path / "second stick")
    hotel.desk.staff_checked()
    again = hotel.desk.plan(RoundKind.INSTALL, ["101"]).number
    taken = hotel.desk.take_results(doors.walk(again))
    whole = hotel.desk.take_results(doors.walk(hotel.desk.plan(RoundKind.DST, ["101"]).number))
    made = hotel.desk.check_in("101", None, hotel.nights(1))
    hotel.desk.close()

    assert (False, "the lock has this hotel's number already") == (
        taken[0].is_done,
        taken[0].words.partition(";")[0],
    )
    assert (True, False) == (whole[0].is_done, whole[0].is_altered)
    assert Why.OPENED is doors.swipe(1, made.card)


def test_a_key_that_a_lock_got_after_the_backup_is_taken_over_from_the_lock(tmp_path: Path) -> None:
    doors = installed_doors(tmp_path)
    hotel = doors.hotel
    hotel.desk.back_up(tmp_path / "stick")
    hotel.desk.take_results(doors.walk(hotel.desk.plan(RoundKind.REKEY, ["101"]).number))
    restored(hotel, tmp_path / "stick")
    hotel.desk.back_up(tmp_path / "second stick")
    before = hotel.desk.check_in("101", None, hotel.nights(1))
    refused_card = doors.swipe(1, before.card)
    hotel.desk.take_results(doors.walk(hotel.desk.plan(RoundKind.AUDIT, ["101"]).number))
    after = hotel.desk.duplicate("101")
    hotel.desk.close()

    assert Why.ALTERED is refused_card
    assert Why.OPENED is doors.swipe(1, after.card)


def test_a_restoring_that_was_cut_off_is_begun_again(hotel: Hotel) -> None:
    path = hotel.folder.parent / "stick"
    hotel.desk.back_up(path)
    elsewhere = hotel.folder.parent / "elsewhere"
    elsewhere.mkdir()
    for name in ("seal.key", "desk.sqlite3.new"):
        (elsewhere / name).write_bytes(b"half")

    assert 1 == restored_elsewhere(hotel, path).number
    assert ["desk.here", "desk.lock", "desk.seen", "desk.sqlite3", "seal.key"] == sorted(
        each.name for each in elsewhere.iterdir()
    )
