"""A round: signed once, walked with real locks, and taken back; each kind does what it says."""

from __future__ import annotations

from datetime import timedelta

from hardware.locks.audit_entry import Why
from hardware.locks.desk.refusals import Reason
from hardware.locks.desk.rooms import DoorState
from hardware.locks.desk.visits import RoundKind
from tests.locks.desk.desk_doors import LOCKS, Doors, go
from tests.locks.desk.desk_kit import Hotel, reason_of

ROOMS = tuple(LOCKS)


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
    occupied = reason_of(lambda: desk.plan(RoundKind.REKEY, ["101"]))
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
    assert Reason.NOTHING_TO_DO is reason_of(lambda: doors.walk(late))


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
