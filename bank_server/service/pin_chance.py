"""Whether so many cards given up among so many visits may still be chance: a beta-binomial bound.

The share of visits that honest customers give up is no number but differs from site to site and
from day to day, like a beta distribution around a share that is fixed here and fitted to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, lgamma
from typing import Final

SUMMED_MAX: Final = 10_000  # terms of a tail; they fall by more than a hundredth each
RELATIVE: Final = 1e-9  # smaller terms are left out
REMEMBERED_MAX: Final = 1 << 14


@dataclass(frozen=True, slots=True)
class Share:
    """Of all visits, how many honest customers give up: Beta(alpha, alpha / mean - alpha)."""

    mean: float
    alpha: float

    @property
    def beta(self) -> float:
        return self.alpha / self.mean - self.alpha


@lru_cache(maxsize=REMEMBERED_MAX)
def chance(given_up: int, visits: int, share: Share) -> float:
    """Of at least so many given up among so many visits; 1.0 for what is not more than usual.

    It never rises with one more that was given up, which is a visit as well.
    """
    if given_up <= visits * share.mean:
        return 1.0
    alpha, beta = share.alpha, share.beta
    choices = lgamma(visits + 1) - lgamma(given_up + 1) - lgamma(visits - given_up + 1)
    above = _log_beta(given_up + alpha, visits - given_up + beta)
    term = exp(choices + above - _log_beta(alpha, beta))
    total = 0.0
    for count in range(given_up, min(visits, given_up + SUMMED_MAX) + 1):
        total += term
        if term <= total * RELATIVE:
            break
        term *= (visits - count) * (count + alpha) / ((count + 1) * (visits - count - 1 + beta))
    return total


def _log_beta(alpha: float, beta: float) -> float:
    return lgamma(alpha) + lgamma(beta) - lgamma(alpha + beta)
