"""A door counts as having a revocation only where that very order was carried out at it."""

from __future__ import annotations

from hardware.locks.audit_entry import Why
from hardware.locks.desk.visits import RoundKind
from tests.locks.desk.desk_doors import Doors, go, walked


def test_a_revocation_that_a_door_refused_is_still_outstanding(doors: Doors) -> None:
    desk = doors.hotel.desk
    bo = desk.hire("Bo").card
    go(doors, RoundKind.DST)
    desk.fire(1)
    package = desk.package(desk.plan(RoundKind.REVOKE, ()).number)
    doors.hotel.clock.pass_(hours=49)
    taken = desk.take_results(walked(doors, package))

    assert [False] * 3 == [each.is_done for each in taken]
    assert Why.OPENED is doors.swipe(1, bo)
    assert [3] == [each.outstanding for each in desk.revocations()]


def test_a_revocation_overtaken_by_another_round_is_still_outstanding(doors: Doors) -> None:
    desk = doors.hotel.desk
    bo = desk.hire("Bo").card
    desk.fire(1)
    package = desk.package(desk.plan(RoundKind.REVOKE, ["101"]).number)
    go(doors, RoundKind.AUDIT, "101")
    desk.take_results(walked(doors, package))

    assert Why.OPENED is doors.swipe(1, bo)
    assert [3] == [each.outstanding for each in desk.revocations()]


def test_a_lock_installed_with_an_older_table_waits_for_a_new_one(doors: Doors) -> None:
    desk = doors.hotel.desk
    bo = desk.hire("Bo").card
    package = desk.package(desk.plan(RoundKind.INSTALL, ["103"]).number)
    desk.fire(1)
    go(doors, RoundKind.REVOKE)
    desk.take_results(walked(doors, package))
    before = [each.outstanding for each in desk.revocations()]
    go(doors, RoundKind.REVOKE, "103")

    assert [1] == before
    assert Why.OPENED is doors.swipe(3, bo)
    assert [1] == [each.outstanding for each in desk.revocations()]
    go(doors, RoundKind.DST, "103")
    assert () == desk.revocations()
    assert Why.NO_SLOT is doors.swipe(3, bo)


def test_an_installation_from_an_older_package_confirms_no_revocation(doors: Doors) -> None:
    desk = doors.hotel.desk
    bo = desk.hire("Bo").card
    package = desk.package(desk.plan(RoundKind.INSTALL, ["103"]).number)
    desk.fire(1)
    desk.plan(RoundKind.INSTALL, ["103"])
    desk.take_results(walked(doors, package))

    assert Why.OPENED is doors.swipe(3, bo)
    assert [4] == [each.outstanding for each in desk.revocations()]


def test_a_new_lock_whose_result_lies_in_a_drawer_has_no_later_revocation(doors: Doors) -> None:
    desk = doors.hotel.desk
    bo = desk.hire("Bo").card
    package = desk.package(desk.plan(RoundKind.INSTALL, ["103"]).number)
    in_a_drawer = walked(doors, package)
    desk.fire(1)
    go(doors, RoundKind.REVOKE)

    assert Why.OPENED is doors.swipe(3, bo)
    assert [1] == [each.outstanding for each in desk.revocations()]
    desk.take_results(in_a_drawer)
    go(doors, RoundKind.DST, "103")
    assert () == desk.revocations()


def test_a_package_for_a_new_board_that_nobody_used_is_no_matter_later(doors: Doors) -> None:
    desk = doors.hotel.desk
    desk.hire("Bo")
    desk.plan(RoundKind.INSTALL, ["101"])
    desk.fire(1)
    go(doors, RoundKind.REVOKE)
    before = [each.outstanding for each in desk.revocations()]
    doors.hotel.clock.pass_(hours=49)
    go(doors, RoundKind.AUDIT, "101")

    assert [1] == before
    assert () == desk.revocations()
