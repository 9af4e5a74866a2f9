"""A lock's batteries: they fall with time and with every opening, warn, and are dead at last.

    6,000 mV fresh; 1 mV a day and 0.04 mV an opening; a warning from 4,700 mV; dead at 4,400 mV.

With 5 openings a day that is 3.6 years, with 20 it is 2.4: the two to four years of such a lock.
The warning comes at least 100 days before the end up to 50 openings a day.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

FRESH_UV: Final = 6_000_000
WARNING_UV: Final = 4_700_000
DEAD_UV: Final = 4_400_000
DAY_UV: Final = 1_000
OPENING_UV: Final = 40

_DAY_S: Final = 86_400


class Batteries:
    """One set after the other. true_seconds: the time that really passes."""

    __slots__ = ("_fitted", "_openings", "_true_seconds")

    def __init__(self, true_seconds: Callable[[], int]) -> None:
        self._true_seconds = true_seconds
        self._fitted = true_seconds()
        self._openings = 0

    def microvolts(self) -> int:
        return max(0, self._left_uv())

    @property
    def are_dead(self) -> bool:
        return self.microvolts() <= DEAD_UV

    @property
    def are_low(self) -> bool:
        return self.microvolts() <= WARNING_UV

    def run_motor(self) -> None:
        self._openings += 1

    def replace(self) -> None:
        """A fresh set. Whoever does it takes the power from the lock: see Lock.new_batteries."""
        self._fitted = self._true_seconds()
        self._openings = 0

    def died_after_s(self) -> int:
        """Seconds from now back to the moment of death; 0 while they live."""
        return max(0, DEAD_UV - self._left_uv()) * _DAY_S // DAY_UV

    def _left_uv(self) -> int:
        days_uv = (self._true_seconds() - self._fitted) * DAY_UV // _DAY_S
        return FRESH_UV - days_uv - self._openings * OPENING_UV
