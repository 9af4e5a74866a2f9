"""How often the PINs' review cries wolf, and how often it sleeps: made fortnights, exact bounds."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

from bench.figures import Figure, Report
from bench.plan import Plan
from bench.samples import Samples
from tests.log_review.traffic.rates import Rate, Trial, estimates
from tests.pin_traffic.fortnight_rates import gang_trials, honest_trial
from tests.pin_traffic.gangs import GANGS

GIVEN_UP_IN: Final = (500, 200)  # of so many visits one
SEEDS_TOLD_MAX: Final = 5
AT_ONCE: Final = 4  # fortnights handed to a process in one go


def pin_rates(folder: Path, plan: Plan) -> Report:
    folder.mkdir(parents=True, exist_ok=True)
    honest = [f"honest {number}" for number in range(plan.pin_fortnights)]
    attacked = [f"attacked {number}" for number in range(plan.pin_gang_fortnights)]
    figures: list[Figure] = []
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        for visits in GIVEN_UP_IN:
            trial = partial(honest_trial, given_up=1 / visits)
            trials = list(workers.map(trial, honest, chunksize=AT_ONCE))
            figures.append(_figure(f"honest fortnights flagged, one in {visits} given up", trials))
        worst = partial(gang_trials, given_up=1 / GIVEN_UP_IN[-1])
        told = [each for each in workers.map(worst, attacked) if each]
        for gang, of_gang in zip(GANGS, zip(*told, strict=True), strict=True):
            figures.append(_figure(f"{gang.name}: found", of_gang))
    return Report(
        "pin-rates",
        "made fortnights of twenty ATMs, one of them with thrice the slips; bounds are exact, 95 %",
        tuple(figures),
    )


def _figure(label: str, trials: Sequence[Trial]) -> Figure:
    rate = Rate.of(trials)
    parts = [rate.words()]
    if "flagged" in label and rate.seeds:
        parts.append("seeds " + ", ".join(repr(each) for each in rate.seeds[:SEEDS_TOLD_MAX]))
    elif rate.hits:
        parts.append(estimates(trials).replace("users", "cards"))
    return Figure(label, "%", Samples((rate.percent,)), note="; ".join(parts))
