"""How often the log reviewer cries wolf, and how often it sleeps: many made weeks, exact bounds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

from bench.figures import Figure, Report
from bench.plan import Plan
from bench.samples import Samples
from tests.log_review.traffic.attacks import KINDS
from tests.log_review.traffic.judge import judge
from tests.log_review.traffic.normal_week import Special
from tests.log_review.traffic.rates import (
    Rate,
    Trial,
    attack_trial,
    estimates,
    normal_trial,
    special_trial,
    unattacked_trial,
)
from tests.log_review.traffic.settings import TYPO_RATES

SEEDS_TOLD_MAX: Final = 5
AT_ONCE: Final = 8  # weeks handed to a process in one go


def authlog_rates(folder: Path, plan: Plan) -> Report:
    folder.mkdir(parents=True, exist_ok=True)
    ordinary = [f"ordinary {number}" for number in range(plan.authlog_weeks)]
    special = [f"special {number}" for number in range(plan.authlog_special_weeks)]
    attacked = [f"attacked {number}" for number in range(plan.authlog_attacked_weeks)]
    figures: list[Figure] = []
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        for rate in TYPO_RATES:
            trials = _run(workers, partial(_normal, rate=rate), ordinary)
            figures.append(_figure(f"normal weeks flagged, typos x{rate:g}", trials))
            plain = [each for each in trials if each.is_ordinary]
            figures.append(_figure(f"flagged of those without an event, x{rate:g}", plain))
        for kind_of_week in Special:
            trials = _run(workers, partial(_special, name=kind_of_week.value), special)
            figures.append(_figure(f"normal weeks flagged, {kind_of_week.value}", trials))
        quiet = {
            key_only: _quiet(_run(workers, partial(_unattacked, key_only=key_only), attacked))
            for key_only in (False, True)
        }
        for kind in KINDS.values():
            trials = _run(workers, partial(_attacked, name=kind.name), quiet[kind.key_only])
            missed = " (known to be missed)" if kind.is_missed else ""
            figures.append(_figure(f"{kind.name} found{missed}", trials, estimates(trials)))
    return Report(
        "authlog-rates",
        "made weeks of 100 users judged as an administrator would; bounds are exact, 95 %",
        tuple(figures),
        tuple(f"{kind.name}: {kind.about}" for kind in KINDS.values()),
    )


def _run(workers: Executor, trial: Callable[[str], Trial], seeds: Sequence[str]) -> Sequence[Trial]:
    return list(workers.map(trial, seeds, chunksize=AT_ONCE))


def _normal(seed: str, rate: float) -> Trial:
    return normal_trial(judge, seed, rate)


def _special(seed: str, name: str) -> Trial:
    return special_trial(judge, seed, Special(name))


def _unattacked(seed: str, key_only: bool) -> Trial:  # noqa: FBT001 (bound by name above)
    return unattacked_trial(judge, seed, key_only=key_only)


def _quiet(trials: Iterable[Trial]) -> list[str]:
    """Only in a week that is not flagged anyway does an alarm mean that an attack was found."""
    return [each.seed for each in trials if not each.judged.is_intrusion]


def _attacked(seed: str, name: str) -> Trial:
    return attack_trial(judge, seed, KINDS[name])


def _figure(label: str, trials: Sequence[Trial], more: str = "") -> Figure:
    if not trials:
        return Figure(label, "%", None, note="every week was flagged before any attack")
    rate = Rate.of(trials)
    parts = [rate.words(), more]
    if "flagged" in label and rate.seeds:
        parts.append("seeds " + ", ".join(repr(each) for each in rate.seeds[:SEEDS_TOLD_MAX]))
    note = "; ".join(each for each in parts if each)
    return Figure(label, "%", Samples((rate.percent,)), note=note)
