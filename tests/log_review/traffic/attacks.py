"""The kinds of attack, from one burst to hosts that guess once: each adds its lines to a week."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.log_review.traffic import hosts_attacks, local_attacks, many_hosts_attacks
from tests.log_review.traffic.attacker import Attacker, Truth
from tests.log_review.traffic.normal_week import Week, normal_week
from tests.log_review.traffic.settings import Settings


@dataclass(frozen=True, slots=True)
class Kind:
    """
    Attributes:
        is_missed: known to lie below what this evidence can show; stated, not counted as found.
        key_only: whether the server takes keys alone.
    """

    name: str
    about: str
    act: Callable[[Attacker], None]
    is_missed: bool = False
    key_only: bool = False


ONE_HOST: Final = (
    Kind("burst", "30 guesses at one account within minutes", hosts_attacks.burst),
    Kind("six-a-connection", "60 guesses, six a connection", hosts_attacks.six_a_connection),
    Kind("challenge", "30 guesses by keyboard-interactive", hosts_attacks.challenge),
    Kind("hourly", "one guess an hour for a week", hosts_attacks.hourly),
    Kind("spray", "100 accounts once each within the hour", hosts_attacks.spray),
    Kind("slow-spray", "50 accounts, one every three hours", hosts_attacks.slow_spray),
    Kind("names", "40 made-up names within the hour", hosts_attacks.names),
    Kind("root", "20 guesses at root", hosts_attacks.root),
    Kind("system", "six system accounts, four each", hosts_attacks.system),
    Kind("breach", "40 guesses, then the right one", hosts_attacks.breach),
    Kind("denied", "30 guesses at accounts that may not log in", hosts_attacks.denied),
    Kind("injection", "50 names that tell of another host", hosts_attacks.injection),
    Kind("one-64", "60 guesses from ever new addresses of one /64", hosts_attacks.one_64),
    Kind("key-only", "60 names at a server that takes keys alone", hosts_attacks.key_only,
         key_only=True),
)  # fmt: skip
MANY_HOSTS: Final = (
    Kind("bots-50x4", "50 hosts, four accounts each, in a week", many_hosts_attacks.bots_50x4),
    Kind("bots-100x1", "100 hosts once each in a week", many_hosts_attacks.bots_100x1),
    Kind("bots-30x1", "30 hosts once each in a week", many_hosts_attacks.bots_30x1),
    Kind("bots-30x1-day", "30 hosts once each in a day", many_hosts_attacks.bots_30x1_day),
    Kind("focus", "12 hosts a day on one account, a week", many_hosts_attacks.focus),
    Kind("focus-day", "12 hosts on one account in one day", many_hosts_attacks.focus_day),
    Kind("one-name-each", "40 hosts, each one made-up name", many_hosts_attacks.one_name_each),
    Kind("root-by-bots", "60 hosts, two guesses at root each", many_hosts_attacks.root_by_bots),
    Kind("stuffing", "20 hosts, five accounts each, in a day", many_hosts_attacks.stuffing),
    Kind("many-64", "60 guesses, each from another /64, in a day", many_hosts_attacks.many_64),
    Kind("bots-10x1", "10 hosts once each in a week", many_hosts_attacks.bots_10x1,
         is_missed=True),
)  # fmt: skip
INSIDE: Final = (
    Kind("nat", "60 guesses in an hour from the campus address", local_attacks.nat),
    Kind("nat-spray", "60 accounts once each from the campus address", local_attacks.nat_spray),
    Kind("friend", "40 guesses in a day between own log-ins", local_attacks.friend),
    Kind("su", "30 guesses at root with su", local_attacks.su),
    Kind("su-people", "su to twelve other people, three each", local_attacks.su_people),
    Kind("console", "30 guesses at the machine's screen", local_attacks.console),
    Kind("nat-slow", "five guesses a day from the campus address", local_attacks.nat_slow,
         is_missed=True),
    Kind("owner-home", "three guesses a day from the owner's own home", local_attacks.owner_home,
         is_missed=True),
)  # fmt: skip
KINDS: Final = {each.name: each for each in (*ONE_HOST, *MANY_HOSTS, *INSIDE)}


def attacked_week(kind: Kind, seed: str, settings: Settings) -> tuple[Week, Truth]:
    """A normal week into which one attack was written. The same seed gives the same bytes."""
    week = normal_week(seed, settings, key_only=kind.key_only)
    return week, attack(kind, week, seed)


def attack(kind: Kind, week: Week, seed: str) -> Truth:
    """Write one attack into a week."""
    attacker = Attacker(week, random.Random(f"attack {kind.name} {seed}"))
    week.log.is_attack = True
    kind.act(attacker)
    week.log.is_attack = False
    return attacker.truth
