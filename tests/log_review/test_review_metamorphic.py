"""What must not change a verdict does not, and nothing that an attacker adds clears a log."""

import random
from functools import cache

import pytest

from bank_server.log_review.evidence import FAILED, PROBED, SUCCEEDED, UNKNOWN, Event
from tests.log_review.traffic.attacks import KINDS, attack, attacked_week
from tests.log_review.traffic.judge import events_of, judged, verdict_of
from tests.log_review.traffic.normal_week import normal_week
from tests.log_review.traffic.server_site import SYSTEM_ACCOUNTS
from tests.log_review.traffic.settings import SETTINGS

SEED = "metamorphic"
FOUND = ["burst", "hourly", "spray", "bots-30x1-day", "focus-day", "names", "nat", "stuffing"]
SHIFTS_S = [1, 599, 3599, 3601, 43_200, 86_399, 86_400 * 365]
CRON = b"CRON[77]: pam_unix(cron:session): session opened for user root by (uid=0)\n"
ADDED = ["burst", "spray", "breach", "friend", "nat-slow", "bots-10x1", "one-64", "root", "names"]


@cache
def attacked(name: str) -> tuple[Event, ...]:
    return tuple(events_of([attacked_content(name)[0]]))


@cache
def attacked_content(name: str) -> tuple[bytes, frozenset[str]]:
    """The bytes, and the sources of the attack."""
    week, truth = attacked_week(KINDS[name], SEED, SETTINGS)
    return week.content(), frozenset(truth.sources)


def alone(name: str) -> list[Event]:
    """An attack on the same people, without anybody else's lines."""
    week = normal_week(SEED, SETTINGS, key_only=False)
    week.log.entries.clear()
    attack(KINDS[name], week, f"{SEED} more")
    return events_of([week.content()])


def guesses(name: str) -> list[Event]:
    sources = attacked_content(name)[1]
    return [each for each in attacked(name) if each.kind == FAILED and each.source in sources]


@cache
def normal() -> tuple[Event, ...]:
    return tuple(events_of([normal_week(SEED, SETTINGS, specials=frozenset()).content()]))


def said(events):
    return judged(verdict_of(events))


def renamed(name: str) -> str:
    """Each letter the next one, so that names are as alike as before."""
    if name in SYSTEM_ACCOUNTS:
        return name
    letters = "abcdefghijklmnopqrstuvwxyz"
    return name.translate(str.maketrans(letters, letters[1:] + letters[0]))


@pytest.mark.parametrize("name", FOUND)
def test_an_attack_is_found_and_a_normal_week_is_not_one(name) -> None:
    """Without this the other tests of this file would say little."""
    assert said(attacked(name)).is_intrusion
    assert not said(normal()).is_intrusion


@pytest.mark.parametrize("name", FOUND)
@pytest.mark.parametrize("shift_s", SHIFTS_S)
def test_the_hour_at_which_a_log_begins_does_not_matter(name, shift_s) -> None:
    shifted = [each._replace(when=each.when + shift_s) for each in attacked(name)]

    assert said(attacked(name)) == said(shifted)


@pytest.mark.parametrize("shift_s", SHIFTS_S)
def test_a_normal_week_is_normal_whenever_it_begins(shift_s) -> None:
    assert not said([each._replace(when=each.when + shift_s) for each in normal()]).is_intrusion


@pytest.mark.parametrize("name", FOUND)
def test_the_names_of_people_do_not_matter(name) -> None:
    other = [each._replace(account=renamed(each.account)) for each in attacked(name)]

    assert said(attacked(name)) == said(other)


@pytest.mark.parametrize("name", FOUND)
def test_the_order_within_a_second_does_not_matter(name) -> None:
    chance = random.Random(name)
    mixed = sorted(attacked(name), key=lambda each: (each.when, chance.random()))

    assert said(attacked(name)) == said(mixed)


@pytest.mark.parametrize("name", ["hourly", "names"])
def test_noise_between_the_lines_does_not_matter(name) -> None:
    lines = attacked_content(name)[0].splitlines(keepends=True)
    noisy = [part for line in lines for part in (line, line[:19] + CRON)]

    assert said(attacked(name)) == said(events_of([b"".join(noisy)]))


@pytest.mark.parametrize("parts", [2, 7, 500])
def test_a_log_in_several_files_is_judged_as_one(parts) -> None:
    lines = attacked_content("hourly")[0].splitlines(keepends=True)
    size = -(-len(lines) // parts)
    files = [b"".join(lines[at : at + size]) for at in range(0, len(lines), size)]

    assert said(attacked("hourly")) == said(events_of(files))


@pytest.mark.parametrize("added", ADDED)
def test_another_attack_clears_no_log(added) -> None:
    more = alone(added)

    assert [] == [
        each for each in FOUND if not said(in_order([*attacked(each), *more])).is_intrusion
    ]


@pytest.mark.parametrize("name", FOUND)
@pytest.mark.parametrize("pause_s", [0, 1, 3600])
def test_a_log_in_after_each_guess_clears_no_log(name, pause_s) -> None:
    """Whoever guessed right goes on: so many successes prove nothing but a breach."""
    inside = [
        each._replace(when=each.when + pause_s, kind=SUCCEEDED, count=1)
        for each in guesses(name)
        for _ in range(20)
    ]

    assert said(in_order([*attacked(name), *inside])).is_intrusion


@pytest.mark.parametrize("name", FOUND)
@pytest.mark.parametrize("gap_s", [1, 60, 600])
def test_regular_guesses_before_and_after_clear_no_log(name, gap_s) -> None:
    """An attacker who ticks like a broken script is not one."""
    first = guesses(name)[0]
    ticks = [
        first._replace(when=first.when + gap_s * number, count=1) for number in range(-50, 300)
    ]

    assert said(in_order([*attacked(name), *ticks])).is_intrusion


@pytest.mark.parametrize("name", ["burst", "focus-day"])
def test_a_flood_from_elsewhere_hides_no_attack(name) -> None:
    """Tables that are full forget the least; what they forget makes nothing look better."""
    events = attacked(name)
    begin = events[0].when
    flood = [
        Event(begin + number // 10, PROBED, f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}",
              "", 1, UNKNOWN)
        for number in range(60_000)
    ]  # fmt: skip

    assert said(in_order([*events, *flood])).is_intrusion


def in_order(events):
    return sorted(events, key=lambda each: each.when)
