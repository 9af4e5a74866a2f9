"""Where indexes, leaves, periods, serials and quarter hours end: desk and real locks go there.

The desk begins near each end by a change of its file before it is opened.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hardware.locks.audit_entry import Why
from hardware.locks.desk import slots
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.refusals import Reason
from hardware.locks.desk.rooms import DoorState
from hardware.locks.desk.visits import RoundKind
from hardware.locks.hotel_time import QUARTER_S, QUARTERS_MAX
from hardware.locks.keycard import INDEX_MAX
from hardware.locks.order_commands import Resync
from hardware.locks.orders import Order
from tests.locks.desk.desk_doors import Door, Doors, go
from tests.locks.desk.desk_kit import Hotel, reason_of, refused, restored

LAST_WEEK = 1_560


def moved_on(hotel: Hotel, statement: str, *values: int) -> Desk:
    """The same desk, near an end."""
    hotel.desk.close()
    with closing(sqlite3.connect(hotel.folder / "desk.sqlite3")) as sql, sql:
        sql.execute(statement, values)
    hotel.desk = hotel.opened()
    return hotel.desk


def near_the_last_index(doors: Doors, left: int) -> Desk:
    """101 has a lock that stands where the desk does: so many indexes before the last."""
    at = INDEX_MAX - left
    desk = moved_on(doors.hotel, "UPDATE room SET issued = ?1, believed = ?1 WHERE lock = 1", at)
    doors.made[1] = Door(doors.hotel, 901)
    go(doors, RoundKind.INSTALL, "101")
    return desk


def later(hotel: Hotel, weeks: int, **more: float) -> datetime:
    """So long after the hotel began."""
    hotel.clock.now = hotel.desk.hotel.time.epoch + timedelta(weeks=weeks, **more)
    return hotel.clock.now


class TestIndexes:
    def test_every_kind_of_card_is_made_up_to_the_last_index_and_opens(self, doors: Doors) -> None:
        desk = near_the_last_index(doors, 2)
        first = desk.check_in("101", None, doors.hotel.nights(2))
        twin = desk.duplicate("101")
        answers = [doors.swipe(1, first.card), doors.swipe(1, twin.card)]
        last = desk.lost("101")
        twin_of_last = desk.duplicate("101")
        longer = desk.extend("101", doors.hotel.nights(3))
        answers += [doors.swipe(1, each.card) for each in (last, twin_of_last, longer)]

        assert [INDEX_MAX - 1] * 2 + [INDEX_MAX] * 3 == [
            each.index for each in (first, twin, last, twin_of_last, longer)
        ]
        assert [Why.OPENED] * 5 == answers
        assert Why.OLD is doors.swipe(1, first.card)

    def test_after_the_last_index_nothing_gives_another_and_a_reseed_goes_on(
        self, doors: Doors
    ) -> None:
        desk = near_the_last_index(doors, 1)
        last = desk.check_in("101", None, doors.hotel.nights(1))
        entered = doors.swipe(1, last.card)
        desk.escort("101")
        lost = refused(lambda: desk.lost("101"))
        occupied = reason_of(lambda: desk.plan(RoundKind.RESEED, ["101"]))
        doors.hotel.clock.pass_(days=2)
        extended = reason_of(lambda: desk.extend("101", doors.hotel.nights(3)))
        desk.check_out("101")
        checked_in = reason_of(lambda: desk.check_in("101", None, doors.hotel.nights(1)))
        (taken,) = go(doors, RoundKind.RESEED, "101")
        made = desk.check_in("101", None, doors.hotel.nights(1))
        answers = doors.swipe(1, made.card), doors.swipe(1, last.card)

        assert Why.OPENED is entered
        assert "once nobody stays there" in lost.words
        assert [Reason.CHAIN_ENDS, Reason.OCCUPIED] == [lost.reason, occupied]
        assert [Reason.CHAIN_ENDS] * 2 == [extended, checked_in]
        assert (True, False) == (taken.is_done, taken.is_altered)
        assert 1 == made.index
        assert Why.OPENED is answers[0]
        assert Why.OPENED is not answers[1]

    def test_a_lock_far_behind_the_last_index_is_brought_to_it(self, doors: Doors) -> None:
        desk = near_the_last_index(doors, 40)
        statement = "UPDATE room SET issued = ?1, believed = ?1 WHERE lock = 1"
        desk = moved_on(doors.hotel, statement, INDEX_MAX - 1)
        last = desk.check_in("101", None, doors.hotel.nights(2))
        before = doors.swipe(1, last.card)
        go(doors, RoundKind.RESYNC, "101")

        assert INDEX_MAX == last.index
        assert [Why.AHEAD, Why.OPENED] == [before, doors.swipe(1, last.card)]

    def test_a_restore_that_would_jump_over_the_end_makes_no_index_again(
        self, doors: Doors, tmp_path: Path
    ) -> None:
        hotel = doors.hotel
        near_the_last_index(doors, 5)
        hotel.desk.back_up(tmp_path / "one")
        after = hotel.desk.check_in("101", None, hotel.nights(9))
        entered = doors.swipe(1, after.card)
        restored(hotel, tmp_path / "one")
        hotel.desk.back_up(tmp_path / "two")
        hotel.desk.escort("101")
        ended = reason_of(lambda: hotel.desk.check_in("101", None, hotel.nights(1)))
        go(doors, RoundKind.RESYNC, "101")
        former = doors.swipe(1, after.card)
        go(doors, RoundKind.RESEED, "101")
        made = hotel.desk.check_in("101", None, hotel.nights(1))

        assert Why.OPENED is entered
        assert Reason.CHAIN_ENDS is ended
        assert Why.OLD is former
        assert 1 == made.index
        assert Why.OPENED is doors.swipe(1, made.card)


class TestLeaves:
    def test_the_last_leaves_give_the_locks_back_and_sign_nothing_else(self, doors: Doors) -> None:
        hotel = doors.hotel
        desk = moved_on(hotel, "UPDATE hotel SET next_leaf = 27")
        last = desk.plan(RoundKind.REVOKE, ["101"])
        taken = desk.take_results(doors.walk(last.number))
        kinds = [each for each in RoundKind if each not in _WITHOUT_A_LEAF]
        reasons = {reason_of(lambda kind=each: desk.plan(kind, ["101"])) for each in kinds}
        given_back = [go(doors, RoundKind.DECOMMISSION, each)[0] for each in ("101", "102", "201")]

        assert ["Signatures for 0 further rounds are left" in each for each in last.advice] == [
            True
        ]
        assert [True] == [each.is_done for each in taken]
        assert {Reason.SIGNATURES_END} == reasons
        assert [True] * 3 == [each.is_done for each in given_back]
        assert {DoorState.GONE} == {desk.room(each).door for each in ("101", "102", "201")}

    def test_after_the_very_last_leaf_cards_go_on_and_no_order_is_signed(
        self, doors: Doors
    ) -> None:
        desk = moved_on(doors.hotel, "UPDATE hotel SET next_leaf = 31")
        (taken,) = go(doors, RoundKind.DECOMMISSION, "102")
        ended = reason_of(lambda: desk.plan(RoundKind.DECOMMISSION, ["101"]))
        go(doors, RoundKind.INSTALL, "102")
        card = desk.check_in("102", None, doors.hotel.nights(1)).card

        assert taken.is_done
        assert Reason.SIGNATURES_END is ended
        assert Why.OPENED is doors.swipe(2, card)

    def test_many_leaves_are_no_advice(self, doors: Doors) -> None:
        assert () == doors.hotel.desk.plan(RoundKind.AUDIT, ["101"]).advice

    def test_a_generation_is_beyond_every_leaf_and_fits_its_field(self, doors: Doors) -> None:
        """The leaf that a new chain's number comes from is at most 32,767."""
        statement = "UPDATE room SET generation = 32766 WHERE lock = 1"
        desk = moved_on(doors.hotel, statement)
        (job,) = desk.package(desk.plan(RoundKind.RESEED, ["101"]).number).jobs
        resync = Order.decode(job.order.encode()).commands[1]

        assert isinstance(resync, Resync)
        assert 32_767 == resync.generation


