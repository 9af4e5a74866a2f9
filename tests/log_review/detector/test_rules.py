"""Each rule fires at its threshold, and neither before it nor because of anything else."""

from __future__ import annotations

import pytest

from bank_server.log_review.evidence import Event
from bank_server.log_review.names import SYSTEM
from bank_server.log_review.thresholds import DAY_S, thresholds
from tests.log_review.detector.events import (
    BOT,
    LIMITS,
    exists,
    fail,
    judged,
    log_in,
    name,
    probe,
    refuse,
)


def spread(number: int, length_s: int) -> list[int]:
    """So many moments, the last so long after the first."""
    return [round(each * length_s / (number - 1)) for each in range(number)]


def burst(number: int) -> list[Event]:
    return [fail(each) for each in spread(number, LIMITS.burst_s)]


def day(number: int) -> list[Event]:
    return [fail(each) for each in spread(number, LIMITS.day_s)]


def owner_burst(number: int) -> list[Event]:
    return [log_in(0), *(fail(1 + each) for each in spread(number, LIMITS.burst_s))]


def owner_day(number: int) -> list[Event]:
    moments = spread(number, LIMITS.day_s)
    moments[1] += LIMITS.job_spread_s + 1  # no job's
    return [log_in(0), *(fail(1 + each) for each in moments)]


def spray(number: int) -> list[Event]:
    return [fail(each, BOT, f"user{each}") for each in spread(number, LIMITS.day_s)]


def shared_spray(number: int) -> list[Event]:
    """Where ten accounts began well: one more for every two of them."""
    own = [log_in(0, BOT, f"own{each}") for each in range(10)]
    return [*own, *(fail(1 + each, BOT, f"user{each}") for each in range(number + 5))]


def names(number: int) -> list[Event]:
    return [refuse(each, BOT, f"stranger{each}") for each in spread(number, LIMITS.day_s)]


def names_without_passwords(number: int) -> list[Event]:
    return [name(each, BOT, f"stranger{each}") for each in spread(number, LIMITS.day_s)]


def site_names(number: int) -> list[Event]:
    return [refuse(each, f"bot{each}", f"stranger{each}") for each in spread(number, LIMITS.day_s)]


def focus_sources(number: int) -> list[Event]:
    moments = spread(number, LIMITS.day_s)
    return [fail(each, f"bot{at}", count=2) for at, each in enumerate(moments)]


def focus(number: int) -> list[Event]:
    moments = spread(number, LIMITS.day_s)
    return [fail(each, f"bot{at % LIMITS.focus_sources}") for at, each in enumerate(moments)]


def wave(number: int) -> list[Event]:
    return [fail(0, f"bot{each}", f"user{each}") for each in range(number)]


def system(number: int) -> list[Event]:
    return [fail(each, BOT, "root") for each in spread(number, LIMITS.day_s)]


def probes(number: int) -> list[Event]:
    return [probe(each) for each in spread(number, LIMITS.probes_s)]


def site_day(number: int) -> list[Event]:
    """Owners at home who mistype three times each."""
    own = [log_in(0, f"home{each}", f"user{each}") for each in range(number)]
    moments = spread(number, LIMITS.day_s)
    slips = [fail(1 + each, f"home{at // 3}", f"user{at // 3}") for at, each in enumerate(moments)]
    return own + slips


@pytest.mark.parametrize(
    ("act", "threshold", "rule"),
    [
        (burst, LIMITS.burst, "R1"),
        (day, LIMITS.day, "R1"),
        (owner_burst, LIMITS.owner_burst, "R1"),
        (owner_day, LIMITS.owner_day, "R1"),
        (spray, LIMITS.spray, "R2"),
        (shared_spray, LIMITS.spray, "R2"),
        (names, LIMITS.names, "R3"),
        (names_without_passwords, LIMITS.names, "R3"),
        (site_names, LIMITS.site_names, "R3"),
        (focus_sources, LIMITS.focus_sources, "R4"),
        (focus, LIMITS.focus, "R4"),
        (wave, int(LIMITS.wave) + 1, "R5"),
        (system, LIMITS.system, "R6"),
        (probes, LIMITS.probes, "R7"),
        (site_day, LIMITS.site_day, "R9"),
    ],
    ids=lambda each: getattr(each, "__name__", None),
)
@pytest.mark.parametrize("begin", [0, 1, 43_217, 63_000_000_000])
def test_a_rule_fires_exactly_at_its_threshold(act, threshold, rule, begin) -> None:
    """Whenever the log begins: no window stands on midnights or full hours."""
    below = [each._replace(when=each.when + begin) for each in act(threshold - 1)]
    at = [each._replace(when=each.when + begin) for each in act(threshold)]

    assert () == judged(below).rules
    assert (rule,) == judged(at).rules


@pytest.mark.parametrize(
    "events",
    [
        [fail(each) for each in spread(LIMITS.burst, LIMITS.burst_s + 1)],
        [fail(each) for each in spread(LIMITS.day, LIMITS.day_s + 1)],
        [fail(each, BOT, f"user{each}") for each in spread(LIMITS.spray, DAY_S + 1)],
        [refuse(each, BOT, f"stranger{each}") for each in spread(LIMITS.names, DAY_S + 1)],
        [fail(each, BOT, "root") for each in spread(LIMITS.system, DAY_S + 1)],
        [probe(each) for each in spread(LIMITS.probes, LIMITS.probes_s + 1)],
        [fail(each, f"bot{each}", count=2) for each in spread(LIMITS.focus_sources, DAY_S + 1)],
    ],
    ids=["burst", "day", "spray", "names", "system", "probes", "focus"],
)
def test_the_same_over_a_second_more_is_believed(events) -> None:
    assert () == judged(events).rules


