"""Staff's places: taken at once, revoked door by door, and free again only after every door."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from hardware.crypto.secret import Secret
from hardware.locks.chains import staff_value
from hardware.locks.desk.keys import HotelKeys
from hardware.locks.desk.refusals import Reason
from hardware.locks.desk.staff import StaffState
from hardware.locks.metered import Unmetered
from tests.locks.desk.desk_kit import HOTEL, Hotel, chance, refused


def install_all(hotel: Hotel) -> None:
    """As after the first round."""
    write(hotel, "UPDATE room SET state = 'installed', table_through = 1, revoked_through = 1")


def write(hotel: Hotel, statement: str) -> None:
    with closing(sqlite3.connect(hotel.folder / "desk.sqlite3")) as sql, sql:
        sql.execute(statement)


def test_a_hire_gets_the_next_place_and_this_periods_value(hotel: Hotel) -> None:
    hotel.clock.pass_(weeks=3)
    first, second = hotel.desk.hire("Bo"), hotel.desk.hire("Cy")
    card = hotel.staff_card(first.card)
    end = HotelKeys(Secret(chance("hotel")(32)), HOTEL).staff_end(1, 0).reveal()

    assert (1, 0, 3) == (card.serial, card.slot, card.period)
    assert staff_value(Unmetered(), HOTEL, 1, (1_560, 3), end) == card.c
    assert (2, 1) == ((other := hotel.staff_card(second.card)).serial, other.slot)


def test_a_renewal_is_for_the_next_period_from_twelve_hours_before(hotel: Hotel) -> None:
    hotel.desk.hire("Bo")
    hotel.clock.now = datetime(2026, 11, 29, 11, 59, tzinfo=UTC)
    early = hotel.staff_card(hotel.desk.renew(1).card).period
    hotel.clock.pass_(minutes=1)

    assert (0, 1) == (early, hotel.staff_card(hotel.desk.renew(1).card).period)


def test_a_card_that_was_not_renewed_is_shown_as_such(hotel: Hotel) -> None:
    hotel.desk.hire("Bo")
    hotel.clock.pass_(weeks=1)
    fresh = hotel.desk.staff()[0].needs_renewal
    hotel.clock.pass_(days=2)

    assert (False, True) == (fresh, hotel.desk.staff()[0].needs_renewal)


@pytest.mark.parametrize(("weeks", "days"), [(1, 7), (4, 28), (26, 182)])
def test_a_staff_card_lives_as_long_as_the_renewal_says(tmp_path, weeks: int, days: int) -> None:
    from hardware.locks.desk.set_up import Renewal

    hotel = Hotel(tmp_path, renewal=Renewal(weeks))
    made = hotel.desk.hire("Bo")
    hotel.desk.close()

    assert timedelta(days=days + 1) == made.opens_until - made.opens_from


def test_a_lost_staff_card_moves_the_person_to_the_next_place(hotel: Hotel) -> None:
    install_all(hotel)
    hotel.desk.hire("Bo")
    made = hotel.desk.staff_lost(1)
    card = hotel.staff_card(made.card)
    people = {each.serial: each for each in hotel.desk.staff()}

    assert (2, 1) == (card.serial, card.slot)
    assert (StaffState.LOST, StaffState.WORKS) == (people[1].state, people[2].state)
    assert 1 == people[2].person
    assert Reason.STAFF_ENDED is refused(lambda: hotel.desk.renew(1)).reason


def test_a_revocation_is_listed_by_floor_until_every_lock_has_confirmed(hotel: Hotel) -> None:
    install_all(hotel)
    hotel.desk.hire("Bo")
    hotel.desk.fire(1)
    (listed,) = hotel.desk.revocations()
    write(hotel, "UPDATE room SET revoked_through = 2 WHERE floor = 1")
    (half,) = hotel.desk.revocations()
    write(hotel, "UPDATE room SET revoked_through = 2")

    assert (0, 5) == (listed.done, listed.outstanding)
    assert [(1, ("101", "102", "103")), (2, ("201", "202"))] == [
        (floor.floor, floor.outstanding) for floor in listed.floors
    ]
    assert (3, ("201", "202")) == (half.done, half.floors[1].outstanding)
    assert () == hotel.desk.revocations()


def test_the_hundred_and_ninety_third_is_refused_in_words(hotel: Hotel) -> None:
    install_all(hotel)
    write(hotel, "UPDATE slot SET state = 'taken' WHERE slot < 191")
    hotel.desk.hire("Bo")
    refusal = refused(lambda: hotel.desk.hire("Cy"))

    assert Reason.NO_SLOT is refusal.reason
    assert "All 192 places for staff are in use: 192 are taken" in refusal.words


def test_a_place_with_a_serial_that_some_door_lacks_is_not_given_away(hotel: Hotel) -> None:
    install_all(hotel)
    write(hotel, "UPDATE slot SET since = 5")
    some = refused(lambda: hotel.desk.hire("Bo"))
    write(hotel, "UPDATE room SET table_through = 5 WHERE number != '202'")
    still = refused(lambda: hotel.desk.hire("Bo"))
    write(hotel, "UPDATE room SET table_through = 5")

    assert [Reason.NO_SLOT] * 2 == [some.reason, still.reason]
    assert 0 == hotel.staff_card(hotel.desk.hire("Bo").card).slot


@pytest.mark.parametrize("name", ["", "  ", "A\n\x07", "A" * 81])
def test_a_name_that_is_none_is_refused(hotel: Hotel, name: str) -> None:
    assert Reason.WRONG_INPUT is refused(lambda: hotel.desk.hire(name)).reason


def test_somebody_who_is_not_there_is_refused(hotel: Hotel) -> None:
    acts = (hotel.desk.fire, hotel.desk.renew, hotel.desk.staff_lost, hotel.desk.staff_card)
    reasons = [refused(partial(act, 99)).reason for act in acts]

    assert [Reason.NO_STAFF] * 4 == reasons
