"""How often a reviewer is wrong: made weeks with and without an attack, judged and counted."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from tests.log_review.traffic.attacks import Kind, attacked_week
from tests.log_review.traffic.bounds import clopper_pearson
from tests.log_review.traffic.normal_week import Special, normal_week
from tests.log_review.traffic.settings import SETTINGS, Settings

PERCENT: Final = 100.0


@dataclass(frozen=True, slots=True)
class Judged:
    """What the reviewer's one line said."""

    is_intrusion: bool
    users: int = 0
    invalid_names: int = 0
    breached: int = 0
    rules: tuple[str, ...] = ()


Judge = Callable[[bytes], Judged]


@dataclass(frozen=True, slots=True)
class Trial:
    """
    Attributes:
        users, invalid_names: the truth; 0 in a normal week.
        seed: makes the same week again.
        is_ordinary: no holiday, no examinations, no script that broke, nothing of that kind.
    """

    seed: str
    judged: Judged
    users: int = 0
    invalid_names: int = 0
    breached: int = 0
    is_ordinary: bool = True


def with_typos(rate: float) -> Settings:
    return replace(SETTINGS, slips=replace(SETTINGS.slips, typo_rate=rate))


def normal_trial(judge: Judge, seed: str, rate: float) -> Trial:
    week = normal_week(seed, with_typos(rate))
    return Trial(seed, judge(week.content()), is_ordinary=not week.specials)


def special_trial(judge: Judge, seed: str, special: Special) -> Trial:
    week = normal_week(seed, SETTINGS, specials=frozenset({special}), key_only=False)
    return Trial(seed, judge(week.content()))


def unattacked_trial(judge: Judge, seed: str, *, key_only: bool) -> Trial:
    """The week of an attack before it: only where this one is quiet does an alarm mean anything."""
    return Trial(seed, judge(normal_week(seed, SETTINGS, key_only=key_only).content()))


def attack_trial(judge: Judge, seed: str, kind: Kind) -> Trial:
    week, truth = attacked_week(kind, seed, SETTINGS)
    judged = judge(week.content())
    return Trial(seed, judged, len(truth.accounts), len(truth.made_up), truth.breached)


@dataclass(frozen=True, slots=True)
class Rate:
    """Flagged weeks among all, with what can be said of the true rate."""

    hits: int
    trials: int
    rules: Counter[str]
    seeds: tuple[str, ...]  # of the weeks that were flagged

    @classmethod
    def of(cls, trials: Iterable[Trial]) -> Rate:
        every = list(trials)
        flagged = [each for each in every if each.judged.is_intrusion]
        rules = Counter(rule for each in flagged for rule in each.judged.rules)
        return cls(len(flagged), len(every), rules, tuple(each.seed for each in flagged))

    @property
    def percent(self) -> float:
        return PERCENT * self.hits / self.trials

    def words(self) -> str:
        low, high = clopper_pearson(self.hits, self.trials)
        by = ", ".join(f"{rule} {number}" for rule, number in sorted(self.rules.items()))
        bounds = f"bounds {PERCENT * low:.1f} to {PERCENT * high:.1f}"
        return f"{self.hits} of {self.trials}, {bounds}{f'; by {by}' if by else ''}"


def estimates(trials: Iterable[Trial]) -> str:
    """How the numbers of users and names that were told compare with the true ones, if found."""
    found = [each for each in trials if each.judged.is_intrusion]
    return "; ".join(
        f"{what} {statistics.median(ratios):.2f} of the truth ({min(ratios):.2f} to "
        f"{max(ratios):.2f})"
        for what, ratios in (
            ("users", [each.judged.users / each.users for each in found if each.users]),
            (
                "names",
                [each.judged.invalid_names / each.invalid_names for each in found
                 if each.invalid_names],
            ),
        )
        if ratios
    )  # fmt: skip
