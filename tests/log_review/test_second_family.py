"""The second family of logs holds what it says, and the run over it works and counts."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tests.log_review.second_family import inside, loud, quiet
from tests.log_review.second_family import results_page as page
from tests.log_review.second_family import second_settings as settings
from tests.log_review.second_family.all_attacks import ATTACKS, attacked_week, title_of
from tests.log_review.second_family.attack_truth import Attack
from tests.log_review.second_family.exact_bounds import bounds
from tests.log_review.second_family.judging import PROJECT, Verdict, judge
from tests.log_review.second_family.made_week import ASKS, make_week
from tests.log_review.second_family.results_page import AttackResult, NormalResult
from tests.log_review.second_family.written_lines import Log, local_stamp

LINE = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ 123]\d \d\d:\d\d:\d\d"
    r" (?:turing|cs|hopper) [A-Za-z-]+(?:\[\d+\])?: +\S"
)
FAILED = re.compile(
    r"sshd\[\d+\]: (?:message repeated (\d+) times: \[ )?"
    r"Failed password for (?:invalid user )?(.*) from (\S+) port \d+ ssh2\]?$"
)


def wrong_passwords(text: str) -> Counter[tuple[str, str]]:
    """How often sshd's own lines name a user and an address together."""
    counted: Counter[tuple[str, str]] = Counter()
    for line in text.splitlines():
        if found := FAILED.search(line):
            counted[found[2], found[3]] += int(found[1] or 1)
    return counted


@pytest.mark.parametrize("kind", settings.NORMAL_KINDS)
def test_a_normal_week_has_a_hundred_people_and_lines_of_the_right_form(kind: str) -> None:
    week = make_week("test", kind)
    lines = week.text().splitlines()
    entered = {found[1] for line in lines if (found := re.search(r"Accepted \S+ for (\S+)", line))}
    assert [] == [line for line in lines if not LINE.match(line)]
    assert 100 == len(week.people)
    assert (30 if kind == "break" else 100) <= len(entered)


def test_the_same_seed_makes_the_same_week_and_another_seed_another() -> None:
    one, same, other = (make_week(seed, "exam").text() for seed in ("1", "1", "2"))
    assert one == same
    assert one != other


def test_an_exam_brings_thirty_log_ins_within_minutes() -> None:
    events = make_week("1", "exam").log.events
    times = sorted(at for at, _, _, text in events if text.startswith("Accepted"))
    fullest = max(sum(begin <= at < begin + 900 for at in times) for begin in times)
    assert settings.EXAM_STUDENTS <= fullest


@pytest.mark.parametrize("put_in", [loud.mass_scanner, loud.spray, quiet.tor_exits])
def test_an_attack_adds_its_guesses_and_nothing_else(put_in: Callable[[Attack], None]) -> None:
    attack = Attack(make_week("adds", "break"))
    without = attack.week.text()
    assert not attack.week.log.asks_by_keyboard
    put_in(attack)
    added = wrong_passwords(attack.week.text())
    added.subtract(wrong_passwords(without))
    guessed = +added
    assert attack.guesses == guessed.total()
    assert attack.accounts | attack.made_up == {user for user, _ in guessed}
    assert attack.sources == {address for _, address in guessed}


@pytest.mark.parametrize("put_in", ATTACKS, ids=title_of)
def test_each_attack_says_what_it_is_and_leaves_lines_and_a_truth(
    put_in: Callable[[Attack], None],
) -> None:
    attack = Attack(make_week("each", "break"))
    without = attack.week.text()
    put_in(attack)
    text = attack.week.text()
    assert put_in.__doc__
    assert len(without) < len(text)
    assert 0 < len(attack.accounts) <= attack.guesses
    assert [] == [line for line in text.splitlines() if not LINE.match(line)]


def test_su_leaves_a_line_for_each_guess_that_is_counted() -> None:
    _, attack = attacked_week(inside.su_on_the_machine, 3)
    me = next(iter(attack.sources)).removeprefix("local:")
    assert attack.guesses == attack.week.text().count(f" by {me}\n")


def test_repeats_are_folded_only_when_they_are_many_and_the_host_folds() -> None:
    texts = ["once", "twice", "twice", "often", "often", "often", "often"]
    written = []
    for reduces in (True, False):
        log = Log(make_week("1", "break").chance, reduces=reduces)
        for at, text in enumerate(texts):
            log.add(1_480_000_000 + at, "sshd[7]", text)
        lines = log.text(0, 2_000_000_000).splitlines()
        written.append([line.partition(": ")[2] for line in lines])
    assert ["once", "twice", "twice", "often", "message repeated 3 times: [ often]"] == written[0]
    assert texts == written[1]


