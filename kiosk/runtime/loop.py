"""What the kiosk's core needs of a loop: a queue, timers and a clock, real or virtual."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

QUEUE_COUNT_MAX: Final = 10_000
TIMER_COUNT_MAX: Final = 1_000

Action = Callable[[], None]


class LoopOverflow(RuntimeError):
    """More was posted than a working kiosk can ever have waiting."""


class Timer(Protocol):
    """A call that is due later."""

    def cancel(self) -> None:
        """Never run it. May be called again, and after it has run."""


class Loop(Protocol):
    """Runs everything of the core in one thread, one call after the other.

    An exception in a call is fatal: a core in an unknown state must not move money.
    """

    def post(self, action: Action) -> None:
        """Run `action` in the core thread, in the order of posting. From any thread."""

    def after(self, seconds: float, action: Action) -> Timer:
        """Run `action` once, not before `seconds` from now. In the core thread only."""

    def now(self) -> float:
        """Monotonic seconds."""
