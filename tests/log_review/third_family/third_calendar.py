"""When a made week lies in the year, and what its clock does: summer time, steps, restarts."""

from datetime import datetime, timedelta
from random import Random

from tests.log_review.third_family import third_settings as rates
from tests.log_review.third_family.third_tape import Clock

WEEK_S = 7 * 86400.0
DAY_S = 86400.0
HOUR_S = 3600
SUNDAY_SHARE = 0.7  # logrotate turns a weekly file over on Sundays unless it was set up otherwise
STEP_S = (-40, -7, -2, 3, 11, 95)  # what ntpd or a person set the clock by


def clock_of(kind: str, chance: Random) -> Clock:
    """The clock of a week of this kind; it starts and ends when logrotate runs, at 06:25."""
    steps: tuple[tuple[float, int], ...] = ()
    restarts: tuple[float, ...] = ()
    match kind:
        case "year's end":
            start = _day(chance.randrange(*rates.YEARS), 12, chance.randint(26, 31))
        case "leap day":
            start = _day(chance.choice((2016, 2020)), 2, chance.randint(24, 28))
        case "spring change":
            change = _sunday(chance.randrange(*rates.YEARS), 3, 2)
            start, steps = _around(change, HOUR_S, chance)
        case "autumn change":
            change = _sunday(chance.randrange(*rates.YEARS), 11, 1)
            start, steps = _around(change, -HOUR_S, chance)
        case _:
            start = _some_day(chance)
    if kind == "clock steps":
        moments = sorted(chance.uniform(DAY_S, WEEK_S - DAY_S) for _ in range(3))
        steps = tuple((moment, chance.choice(STEP_S)) for moment in moments)
    if kind in {"restarts", "server moved"}:
        restarts = tuple(sorted(chance.uniform(DAY_S, WEEK_S - DAY_S) for _ in range(2)))
    seconds = 60 * 25 + chance.randrange(1, 40)
    return Clock(start + timedelta(hours=6, seconds=seconds), WEEK_S, steps, restarts)


def _some_day(chance: Random) -> datetime:
    """A day from January to the middle of December, mostly a Sunday."""
    start = _day(chance.randrange(*rates.YEARS), 1, 3) + timedelta(days=chance.randrange(340))
    if chance.random() < SUNDAY_SHARE:
        start -= timedelta(days=(start.weekday() + 1) % 7)
    return start


def _around(
    change: datetime, step_s: int, chance: Random
) -> tuple[datetime, tuple[tuple[float, int], ...]]:
    """A week with the Sunday's two o'clock in it."""
    before = chance.randint(1, 6)
    start = change - timedelta(days=before)
    return start, ((before * DAY_S - 6.42 * HOUR_S + 2 * HOUR_S, step_s),)


def _sunday(year: int, month: int, which: int) -> datetime:
    first = _day(year, month, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (which - 1))


def _day(year: int, month: int, day: int) -> datetime:
    # A traditional stamp is local time without a zone, and so is everything made from it.
    return datetime(year, month, day)  # noqa: DTZ001 - as said above