def test_local_time_is_set_back_in_november_and_forward_in_march() -> None:
    november, march = settings.SUMMER_ENDS, settings.SUMMER_BEGINS
    assert ["Nov  6 01:59:59", "Nov  6 01:00:00"] == [local_stamp(november + n) for n in (-1, 0)]
    assert ["Mar 12 01:59:59", "Mar 12 03:00:00"] == [local_stamp(march + n) for n in (-1, 0)]
    assert "Jan  1 00:00:00" == local_stamp(1_483_246_800)


def test_the_attack_at_the_change_of_the_clock_meets_the_change() -> None:
    for seed in (0, 1):
        _, attack = attacked_week(loud.in_the_hour_that_comes_twice, seed)
        added = [at for at, _, _, text in attack.week.log.events if text.startswith("Received")]
        near = [at for at in added if attack.week.end - 6 * 3_600 < at < attack.week.end]
        changes = (settings.SUMMER_ENDS, settings.SUMMER_BEGINS)
        assert any(min(near) < change < max(near) for change in changes)


def test_the_new_years_attack_goes_over_midnight() -> None:
    _, attack = attacked_week(quiet.over_new_year, 1)
    text = attack.week.text()
    address = next(iter(attack.sources))
    days = {line[:6] for line in text.splitlines() if f"from {address}" in line}
    assert {"Dec 31", "Jan  1"} == days


def test_a_host_that_asks_by_keyboard_passes_over_the_first_failures_in_silence() -> None:
    log = make_week("1", "break", of_the_host=ASKS).log
    assert log.asks_by_keyboard
    _, attack = attacked_week(loud.asked_by_keyboard, 1)
    address = next(iter(attack.sources))
    lines = [line for line in attack.week.text().splitlines() if f"from {address}" in line]
    assert attack.guesses == sum("error: PAM: Authentication failure for" in line for line in lines)
    assert 0 == sum("Failed" in line for line in lines)


def test_processes_that_run_at_one_time_have_different_numbers() -> None:
    owner: dict[str, str] = {}
    for line in make_week("1", "exam").text().splitlines():
        found = re.search(r" (sshd\[\d+\]): (Accepted|.*session closed|.*session opened)", line)
        if found and found[2] == "Accepted":
            assert found[1] not in owner
            owner[found[1]] = line
        elif found and "closed" in found[2]:
            owner.pop(found[1], None)


def test_bounds_are_those_of_the_tables() -> None:
    assert (0.0, 0.0362) == pytest.approx(bounds(0, 100), abs=1e-4)
    assert (0.8628, 1.0) == pytest.approx(bounds(25, 25), abs=1e-4)
    assert (0.0024, 0.0704) == pytest.approx(bounds(2, 100), abs=1e-4)
    lows = [bounds(hits, 20)[0] for hits in range(21)]
    assert all(one < next_one for one, next_one in pairwise(lows))


def test_the_command_judges_a_week_and_its_line_is_read(tmp_path: Path) -> None:
    """Whatever it says of it: this family judges the reviewer, and is not judged by it."""
    week = make_week("1", "break")
    verdict = judge(week.text(), week.end, tmp_path)
    assert verdict.word in ("OK", "INTRUSION")


def test_the_page_counts_verdicts_accounts_and_rules() -> None:
    said = Verdict("INTRUSION", 7, "INTRUSION users=7 rules=R1,R3")
    weeks = [NormalResult("exam", 1.0, said), NormalResult("exam", 1.0, Verdict("OK", 0, "OK"))]
    attacks = [
        AttackResult(title_of(put_in), said, Verdict("OK", 0, "OK"), 6) for put_in in ATTACKS
    ]
    text = page.whole(weeks, attacks)
    assert "| exam | 1 | 1 of 2 | 1.3 to 98.7 % | 0 |" in text
    assert "| R3 | 1 of 2 | 33 of 33 |" in text
    assert "| 1 of 1 | 2.5 to 100.0 % | 0 | 7 / 6 | 1 of 1 |" in text


def test_the_documentation_has_the_run_with_every_attack_and_every_kind_of_week() -> None:
    text = (PROJECT / "docs" / "log-review-second-family.md").read_text("utf-8")
    rows = [title_of(put_in) for put_in in ATTACKS] + list(settings.NORMAL_KINDS)
    assert [] == [row for row in rows if f"\n| {row} | " not in text]
    assert text.startswith(page.HEAD)
