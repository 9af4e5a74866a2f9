"""docs/log-review.md tells the reviewer's own numbers, and what it shows can be tried."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bank_server.log_review.__main__ import new_judge
from bank_server.log_review.program import Surroundings, run
from bank_server.log_review.report import INTRUSION, OK, Writer
from bank_server.log_review.rules import ALL
from bank_server.log_review.thresholds import DAY_S, DEFAULTS, LOGINS_AT_MOST, MINUTE_S, thresholds

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "log-review.md").read_text(encoding="utf-8")
ROWS = {row.split()[1]: row for row in PAGE.splitlines() if re.match(r"\| R\d \w+ \|", row)}
BLOCKS = re.findall(r"^```\w*\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
LOG = next(each for each in BLOCKS if each.startswith("Mar 29"))
WORDS = ("no", "one", "two", "three")

D = DEFAULTS
BURST_MINUTES = D.burst_s // MINUTE_S
PROBE_MINUTES = D.probes_s // MINUTE_S
TOLD = {
    "R1": (
        f"did not begin well: {D.burst} failures in {BURST_MINUTES} minutes, or {D.day} in a day.",
        f"began well: {D.owner_burst} in {BURST_MINUTES} minutes, or {D.owner_day} in a day",
    ),
    "R2": (
        f"fails on {D.spray} accounts in a day",
        f"one more for every {WORDS[round(1 / D.spray_share)]} ",
        f"{WORDS[D.pressed]} accounts fail {D.pressed_hour} times each within an hour there",
        f"or {D.pressed_day} times each in a day",
    ),
    "R3": (
        f"tries {D.names} refused names in a day",
        f"one more for every {round(1 / D.names_share)} accounts",
        f"or {D.site_names} are tried at the whole site from strange sources",
    ),
    "R4": (
        f"{D.focus_sources} strange sources",
        f"and {D.focus} times together",
        f"or {D.focus_week} in a week",
    ),
    "R5": (f"faster than {D.wave_per_day:g} a day, until more than {D.wave:g} are left",),
    "R6": (f"fails {D.system} times on", f"or any other {D.system_usual} times"),
    "R7": (f"ends {D.probes} connections before a log-in within {PROBE_MINUTES} minutes",),
    "R8": ("`breached=`",),
    "R9": (
        f"has {thresholds().site_day} failures within a day",
        f"one pair counts at most {D.owner_day}",
        f"up to {100 * LOGINS_AT_MOST:g} log-ins a day",
    ),
}


def said(log: str, tmp_path: Path) -> tuple[int, str]:
    """Exit code and line of the reviewer for a log."""
    path = tmp_path / "auth.log"
    path.write_text(log, encoding="ascii")
    out, err = io.StringIO(), io.StringIO()
    to_syslog: Callable[[str, str], bool] = lambda _word, _message: False  # noqa: E731 (nobody listens)
    writer = Writer((3, 30, 18, 0, 1), "cs", 4711)
    code = run([str(path)], Surroundings(63_000_000_000, writer, out, err, to_syslog), new_judge)
    return code, out.getvalue()


def test_each_rule_has_one_row() -> None:
    assert list(ALL) == list(ROWS)
    assert set(ALL) == set(TOLD)


@pytest.mark.parametrize("rule", ALL)
def test_the_numbers_of_a_rule_are_the_products(rule: str) -> None:
    assert [] == [words for words in TOLD[rule] if words not in ROWS[rule]]


def test_a_day_is_a_day_and_a_job_is_told_with_its_numbers() -> None:
    assert (DAY_S, 5 * MINUTE_S, MINUTE_S) == (D.day_s, D.job_period_s, D.job_spread_s)
    assert "the same minute of a five-minute clock" in PAGE
    assert f"at most {D.job_tries} in a run" in PAGE


def test_the_log_on_the_page_is_judged_as_the_page_says(tmp_path: Path) -> None:
    code, line = said(LOG, tmp_path)

    told = re.search(r"It says `INTRUSION` with `([^`]+)`", PAGE)
    assert told is not None
    assert (1, INTRUSION) == (code, line.split()[5])
    assert [] == [field for field in told[1].split() if f" {field}" not in line.rstrip()]


def test_its_first_three_lines_are_what_the_page_says(tmp_path: Path) -> None:
    code, line = said("".join(LOG.splitlines(keepends=True)[:3]), tmp_path)

    assert (0, OK) == (code, line.split()[5])
    assert line.rstrip().endswith("failures=1 successes=2")
    assert "`OK` with `failures=1 successes=2`" in PAGE


def test_the_line_at_the_top_is_what_the_reviewer_says_of_that_log(tmp_path: Path) -> None:
    _, line = said(LOG, tmp_path)

    assert re.sub(r"file=\S+", "file=/var/log/auth.log", line).rstrip() in PAGE


@pytest.mark.parametrize(
    "question",
    [
        "What is an attack?",
        "What evidence does auth.log hold?",
        "How is it parsed?",
        "How is an attack recognised?",
        "How often is it wrong?",
        "What goes to syslog, and how is it formatted?",
        "How is it installed and run?",
    ],
)
def test_each_question_has_its_section(question: str) -> None:
    assert re.search(rf"^## \d+\. {re.escape(question)}$", PAGE, re.MULTILINE)
