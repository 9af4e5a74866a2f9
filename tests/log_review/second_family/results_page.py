"""Writes what the run of the second family showed, as a page of the documentation."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tests.log_review.second_family.all_attacks import ATTACKS, title_of
from tests.log_review.second_family.exact_bounds import bounds
from tests.log_review.second_family.judging import Verdict

HEAD = """\
# The second family of logs: what one run showed

The reviewer's limits were chosen with one model of the department's log-ins in view. This page
is the check against choosing them too well for it: a second model of the same department and of
its attackers, written by somebody who had seen neither the detector nor the first model, with
all its settings fixed before the reviewer was run on it. It was run once, on the reviewer as
it stood then, and the numbers below are what came out, good or bad. Nothing was tuned on them.

The model is in `tests/log_review/second_family/`; its numbers are in `second_settings.py`, and each
attack is one function in `loud.py`, `quiet.py` or `inside.py`. The same run, again:

```
python -m tests.log_review.second_family > second-family.md
```

A later reviewer may give other numbers; the made logs stay the same. Every log goes through the
command `python -m bank_server.log_review FILE` without options. A normal week has about 3,500
log-ins by 100 people and no guess at all. Every share has its exact 95 % bounds (Clopper and
Pearson).

"""


@dataclass(frozen=True)
class NormalResult:
    """A week without a guess, and what was said of it."""

    kind: str
    slip_factor: float
    verdict: Verdict


@dataclass(frozen=True)
class AttackResult:
    """A week with an attack, the same week without, and how many accounts were tried."""

    title: str
    verdict: Verdict
    without: Verdict
    accounts: int


def whole(weeks: Sequence[NormalResult], attacks: Sequence[AttackResult]) -> str:
    return HEAD + "\n".join([*_normal(weeks), "", *_attacks(attacks), "", *_rules(weeks, attacks)])


def share(hits: int, of: int) -> str:
    low, high = bounds(hits, of)
    return f"{hits} of {of} | {100 * low:.1f} to {100 * high:.1f} %"


def _normal(weeks: Sequence[NormalResult]) -> list[str]:
    lines = [
        "## Weeks without an attack",
        "",
        "The factor is how often people mistype, against the model's own rate.",
        "",
        "| week | factor | called INTRUSION | bounds | ERROR |",
        "|---|---|---|---|---|",
    ]
    ones = [week for week in weeks if week.slip_factor == 1]
    groups = [
        (kind, "1", [w for w in ones if w.kind == kind])
        for kind in dict.fromkeys(w.kind for w in ones)
    ]
    stale = "script with an expired password"
    groups.append(("all kinds", "1", ones))
    groups.append(("all but the expired script", "1", [w for w in ones if w.kind != stale]))
    groups += [
        ("all kinds in turn", f"{factor:g}", [w for w in weeks if w.slip_factor == factor])
        for factor in sorted({w.slip_factor for w in weeks} - {1.0})
    ]
    groups.append(("everything", "all", list(weeks)))
    for name, times, some in groups:
        words = Counter(week.verdict.word for week in some)
        said = share(words["INTRUSION"], len(some))
        lines.append(f"| {name} | {times} | {said} | {words['ERROR']} |")
    return lines


def _attacks(attacks: Sequence[AttackResult]) -> list[str]:
    lines = [
        "## Weeks with an attack",
        "",
        "`before` counts the weeks that were called INTRUSION already without the attack: a hit",
        "in such a week proves nothing. `users` is the median of what the line says and, beside",
        "it, of what is true; `right` are the recognised weeks where the two differ by at most",
        "one or a tenth. Names that nobody has are not users.",
        "",
        "| attack | what it is | recognised | bounds | before | users: said / true | right |",
        "|---|---|---|---|---|---|---|",
    ]
    for put_in in ATTACKS:
        some = [one for one in attacks if one.title == title_of(put_in)]
        lines.append(_row(title_of(put_in), (put_in.__doc__ or "").strip(), some))
    lines.append(_row("all", "", attacks))
    return lines


def _row(title: str, what: str, some: Sequence[AttackResult]) -> str:
    found = [one for one in some if one.verdict.word == "INTRUSION"]
    before = sum(one.without.word == "INTRUSION" for one in some)
    right = sum(
        abs(one.verdict.users - one.accounts) <= max(1, 0.1 * one.accounts) for one in found
    )
    said = f"{median(one.verdict.users for one in found):g}" if found else "-"
    true = f"{median(one.accounts for one in some):g}"
    return (
        f"| {title} | {what} | {share(len(found), len(some))} | {before}"
        f" | {said} / {true} | {right} of {len(found)} |"
    )


def _rules(weeks: Sequence[NormalResult], attacks: Sequence[AttackResult]) -> list[str]:
    lines = [
        "## Which rules spoke",
        "",
        "| rule | weeks without an attack | weeks with one |",
        "|---|---|---|",
    ]
    normal = Counter(rule for week in weeks for rule in rules_of(week.verdict))
    attacked = Counter(rule for one in attacks for rule in rules_of(one.verdict))
    lines += [
        f"| {rule} | {normal[rule]} of {len(weeks)} | {attacked[rule]} of {len(attacks)} |"
        for rule in sorted(normal.keys() | attacked.keys())
    ]
    return [*lines, ""]


def rules_of(verdict: Verdict) -> list[str]:
    found = re.search(r" rules=(\S+)", verdict.line)
    return found[1].split(",") if found and verdict.word == "INTRUSION" else []
