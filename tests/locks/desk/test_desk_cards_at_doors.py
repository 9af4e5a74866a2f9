"""Cards at real locks: who opens which door after a new guest, a hire, a firing, a table."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from hardware.locks.audit_entry import Why
from hardware.locks.desk.visits import RoundKind
from tests.locks.desk.desk_doors import LOCKS, Doors, go, installed_doors
from tests.locks.desk.desk_kit import Hotel, restored

ROOMS = tuple(LOCKS)


def test_the_next_guests_card_ends_the_last_ones(doors: Doors) -> None:
    hotel = doors.hotel
    first = hotel.desk.check_in("101", None, hotel.nights(1)).card
    doors.swipe(1, first)
    hotel.desk.check_out("101")
    second = hotel.desk.check_in("101", None, hotel.nights(1)).card

    assert [Why.OPENED, Why.OPENED, Why.OLD, Why.ROOM] == [
        doors.swipe(1, first),
        doors.swipe(1, second),
        doors.swipe(1, first),
        doors.swipe(2, second),
    ]


def test_a_new_member_of_staff_opens_every_door_without_a_visit(doors: Doors) -> None:
    card = doors.hotel.desk.hire("Bo").card

    assert [Why.OPENED] * 3 == [doors.swipe(lock, card) for lock in LOCKS.values()]


def test_a_fired_card_dies_at_each_door_visited_and_the_place_is_free_after_all(
    doors: Doors,
) -> None:
    desk = doors.hotel.desk
    bo, cy = desk.hire("Bo").card, desk.hire("Cy").card
    desk.fire(1)
    number = desk.plan(RoundKind.REVOKE, ()).number
    desk.take_results(doors.walk(number, ["101", "102"]))
    (half,) = desk.revocations()
    answers = [doors.swipe(lock, bo) for lock in LOCKS.values()]
    desk.take_results(doors.walk(number))
    after = desk.revocations()
    hired = doors.hotel.staff_card(desk.hire("Di").card)

    assert (2, 1, ("201",)) == (half.done, half.outstanding, half.floors[1].outstanding)
    assert [Why.REVOKED, Why.REVOKED, Why.OPENED] == answers
    assert () == after
    assert Why.REVOKED is doors.swipe(4, bo)
    assert [Why.OPENED] * 3 == [doors.swipe(lock, cy) for lock in LOCKS.values()]
    assert (3, 2) == (hired.serial, hired.slot)


def take_all_others(hotel: Hotel) -> None:
    """Places are taken in the order in which they became free: the freed one is the last."""
    with closing(sqlite3.connect(hotel.folder / "desk.sqlite3")) as sql, sql:
        sql.execute("UPDATE slot SET state = 'taken' WHERE slot != 0")


def test_a_freed_place_works_once_every_door_has_the_new_table(doors: Doors) -> None:
    desk = doors.hotel.desk
    desk.hire("Bo")
    desk.fire(1)
    go(doors, RoundKind.REVOKE)
    needs = {each.needs for each in desk.doors() if each.number in ROOMS}
    go(doors, RoundKind.DST)
    take_all_others(doors.hotel)
    card = desk.hire("Cy").card

    assert {("the new staff table",)} == needs
    assert (193, 0) == ((found := doors.hotel.staff_card(card)).serial, found.slot)
    assert [Why.OPENED] * 3 == [doors.swipe(lock, card) for lock in LOCKS.values()]


def test_a_staff_card_of_last_week_still_opens_after_a_visit_on_monday(doors: Doors) -> None:
    hotel = doors.hotel
    card = hotel.desk.hire("Bo").card
    hotel.clock.pass_(days=6, hours=17)
    go(doors, RoundKind.DST, "101")

    assert Why.OPENED is doors.swipe(1, card)


def test_guests_of_whom_none_was_ever_seen_get_in_for_months(
    doors: Doors,
) -> None:
    """Each third never enters; nobody tells the desk of any, and no programmer comes by."""
    hotel = doors.hotel
    answers = []
    for stay in range(70):
        card = hotel.desk.check_in("101", None, hotel.nights(1)).card
        if stay % 3:
            answers.append(doors.swipe(1, card))
        hotel.clock.pass_(hours=20)
        hotel.desk.check_out("101")

    assert {Why.OPENED} == set(answers)


def test_a_lock_that_is_less_far_than_was_presumed_says_so_at_the_next_visit(doors: Doors) -> None:
    hotel = doors.hotel
    for _ in range(5):
        hotel.desk.check_in("101", None, hotel.nights(1))
        hotel.clock.pass_(hours=20)
        hotel.desk.check_out("101")
    presumed = hotel.desk.room("101").gap
    go(doors, RoundKind.AUDIT, "101")

    assert (0, 5) == (presumed, hotel.desk.room("101").gap)


def test_a_result_that_is_late_or_told_twice_takes_no_presumption_back(doors: Doors) -> None:
    hotel = doors.hotel
    told = doors.walk(hotel.desk.plan(RoundKind.AUDIT, ["101"]).number)
    hotel.desk.take_results(told)
    late = doors.walk(hotel.desk.plan(RoundKind.AUDIT, ["101"]).number)
    for _ in range(5):
        hotel.desk.check_in("101", None, hotel.nights(1))
        hotel.clock.pass_(hours=20)
        hotel.desk.check_out("101")
    hotel.desk.take_results(told)
    hotel.desk.take_results(late)

    assert 0 == hotel.desk.room("101").gap


def test_a_key_that_a_restored_desk_forgot_is_learnt_after_ordinary_stays_too(
    tmp_path: Path,
) -> None:
    """Nothing is presumed of stays at a desk that was restored, until a lock has said how it is."""
    doors = installed_doors(tmp_path)
    hotel = doors.hotel
    hotel.desk.back_up(tmp_path / "stick")
    go(doors, RoundKind.REKEY, "101")
    restored(hotel, tmp_path / "stick")
    hotel.desk.back_up(tmp_path / "second stick")
    hotel.desk.staff_checked()
    hotel.desk.check_in("101", None, hotel.nights(1))
    hotel.clock.pass_(hours=20)
    hotel.desk.check_out("101")
    go(doors, RoundKind.DST, "101")
    made = hotel.desk.check_in("101", None, hotel.nights(1))
    hotel.desk.close()

    assert Why.OPENED is doors.swipe(1, made.card)
