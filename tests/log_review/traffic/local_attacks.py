"""Attacks by those who belong there: behind the campus address, at the machine, as a friend."""

from __future__ import annotations

from tests.log_review.traffic.attacker import Attacker
from tests.log_review.traffic.local_time import DAY_S, HOUR_S
from tests.log_review.traffic.settings import DAYS


def nat(attacker: Attacker) -> None:
    """The owner logs in from the same address."""
    victim, begin_s = attacker.victim(), _working_hour(attacker)
    address = attacker.week.site.campus[victim.campus]
    for _ in range(60):
        attacker.guess(begin_s + attacker.rng.uniform(0, HOUR_S), address, victim.name)


def nat_spray(attacker: Attacker) -> None:
    begin_s, address = _working_hour(attacker), attacker.rng.choice(attacker.week.site.campus)
    for name in attacker.victims(60):
        attacker.guess(begin_s + attacker.rng.uniform(0, HOUR_S), address, name)


def friend(attacker: Attacker) -> None:
    """A student at home tries another's account and logs in to the own one after every fourth."""
    own, victim = attacker.victim(), attacker.victim()
    while victim is own:
        victim = attacker.victim()
    when_s, address = attacker.moment(DAY_S), attacker.bot()
    for number in range(40):
        when_s = attacker.guess(when_s + attacker.rng.uniform(60, 2400), address, victim.name)
        if number % 4 == 3:
            when_s = attacker.own_log_in(own, when_s + 20, address)


def su(attacker: Attacker) -> None:
    when_s, own = attacker.moment(HOUR_S), attacker.victim().name
    for _ in range(30):
        when_s = attacker.su(when_s + attacker.rng.uniform(2, 40), own, "root")


def su_people(attacker: Attacker) -> None:
    when_s, own = attacker.moment(HOUR_S), attacker.victim().name
    for name in [each for each in attacker.victims(13) if each != own][:12]:
        for _ in range(3):
            when_s = attacker.su(when_s + attacker.rng.uniform(2, 40), own, name)


def console(attacker: Attacker) -> None:
    when_s, name = attacker.moment(HOUR_S), attacker.victim().name
    for number in range(30):
        when_s = attacker.console(when_s + attacker.rng.uniform(2, 30), name, number % 5 + 1)


def nat_slow(attacker: Attacker) -> None:
    victim = attacker.victim()
    address = attacker.week.site.campus[victim.campus]
    for day in range(DAYS):
        for _ in range(5):
            when_s = day * DAY_S + attacker.rng.uniform(9, 18) * HOUR_S
            attacker.guess(when_s, address, victim.name)


def owner_home(attacker: Attacker) -> None:
    victim = attacker.victim()
    for day in range(DAYS):
        for _ in range(3):
            when_s = day * DAY_S + attacker.rng.uniform(1, 6) * HOUR_S
            attacker.guess(when_s, victim.homes[day], victim.name)


def _working_hour(attacker: Attacker) -> float:
    return attacker.rng.randrange(5) * DAY_S + attacker.rng.randint(9, 16) * HOUR_S
