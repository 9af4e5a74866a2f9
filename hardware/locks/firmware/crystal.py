"""The crystal that counts a lock's seconds: a little too fast or too slow, and only with power."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_MILLION: Final = 1_000_000


class Crystal:
    """Counts from 0 each time that it gets power.

    true_seconds: the time that really passes, from any beginning.
    drift_ppm: parts in a million that it is too fast (below 0: too slow).
    """

    __slots__ = ("_drift_ppm", "_started", "_true_seconds")

    def __init__(self, true_seconds: Callable[[], int], drift_ppm: int = 0) -> None:
        self._true_seconds = true_seconds
        self._drift_ppm = drift_ppm
        self._started: int | None = true_seconds()

    @property
    def has_power(self) -> bool:
        return self._started is not None

    def ticks(self, ago_s: int = 0) -> int:
        """Seconds counted from when the power came until so long ago. 0 without power."""
        if self._started is None:
            return 0
        passed = max(0, self._true_seconds() - ago_s - self._started)
        return passed * (_MILLION + self._drift_ppm) // _MILLION

    def running_s(self) -> int:
        """True seconds since the power came. 0 without power."""
        return 0 if self._started is None else self._true_seconds() - self._started

    def stop(self) -> None:
        self._started = None

    def start(self) -> None:
        self._started = self._true_seconds()
