"""How many were tried: exactly as long as memory allows, and within bounds beyond."""

from __future__ import annotations

import pytest

from bank_server.log_review.evidence import DENIED, EXISTS, Event
from bank_server.log_review.names import Counter, Known
from tests.log_review.detector.events import BOT, LIMITS, fail, judged, log_in, name, refuse


def test_existing_accounts_and_made_up_names_are_told_apart() -> None:
    verdict = judged(
        [*(fail(each, account=f"user{each}") for each in range(7)),
         *(refuse(each, BOT, f"stranger{each}") for each in range(11))]
    )  # fmt: skip

    assert (7, 11, 1, 18) == (
        verdict.users, verdict.invalid_names, verdict.sources, verdict.attempts,
    )  # fmt: skip
    assert BOT == verdict.top


def test_a_denied_account_exists() -> None:
    shown = Event(0, EXISTS, BOT, "graduate", 1, DENIED)
    verdict = judged([shown, *(refuse(each, BOT, "graduate") for each in range(LIMITS.day))])

    assert (1, 0) == (verdict.users, verdict.invalid_names)


def test_no_known_account_is_an_intrusion_with_a_remark() -> None:
    verdict = judged(name(each, BOT, f"stranger{each}") for each in range(40))

    assert verdict.is_intrusion
    assert (0, 40, ("no_known_account",)) == (verdict.users, verdict.invalid_names, verdict.notes)


def test_people_behind_the_same_address_are_not_counted() -> None:
    """One is guessed; ten others log in there, some with a slip."""
    people = [log_in(each, account=f"user{each}") for each in range(10)]
    slips = [fail(100 + each, account=f"user{each}") for each in range(6)]
    again = [log_in(110 + each, account=f"user{each}") for each in range(6)]
    verdict = judged([*people, *slips, *again, *(fail(200, account="alice") for _ in range(60))])

    assert (("R1",), 1, 60) == (verdict.rules, verdict.users, verdict.attempts)


def test_an_account_that_was_got_into_is_breached() -> None:
    verdict = judged([*(fail(each) for each in range(40)), log_in(41)])

    assert (("R1", "R8"), 1) == (verdict.rules, verdict.breached)


def test_an_owner_who_comes_the_next_day_is_no_breach() -> None:
    """Guessed at from the address that its owner uses."""
    guesses = [fail(10 + each) for each in range(LIMITS.owner_burst)]
    verdict = judged([log_in(0), *guesses, log_in(50000)])

    assert (("R1",), 0) == (verdict.rules, verdict.breached)


def test_bots_that_take_part_in_a_wave_are_counted_and_people_are_not() -> None:
    people = [log_in(each, f"home{each}", f"user{each}") for each in range(50)]
    slips = [fail(100 + each, f"home{each}", f"user{each}") for each in range(9)]
    bots = [fail(200 + each, f"bot{each}", f"user{each}") for each in range(40)]
    verdict = judged([*people, *slips, *bots])

    assert (("R5",), 40, 40, 40) == (
        verdict.rules, verdict.users, verdict.sources, verdict.attempts,
    )  # fmt: skip


def test_ok_counts_what_there_was() -> None:
    verdict = judged([log_in(0), fail(1, count=3), log_in(2)])

    assert (False, 3, 2, 0) == (
        verdict.is_intrusion, verdict.failures, verdict.successes, verdict.users,
    )  # fmt: skip


def test_a_verdict_may_be_asked_for_twice() -> None:
    events = [fail(each, f"bot{each}", f"user{each}") for each in range(30)]

    assert judged(events) == judged(events)


@pytest.mark.parametrize("number", [0, 1, 999, 1000])
def test_names_are_counted_exactly_up_to_the_bound(number) -> None:
    counter = Counter(1000)
    for each in range(number):
        counter.add(f"name{each}")
        counter.add(f"name{each}")

    assert number == counter.count()


@pytest.mark.parametrize("number", [25_000, 60_000])
def test_more_names_are_counted_within_five_in_a_hundred(number) -> None:
    """Three times the standard error of 4096 registers."""
    counter = Counter(1000)
    for each in range(number):
        counter.add(f"name{each}")

    assert abs(counter.count() - number) <= 0.05 * number


@pytest.mark.parametrize(
    ("other", "is_near"),
    [
        ("alice", True), ("alic", True), ("lice", True), ("aalice", True), ("alicex", True),
        ("alixe", True), ("laice", True), ("Alice", True),
        ("", False), ("al", False), ("alcei", False), ("ecila", False), ("alicexy", False),
        ("axixe", False), ("bob", False), ("alice" * 30, False),
    ],
)  # fmt: skip
def test_nearness_is_one_slip_of_a_finger(other, is_near) -> None:
    known = Known()
    known.add("alice")

    assert is_near is known.has_near(other)


def test_the_evidence_names_eight_accounts_that_exist_and_no_name_that_may_be_a_password() -> None:
    tried = [fail(each, account=f"user{each}") for each in range(9)]
    sentence = judged([*tried, refuse(10, BOT, "correct horse")]).evidence[0]

    assert 'tried: "user0", "user1"' in sentence
    assert sentence.endswith('"user7" and 1 more')
    assert "horse" not in sentence
