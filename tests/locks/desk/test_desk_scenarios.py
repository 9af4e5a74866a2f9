"""Scenarios of docs/hotel-locks-attacks.md that no other test plays from the desk to the door."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hardware.locks.audit_entry import Why
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.visits import RoundKind
from hardware.locks.programmer.jobs import InstallationJob
from hardware.locks.programmer.visit import Visit
from tests.locks.desk.desk_doors import LOCKS, Doors, installed_doors

STAFF = 100
LOST = 37  # of them


@pytest.fixture
def doors(tmp_path: Path) -> Iterator[Doors]:
    """The kit's hotel with locks in 101, 102 and 201."""
    made = installed_doors(tmp_path)
    yield made
    made.hotel.desk.close()


def go(doors: Doors, kind: RoundKind, *rooms: str, only=None):
    desk = doors.hotel.desk
    return desk.take_results(doors.walk(desk.plan(kind, rooms).number, only))


def answers(doors: Doors, lock: int, *cards: str) -> list[Why]:
    return [doors.swipe(lock, card) for card in cards]


def at_all_doors(doors: Doors, card: str) -> list[Why]:
    return [doors.swipe(lock, card) for lock in LOCKS.values()]


def test_a_lost_card_and_its_duplicate_die_together_when_the_new_one_was_used(
    doors: Doors,
) -> None:
    desk = doors.hotel.desk
    first = desk.check_in("101", None, doors.hotel.nights(2)).card
    duplicate = desk.duplicate("101").card
    before = answers(doors, 1, first, duplicate)
    new = desk.lost("101").card
    until_used = answers(doors, 1, first, duplicate)
    used = doors.swipe(1, new)

    assert [Why.OPENED] * 2 == before
    assert [Why.OPENED] * 2 == until_used
    assert Why.OPENED is used
    assert [Why.OLD] * 2 == answers(doors, 1, first, duplicate)


@pytest.mark.parametrize(
    ("night", "eleven"),
    [
        ("2027-03-28", datetime(2027, 3, 28, 9, tzinfo=UTC)),
        ("2027-10-31", datetime(2027, 10, 31, 10, tzinfo=UTC)),
    ],
)
def test_after_a_night_that_the_clocks_change_a_card_ends_at_eleven_visited_or_not(
    doors: Doors, night: str, eleven: datetime
) -> None:
    """101 had the visit before the change, 102 not; half an hour of grace is every card's."""
    hotel = doors.hotel
    hotel.clock.now = eleven.replace(hour=20, day=eleven.day - 1)
    go(doors, RoundKind.DST, "101")
    departure = hotel.desk.departure(night)
    cards = {lock: hotel.desk.check_in(room, None, departure).card for room, lock in PAIR}
    hotel.clock.now = eleven.replace(minute=30)
    within = [doors.swipe(lock, cards[lock]) for _, lock in PAIR]
    hotel.clock.pass_(seconds=1)

    assert eleven == departure
    assert [Why.OPENED] * 2 == within
    assert [Why.EXPIRED] * 2 == [doors.swipe(lock, cards[lock]) for _, lock in PAIR]


PAIR = (("101", 1), ("102", 2))


def test_of_a_hundred_staff_cards_one_is_lost_and_the_other_ninety_nine_open(doors: Doors) -> None:
    desk = doors.hotel.desk
    cards = [desk.hire(f"Person {number}").card for number in range(STAFF)]
    lost = cards.pop(LOST - 1)
    desk.staff_lost(LOST)
    go(doors, RoundKind.REVOKE)

    assert [Why.REVOKED] * 3 == at_all_doors(doors, lost)
    assert {Why.OPENED} == {doors.swipe(1, card) for card in cards}
    assert {Why.OPENED} == {doors.swipe(4, card) for card in cards}


def test_a_lost_staff_card_s_successor_opens_all_doors_before_anybody_has_been_there(
    doors: Doors,
) -> None:
    desk = doors.hotel.desk
    old = desk.hire("Bo").card
    new = desk.staff_lost(1).card
    at_once = at_all_doors(doors, new)
    not_yet = at_all_doors(doors, old)
    go(doors, RoundKind.REVOKE)

    assert [Why.OPENED] * 3 == at_once
    assert [Why.OPENED] * 3 == not_yet
    assert [Why.REVOKED] * 3 == at_all_doors(doors, old)
    assert [Why.OPENED] * 3 == at_all_doors(doors, new)


