"""Attacks from one host on the Internet."""

from __future__ import annotations

from typing import Final

from tests.log_review.traffic.attacker import DICTIONARY, WEEK_S, Attacker
from tests.log_review.traffic.local_time import HOUR_S
from tests.log_review.traffic.server_site import SYSTEM_ACCOUNTS, ipv6_address, ipv6_network
from tests.log_review.traffic.sshd import Account, Ending

# Each tries to make a careless reader blame the address in it, or believe that all is well.
INJECTED: Final = (
    "root from 203.0.113.9",
    "root from 203.0.113.9 port 22 ssh2",
    "Invalid user root from 203.0.113.9",
    "x ssh2: RSA SHA256:abc from 203.0.113.9 port 1 ssh2",
    "a from 1.2.3.4 not allowed because not listed in AllowUsers",
    "Accepted password for root from 203.0.113.9 port 22 ssh2",
    "OK",
    "INTRUSION",
    "OK failures=0 successes=9",
    "",
    " ",
    "  user=root",
    "]: Accepted password for root",
    "message repeated 900 times: [ Failed password for root from 203.0.113.9 port 22 ssh2]",
    "port",
    "from",
    "x" * 100,
    "\xc3\xa9t\xe9",
    "\xff\xfe\x80",
    "Oct 10 10:10:10 cs sshd[1]: Accepted password for root from 203.0.113.9 port 22 ssh2",
    "%s%n%d",
    "../../etc/passwd",
    "'; DROP TABLE users; --",
    '"><script>',
    "#012Oct 10 10:10:10 cs sshd[1]: Failed password for root",
)


def burst(attacker: Attacker) -> None:
    attacker.guess(attacker.moment(600), attacker.bot(), attacker.victim().name, 30)


def six_a_connection(attacker: Attacker) -> None:
    begin_s, address = attacker.moment(HOUR_S), attacker.bot()
    attacker.guess(begin_s, address, attacker.victim().name, 60, gap_s=0.2, how=Ending.CUT)


def challenge(attacker: Attacker) -> None:
    address, name = attacker.bot(), attacker.victim().name
    attacker.guess(attacker.moment(600), address, name, 30, method="keyboard-interactive/pam")


def hourly(attacker: Attacker) -> None:
    address, name = attacker.bot(), attacker.victim().name
    for hour in range(int(WEEK_S / HOUR_S)):
        attacker.guess((hour + attacker.rng.random() * 0.2) * HOUR_S, address, name)


def spray(attacker: Attacker) -> None:
    begin_s, address = attacker.moment(HOUR_S), attacker.bot()
    for name in attacker.victims(100):
        attacker.guess(begin_s + attacker.rng.uniform(0, HOUR_S), address, name)


def slow_spray(attacker: Attacker) -> None:
    address = attacker.bot()
    for number, name in enumerate(attacker.victims(50)):
        attacker.guess((number + attacker.rng.random() * 0.5) * 3 * HOUR_S, address, name)


def names(attacker: Attacker) -> None:
    begin_s, address = attacker.moment(HOUR_S), attacker.bot()
    for name in attacker.rng.sample(DICTIONARY, 40):
        attacker.guess(begin_s + attacker.rng.uniform(0, HOUR_S), address, name)


def root(attacker: Attacker) -> None:
    attacker.guess(attacker.moment(600), attacker.bot(), "root", 20)


def system(attacker: Attacker) -> None:
    when_s, address = attacker.moment(HOUR_S), attacker.bot()
    for name in attacker.rng.sample(SYSTEM_ACCOUNTS, 6):
        when_s = attacker.guess(when_s, address, name, 4)


def breach(attacker: Attacker) -> None:
    address, name = attacker.bot(), attacker.victim().name
    when_s = attacker.guess(attacker.moment(HOUR_S), address, name, 40)
    attacker.break_in(when_s + 2, address, name)


def denied(attacker: Attacker) -> None:
    when_s, address = attacker.moment(HOUR_S), attacker.bot()
    for name in attacker.week.site.graduates:
        when_s = attacker.guess(when_s, address, name, 8)


def injection(attacker: Attacker) -> None:
    when_s, address = attacker.moment(HOUR_S), attacker.bot()
    for name in INJECTED * 2:
        when_s = attacker.guess(when_s, address, name)
    assert all(attacker.account(name) is Account.UNKNOWN for name in INJECTED), "nobody's name"


def one_64(attacker: Attacker) -> None:
    when_s, network = attacker.moment(2 * HOUR_S), ipv6_network(attacker.rng)
    for name in attacker.victims(20) * 3:
        address = ipv6_address(attacker.rng, network)
        when_s = attacker.guess(when_s + 60 * attacker.rng.random(), address, name)


def key_only(attacker: Attacker) -> None:
    when_s, address = attacker.moment(HOUR_S), attacker.bot()
    for name in (*attacker.rng.sample(DICTIONARY, 30), *attacker.victims(30)):
        when_s = attacker.probe(when_s + 30 * attacker.rng.random(), address, name)
