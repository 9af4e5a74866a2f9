"""Whoever walks away is logged out: counts the time without a key, and says when it is over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.runtime.loop import Loop, Timer

IDLE_S: Final = 300.0  # without a key
WARNING_S: Final = 30.0  # before that the page counts down
TICK_S: Final = 1.0
BUSY_S: Final = 180.0  # whatever is under way; then it is not certain, and nobody waits for it


class IdleWatch:
    """Lives in the core thread."""

    def __init__(
        self,
        loop: Loop,
        *,
        is_busy: Callable[[], bool],
        looked: Callable[[], None],
        stuck: Callable[[], None],
        over: Callable[[], None],
    ) -> None:
        """is_busy: something is under way, and nobody is missed. looked: a second has passed.
        stuck: it was under way for too long. over: nobody is here."""
        self._loop = loop
        self._is_busy = is_busy
        self._looked = looked
        self._stuck = stuck
        self._over = over
        self._since_s = 0.0
        self._busy_since_s: float | None = None
        self._timer: Timer | None = None

    def begin(self) -> None:
        """Look once a second whether anybody is still here."""
        self.somebody_is_here()
        if self._timer is None:
            self._timer = self._loop.after(TICK_S, self._tick)

    def end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None

    def somebody_is_here(self) -> None:
        self._since_s = self._loop.now()

    def not_busy(self) -> None:
        """What was under way is over, or given up."""
        self._busy_since_s = None

    @property
    def seconds(self) -> int:
        """Until it is over, once that is near; else 0."""
        left_s = self._left_s
        return max(1, round(left_s)) if left_s <= WARNING_S else 0

    @property
    def _left_s(self) -> float:
        return IDLE_S - (self._loop.now() - self._since_s)

    def _tick(self) -> None:
        self._timer = self._loop.after(TICK_S, self._tick)
        now = self._loop.now()
        if self._is_busy():
            self.somebody_is_here()
            self._busy_since_s = now if self._busy_since_s is None else self._busy_since_s
            if now - self._busy_since_s >= BUSY_S:
                self._stuck()
            return
        self.not_busy()
        if self._left_s <= 0:
            self._over()
        else:
            self._looked()
