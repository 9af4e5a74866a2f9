"""A week in which nobody attacks: people come, mistype, forget; machines come and go."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from tests.log_review.traffic.local_time import DAY_S, HOUR_S
from tests.log_review.traffic.log import Log
from tests.log_review.traffic.machines import Noise
from tests.log_review.traffic.server_site import Person, Site, new_site, public_address
from tests.log_review.traffic.settings import DAYS, Settings
from tests.log_review.traffic.visit import Door

WEEKEND: Final = (5, 6)
CLASS_MINUTES: Final = 15


class Special(Enum):
    """What a week may be besides ordinary."""

    HOLIDAY = "holiday"
    EXAMS = "exams"
    CHANGE_DAY = "change day"
    BROKEN_SCRIPT = "broken script"
    EXERCISE = "exercise"


@dataclass(slots=True)
class Week:
    """A week's log in the making, to which an attack may be added."""

    log: Log
    site: Site
    door: Door
    specials: frozenset[Special]

    def lines(self) -> list[bytes]:
        return self.log.lines(self.site.local_time, reduces=self.site.reduces, seed=self.site.seed)

    def content(self) -> bytes:
        return b"".join(self.lines())


def normal_week(
    seed: str,
    settings: Settings,
    *,
    specials: frozenset[Special] | None = None,
    key_only: bool | None = None,
) -> Week:
    """The same seed gives the same bytes. Specials are drawn unless they are given."""
    site = new_site(seed, settings, key_only=key_only)
    rng = random.Random(f"week {seed}")
    drawn = _drawn(rng, settings)
    week = Week(Log(), site, Door(Log(), site, rng), drawn if specials is None else specials)
    week.door.log = week.log
    Noise(week.log, week.door, rng).all_week()
    _Days(week, rng).all_week()
    return week


def _drawn(rng: random.Random, settings: Settings) -> frozenset[Special]:
    weeks = settings.weeks
    shares = {
        Special.HOLIDAY: weeks.holiday,
        Special.EXAMS: weeks.exams,
        Special.CHANGE_DAY: weeks.change_day,
        Special.BROKEN_SCRIPT: weeks.broken_script,
        Special.EXERCISE: weeks.exercise,
    }
    return frozenset(special for special, share in shares.items() if rng.random() < share)