def test_a_repeated_message_counts_as_often_as_it_came() -> None:
    assert () == judged([fail(0, count=LIMITS.burst - 1)]).rules
    assert ("R1",) == judged([fail(0, count=LIMITS.burst)]).rules


def test_a_wave_is_forgotten_at_its_rate_and_no_faster() -> None:
    """Strangers at the rate that leaks are not noticed for a year; half as many more are, soon."""
    slow = [fail(round(each * DAY_S / 8), f"bot{each}", f"user{each}") for each in range(8 * 365)]
    fast = [fail(round(each * DAY_S / 12), f"bot{each}", f"user{each}") for each in range(12 * 7)]

    assert () == judged(slow).rules
    assert ("R5",) == judged(fast).rules


def test_strangers_at_an_address_where_somebody_logs_in_are_no_wave() -> None:
    """Also when the log-in comes later in the log; but one log-in stands for one stranger."""
    strangers = wave(int(LIMITS.wave) + 1)
    known = [log_in(each, f"bot{each}", "carol") for each in range(3, 6)]

    assert () == judged(strangers + known).rules


@pytest.mark.parametrize("slip", ["alic", "alicee", "alixe", "alcie", "Alice", "ALICE"])
def test_a_slip_within_a_known_name_is_no_made_up_name(slip) -> None:
    """Also if the name becomes known within a day after."""
    two = [refuse(1, BOT, "john"), refuse(2, BOT, "maria"), refuse(3, BOT, slip)]

    assert ("R3",) == judged(two).rules
    assert () == judged([*two, log_in(0, "home")]).rules
    assert () == judged([*two, log_in(3 + DAY_S, "home")]).rules
    assert ("R3",) == judged([*two, log_in(4 + DAY_S, "home"), fail(5 + DAY_S, "home")]).rules


def test_a_name_near_to_one_that_failures_alone_have_shown_is_made_up() -> None:
    events = [*names(LIMITS.names - 1), refuse(9, BOT, "alic")]

    assert "R3" in judged([*events, fail(0, "home"), log_in(1, "home"), exists(2, "alice")]).rules


def test_names_of_the_password_file_are_known() -> None:
    events = [refuse(1, BOT, "john"), refuse(2, BOT, "maria"), refuse(3, BOT, "alic")]

    assert () == judged(events, accounts=["alice"]).rules


def test_root_is_a_system_account() -> None:
    assert {"root", "www-data", "nobody"} <= SYSTEM


def test_an_administrator_at_a_usual_place_may_try_root_by_mistake() -> None:
    assert () == judged([log_in(0, BOT, "admin"), fail(1, BOT, "root", LIMITS.system)]).rules


def test_who_watches_the_port_and_logs_in_there_is_no_probe() -> None:
    assert () == judged([log_in(0), *(probe(1 + each) for each in range(LIMITS.probes))]).rules


def test_a_job_of_the_owners_with_an_old_password_is_a_remark() -> None:
    job = [fail(60 + 300 * each + each % 50) for each in range(400)]

    assert ((), ("automated_failures",)) == (
        judged([log_in(0), *job]).rules,
        judged([log_in(0), *job]).notes,
    )


@pytest.mark.parametrize(
    "more",
    [[fail(60 + 300 * 200 + 120)], [fail(60 + 300 * 200, count=LIMITS.job_tries)]],
    ids=["another minute", "too often a run"],
)
def test_what_is_not_like_a_job_is_none(more) -> None:
    job = [fail(60 + 300 * each) for each in range(400)]

    assert ("R1",) == judged([log_in(0), *job, *more]).rules


def test_a_job_from_where_nobody_logged_in_before_is_an_attack() -> None:
    job = [fail(60 + 300 * each) for each in range(400)]

    assert "R1" in judged([*job, log_in(300 * 400)]).rules


def test_one_job_does_not_fill_a_days_failures() -> None:
    job = [fail(60 + 300 * each) for each in range(287)]
    slips = site_day(LIMITS.site_day - LIMITS.owner_day - 3)

    assert () == judged([log_in(0), *job, *slips]).rules


def test_a_larger_site_may_fail_more() -> None:
    small, large = thresholds(100), thresholds(1000)

    assert 300 <= small.site_day <= 360
    assert 9 * small.site_day <= large.site_day <= 11 * small.site_day
    assert thresholds(100, 2.0).site_day > small.site_day


def test_a_lucky_guess_does_not_make_a_sources_other_guesses_usual() -> None:
    """Two accounts tried, a third guessed at once: nobody is at home there."""
    begin = [fail(0, BOT, "bob"), fail(1, BOT, "carol"), log_in(2, BOT, "dave")]

    assert "R6" in judged([*begin, fail(3, BOT, "root", LIMITS.system)]).rules


def test_an_attackers_late_log_in_does_not_excuse_a_wave() -> None:
    strangers = wave(int(LIMITS.wave) + 1)
    found = [log_in(9, each.source, each.account) for each in strangers]

    assert "R5" in judged(strangers + found).rules
