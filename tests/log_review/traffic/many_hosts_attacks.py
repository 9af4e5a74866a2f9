"""Attacks from many hosts, none of which does much."""

from __future__ import annotations

from tests.log_review.traffic.attacker import DICTIONARY, WEEK_S, Attacker
from tests.log_review.traffic.local_time import DAY_S, HOUR_S
from tests.log_review.traffic.server_site import ipv6_address, ipv6_network


def bots_50x4(attacker: Attacker) -> None:
    for _ in range(50):
        address, when_s = attacker.bot(), attacker.moment(HOUR_S)
        for name in attacker.victims(4):
            when_s = attacker.guess(when_s + attacker.rng.uniform(5, 600), address, name)


def bots_100x1(attacker: Attacker) -> None:
    _once_each(attacker, 100)


def bots_30x1(attacker: Attacker) -> None:
    _once_each(attacker, 30)


def bots_10x1(attacker: Attacker) -> None:
    _once_each(attacker, 10)


def bots_30x1_day(attacker: Attacker) -> None:
    begin_s = attacker.moment(DAY_S)
    for name in attacker.victims(30):
        attacker.guess(begin_s + attacker.rng.uniform(0, DAY_S), attacker.bot(), name)


def focus(attacker: Attacker) -> None:
    name = attacker.victim().name
    for _ in range(12 * 7):
        attacker.guess(attacker.moment(), attacker.bot(), name)


def focus_day(attacker: Attacker) -> None:
    begin_s, name = attacker.moment(DAY_S), attacker.victim().name
    for _ in range(12):
        attacker.guess(begin_s + attacker.rng.uniform(0, DAY_S), attacker.bot(), name)


def one_name_each(attacker: Attacker) -> None:
    for name in attacker.rng.sample(DICTIONARY, 40):
        attacker.guess(attacker.moment(), attacker.bot(), name)


def root_by_bots(attacker: Attacker) -> None:
    for _ in range(60):
        attacker.guess(attacker.rng.uniform(0, WEEK_S), attacker.bot(), "root", 2)


def stuffing(attacker: Attacker) -> None:
    begin_s = attacker.moment(DAY_S)
    for _ in range(20):
        address = attacker.bot()
        when_s = begin_s + attacker.rng.uniform(0, DAY_S - HOUR_S)
        for name in attacker.victims(5):
            when_s = attacker.guess(when_s + attacker.rng.uniform(60, 600), address, name)


def many_64(attacker: Attacker) -> None:
    begin_s = attacker.moment(DAY_S)
    for name in attacker.victims(60):
        address = ipv6_address(attacker.rng, ipv6_network(attacker.rng))
        attacker.guess(begin_s + attacker.rng.uniform(0, DAY_S), address, name)


def _once_each(attacker: Attacker, hosts: int) -> None:
    for name in attacker.victims(hosts):
        attacker.guess(attacker.moment(), attacker.bot(), name)
