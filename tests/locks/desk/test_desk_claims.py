"""What a lock or a programmer says is believed only where the desk's own file does not contradict.

Each test first has the honest thing believed.
"""

from __future__ import annotations

import shutil
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from hardware.locks.audit_entry import Why
from hardware.locks.desk import moving
from hardware.locks.desk.refusals import Reason
from hardware.locks.desk.rooms import DoorState
from hardware.locks.desk.visits import RoundKind
from hardware.locks.programmer.results import decode_results
from hardware.locks.programmer.visit import Visit
from tests.locks.desk.desk_doors import Door, Doors, go
from tests.locks.desk.desk_kit import reason_of, restored


def believed(doors: Doors, results: bytes, **changed: int):
    """The results with other words of the lock's."""
    (one,) = decode_results(results)
    said = replace(one, hello=replace(one.hello, **changed)).encode()
    return doors.hotel.desk.take_results(said)[0]


def installed(doors: Doors, package, door: Door) -> bytes:
    (job,) = package.jobs
    doors.made[job.door.lock] = door
    return Visit(door.link(), now=doors.now).carry_out(job, b"").encode()


def test_a_leaf_that_the_desk_never_signed_with_is_an_alarm_and_poisons_nothing(
    doors: Doors,
) -> None:
    honest = go(doors, RoundKind.AUDIT, "101")
    results = doors.walk(doors.hotel.desk.plan(RoundKind.DST, ["101"]).number)
    lie = believed(doors, results, next_leaf=2**32 - 1)
    after = doors.hotel.desk.take_results(results)

    assert [(True, False)] == [(each.is_done, each.is_altered) for each in honest]
    assert (False, True) == (lie.is_done, lie.is_altered)
    assert "never signed" in lie.words
    assert [(True, False)] == [(each.is_done, each.is_altered) for each in after]


def test_a_desk_that_goes_on_as_an_older_copy_hears_of_it_from_a_lock(
    doors: Doors, tmp_path: Path
) -> None:
    """Somebody said that it was the newest."""
    hotel = doors.hotel
    hotel.desk.close()
    shutil.copytree(hotel.folder, tmp_path / "yesterday")
    hotel.desk = hotel.opened()
    honest = go(doors, RoundKind.DST, "101"), go(doors, RoundKind.AUDIT, "101")
    hotel.desk.close()
    shutil.rmtree(hotel.folder)
    shutil.copytree(tmp_path / "yesterday", hotel.folder)
    moving.moved(hotel.folder, hotel.clock, clerk="owner")
    hotel.desk = hotel.opened()
    (taken,) = go(doors, RoundKind.REVOKE, "101")

    assert [True, True] == [each.is_done for (each,) in honest]
    assert (False, True) == (taken.is_done, taken.is_altered)
    assert "an older copy of itself" in taken.words
    assert hotel.desk.room("101").is_altered


@pytest.mark.parametrize("index", [1, 65_536, 2**24 - 1])
def test_an_index_that_nobody_was_given_is_an_alarm(doors: Doors, index: int) -> None:
    results = doors.walk(doors.hotel.desk.plan(RoundKind.DST, ["101"]).number)
    lie = believed(doors, results, index=index)
    after = doors.hotel.desk.take_results(results)

    assert lie.is_altered
    assert not after[0].is_altered


@pytest.mark.parametrize(("generation", "index"), [(7, 0), (7, 65_536), (2**16 - 1, 2**24 - 1)])
def test_a_chain_that_the_desk_never_began_is_an_alarm(
    doors: Doors, generation: int, index: int
) -> None:
    results = doors.walk(doors.hotel.desk.plan(RoundKind.DST, ["101"]).number)
    lie = believed(doors, results, generation=generation, index=index)
    after = doors.hotel.desk.take_results(results)

    assert lie.is_altered
    assert "plan reseed" in lie.words
    assert not after[0].is_altered


def test_a_table_brought_to_a_chain_begun_after_the_backup_is_noted(
    doors: Doors, tmp_path: Path
) -> None:
    hotel = doors.hotel
    hotel.desk.back_up(tmp_path / "one")
    go(doors, RoundKind.RESEED, "101")
    restored(hotel, tmp_path / "one")
    hotel.desk.back_up(tmp_path / "two")
    hotel.desk.staff_checked()
    taken = go(doors, RoundKind.DST)
    go(doors, RoundKind.RESEED, "101")
    card = hotel.desk.check_in("101", None, hotel.nights(1)).card
    answer = doors.swipe(1, card)

    assert [True, True, True] == [each.is_done for each in taken]
    assert [True, False, False] == [each.is_altered for each in taken]
    assert "plan reseed" in taken[0].words
    assert Why.OPENED is answer
    assert not hotel.desk.room("101").is_altered


