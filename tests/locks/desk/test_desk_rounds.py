"""A round: signed once, walked with real locks, taken back, and told by floor until it is done."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from hardware.locks.audit_entry import Why
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.rooms import DoorState, planned_rooms
from hardware.locks.desk.visits import RoundKind
from hardware.locks.firmware import memory_map
from hardware.locks.staff_table import SLOT_SIZE
from tests.locks.desk.desk_doors import LOCKS, Doors, installed_doors
from tests.locks.desk.desk_kit import Hotel

ROOMS = tuple(LOCKS)


@pytest.fixture
def doors(tmp_path: Path) -> Iterator[Doors]:
    """The kit's hotel with locks in 101, 102 and 201."""
    made = installed_doors(tmp_path)
    yield made
    made.hotel.desk.close()


def go(doors: Doors, kind: RoundKind, *rooms: str, only=None):
    desk = doors.hotel.desk
    number = desk.plan(kind, rooms).number
    return desk.take_results(doors.walk(number, only))


def refused(act) -> Reason:
    with pytest.raises(DeskRefusal) as caught:
        act()
    return caught.value.reason


def test_a_round_of_installations_makes_factory_locks_the_hotels(hotel: Hotel) -> None:
    doors = Doors(hotel)
    before = hotel.desk.doors()
    taken = go(doors, RoundKind.INSTALL, *ROOMS)
    card = hotel.desk.check_in("101", None, hotel.nights(1)).card

    assert 5 == len(before)
    assert [(room, True, False) for room in ROOMS] == [
        (each.number, each.is_done, each.is_altered) for each in taken
    ]
    assert DoorState.INSTALLED is hotel.desk.room("201").door
    assert [("103", ("a lock",)), ("202", ("a lock",))] == [
        (each.number, each.needs) for each in hotel.desk.doors()
    ]
    assert Why.OPENED is doors.swipe(1, card)


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


def test_a_planted_staff_image_is_told_when_the_audit_is_read(doors: Doors) -> None:
    hotel = doors.hotel
    go(doors, RoundKind.DST)
    card = hotel.desk.hire("Bo").card
    hotel.clock.pass_(days=7, hours=1)
    hotel.desk.renew(1)
    renewed = max(each.stem for each in hotel.cards.iterdir())
    opened = [doors.swipe(1, card), doors.swipe(1, renewed)]
    honest = go(doors, RoundKind.AUDIT, "101")
    plant(doors, 1)
    found = go(doors, RoundKind.AUDIT, "101")

    assert [Why.OPENED, Why.OPENED] == opened
    assert [(True, False)] == [(each.is_done, each.is_altered) for each in honest]
    assert [(True, True)] == [(each.is_done, each.is_altered) for each in found]
    assert hotel.desk.room("101").is_altered
    assert ("a look: its memory was changed",) == hotel.desk.doors()[0].needs


def plant(doors: Doors, lock: int) -> None:
    """Somebody copies one staff image over another place's, as with a soldering iron."""
    memory = doors.door(lock).memory
    staff = memory.read(memory_map.STAFF)
    memory.write([memory_map.STAFF.part(100 * SLOT_SIZE, staff[:SLOT_SIZE])])


def test_a_change_of_what_a_lock_holds_is_told_when_the_audit_is_read(doors: Doors) -> None:
    honest = go(doors, RoundKind.AUDIT, *ROOMS)
    changed = (memory_map.GUEST_IMAGE, memory_map.GUEST_INDEX, memory_map.PERIOD_WEEKS)
    for lock, place in zip(LOCKS.values(), changed, strict=True):
        memory = doors.door(lock).memory
        memory.write([place.put(bytes(each ^ 1 for each in memory.read(place)))])
    found = go(doors, RoundKind.AUDIT, *ROOMS)

    assert [False] * 3 == [each.is_altered for each in honest]
    assert [True] * 3 == [each.is_altered for each in found]


def test_the_audit_comes_back_with_who_and_when(doors: Doors) -> None:
    desk = doors.hotel.desk
    card = desk.check_in("101", None, doors.hotel.nights(1)).card
    doors.swipe(1, card)
    go(doors, RoundKind.AUDIT, "101")
    opened = [each for each in desk.audit("101") if each.what is Why.OPENED]

    assert [1] == [each.who.number for each in opened]
    assert () == desk.audit("102")


def test_an_ahead_card_is_brought_back_by_a_resync(doors: Doors) -> None:
    desk = doors.hotel.desk
    desk.check_in("101", None, doors.hotel.nights(1))
    made = None
    for _ in range(33):
        if desk.room("101").needs_escort:
            desk.escort("101")
        made = desk.lost("101")
    assert made is not None
    ahead = doors.swipe(1, made.card)
    taken = go(doors, RoundKind.RESYNC, "101")
    again = go(doors, RoundKind.RESYNC, "101")

    assert Why.AHEAD is ahead
    assert taken[0].is_done
    assert Why.OPENED is doors.swipe(1, made.card)
    assert (False, "the lock is as far already") == (again[0].is_done, again[0].words)
    assert (0, False) == ((room := desk.room("101")).gap, room.needs_escort)


def test_a_new_attribute_key_is_taken_by_lock_and_desk_together(doors: Doors) -> None:
    desk = doors.hotel.desk
    old = desk.check_in("101", None, doors.hotel.nights(1)).card
    doors.swipe(1, old)
    occupied = refused(lambda: desk.plan(RoundKind.REKEY, ["101"]))
    desk.check_out("101")
    taken = go(doors, RoundKind.REKEY, "101")
    new = desk.check_in("101", None, doors.hotel.nights(1)).card

    assert Reason.OCCUPIED is occupied
    assert taken[0].is_done
    assert Why.ALTERED is doors.swipe(1, old)
    assert Why.OPENED is doors.swipe(1, new)


