"""Results that come late, twice or never: nothing is told as known that may be otherwise."""

from __future__ import annotations

from hardware.locks.audit_entry import Why
from hardware.locks.desk.visits import RoundKind
from tests.locks.desk.desk_doors import Door, Doors, go, walked


def test_a_table_whose_result_was_lost_is_no_alarm_at_the_next_audit(doors: Doors) -> None:
    desk = doors.hotel.desk
    go(doors, RoundKind.DST, "101")
    desk.hire("Bo")
    desk.fire(1)
    doors.walk(desk.plan(RoundKind.DST, ["101"]).number)
    taken = go(doors, RoundKind.AUDIT, "101")

    assert (True, False) == (taken[0].is_done, taken[0].is_altered)
    assert "cannot be told for certain" in taken[0].words


def test_a_table_that_staff_have_used_before_the_result_was_kept_is_no_alarm(doors: Doors) -> None:
    hotel = doors.hotel
    hotel.desk.hire("Bo")
    hotel.clock.pass_(days=6, hours=17)
    package = hotel.desk.package(hotel.desk.plan(RoundKind.DST, ["101"]).number)
    walked(doors, package)
    renewed = hotel.desk.renew(1).card
    opened = doors.swipe(1, renewed)
    taken = hotel.desk.take_results(walked(doors, package))

    assert Why.OPENED is opened
    assert (True, False) == (taken[0].is_done, taken[0].is_altered)


def test_a_new_board_with_an_older_table_than_the_old_one_confirms_no_revocation(
    doors: Doors,
) -> None:
    desk = doors.hotel.desk
    bo = desk.hire("Bo").card
    package = desk.package(desk.plan(RoundKind.INSTALL, ["101"]).number)
    desk.fire(1)
    go(doors, RoundKind.REVOKE)
    before = [each.outstanding for each in desk.revocations()]
    doors.made[1] = Door(doors.hotel, 77)
    desk.take_results(walked(doors, package))

    assert [1] == before
    assert Why.OPENED is doors.swipe(1, bo)
    assert [1] == [each.outstanding for each in desk.revocations()]


def test_a_new_board_has_the_key_that_it_was_given_whatever_the_old_one_got(doors: Doors) -> None:
    desk = doors.hotel.desk
    package = desk.package(desk.plan(RoundKind.INSTALL, ["101"]).number)
    go(doors, RoundKind.REKEY, "101")
    doors.made[1] = Door(doors.hotel, 77)
    desk.take_results(walked(doors, package))
    card = desk.check_in("101", None, doors.hotel.nights(1)).card

    assert Why.OPENED is doors.swipe(1, card)


def test_a_result_of_the_old_board_that_comes_late_says_nothing_of_the_new_one(
    doors: Doors,
) -> None:
    desk = doors.hotel.desk
    late = doors.walk(desk.plan(RoundKind.REKEY, ["101"]).number)
    doors.made[1] = Door(doors.hotel, 77)
    go(doors, RoundKind.INSTALL, "101")
    taken = desk.take_results(late)
    card = desk.check_in("101", None, doors.hotel.nights(1)).card

    assert "another board" in taken[0].words
    assert Why.OPENED is doors.swipe(1, card)


def test_a_new_board_whose_results_were_lost_is_known_by_a_second_installation(
    doors: Doors,
) -> None:
    desk = doors.hotel.desk
    doors.made[1] = Door(doors.hotel, 77)
    doors.walk(desk.plan(RoundKind.INSTALL, ["101"]).number)
    desk.hire("Bo")
    desk.fire(1)
    before = go(doors, RoundKind.AUDIT, "101")
    again = go(doors, RoundKind.INSTALL, "101")
    outstanding = [each.outstanding for each in desk.revocations()]
    after = go(doors, RoundKind.DST, "101")

    assert (False, False) == (before[0].is_done, again[0].is_done)
    assert [3] == outstanding
    assert (True, False) == (after[0].is_done, after[0].is_altered)
    assert [2] == [each.outstanding for each in desk.revocations()]


def test_a_result_that_comes_after_a_later_one_ends_its_visit(doors: Doors) -> None:
    desk = doors.hotel.desk
    planned = desk.plan(RoundKind.AUDIT, ["101"]).number
    late = doors.walk(planned)
    go(doors, RoundKind.DST, "101")
    desk.take_results(late)

    assert ((), 1) == (desk.round(planned).open_rooms, desk.round(planned).done)