class TestPeriods:
    def test_staff_work_through_the_last_period_and_no_value_serves_twice(
        self, doors: Doors
    ) -> None:
        """A value for two periods would let whoever holds the older card go on for ever."""
        hotel = doors.hotel
        desk = hotel.desk
        desk.hire("Bo")
        later(hotel, LAST_WEEK - 1)
        go(doors, RoundKind.DST)
        before = hotel.staff_card(desk.renew(1).card)
        later(hotel, LAST_WEEK, hours=1)
        go(doors, RoundKind.DST)
        last = desk.renew(1)
        opened = doors.swipe(1, last.card)
        later(hotel, LAST_WEEK, days=6, hours=13)
        early = reason_of(lambda: desk.renew(1))
        again = desk.staff_card(1)
        later(hotel, LAST_WEEK + 1, hours=1)
        deeds = (
            lambda: desk.renew(1),
            lambda: desk.staff_card(1),
            lambda: desk.hire("Cy"),
            lambda: desk.staff_lost(1),
        )
        reasons = {reason_of(each) for each in deeds}
        in_grace = doors.swipe(1, again.card)
        later(hotel, LAST_WEEK + 1, days=1, hours=1)
        reasons.add(reason_of(lambda: desk.plan(RoundKind.DST, ())))
        reasons.add(reason_of(lambda: desk.plan(RoundKind.INSTALL, ["103"])))

        assert last.index == LAST_WEEK == before.period + 1
        assert before.c != hotel.staff_card(last.card).c
        assert {Reason.CLOCK} == reasons | {early}
        assert [Why.OPENED] * 2 == [opened, in_grace]
        assert Why.PERIOD is doors.swipe(1, again.card)
        assert ["works"] == [each.state.value for each in desk.staff()]

    def test_after_the_last_period_locks_still_take_orders(self, doors: Doors) -> None:
        hotel = doors.hotel
        hotel.desk.hire("Bo")
        later(hotel, LAST_WEEK + 3)
        hotel.desk.fire(1)
        kinds = (RoundKind.REVOKE, RoundKind.OPEN, RoundKind.AUDIT)
        taken = [go(doors, each, "101")[0] for each in kinds]

        assert [True] * 3 == [each.is_done for each in taken]

    @pytest.mark.parametrize(("weeks", "last"), [(1, 1_560), (4, 390), (26, 60)])
    def test_each_renewal_has_its_last_period(self, tmp_path: Path, weeks: int, last: int) -> None:
        hotel = Hotel(tmp_path)
        moved_on(hotel, "UPDATE hotel SET period_weeks = ?", weeks)
        moved_on(hotel, "DELETE FROM staff_chain")
        later(hotel, last * weeks, hours=1)
        made = hotel.desk.hire("Bo")
        later(hotel, (last + 1) * weeks, hours=1)
        ended = reason_of(lambda: hotel.desk.renew(1))
        hotel.desk.close()

        assert last == made.index
        assert Reason.CLOCK is ended


