"""What a count of hits in so many trials says of the true rate: exact bounds, no approximation."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

CONFIDENCE: Final = 0.95
HALVINGS: Final = 60  # of the interval 0 to 1: finer than a float


def clopper_pearson(hits: int, trials: int) -> tuple[float, float]:
    """The two-sided 95 % bounds of Clopper and Pearson: each side errs in 2.5 % at most."""
    if not 0 <= hits <= trials or trials < 1:
        raise ValueError("hits out of trials")
    side = (1 - CONFIDENCE) / 2
    lower = _crossing(lambda rate: 1 - _at_most(hits - 1, trials, rate) >= side) if hits else 0.0
    upper = 1.0
    if hits < trials:
        upper = _crossing(lambda rate: _at_most(hits, trials, rate) <= side)
    return lower, upper


def _crossing(is_reached: Callable[[float], bool]) -> float:
    """The rate from which on something holds."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if is_reached(middle):
            high = middle
        else:
            low = middle
    return high


def _at_most(hits: int, trials: int, rate: float) -> float:
    """The chance of so many hits or fewer."""
    if rate <= 0:
        return 1.0
    if rate >= 1:
        return float(hits >= trials)
    return math.fsum(
        math.exp(
            math.lgamma(trials + 1)
            - math.lgamma(number + 1)
            - math.lgamma(trials - number + 1)
            + number * math.log(rate)
            + (trials - number) * math.log1p(-rate)
        )
        for number in range(hits + 1)
    )