@dataclass(slots=True)
class _Days:
    week: Week
    rng: random.Random
    change_day: int = -1

    def all_week(self) -> None:
        specials, settings = self.week.specials, self.week.site.settings
        if Special.CHANGE_DAY in specials:
            self.change_day = self.rng.randrange(DAYS - 2)
            self._everybody_changes()
        for person in self.week.site.people:
            if self.rng.random() >= settings.people.away_share:
                self._week_of(person)
        self._graduates()
        self._root_slips()
        act: dict[Special, Callable[[], None]] = {
            Special.EXERCISE: self._exercise,
            Special.BROKEN_SCRIPT: self._broken_script,
        }
        for special in act.keys() & specials:
            act[special]()

    def _week_of(self, person: Person) -> None:
        settings, specials = self.week.site.settings, self.week.specials
        for day in range(DAYS):
            come = settings.people.come_weekday
            if day in WEEKEND:
                come = settings.people.come_weekend
            if Special.HOLIDAY in specials:
                come = settings.weeks.holiday_come
            if self.rng.random() < come:
                self._day_of(person, day)
        if self.rng.random() < settings.slips.forgotten and not person.uses_key:
            self._forgets(person)

    def _day_of(self, person: Person, day: int) -> None:
        settings, specials = self.week.site.settings, self.week.specials
        more = settings.people.more_sessions * person.liveliness
        if Special.EXAMS in specials:
            more *= settings.weeks.exams_sessions
        if day in WEEKEND or Special.HOLIDAY in specials:
            more /= 2
        for _ in range(1 + _poisson(self.rng, more)):
            when_s, typos = self._hour(person, day)
            address = self._place(person, day)
            is_batch = self.rng.random() < settings.people.batch_share
            for _ in range(self.rng.randint(2, settings.people.batch_max) if is_batch else 1):
                when_s = self._visit(person, when_s, address, day, typos) + 5 + self.rng.random()

    def _visit(self, person: Person, when_s: float, address: str, day: int, typos: float) -> float:
        weeks = self.week.site.settings.weeks
        is_changed = self.change_day >= 0 and self.change_day <= day <= self.change_day + 1
        is_old = is_changed and not person.uses_key and not self.week.site.is_key_only
        if is_old and self.rng.random() < weeks.old_password:
            wrong = self.rng.choice((1, 1, 1, 2, 2, 3))
            return self.week.door.by_password(person, when_s, address, wrong, succeeds=True)
        return self.week.door.visit(person, when_s, address, typos=typos)

    def _hour(self, person: Person, day: int) -> tuple[float, float]:
        """When, and how much more this one mistypes then."""
        settings, typos = self.week.site.settings, 1.0
        middle, spread = person.habit
        if Special.EXAMS in self.week.specials and self.rng.random() < settings.weeks.exams_night:
            _, middle, spread = settings.people.night
            typos = settings.weeks.exams_typos
        hour = self.rng.gauss(middle, spread) % 24
        return day * DAY_S + hour * HOUR_S, typos

    def _place(self, person: Person, day: int) -> str:
        site = self.week.site
        places = site.settings.places
        shares = [places.campus_share, places.lab_share, places.home_share, places.strange_share]
        if Special.HOLIDAY in self.week.specials:
            shares = [0.05, 0.0, 0.7, 0.25]
        where = self.rng.choices(range(4), shares)[0]
        if where == 0:
            usual = self.rng.random() < 0.7
            return site.campus[person.campus] if usual else self.rng.choice(site.campus)
        if where == 1:
            return site.labs[person.lab] if self.rng.random() < 0.5 else self.rng.choice(site.labs)
        if where == 2:
            return person.homes[day]
        is_carrier = self.rng.random() < places.carrier_share
        return self.rng.choice(site.carrier) if is_carrier else public_address(self.rng)

    def _forgets(self, person: Person) -> None:
        """Many tries within minutes; found again, or a new one the next day."""
        slips, day = self.week.site.settings.slips, self.rng.randrange(DAYS - 1)
        if self.week.site.is_key_only:
            return
        when_s, _ = self._hour(person, day)
        address = self._place(person, day)
        tries = self.rng.randint(*slips.forgotten_tries)
        pause_s = self.rng.uniform(*slips.forgotten_minutes) * 60 / tries
        is_found = self.rng.random() < slips.forgotten_found
        while tries > 0:
            row = min(tries, person.prompts)
            tries -= row
            is_end = tries == 0 and is_found
            when_s = self.week.door.by_password(person, when_s, address, row, succeeds=is_end)
            when_s += pause_s * row
        if not is_found:
            later_s = when_s + self.rng.uniform(2, 20) * HOUR_S
            self.week.door.by_password(person, later_s, address, 0, succeeds=True)

    def _graduates(self) -> None:
        """Somebody who left tries whether the old account still works."""
        for name in self.week.site.graduates:
            if self.rng.random() < self.week.site.settings.slips.graduate_tries:
                when_s = self.rng.uniform(0, DAYS * DAY_S)
                home = public_address(self.rng)
                if not self.week.site.is_key_only:
                    self.week.door.refused(name, when_s, home, self.rng.randint(1, 3))

    def _root_slips(self) -> None:
        if self.week.site.is_key_only:
            return
        admins = [each for each in self.week.site.people if each.is_admin]
        for _ in range(_poisson(self.rng, self.week.site.settings.slips.root_slip)):
            admin, day = self.rng.choice(admins), self.rng.randrange(DAYS)
            when_s, _ = self._hour(admin, day)
            address = self._place(admin, day)
            when_s = self.week.door.refused("root", when_s, address, self.rng.randint(1, 2))
            self.week.door.by_key(admin, when_s + 5, address)

    def _everybody_changes(self) -> None:
        for person in self.week.site.people:
            if not person.uses_key:
                when_s, _ = self._hour(person, self.change_day)
                changed = f"pam_unix(passwd:chauthtok): password changed for {person.name}"
                self.week.log.write(when_s, "passwd", self.week.log.process(), changed)

    def _exercise(self) -> None:
        """A class sits down and logs in; half of them have not done so from there before."""
        settings = self.week.site.settings
        begin_s = self.rng.randrange(5) * DAY_S + self.rng.randint(9, 16) * HOUR_S
        students = [each for each in self.week.site.people if not each.is_staff]
        address = self.rng.choice(self.week.site.campus)
        for person in self.rng.sample(students, settings.weeks.exercise_users):
            when_s = begin_s + self.rng.uniform(0, CLASS_MINUTES * 60)
            self.week.door.visit(person, when_s, address, typos=settings.weeks.exercise_typos)

    def _broken_script(self) -> None:
        """A user's own job goes on with an old password until somebody looks."""
        weeks = self.week.site.settings.weeks
        people = [each for each in self.week.site.people if not each.uses_key]
        if not people or self.week.site.is_key_only:
            return
        person = self.rng.choice(people)
        is_home = self.rng.random() < weeks.broken_home
        address = person.homes[0] if is_home else self.rng.choice(self.week.site.labs)
        period_s = 60 * self.rng.choice(weeks.broken_minutes)
        when_s = self.rng.uniform(0, 5) * DAY_S
        end_s = min(when_s + self.rng.uniform(0.3, 3) * DAY_S, DAYS * DAY_S)
        while when_s < end_s:
            begin_s = when_s + self.rng.random() * 2
            self.week.door.by_password(person, begin_s, address, 1, succeeds=False)
            when_s += period_s


def _poisson(rng: random.Random, mean: float) -> int:
    """By the waiting times between arrivals; means here are small."""
    number, left = 0, mean
    while (left := left - rng.expovariate(1.0)) > 0:
        number += 1
    return number
