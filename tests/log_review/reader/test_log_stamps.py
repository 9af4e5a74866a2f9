"""Times of a log lie on a line that never jumps: year, summer time, set clocks, late lines."""

from __future__ import annotations

import pytest

from bank_server.log_review.stamps import DAY_S, Stamps, Timeline, year_of_first

HOUR_S = 3600


def gaps(*stamps: str, year: int = 2016) -> list[int | None]:
    """Seconds from the first stamp to each of the others, on the line."""
    line = Timeline(Stamps(year))
    first = line.at(stamps[0].encode())
    assert first is not None
    others = [line.at(each.encode()) for each in stamps[1:]]
    return [None if each is None else each - first for each in others]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Mar 30 15:54:01", "Mar 30 15:54:02", 1),
        ("Mar  1 00:00:00", "Mar  2 00:00:00", DAY_S),
        ("Mar 1 00:00:00", "Mar 11 00:00:00", 10 * DAY_S),
        ("Feb 28 23:59:59", "Feb 29 00:00:00", 1),
        ("Feb 29 23:59:59", "Mar  1 00:00:00", 1),
        ("2016-03-30T15:54:01.123456+02:00", "2016-03-30T15:54:02.000001+02:00", 1),
        ("2016-03-27T01:59:59+01:00", "2016-03-27T03:00:00+02:00", 1),
        ("2016-10-30T02:59:59+02:00", "2016-10-30T02:00:00+0100", 1),
        ("2016-10-30T02:59:59Z", "2016-10-30T02:59:59.5+00:00", 0),
        ("2016-10-30 02:59:59", "2016-10-30 03:00:00", 1),
        ("2015-12-31T23:59:59+00:00", "2017-01-01T00:00:00+00:00", 366 * DAY_S + 1),
        ("Dec 31 23:59:59", "Jan  1 00:00:00", 1),
        ("Nov 30 00:00:00", "Jan  1 00:00:00", 32 * DAY_S),
        ("Jan  1 00:00:10", "Dec 31 23:59:59", 0),
    ],
)
def test_time_between_two_stamps(first: str, second: str, expected: int) -> None:
    assert [expected] == gaps(first, second)


def test_a_year_without_29_february_goes_on_in_march() -> None:
    assert [1] == gaps("Feb 28 23:59:59", "Mar  1 00:00:00", year=2015)


def test_29_february_of_a_year_that_was_guessed_wrong_takes_its_day() -> None:
    told = gaps(
        "Feb 28 12:00:00", "Feb 29 12:00:00", "Mar  1 12:00:00", "Mar  1 12:00:01",
        "Mar  1 12:00:02", "Mar  1 13:00:02", year=2015,
    )  # fmt: skip

    assert told[0] == DAY_S
    assert told[-1] == DAY_S + HOUR_S + 2


@pytest.mark.parametrize(
    "stamp",
    ["Xyz  1 00:00:00", "Feb 30 00:00:00", "Jan  0 00:00:00", "Jan  1 24:00:00", "Jan  1 00:60:00",
     "2016-13-01T00:00:00", "2016-02-30T00:00:00+00:00"],
)  # fmt: skip
def test_a_moment_that_is_none_has_no_place(stamp: str) -> None:
    assert [None, 1] == gaps("Mar  1 00:00:00", stamp, "Mar  1 00:00:01")


def test_several_years_follow_one_another() -> None:
    told = gaps("Jul  1 00:00:00", "Jan  1 00:00:00", "Jul  1 00:00:00", "Jan  1 00:00:00")

    assert [184 * DAY_S, 365 * DAY_S, (365 + 184) * DAY_S] == told


def test_a_late_line_moves_no_other() -> None:
    told = gaps("Mar 30 12:00:00", "Mar 29 12:00:00", "Mar 30 12:00:01", "Mar 30 12:00:02")

    assert [0, 1, 2] == told


def test_lines_a_little_out_of_order_stay_where_the_line_is() -> None:
    assert [10, 10, 11] == gaps(
        "Mar 30 12:00:00", "Mar 30 12:00:10", "Mar 30 12:00:05", "Mar 30 12:00:11"
    )


def test_the_hour_that_comes_twice_takes_an_hour_each_time() -> None:
    """From the third stamp on, times between are exact again."""
    told = gaps(
        "Oct 30 02:59:59", "Oct 30 02:00:00", "Oct 30 02:00:10", "Oct 30 02:00:20",
        "Oct 30 02:30:00", "Oct 30 03:00:00",
    )  # fmt: skip

    assert [0, 0, 20, 30 * 60, HOUR_S] == told


def test_the_line_never_runs_backwards() -> None:
    stamps = [
        f"{month} {day:2d} {hour:02d}:00:00"
        for day in (1, 28, 3, 17)
        for month in ("Mar", "Jan", "Dec", "Oct", "Nov")
        for hour in (3, 1, 2, 23, 0)
    ]
    told = gaps(*stamps)

    assert told == sorted(each for each in told if each is not None)


def test_shifting_all_stamps_changes_no_time_between_them() -> None:
    may = gaps("May 30 23:59:58", "May 30 23:59:59", "May 31 00:10:00", "Jun  1 04:00:00")
    december = gaps("Dec 30 23:59:58", "Dec 30 23:59:59", "Dec 31 00:10:00", "Jan  1 04:00:00")

    assert may == december


@pytest.mark.parametrize(
    ("stamp", "expected"), [(b"Nov 21 00:00:00", 2026), (b"Nov 25 00:00:00", 2025), (None, 2026)]
)
def test_the_first_stamp_is_of_the_last_year_that_it_can_be_of(
    stamp: bytes | None, expected: int
) -> None:
    now = Stamps(2026).seconds(b"Nov 22 00:00:00")
    assert now is not None

    assert expected == year_of_first(stamp, now)
