"""What was measured again and again: its median, its 99th percentile, its ratio to a peer."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass

MS_PER_S = 1_000.0


@dataclass(frozen=True, slots=True)
class Samples:
    """At least one value, all in one unit."""

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError("nothing was measured")

    @classmethod
    def of(cls, values: Iterable[float]) -> Samples:
        return cls(tuple(values))

    @property
    def n(self) -> int:
        return len(self.values)

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def p95(self) -> float:
        """The smallest value that 95 of 100 do not exceed; the largest of fewer than 20."""
        return self._percentile(0.95)

    @property
    def p99(self) -> float:
        """The smallest value that 99 of 100 do not exceed; the largest of fewer than 100."""
        return self._percentile(0.99)

    def less(self, other: Samples) -> Samples:
        """Each value without the other's median: what is left when the other is taken out."""
        return Samples(tuple(value - other.median for value in self.values))

    def ratio_to(self, other: Samples) -> float | None:
        """Median to median; None where the other is not above zero."""
        return self.median / other.median if other.median > 0 else None

    def _percentile(self, share: float) -> float:
        return sorted(self.values)[math.ceil(self.n * share) - 1]


def timed_ms(act: Callable[[], object], monotonic: Callable[[], float]) -> float:
    """How long `act` took, in milliseconds."""
    began_s = monotonic()
    act()
    return (monotonic() - began_s) * MS_PER_S