def test_a_new_board_has_none_of_the_revocations_that_the_former_one_had(doors: Doors) -> None:
    desk = doors.hotel.desk
    fired = desk.hire("Bo").card
    package = desk.package(desk.plan(RoundKind.INSTALL, ["101"]).number)
    desk.fire(1)
    go(doors, RoundKind.REVOKE)
    before = [each.outstanding for each in desk.revocations()]
    taken = desk.take_results(installed(doors, package, Door(doors.hotel, 901)))
    opened = doors.swipe(1, fired)
    outstanding = [floor.outstanding for each in desk.revocations() for floor in each.floors]
    needs = {each.number: each.needs for each in desk.doors()}["101"]
    go(doors, RoundKind.DST)

    assert [1] == before  # the package for the new board was made before
    assert [True] == [each.is_done for each in taken]
    assert Why.OPENED is opened
    assert [("101",), ()] == outstanding
    assert ("the new staff table",) == needs
    assert Why.OPENED is not doors.swipe(1, fired)
    assert () == desk.revocations()


def test_a_board_of_an_older_package_opens_for_the_guest_before_and_the_clerk_is_told(
    doors: Doors,
) -> None:
    desk = doors.hotel.desk
    before = desk.check_in("101", None, doors.hotel.nights(3))
    package = desk.package(desk.plan(RoundKind.INSTALL, ["101"]).number)
    desk.check_out("101")
    stays = desk.check_in("101", None, doors.hotel.nights(3))
    results = installed(doors, package, Door(doors.hotel, 901))
    (taken,) = desk.take_results(results)
    first = doors.swipe(1, before.card)
    newest = doors.swipe(1, stays.card)

    (again,) = desk.take_results(results)

    assert "it was planned at card 1 and the newest is 2" in taken.words
    assert "planned" not in again.words
    assert [Why.OPENED, Why.OPENED] == [first, newest]
    assert Why.OPENED is not doors.swipe(1, before.card)


def test_a_new_board_opens_for_the_guest_who_stays_and_for_nobody_before(doors: Doors) -> None:
    desk = doors.hotel.desk
    before = desk.check_in("101", None, doors.hotel.nights(3))
    desk.check_out("101")
    stays = desk.check_in("101", None, doors.hotel.nights(3))
    package = desk.package(desk.plan(RoundKind.INSTALL, ["101"]).number)
    (taken,) = desk.take_results(installed(doors, package, Door(doors.hotel, 901)))

    assert "done" == taken.words
    assert Why.OPENED is not doors.swipe(1, before.card)
    assert Why.OPENED is doors.swipe(1, stays.card)


def test_an_installation_told_twice_takes_no_revocation_back(doors: Doors) -> None:
    desk = doors.hotel.desk
    desk.hire("Bo")
    package = desk.package(desk.plan(RoundKind.INSTALL, ["101"]).number)
    results = installed(doors, package, Door(doors.hotel, 901))
    desk.take_results(results)
    desk.fire(1)
    go(doors, RoundKind.REVOKE)
    taken = desk.take_results(results)

    assert ["an older result: a later visit is known"] == [each.words for each in taken]
    assert () == desk.revocations()


def test_a_wiping_told_again_after_the_lock_was_installed_again_is_old(doors: Doors) -> None:
    desk = doors.hotel.desk
    wiped = doors.walk(desk.plan(RoundKind.DECOMMISSION, ["101"]).number)
    first = desk.take_results(wiped)
    again = desk.take_results(wiped)
    go(doors, RoundKind.INSTALL, "101")
    late = desk.take_results(wiped)

    assert first == again
    assert [True] == [each.is_done for each in first]
    assert ["an older result: a later visit is known"] == [each.words for each in late]
    assert DoorState.INSTALLED is desk.room("101").door


def test_a_result_that_is_too_short_is_refused_in_words(doors: Doors) -> None:
    desk = doors.hotel.desk
    honest = doors.walk(desk.plan(RoundKind.DST, ["101"]).number)
    short = struct.pack(">I", 10) + bytes(10)
    short += zlib.crc32(short).to_bytes(4, "big")

    assert Reason.WRONG_INPUT is reason_of(lambda: desk.take_results(honest + short))
    assert 1 == len(desk.take_results(honest))
