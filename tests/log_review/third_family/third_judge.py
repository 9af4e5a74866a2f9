"""Asks the reviewer, or whoever stands in for it, for its word on one week's file."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.log_review.third_family.third_week import Recipe, Week, made_week

ROOT = Path(__file__).resolve().parents[3]
WORDS = {0: "OK", 1: "INTRUSION"}
SECONDS_MAX = 120.0


@dataclass(frozen=True)
class Verdict:
    """What was said: OK, INTRUSION or ERROR; how many users; which rules spoke."""

    word: str
    users: int = 0
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """One week's truth (numbers of names) and verdicts; before: the same week, no attack."""

    recipe: Recipe
    verdict: Verdict
    accounts: int = 0
    made_up: int = 0
    before: Verdict | None = None


Judge = Callable[[Path], Verdict]


def ask_reviewer(path: Path) -> Verdict:
    """The project's reviewer, as a process of its own from the project's root."""
    ran = subprocess.run(
        [sys.executable, "-m", "bank_server.log_review", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=SECONDS_MAX,
        check=False,
    )
    return verdict_of(ran.stdout, ran.returncode)


def verdict_of(line: str, status: int) -> Verdict:
    """Reads the one line; anything that contradicts itself is an ERROR."""
    word = WORDS.get(status, "ERROR")
    said = re.findall(r"\b(OK|INTRUSION)\b", line)
    if word == "ERROR" or said != [word]:
        return Verdict("ERROR")
    users = re.search(r"\busers=(\d+)", line)
    rules = re.search(r"\brules=([\w,-]+)", line)
    return Verdict(
        word,
        int(users.group(1)) if users else 0,
        tuple(rules.group(1).split(",")) if rules else (),
    )


def judged(recipe: Recipe, judge: Judge = ask_reviewer) -> Result:
    """Makes a week, has it judged, and for an attack also the week without it."""
    week = made_week(recipe)
    before = _said_of(made_week(recipe.without_attack()), judge) if recipe.attack else None
    return Result(recipe, _said_of(week, judge), len(week.accounts), len(week.made_up), before)


def _said_of(week: Week, judge: Judge) -> Verdict:
    """A folder of its own for each week: nothing that one week leaves can help with another."""
    with tempfile.TemporaryDirectory(prefix="third-family-") as folder:
        path = Path(folder) / "auth.log"
        write(week, path)
        return judge(path)


def write(week: Week, path: Path) -> None:
    """The file as logrotate would find it: last written to at the week's end, local time."""
    path.write_text("\n".join(week.lines) + "\n", encoding="ascii")
    age = week.end.timestamp()
    os.utime(path, (age, age))
