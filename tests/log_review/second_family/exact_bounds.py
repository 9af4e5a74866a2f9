"""Exact bounds for a share that was counted (Clopper and Pearson)."""

from collections.abc import Callable
from math import comb

from tests.log_review.second_family import second_settings as settings


def at_most(hits: int, of: int, share: float) -> float:
    """The probability of so many hits or fewer."""
    return sum(comb(of, n) * share**n * (1 - share) ** (of - n) for n in range(hits + 1))


def bounds(hits: int, of: int) -> tuple[float, float]:
    tail = (1 - settings.CONFIDENCE) / 2
    lower = 0.0 if hits == 0 else _where(lambda share: at_most(hits - 1, of, share) > 1 - tail)
    upper = 1.0 if hits == of else _where(lambda share: at_most(hits, of, share) > tail)
    return lower, upper


def _where(holds_below: Callable[[float], bool]) -> float:
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if holds_below(middle):
            low = middle
        else:
            high = middle
    return (low + high) / 2