_WITHOUT_A_LEAF = (RoundKind.INSTALL, RoundKind.DECOMMISSION)


class TestTime:
    def test_a_stay_to_the_last_quarter_hour_opens_and_none_goes_over_it(
        self, doors: Doors
    ) -> None:
        hotel = doors.hotel
        desk = hotel.desk
        end = desk.hotel.time.instant(QUARTERS_MAX * QUARTER_S)
        hotel.clock.now = end - timedelta(days=1)
        go(doors, RoundKind.DST)
        over = reason_of(lambda: desk.check_in("101", None, end + timedelta(seconds=1)))
        made = desk.check_in("101", None, end - timedelta(hours=1))
        longer = desk.extend("101", end)
        further = reason_of(lambda: desk.extend("101", end + timedelta(hours=1)))
        answers = [doors.swipe(1, each.card) for each in (made, longer)]
        hotel.clock.now = end + timedelta(minutes=30)
        answers.append(doors.swipe(1, longer.card))
        hotel.clock.now = end + timedelta(minutes=30, seconds=1)
        answers.append(doors.swipe(1, longer.card))

        assert [Reason.DEPARTURE] * 2 == [over, further]
        assert QUARTERS_MAX == hotel.guest_card(longer.card).not_after
        assert [*[Why.OPENED] * 3, Why.EXPIRED] == answers
        assert Reason.DEPARTURE is reason_of(lambda: desk.check_in("102", None, hotel.nights(1)))

    def test_a_night_that_the_clocks_change_in_the_last_year_ends_at_eleven(
        self, doors: Doors
    ) -> None:
        hotel = doors.hotel
        later(hotel, 1_557)
        nights = [hotel.desk.departure(f"+{count}") for count in range(1, 366) if count % 7 == 0]
        shown = {hotel.desk.hotel.hours.shown(each)[-5:] for each in nights}
        (taken,) = go(doors, RoundKind.DST, "101")

        assert {"11:00"} == shown
        assert (True, False) == (taken.is_done, taken.is_altered)