def test_a_key_whose_result_was_lost_is_known_from_the_next_visit(doors: Doors) -> None:
    desk = doors.hotel.desk
    lost = desk.plan(RoundKind.REKEY, ["101"]).number
    doors.walk(lost)
    go(doors, RoundKind.AUDIT, "101")
    card = desk.check_in("101", None, doors.hotel.nights(1)).card

    assert Why.OPENED is doors.swipe(1, card)


def test_a_new_chain_begins_at_one_and_ends_the_old_one(doors: Doors) -> None:
    desk = doors.hotel.desk
    old = desk.check_in("101", None, doors.hotel.nights(1)).card
    desk.check_out("101")
    taken = go(doors, RoundKind.RESEED, "101")
    made = desk.check_in("101", None, doors.hotel.nights(1))

    assert taken[0].is_done
    assert 1 == made.index
    assert Why.OPENED is not doors.swipe(1, old)
    assert Why.OPENED is doors.swipe(1, made.card)


def test_an_order_to_open_is_good_for_two_hours(doors: Doors) -> None:
    made = doors.hotel.desk.plan(RoundKind.OPEN, ["101"])
    results = doors.walk(made.number)
    taken = doors.hotel.desk.take_results(results)
    late = doors.hotel.desk.plan(RoundKind.OPEN, ["101"]).number
    doors.hotel.clock.pass_(hours=2, seconds=1)

    assert timedelta(hours=2) == made.good_until - made.made
    assert taken[0].is_done
    assert Reason.NOTHING_TO_DO is refused(lambda: doors.walk(late))


def test_a_decommissioned_lock_is_gone_and_can_be_installed_again(doors: Doors) -> None:
    desk = doors.hotel.desk
    card = desk.check_in("101", None, doors.hotel.nights(1)).card
    taken = go(doors, RoundKind.DECOMMISSION, "101")
    gone = desk.room("101").door
    back = go(doors, RoundKind.INSTALL, "101")

    assert taken[0].is_done
    assert DoorState.GONE is gone
    assert back[0].is_done
    assert Why.OPENED is doors.swipe(1, card)


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
    before = desk.rooms(), desk.doors()
    taken = desk.take_results(late)

    assert ("an older result: a later visit is known", False) == (
        taken[0].words,
        taken[0].is_altered,
    )
    assert before == (desk.rooms(), desk.doors())


def test_many_staff_cards_on_a_monday_are_no_alarm(doors: Doors) -> None:
    """Around a change of weeks each place may be at either: too many ways to try them all."""
    hotel = doors.hotel
    cards = [hotel.desk.hire(f"Bo {number}").card for number in range(10)]
    hotel.clock.pass_(days=6, hours=17)
    renewed = [hotel.desk.renew(serial).card for serial in range(1, 11, 2)]
    opened = {doors.swipe(1, card) for card in (*renewed, *cards[1::2])}
    taken = go(doors, RoundKind.AUDIT, "101")

    assert {Why.OPENED} == opened
    assert (True, False) == (taken[0].is_done, taken[0].is_altered)
    assert "cannot be told for certain" in taken[0].words


def test_another_lock_in_the_door_is_told(doors: Doors) -> None:
    doors.made[1], doors.made[2] = doors.made[2], doors.made[1]
    taken = go(doors, RoundKind.DST, "101")

    assert (False, "another lock is in this door") == (taken[0].is_done, taken[0].words)


def test_a_lock_of_another_hotel_is_not_believed(doors: Doors, tmp_path: Path) -> None:
    other = Hotel(tmp_path / "other", hotel=0x00BEEF, rooms=planned_rooms(["101"]))
    theirs = Doors(other)
    go(theirs, RoundKind.INSTALL, "101")
    doors.made[1] = theirs.door(1)
    taken = go(doors, RoundKind.DST, "101")
    other.desk.close()

    assert not taken[0].is_done


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
    assert Reason.WRONG_INPUT is refused(lambda: doors.hotel.desk.plan(kind, ()))


def test_a_room_without_a_lock_takes_no_order(doors: Doors) -> None:
    desk = doors.hotel.desk

    assert Reason.NOT_INSTALLED is refused(lambda: desk.plan(RoundKind.OPEN, ["103"]))
    assert Reason.NOTHING_TO_DO is refused(lambda: desk.plan(RoundKind.REVOKE, ()))
    assert Reason.NO_ROUND is refused(lambda: desk.package(99))


def test_a_leaf_is_never_signed_with_twice(doors: Doors) -> None:
    desk = doors.hotel.desk
    leaves = []
    for _ in range(3):
        leaves.append(desk.package(desk.plan(RoundKind.OPEN, ["101"]).number).q)
        desk = doors.hotel.reopen()

    assert [0, 1, 2] == leaves


def test_when_all_leaves_are_used_up_the_desk_says_so(doors: Doors) -> None:
    desk = doors.hotel.desk
    for _ in range(32):
        desk.plan(RoundKind.OPEN, ["101"])

    assert Reason.SIGNATURES_END is refused(lambda: desk.plan(RoundKind.OPEN, ["101"]))


def test_a_staff_card_of_last_week_still_opens_after_a_visit_on_monday(doors: Doors) -> None:
    hotel = doors.hotel
    card = hotel.desk.hire("Bo").card
    hotel.clock.pass_(days=6, hours=17)
    go(doors, RoundKind.DST, "101")

    assert Why.OPENED is doors.swipe(1, card)


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
