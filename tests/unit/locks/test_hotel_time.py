"""The hotel's own time, and which staff periods open when."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from hardware.locks import hotel_time
from hardware.locks.hotel_time import DAY_S, HOUR_S, WEEK_S, HotelTime

EPOCH = datetime(2027, 1, 4, tzinfo=UTC)
TIME = HotelTime(EPOCH)


@pytest.mark.parametrize(
    "epoch",
    [
        datetime(2027, 1, 4),  # noqa: DTZ001 - a naive one is the point
        datetime(2027, 1, 5, tzinfo=UTC),
        datetime(2027, 1, 4, 1, tzinfo=UTC),
        datetime(2027, 1, 4, tzinfo=timezone(timedelta(hours=1))),
    ],
)
def test_the_epoch_is_a_monday_at_midnight_utc(epoch):
    with pytest.raises(ValueError, match="epoch"):
        HotelTime(epoch)


def test_seconds_are_the_same_whatever_the_clocks_on_the_wall_do():
    berlin = ZoneInfo("Europe/Berlin")
    before = datetime(2027, 3, 28, 1, 59, 59, tzinfo=berlin)
    after = datetime(2027, 3, 28, 3, 0, 0, tzinfo=berlin)

    assert 1 == TIME.seconds(after) - TIME.seconds(before)
    assert after == TIME.instant(TIME.seconds(after))


@pytest.mark.parametrize(
    "at",
    [
        EPOCH - timedelta(seconds=1),
        EPOCH + timedelta(seconds=2**32),
        datetime(2027, 2, 1),  # noqa: DTZ001 - a naive one is the point
    ],
)
def test_a_time_outside_the_hotel_s_is_refused(at):
    with pytest.raises(ValueError, match="the time"):
        TIME.seconds(at)


def test_twenty_years_fit_into_every_field():
    end = TIME.seconds(datetime(2047, 1, 7, tzinfo=UTC))

    assert hotel_time.quarter_ended(end) < hotel_time.QUARTERS_MAX
    assert hotel_time.period(end, 1) < hotel_time.PERIODS_MAX
    assert 1_044 == hotel_time.week(end)


def test_a_card_s_quarters_cover_its_seconds():
    assert (1, 2) == (hotel_time.quarter_begun(1_799), hotel_time.quarter_ended(1_799))
    assert (2, 2) == (hotel_time.quarter_begun(1_800), hotel_time.quarter_ended(1_800))


@pytest.mark.parametrize("weeks", [1, 4, 26])
def test_two_periods_open_around_the_change_and_one_between(weeks):
    start, end = 5 * weeks * WEEK_S, 6 * weeks * WEEK_S
    accepted = [
        list(hotel_time.periods_accepted(at, weeks))
        for at in (
            start,
            start + DAY_S - 1,
            start + DAY_S,
            end - 12 * HOUR_S - 1,
            end - 12 * HOUR_S,
        )
    ]

    assert [[4, 5], [4, 5], [5], [5], [5, 6]] == accepted


def test_the_first_period_has_none_before_it():
    assert [0] == list(hotel_time.periods_accepted(0, 1))


def test_a_period_is_a_week_four_weeks_or_half_a_year():
    with pytest.raises(ValueError, match="26"):
        hotel_time.period(0, 2)
