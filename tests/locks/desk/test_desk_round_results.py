"""Leaves are used once, results may come twice or late, and a senseless plan is refused."""

from __future__ import annotations

import pytest

from hardware.locks.desk.refusals import Reason
from hardware.locks.desk.visits import RoundKind
from tests.locks.desk.desk_doors import Doors, go, walked
from tests.locks.desk.desk_kit import reason_of


def test_results_may_come_twice(doors: Doors) -> None:
    desk = doors.hotel.desk
    desk.hire("Bo")
    desk.fire(1)
    number = desk.plan(RoundKind.REVOKE, ()).number
    results = doors.walk(number)
    first = desk.take_results(results)
    before = desk.doors(), desk.rooms(), desk.revocations()
    second = desk.take_results(results)

    assert first == second
    assert before == (desk.doors(), desk.rooms(), desk.revocations())


def test_an_old_result_that_comes_late_undoes_nothing(doors: Doors) -> None:
    desk = doors.hotel.desk
    late = doors.walk(desk.plan(RoundKind.DST, ["101"]).number)
    go(doors, RoundKind.REKEY, "101")
    before = desk.rooms(), {each.number: each.needs for each in desk.doors() if each.needs}
    taken = desk.take_results(late)

    assert ("an older result: a later visit is known", False) == (
        taken[0].words,
        taken[0].is_altered,
    )
    assert before == (desk.rooms(), {each.number: each.needs for each in desk.doors()})


def test_results_of_another_desk_and_bytes_that_are_none_change_nothing(doors: Doors) -> None:
    desk = doors.hotel.desk
    results = doors.walk(desk.plan(RoundKind.DST, ["101"]).number)
    before = desk.rooms()
    cut = desk.take_results(results[:-1])
    none = desk.take_results(b"")

    assert ((), ()) == (cut, none)
    assert before == desk.rooms()


@pytest.mark.parametrize("kind", [RoundKind.OPEN, RoundKind.AUDIT, RoundKind.RESYNC])
def test_a_kind_that_is_for_single_rooms_wants_them_named(doors: Doors, kind: RoundKind) -> None:
    assert Reason.WRONG_INPUT is reason_of(lambda: doors.hotel.desk.plan(kind, ()))


def test_a_room_without_a_lock_takes_no_order(doors: Doors) -> None:
    desk = doors.hotel.desk

    assert Reason.NOT_INSTALLED is reason_of(lambda: desk.plan(RoundKind.OPEN, ["103"]))
    assert Reason.NOTHING_TO_DO is reason_of(lambda: desk.plan(RoundKind.REVOKE, ()))
    assert Reason.NO_ROUND is reason_of(lambda: desk.package(99))


def test_a_leaf_is_never_signed_with_twice(doors: Doors) -> None:
    desk = doors.hotel.desk
    leaves = []
    for _ in range(3):
        leaves.append(desk.package(desk.plan(RoundKind.OPEN, ["101"]).number).q)
        desk = doors.hotel.reopen()

    assert [0, 1, 2] == leaves


def test_when_all_leaves_are_used_up_the_desk_says_so(doors: Doors) -> None:
    desk = doors.hotel.desk
    for _ in range(28):
        desk.plan(RoundKind.OPEN, ["101"])

    assert Reason.SIGNATURES_END is reason_of(lambda: desk.plan(RoundKind.OPEN, ["101"]))


class Died(Exception):
    """Stands for the process's end at a step."""


def test_a_desk_that_dies_after_it_signed_never_signs_with_that_leaf_again(doors: Doors) -> None:
    def die(step: str) -> None:
        if step == "plan: signed":
            raise Died

    desk = doors.hotel.reopen(step=die)
    with pytest.raises(Died):
        desk.plan(RoundKind.OPEN, ["101"])
    desk = doors.hotel.reopen()
    made = desk.plan(RoundKind.OPEN, ["101"]).number

    assert 1 == desk.package(made).q
    assert desk.take_results(doors.walk(made))[0].is_done


def test_a_clock_that_was_lost_after_its_order_was_done_is_told(doors: Doors) -> None:
    """The order is done and sets no clock again: who comes by hears that another one is wanted."""
    desk = doors.hotel.desk
    package = desk.package(desk.plan(RoundKind.DST, ["101"]).number)
    well = desk.take_results(walked(doors, package))
    doors.door(1).lock.power_lost()
    doors.door(1).lock.power_back()
    told = desk.take_results(walked(doors, package))
    go(doors, RoundKind.DST, "101")

    assert ["done"] == [each.words for each in well]
    assert "its clock has to be set: `plan dst`" in told[0].words
    assert not doors.door(1).lock.is_doubtful
