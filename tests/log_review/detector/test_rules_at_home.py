"""Where people log in: what is an alarm there as well, and what is none because they do."""

from __future__ import annotations

import pytest

from bank_server.log_review.evidence import Event
from tests.log_review.detector.events import BOT, LIMITS, fail, judged, log_in, refuse

DAY_S = LIMITS.day_s
OWN = tuple(f"own{each}" for each in range(LIMITS.pressed))


def spread(number: int, length_s: int) -> list[int]:
    """So many moments, the last so long after the first."""
    return [round(each * length_s / (number - 1)) for each in range(number)]


def at_home(*accounts: str) -> list[Event]:
    return [log_in(0, BOT, each) for each in accounts]


def press(accounts: tuple[str, ...], number: int, length_s: int) -> list[Event]:
    """By turns, after each of them has logged in there."""
    tries = [fail(1 + at, BOT, each) for at in spread(number, length_s) for each in accounts]
    return at_home("admin", *accounts) + tries


def pressed(number: int) -> list[Event]:
    accounts = tuple(f"own{each}" for each in range(number))
    return press(accounts, LIMITS.pressed_day, DAY_S)


def pressed_day(number: int) -> list[Event]:
    return press(OWN, number, DAY_S)


def pressed_hour(number: int) -> list[Event]:
    return press(OWN, number, LIMITS.hour_s)


def system(number: int) -> list[Event]:
    return at_home("admin") + [fail(1 + at, BOT, "root") for at in spread(number, DAY_S)]


def focus_week(number: int) -> list[Event]:
    """So seldom that no day shows it."""
    return [fail(at, f"bot{each}") for each, at in enumerate(spread(number, LIMITS.week_s))]


def site_names(number: int) -> list[Event]:
    return [refuse(at, f"bot{each}", f"name{each}") for each, at in enumerate(spread(number, 900))]


@pytest.mark.parametrize(
    ("act", "threshold", "rule"),
    [
        (pressed, LIMITS.pressed, "R2"),
        (pressed_day, LIMITS.pressed_day, "R2"),
        (pressed_hour, LIMITS.pressed_hour, "R2"),
        (focus_week, LIMITS.focus_week, "R4"),
        (system, LIMITS.system_usual, "R6"),
    ],
    ids=lambda each: getattr(each, "__name__", None),
)
@pytest.mark.parametrize("begin", [0, 43_217])
def test_what_people_log_in_beside_is_an_alarm_exactly_at_its_threshold(
    act, threshold, rule, begin
) -> None:
    below = [each._replace(when=each.when + begin) for each in act(threshold - 1)]
    at = [each._replace(when=each.when + begin) for each in act(threshold)]

    assert () == judged(below).rules
    assert (rule,) == judged(at).rules


@pytest.mark.parametrize(
    "events",
    [
        press(OWN, LIMITS.pressed_day, DAY_S + 1),
        press(OWN, LIMITS.pressed_hour, LIMITS.hour_s + 1),
        press((), 0, DAY_S)
        + [fail(1 + at, BOT, "root") for at in spread(LIMITS.system_usual, DAY_S + 1)],
        [
            fail(at, f"bot{each}")
            for each, at in enumerate(spread(LIMITS.focus_week, LIMITS.week_s + 1))
        ],
    ],
    ids=["pressed_day", "pressed_hour", "system", "focus_week"],
)
def test_the_same_over_one_second_more_is_none(events) -> None:
    assert () == judged(events).rules


def test_the_accounts_that_are_pressed_are_the_ones_that_are_counted() -> None:
    more = at_home(*(f"more{each}" for each in range(30)))
    verdict = judged(pressed(LIMITS.pressed) + more)

    assert (LIMITS.pressed, 1, BOT) == (verdict.users, verdict.sources, verdict.top)


def test_log_ins_after_them_do_not_clear_accounts_that_were_pressed() -> None:
    events = pressed_hour(LIMITS.pressed_hour)
    later = [log_in(LIMITS.hour_s + 9 + each, BOT, OWN[each % len(OWN)]) for each in range(99)]
    others = [log_in(LIMITS.hour_s + 9, BOT, f"more{each}") for each in range(99)]

    assert "R2" in judged(events + later + others).rules


def test_a_place_that_comes_into_use_does_not_clear_what_was_tried_as_root() -> None:
    """Four by a stranger stay four, whoever logs in there afterwards."""
    tried = [fail(each, BOT, "root") for each in range(LIMITS.system)]

    assert "R6" in judged([*tried, log_in(DAY_S, BOT, "ann"), log_in(DAY_S, BOT, "bob")]).rules


def test_names_typed_where_people_log_in_are_no_alarm_of_the_site() -> None:
    """Also if the log-in comes within a day after; but one log-in stands for one name."""
    typed = site_names(LIMITS.site_names)
    later = [each._replace(when=each.when + DAY_S) for each in typed]
    log_ins = [log_in(each.when, each.source, "own") for each in later]
    too_late = [each._replace(when=each.when + 1) for each in log_ins]
    twice = [each._replace(account=each.account + "x") for each in typed]

    assert ("R3",) == judged(typed).rules
    assert () == judged(typed + log_ins).rules
    assert ("R3",) == judged([*typed, *too_late, fail(2 * DAY_S)]).rules
    assert ("R3",) == judged(typed + twice + log_ins).rules


def test_a_log_in_to_an_account_that_was_guessed_makes_no_place_one_where_people_log_in() -> None:
    typed = site_names(LIMITS.site_names)
    guessed = [fail(each.when, each.source, f"own{at}") for at, each in enumerate(typed)]
    entered = [log_in(each.when + 9, each.source, each.account) for each in guessed]

    assert "R3" in judged(typed + guessed + entered * 9).rules
