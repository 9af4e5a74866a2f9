"""A normal week of the second family: everybody's log-ins, the machines' own, and what is odd."""

import math
import random
from dataclasses import dataclass

from tests.log_review.second_family import odd_weeks
from tests.log_review.second_family import second_settings as settings
from tests.log_review.second_family.around_the_clock import machines
from tests.log_review.second_family.honest import change_password, forget, log_in
from tests.log_review.second_family.hundred_people import (
    Person,
    Places,
    everybody,
    places,
    source_of,
)
from tests.log_review.second_family.written_lines import Log, Source, offset_at

DAY_S = 86_400
# What an attack needs of its host.
REDUCES, LOOKS_UP, ASKS = "reduces repeats", "looks names up", "asks by keyboard"
HOURS = {  # weights of the hours of a day, from midnight
    "faculty": (0, 0, 0, 0, 0, 0, 1, 3, 8, 9, 9, 8, 5, 7, 8, 8, 7, 4, 2, 2, 2, 2, 1, 0.5),
    "staff": (0, 0, 0, 0, 0, 0, 1, 6, 10, 9, 8, 7, 5, 8, 8, 7, 5, 1, 0.3, 0.3, 0.3, 0.2, 0.1, 0),
    "graduate": (3, 2, 1, 0.5, 0.2, 0.1, 0.2, 1, 3, 6, 8, 8, 6, 8, 8, 8, 7, 5, 4, 4, 5, 6, 6, 5),
    "student": (5, 4, 2, 1, 0.3, 0.1, 0.2, 0.5, 2, 5, 7, 7, 6, 8, 8, 8, 7, 5, 6, 8, 9, 10, 10, 8),
}


@dataclass
class Week:
    """A week's log with the people in it; an attack writes into the same log."""

    log: Log
    people: list[Person]
    shared: Places
    start: float
    kind: str

    @property
    def chance(self) -> random.Random:
        return self.log.chance

    @property
    def end(self) -> float:
        return self.start + settings.WEEK_S

    def time_of(self, day: int, hour: float) -> float:
        """The moment of a day of the week (0 is its first) at an hour of local time."""
        day_start = _midnight(self.start) + day * DAY_S
        at = day_start + hour * 3_600
        return at - (offset_at(at) - offset_at(self.start))

    def text(self) -> str:
        return self.log.text(self.start, self.end)


def _midnight(at: float) -> float:
    offset = offset_at(at)
    return (int(at) + offset) // DAY_S * DAY_S - offset


def make_week(
    seed: str,
    kind: str,
    slip_factor: float = 1.0,
    number: int | None = None,
    of_the_host: str = "",
) -> Week:
    """Make a week; everything in it follows from the seed, and what is not given is drawn."""
    chance = random.Random(f"second family {seed}")
    if number is None:
        number = chance.randrange(settings.WEEKS_TO_CHOOSE_FROM)
    start = float(settings.FIRST_SUNDAY + number * settings.WEEK_S)
    start -= offset_at(start) - settings.SUMMER_OFFSET
    log = Log(
        chance,
        host=chance.choice(("turing", "cs", "hopper")),
        reduces=chance.random() < settings.REDUCES_REPEATS or of_the_host == REDUCES,
        looks_names_up=chance.random() < settings.LOOKS_NAMES_UP or of_the_host == LOOKS_UP,
        asks_by_keyboard=chance.random() < settings.ASKS_BY_KEYBOARD or of_the_host == ASKS,
    )
    week = Week(log, everybody(chance, slip_factor), places(chance), start, kind)
    for person in week.people:
        _person(week, person)
    machines(log, week.people, start, week.end)
    odd_weeks.add(week, slip_factor)
    return week


def _person(week: Week, person: Person) -> None:
    chance = week.chance
    for day in range(8):  # the first and the last in part
        share = settings.WEEKEND if day % 7 in (0, 6) else 0.985
        if week.kind == "break":
            share = settings.BREAK
        if chance.random() >= share:
            continue
        logins = 1 + _geometric(chance, person.more_logins)
        if person.heavy:
            logins += chance.randint(*settings.HEAVY_LOGINS)
        for _ in range(logins):
            hour = chance.choices(range(24), HOURS[person.role])[0] + chance.random()
            log_in(week.log, week.time_of(day, hour), person, _source(week, person))
    if chance.random() < settings.FORGOT_IN_WEEK:
        forget(week.log, _some_time(week), person, _source(week, person))
    if not person.has_key and chance.random() < settings.CHANGED_IN_WEEK:
        change_password(week.log, _some_time(week), person, _source(week, person))


def _source(week: Week, person: Person) -> Source:
    return source_of(week.chance, person, week.shared)


def _some_time(week: Week) -> float:
    return week.time_of(week.chance.randrange(0, 6), week.chance.uniform(9, 22))


def _geometric(chance: random.Random, mean: float) -> int:
    return int(math.log(1 - chance.random()) / math.log(mean / (1 + mean)))
