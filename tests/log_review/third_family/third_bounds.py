"""Exact bounds of a share: Clopper and Pearson 1934, without a library."""

from collections.abc import Callable
from math import comb

HALVINGS = 60
TAIL = 0.025  # on each side: 95 % between


def bounds(hits: int, of: int) -> tuple[float, float]:
    """The least and the greatest share that the count does not contradict at 95 %."""
    if of == 0:
        return 0.0, 1.0
    least = 0.0 if hits == 0 else _share(lambda share: _at_least(hits, of, share) > TAIL)
    greatest = (
        1.0 if hits == of else _share(lambda share: 1 - _at_least(hits + 1, of, share) < TAIL)
    )
    return least, greatest


def _share(is_above: Callable[[float], bool]) -> float:
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if is_above(middle) else (middle, high)
    return (low + high) / 2


def _at_least(hits: int, of: int, share: float) -> float:
    return sum(comb(of, n) * share**n * (1 - share) ** (of - n) for n in range(hits, of + 1))