class TestSerials:
    def test_the_last_serial_opens_and_places_given_up_afterwards_stay_so(
        self, doors: Doors
    ) -> None:
        hotel = doors.hotel
        desk = moved_on(hotel, "UPDATE hotel SET next_serial = ?", slots.SERIAL_MAX)
        for number in range(1, 4):
            desk.hire("Bo")
            desk.fire(number)
        go(doors, RoundKind.REVOKE)
        go(doors, RoundKind.DST)
        before = staff_version(hotel)
        go(doors, RoundKind.AUDIT, "101")
        after = staff_version(hotel)
        desk = moved_on(hotel, "UPDATE slot SET state = 'taken' WHERE state = 'spare' AND slot > 2")
        last = desk.hire("Last")
        none = refused(lambda: desk.hire("One more"))

        assert slots.SERIAL_MAX == hotel.staff_card(last.card).serial
        assert Why.OPENED is doors.swipe(1, last.card)
        assert Reason.NO_SLOT is none.reason
        assert "65535 numbers of staff cards are used up" in none.words
        assert before == after

    def test_a_restore_skips_all_serials_that_may_have_been_given_since(
        self, tmp_path: Path
    ) -> None:
        """192 places given up, 16 more taken and given up: 208, and none of them comes twice."""
        hotel = Hotel(tmp_path)
        moved_on(hotel, "UPDATE slot SET state = 'revoked', revoked = 0")
        hotel.desk.back_up(tmp_path / "one")
        before = next_serial(hotel)
        restored(hotel, tmp_path / "one")
        skipped = next_serial(hotel) - before
        hotel.desk.close()

        assert 192 + 16 == skipped

    def test_a_restore_over_too_many_backups_leaves_no_serial_twice(self, tmp_path: Path) -> None:
        hotel = Hotel(tmp_path)
        hotel.desk.back_up(tmp_path / "one")
        restored(hotel, tmp_path / "one", newest=1_000)
        number = next_serial(hotel)
        hotel.desk.close()

        assert slots.SERIAL_MAX + 1 == number


def staff_version(hotel: Hotel) -> int:
    return one_number(hotel, "SELECT staff_version FROM hotel")


def next_serial(hotel: Hotel) -> int:
    return one_number(hotel, "SELECT next_serial FROM hotel")


def one_number(hotel: Hotel, question: str) -> int:
    with closing(sqlite3.connect(hotel.folder / "desk.sqlite3")) as sql:
        return sql.execute(question).fetchone()[0]
