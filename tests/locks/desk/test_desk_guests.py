"""Which index, copy and date each card of a guest gets, and what a clerk is refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from hardware.crypto.secret import Secret
from hardware.locks.attributes import AttributeKey
from hardware.locks.chains import guest_image, guest_value
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.keys import HotelKeys
from hardware.locks.desk.refusals import Reason
from hardware.locks.hotel_time import HotelTime
from hardware.locks.keycard import INDEX_MAX, LATE_CHECK_OUT
from hardware.locks.metered import Unmetered
from tests.locks.desk.desk_kit import HOTEL, MONDAY, Hotel, chance, reason_of
from tests.locks.desk.failing_writers import Empty

EPOCH = HotelTime(datetime(2026, 11, 23, tzinfo=UTC))


def quarter(at: datetime) -> int:
    return EPOCH.seconds(at) // 900


def stored_names(hotel: Hotel) -> set[str]:
    with closing(sqlite3.connect(hotel.folder / "desk.sqlite3")) as sql:
        rows = sql.execute("SELECT guest FROM stay WHERE guest IS NOT NULL").fetchall()
    return {name for (name,) in rows}


def test_a_card_at_check_in_carries_the_first_index_and_the_stays_hours(hotel: Hotel) -> None:
    made = hotel.desk.check_in("101", "Ada", hotel.nights(2))
    card = hotel.guest_card(made.card)

    assert (HOTEL, 1, 1, 0, 0) == (card.hotel, card.lock, card.index, card.copy, card.flags)
    assert (quarter(MONDAY), quarter(datetime(2026, 11, 25, 10, tzinfo=UTC))) == (
        card.not_before,
        card.not_after,
    )


def test_a_card_carries_its_chains_value_and_its_rooms_tag(hotel: Hotel) -> None:
    crypto = Unmetered()
    keys = HotelKeys(Secret(chance("hotel")(32)), HOTEL)
    end = keys.guest_end(1, 0).reveal()
    card = hotel.guest_card(hotel.desk.check_in("101", None, hotel.nights(1)).card)
    key = AttributeKey.of(crypto, keys.attribute_key(1, 0).reveal())

    assert guest_value(crypto, HOTEL, 1, (INDEX_MAX, 1), end) == card.x
    assert key.tag96(crypto, card.body()) == card.tag


def test_a_second_stay_takes_the_next_index(hotel: Hotel) -> None:
    hotel.desk.check_in("101", None, hotel.nights(1))
    hotel.desk.check_out("101")

    assert 2 == hotel.desk.check_in("101", None, hotel.nights(1)).index


def test_duplicates_share_the_index_and_are_numbered_to_fifteen(hotel: Hotel) -> None:
    hotel.desk.check_in("101", None, hotel.nights(1))
    made = [hotel.desk.duplicate("101") for _ in range(15)]
    cards = [hotel.guest_card(each.card) for each in made]

    assert [(1, copy) for copy in range(1, 16)] == [(each.index, each.copy) for each in cards]
    assert Reason.TOO_MANY_COPIES is reason_of(lambda: hotel.desk.duplicate("101"))
    assert (2, 0) == ((lost := hotel.desk.lost("101")).index, lost.copy)
    assert (2, 1) == ((again := hotel.desk.duplicate("101")).index, again.copy)


def test_an_extension_in_time_keeps_the_index_with_a_later_date(hotel: Hotel) -> None:
    first = hotel.desk.check_in("101", None, hotel.nights(1))
    later = hotel.desk.extend("101", hotel.nights(3))

    assert first.index == later.index
    assert first.opens_until < later.opens_until
    assert later.opens_until == hotel.desk.room("101").stay.departs


def test_an_extension_after_expiry_takes_the_next_index(hotel: Hotel) -> None:
    hotel.desk.check_in("101", None, hotel.nights(1))
    hotel.clock.pass_(days=1, hours=3)

    assert 2 == hotel.desk.extend("101", hotel.nights(1)).index


def test_an_extension_to_an_earlier_date_is_refused(hotel: Hotel) -> None:
    hotel.desk.check_in("101", None, hotel.nights(3))

    assert Reason.DEPARTURE is reason_of(lambda: hotel.desk.extend("101", hotel.nights(2)))


def test_a_late_check_out_is_flagged_on_the_card(hotel: Hotel) -> None:
    early = hotel.guest_card(hotel.desk.check_in("101", None, hotel.nights(1)).card)
    departure = hotel.desk.departure("2026-11-24 15:00")
    late = hotel.guest_card(hotel.desk.extend("101", departure).card)

    assert (0, LATE_CHECK_OUT) == (early.flags, late.flags)
    assert quarter(datetime(2026, 11, 24, 14, tzinfo=UTC)) == late.not_after


def test_a_lost_card_gives_the_same_guest_the_next_index(hotel: Hotel) -> None:
    hotel.desk.check_in("101", "Ada", hotel.nights(1))
    hotel.desk.duplicate("101")
    made = hotel.desk.lost("101")

    assert (2, "Ada", 0) == (
        made.index,
        hotel.desk.room("101").stay.guest,
        hotel.desk.room("101").stay.copies,
    )
    assert any("Its duplicates (1) stop working" in each for each in made.advice)


def test_a_move_leaves_the_old_room_vacant_and_its_card_named(hotel: Hotel) -> None:
    hotel.desk.check_in("101", "Ada", hotel.nights(1))
    made = hotel.desk.move("101", "201")
    card = hotel.guest_card(made.card)

    assert (4, 1) == (card.lock, card.index)
    assert (None, "Ada") == (hotel.desk.room("101").stay, hotel.desk.room("201").stay.guest)
    assert "it opens 101 until" in made.advice[0]


def test_an_occupied_room_is_not_given_away(hotel: Hotel) -> None:
    hotel.desk.check_in("101", None, hotel.nights(1))
    hotel.desk.check_in("102", None, hotel.nights(1))

    assert Reason.OCCUPIED is reason_of(lambda: hotel.desk.check_in("101", None, hotel.nights(1)))
    assert Reason.OCCUPIED is reason_of(lambda: hotel.desk.move("101", "102"))
    assert 1 == hotel.desk.room("101").gap


@pytest.mark.parametrize("deed", ["duplicate", "lost", "check_out", "entered"])
def test_what_needs_a_guest_is_refused_in_an_empty_room(hotel: Hotel, deed: str) -> None:
    assert Reason.NOT_OCCUPIED is reason_of(lambda: getattr(hotel.desk, deed)("101"))


@pytest.mark.parametrize("deed", ["duplicate", "lost", "check_out", "entered", "escort", "room"])
def test_a_room_that_is_not_there_is_refused(hotel: Hotel, deed: str) -> None:
    assert Reason.NO_ROOM is reason_of(lambda: getattr(hotel.desk, deed)("999"))


def test_sixteen_cards_that_nobody_saw_open_ask_for_an_escort(hotel: Hotel) -> None:
    hotel.desk.check_in("101", None, hotel.nights(5))
    for _ in range(15):
        hotel.desk.lost("101")

    assert hotel.desk.room("101").needs_escort
    assert Reason.ESCORT is reason_of(lambda: hotel.desk.lost("101"))

    hotel.desk.escort("101")
    made = hotel.desk.lost("101")

    assert 17 == made.index
    assert any("AHEAD" in each for each in made.advice)
    assert Reason.ESCORT is reason_of(lambda: hotel.desk.lost("101"))

    hotel.desk.escort("101")
    hotel.desk.lost("101")
    hotel.desk.entered("101")

    assert 19 == hotel.desk.lost("101").index


def test_a_guest_who_is_seen_in_the_room_has_used_the_first_card_and_perhaps_no_other(
    hotel: Hotel,
) -> None:
    """Who claims cards lost and uses none of the new ones leaves the lock where it was."""
    hotel.desk.check_in("101", None, hotel.nights(5))
    for _ in range(15):
        hotel.desk.lost("101")
    hotel.desk.entered("101")
    hotel.desk.lost("101")

    assert 16 == hotel.desk.room("101").gap
    assert Reason.ESCORT is reason_of(lambda: hotel.desk.lost("101"))


def test_forty_ordinary_stays_never_ask_for_an_escort(hotel: Hotel) -> None:
    """Nobody tells the desk anything: a check-in, a night, a check-out."""
    for _ in range(40):
        hotel.desk.check_in("101", None, hotel.nights(1))
        hotel.clock.pass_(hours=15)
        hotel.desk.check_out("101")

    assert 0 == hotel.desk.room("101").gap


def test_guests_who_leave_at_once_are_not_presumed_to_have_entered(hotel: Hotel) -> None:
    for _ in range(16):
        hotel.desk.check_in("101", None, hotel.nights(1))
        hotel.clock.pass_(hours=5)
        hotel.desk.check_out("101")

    assert Reason.ESCORT is reason_of(lambda: hotel.desk.check_in("101", None, hotel.nights(1)))


def test_a_night_after_lost_cards_presumes_nothing_until_the_next_stay(hotel: Hotel) -> None:
    hotel.desk.check_in("101", None, hotel.nights(1))
    for _ in range(10):
        hotel.desk.lost("101")
    hotel.clock.pass_(hours=15)
    hotel.desk.check_out("101")

    after = hotel.desk.room("101").gap
    hotel.desk.check_in("101", None, hotel.nights(1))
    hotel.clock.pass_(hours=15)
    hotel.desk.check_out("101")

    assert (11, 10) == (after, hotel.desk.room("101").gap)


def test_a_false_night_after_many_claims_makes_up_for_two_cards_and_no_more(hotel: Hotel) -> None:
    """Nobody ever enters: a guest who claims cards lost, then one who has a card and a night."""
    hotel.desk.check_in("101", None, hotel.nights(1))
    for _ in range(14):
        hotel.desk.lost("101")
    hotel.desk.check_out("101")
    hotel.desk.check_in("101", None, hotel.nights(1))
    hotel.clock.pass_(hours=15)
    hotel.desk.check_out("101")
    hotel.desk.check_in("101", None, hotel.nights(1))

    assert 15 == hotel.desk.room("101").gap
    assert 18 == hotel.desk.lost("101").index
    assert Reason.ESCORT is reason_of(lambda: hotel.desk.lost("101"))


def test_what_was_booked_for_two_hours_is_no_night_however_late_it_is_checked_out(
    hotel: Hotel,
) -> None:
    """As a dispatcher does, who ends an order with the next one."""
    for _ in range(16):
        hotel.desk.check_in("101", None, hotel.clock() + timedelta(hours=2))
        hotel.clock.pass_(hours=20)
        hotel.desk.check_out("101")

    assert hotel.desk.room("101").needs_escort


def test_a_guest_who_extends_too_late_again_and_again_needs_no_escort(hotel: Hotel) -> None:
    hotel.desk.check_in("101", None, hotel.nights(1))
    for _ in range(20):
        hotel.clock.pass_(days=1)
        hotel.desk.extend("101", hotel.nights(1))

    assert 1 == hotel.desk.room("101").gap


def test_a_card_that_failed_at_the_writer_was_not_seen_by_who_went_along(hotel: Hotel) -> None:
    hotel.desk.check_in("101", None, hotel.nights(5))
    for _ in range(15):
        hotel.desk.lost("101")
    hotel.desk.escort("101")
    desk = hotel.reopen(writer=Empty(hotel.cards))
    failed = reason_of(lambda: desk.lost("101"))
    desk.entered("101")

    assert Reason.WRITER is failed
    assert 16 == desk.room("101").gap


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "2026-13-01", "25:00", "+0", "2026-11-22", "2029-01-01", "09:00", "+1 +1", "१"],
)
def test_a_departure_that_is_none_is_refused(hotel: Hotel, typed: str) -> None:
    def act() -> None:
        hotel.desk.check_in("101", None, hotel.desk.departure(typed))

    hotel.clock.pass_(hours=3)

    assert Reason.DEPARTURE is reason_of(act)
    assert 0 == hotel.desk.room("101").gap


def test_both_nights_that_the_clocks_change_end_at_eleven_local(hotel: Hotel) -> None:
    typed = ("2027-03-27", "2027-03-28", "2026-10-24", "2026-10-25")
    hours = [hotel.desk.departure(each).hour for each in typed]

    assert [10, 9, 9, 10] == hours


def test_an_hour_that_the_clocks_skip_is_refused(hotel: Hotel) -> None:
    assert Reason.DEPARTURE is reason_of(lambda: hotel.desk.departure("2027-03-28 02:30"))


def test_the_next_changes_of_the_clocks_are_known_to_the_second(hotel: Hotel) -> None:
    changes = hotel.desk.hotel.hours.next_changes(MONDAY)

    assert (datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC)) == changes


def test_a_guests_name_is_overwritten_a_day_after_check_out(hotel: Hotel) -> None:
    hotel.desk.check_in("101", "Ada Zephyr", hotel.nights(1))
    hotel.desk.check_out("101")
    hotel.clock.pass_(hours=23)
    hotel.desk.check_in("102", "Bo", hotel.nights(1))
    kept = stored_names(hotel)
    hotel.clock.pass_(hours=2)
    hotel.desk.check_in("201", None, hotel.nights(1))
    hotel.desk.close()

    assert {"Ada Zephyr", "Bo"} == kept
    assert {"Bo"} == stored_names(hotel)
    assert not any(b"Zephyr" in each.read_bytes() for each in hotel.folder.iterdir())


def test_no_guests_name_is_in_the_log(hotel: Hotel) -> None:
    hotel.desk.check_in("101", "Ada Zephyr", hotel.nights(1))
    hotel.desk.move("101", "102")

    assert "Zephyr" not in str(hotel.desk.log_tail(100))


def test_an_index_is_refused_by_the_file_itself_if_it_was_issued_before(hotel: Hotel) -> None:
    hotel.desk.check_in("101", None, hotel.nights(1))
    hotel.desk.close()
    with closing(sqlite3.connect(hotel.folder / "desk.sqlite3")) as sql:
        found = sql.execute("SELECT lock, generation, k FROM card").fetchall()
        with pytest.raises(sqlite3.IntegrityError):
            sql.execute(
                "INSERT INTO card (lock, generation, k, copy, is_new, begun, state)"
                " VALUES (1, 0, 1, 0, 1, 0, 'begun')"
            )

    assert [(1, 0, 1)] == found


def test_the_last_index_of_a_chain_can_be_issued_and_no_further(hotel: Hotel) -> None:
    hotel.desk.close()
    with closing(sqlite3.connect(hotel.folder / "desk.sqlite3")) as sql, sql:
        sql.execute("UPDATE room SET issued = ?, believed = ? WHERE lock = 1", (65_534, 65_534))
    hotel.desk = hotel.opened()
    card = hotel.guest_card(hotel.desk.check_in("101", None, hotel.nights(1)).card)
    end = HotelKeys(Secret(chance("hotel")(32)), HOTEL).guest_end(1, 0).reveal()

    assert (INDEX_MAX, end) == (card.index, card.x)
    assert Reason.CHAIN_ENDS is reason_of(lambda: hotel.desk.lost("101"))


@pytest.mark.parametrize("k", [0, 1, 255, 256, 257, 511, 512, 65_279, 65_280, 65_534, 65_535])
def test_every_index_has_the_value_that_the_whole_walk_gives(hotel: Hotel, k: int) -> None:
    from hardware.locks.desk import room_chains

    crypto = Unmetered()
    end = hotel.desk._store.keys.guest_end(1, 0).reveal()
    value = room_chains.value(hotel.desk._store, 1, 0, k).reveal()

    assert guest_value(crypto, HOTEL, 1, (INDEX_MAX, k), end) == value


def test_a_lock_that_holds_an_image_knows_the_next_card_by_it(hotel: Hotel) -> None:
    crypto = Unmetered()
    first = hotel.guest_card(hotel.desk.check_in("101", None, hotel.nights(1)).card)
    second = hotel.guest_card(hotel.desk.lost("101").card)
    climbed = guest_value(crypto, HOTEL, 1, (2, 1), second.x)

    assert guest_image(crypto, HOTEL, 1, 1, first.x) == guest_image(crypto, HOTEL, 1, 1, climbed)


def test_a_name_with_control_signs_is_refused(hotel: Hotel) -> None:
    assert Reason.WRONG_INPUT is reason_of(
        lambda: hotel.desk.check_in("101", "A\x1b[2J", hotel.nights(1))
    )
    assert Reason.WRONG_INPUT is reason_of(
        lambda: hotel.desk.check_in("101", "A" * 81, hotel.nights(1))
    )


def test_a_clock_from_before_the_hotel_is_refused(hotel: Hotel) -> None:
    departure = hotel.nights(1)
    hotel.clock.now = datetime(2020, 1, 1, tzinfo=UTC)

    assert Reason.CLOCK is reason_of(lambda: hotel.desk.check_in("101", None, departure))


def test_a_desk_opens_again_where_it_was(hotel: Hotel) -> None:
    hotel.desk.check_in("101", "Ada", hotel.nights(1))
    before = hotel.desk.room("101")
    desk: Desk = hotel.reopen()

    assert before == desk.room("101")
    assert desk.log_verified(None).is_good