def test_a_lost_card_for_which_no_place_is_left_is_ended_by_firing(doors: Doors) -> None:
    desk = doors.hotel.desk
    card = desk.hire("Bo").card
    with closing(sqlite3.connect(doors.hotel.folder / "desk.sqlite3")) as sql, sql:
        sql.execute("UPDATE slot SET state = 'taken'")
    with pytest.raises(DeskRefusal) as caught:
        desk.staff_lost(1)
    not_revoked = desk.revocations()
    desk.fire(1)
    go(doors, RoundKind.REVOKE)

    assert Reason.NO_SLOT is caught.value.reason
    assert "192 are taken, 0 are revoked" in caught.value.words
    assert caught.value.words.endswith("The lost card is not revoked so: `fire 1` does it")
    assert () == not_revoked
    assert [Why.REVOKED] * 3 == at_all_doors(doors, card)


def test_a_fired_card_ends_with_its_period_and_a_day_at_a_door_nobody_went_to(
    doors: Doors,
) -> None:
    hotel = doors.hotel
    card = hotel.desk.hire("Bo").card
    hotel.desk.fire(1)
    go(doors, RoundKind.REVOKE, only=["101"])
    now = answers(doors, 1, card) + answers(doors, 2, card)
    hotel.clock.now = datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC)
    last = answers(doors, 1, card) + answers(doors, 2, card)
    hotel.clock.pass_(seconds=1)

    assert [Why.REVOKED, Why.OPENED] == now
    assert [Why.REVOKED, Why.OPENED] == last
    assert [Why.REVOKED, Why.PERIOD] == answers(doors, 1, card) + answers(doors, 2, card)


def test_after_a_loss_of_power_the_next_guest_gets_in_and_a_visit_ends_the_doubt(
    doors: Doors,
) -> None:
    hotel, lock = doors.hotel, doors.door(1).lock
    first = hotel.desk.check_in("101", None, hotel.nights(1)).card
    opened = doors.swipe(1, first)
    hotel.desk.check_out("101")
    lock.power_lost()
    hotel.clock.pass_(hours=5)
    lock.power_back()
    doubtful = lock.is_doubtful
    second = hotel.desk.check_in("101", None, hotel.nights(1)).card
    entered = answers(doors, 1, second, first)
    (taken,) = go(doors, RoundKind.AUDIT, "101")

    assert Why.OPENED is opened
    assert doubtful
    assert [Why.OPENED, Why.OLD] == entered
    assert taken.is_done
    assert not lock.is_doubtful
    assert doors.now() == lock.now
    assert Why.OPENED is doors.swipe(1, second)


@pytest.mark.parametrize(
    ("planted", "is_done", "is_altered"),
    [("public_key", False, False), ("image", True, True), ("key", True, True)],
)
def test_a_lock_that_a_stranger_installed_first_never_counts_as_having_the_table(
    doors: Doors, planted: str, is_done: bool, is_altered: bool
) -> None:
    """With this hotel's number and the room's. A key of his own refuses the hotel's orders; with
    the hotel's key and an image of his own it takes them, and the digest tells."""
    desk = doors.hotel.desk
    number = desk.plan(RoundKind.INSTALL, ("103",)).number
    (job,) = desk.package(number).jobs
    theirs = bytes(getattr(job.settings, planted))[:-16] + b"a stranger's own"
    first = InstallationJob(job.door, replace(job.settings, **{planted: theirs}), job.table)
    Visit(doors.door(3).link(), now=doors.now).carry_out(first, b"")
    (installed,) = desk.take_results(doors.walk(number))
    (ordered,) = go(doors, RoundKind.DST, "103")
    needs = {each.number: each.needs for each in desk.doors()}["103"]

    assert not installed.is_done
    assert "somebody else set it up" in installed.words
    assert (is_done, is_altered) == (ordered.is_done, ordered.is_altered)
    assert needs == (("a look: its memory was changed",) if is_done else ("the new staff table",))
