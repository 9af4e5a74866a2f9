"""Business days follow each other without a gap and without an overlap, whatever the clocks do."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bank_server.service.clock import business_date, business_day, business_day_began_ms

HOUR_MS = 3_600_000
# Clocks that change by night, at midnight, by half an hour, and over a whole day.
ZONES = (
    "UTC",
    "Europe/Dublin",
    "America/New_York",
    "America/Havana",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Pacific/Apia",
)


def ms(*when):
    return int(datetime(*when, tzinfo=UTC).timestamp() * 1000)


moments = st.integers(ms(2005, 1, 1), ms(2030, 1, 1))
zones = st.sampled_from(ZONES)
minutes = st.integers(0, 24 * 60 - 1)


@pytest.mark.parametrize(
    ("now", "ends", "began"),
    [
        # In Berlin, 2026-10-25, the hour from 2:00 comes twice: from 0:00 and from 1:00 UTC.
        ((2026, 10, 25, 0, 29), 150, (2026, 10, 24, 0, 30)),
        ((2026, 10, 25, 0, 30), 150, (2026, 10, 25, 0, 30)),
        ((2026, 10, 25, 1, 0), 150, (2026, 10, 25, 0, 30)),
        ((2026, 10, 25, 1, 30), 150, (2026, 10, 25, 0, 30)),
        ((2026, 10, 26, 1, 29), 150, (2026, 10, 25, 0, 30)),
        ((2026, 10, 26, 1, 30), 150, (2026, 10, 26, 1, 30)),
        # On 2026-03-29 the hour from 2:00 is left out: 3:00 comes at 1:00 UTC.
        ((2026, 3, 29, 0, 59), 150, (2026, 3, 28, 1, 30)),
        ((2026, 3, 29, 1, 29), 150, (2026, 3, 28, 1, 30)),
        ((2026, 3, 29, 1, 30), 150, (2026, 3, 29, 1, 30)),
        ((2026, 3, 30, 0, 30), 150, (2026, 3, 30, 0, 30)),
    ],
)
def test_a_day_begins_once_where_the_clocks_change(now, ends, began):
    assert ms(*began) == business_day_began_ms(ms(*now), ZoneInfo("Europe/Berlin"), ends)


@given(moments, zones, minutes)
@example(ms(2026, 10, 25, 1, 5), "Europe/Dublin", 90)
@example(ms(2026, 3, 29, 1, 5), "Europe/Dublin", 90)
@example(ms(2026, 11, 1, 5, 5), "America/Havana", 15)
@example(ms(2011, 12, 30, 10, 5), "Pacific/Apia", 0)
def test_each_moment_is_in_the_one_day_that_its_beginning_is_in(now, name, ends):
    zone = ZoneInfo(name)
    began = business_day_began_ms(now, zone, ends)

    assert began <= now
    assert began == business_day_began_ms(began, zone, ends)
    assert began == business_day_began_ms((began + now) // 2, zone, ends)
    assert began > business_day_began_ms(began - 1, zone, ends)


@given(moments, st.integers(0, 30 * 24 * HOUR_MS), zones, minutes)
def test_a_later_moment_is_in_no_earlier_day(now, later, name, ends):
    zone = ZoneInfo(name)

    first, second = (business_day_began_ms(each, zone, ends) for each in (now, now + later))
    assert first <= second


@given(moments, st.sampled_from(ZONES[:-1]), minutes)
def test_a_day_lasts_a_day_give_or_take_what_the_clocks_change_by(now, name, ends):
    zone = ZoneInfo(name)
    began = business_day_began_ms(now, zone, ends)
    before = business_day_began_ms(began - 1, zone, ends)

    assert 23 * HOUR_MS <= began - before <= 25 * HOUR_MS


@given(moments, zones, minutes)
@example(ms(2011, 12, 30, 10, 5), "Pacific/Apia", 0)
@example(ms(2026, 11, 1, 5, 5), "America/Havana", 15)
def test_each_moment_is_in_the_day_of_its_name(now, name, ends):
    zone = ZoneInfo(name)

    began, ended = business_day(business_date(now, zone, ends), zone, ends)

    assert began <= now < ended
    assert began == business_day_began_ms(now, zone, ends)


@pytest.mark.parametrize(
    ("ends", "named"),
    [
        (0, "2026-11-22"),
        (4 * 60 + 30, "2026-11-22"),
        (12 * 60, "2026-11-22"),
        (12 * 60 + 1, "2026-11-22"),
        (18 * 60, "2026-11-22"),
    ],
)
def test_a_day_has_the_name_of_the_date_on_which_most_of_it_lies(ends, named):
    began, ended = business_day(named, ZoneInfo("UTC"), ends)

    middle = (began + ended) // 2
    assert named == business_date(middle, ZoneInfo("UTC"), ends)
    assert named == datetime.fromtimestamp((middle - 1) // 1000, UTC).date().isoformat()


def test_a_date_that_a_zone_has_skipped_is_a_day_without_a_moment():
    began, ended = business_day("2011-12-30", ZoneInfo("Pacific/Apia"), 0)

    assert began == ended
