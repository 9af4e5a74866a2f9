"""When to ask a device for its status next: idle, or eagerly while something moves."""

from __future__ import annotations

from typing import Final

IDLE_S: Final = 0.250
EAGER_S: Final = (0.002, 0.004, 0.008, 0.016, 0.032, 0.050)


class PollTimes:
    """The gaps between polls. Pure; of one thread."""

    def __init__(self, pace: float = 1.0) -> None:
        """pace: every gap is so many times as long; a simulator need not look so often."""
        self._pace = pace
        self._is_eager = False
        self._step = 0

    def relax(self) -> None:
        self._is_eager = False

    def hurry(self) -> None:
        """Begin the eager gaps, or begin them again: what was just commanded may be quick."""
        self._is_eager = True
        self._step = 0

    @property
    def is_eager(self) -> bool:
        return self._is_eager

    def next_gap_s(self) -> float:
        """How long from now to the next poll; each call is one poll further."""
        if not self._is_eager:
            return IDLE_S * self._pace
        gap_s = EAGER_S[self._step] * self._pace
        self._step = min(self._step + 1, len(EAGER_S) - 1)
        return gap_s
