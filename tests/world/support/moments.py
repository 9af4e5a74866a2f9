"""Named moments of a run, so that a test can say: at the third CANCEL, before it is sent, unplug.

Every moment is `(who, what, side)` as one text, such as `hsm DISPENSE before`. The n-th time that
it is reached is another moment. Nothing here knows what a test does there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

Act = Callable[[], None]


class Moments:
    """Attributes: reached: every moment so far, in order, as `name #n`."""

    def __init__(self) -> None:
        self.reached: list[str] = []
        self._counts: Counter[str] = Counter()
        self._planned: dict[str, Act] = {}

    def begin(self) -> None:
        """Count from here: what was reached before does not matter."""
        self.reached.clear()
        self._counts.clear()

    def at(self, moment: str, act: Act) -> None:
        """Do `act` when this moment, `name #n`, is reached; once."""
        self._planned[moment] = act

    def reach(self, name: str) -> None:
        self._counts[name] += 1
        moment = f"{name} #{self._counts[name]}"
        self.reached.append(moment)
        act = self._planned.pop(moment, None)
        if act is not None:
            act()

    @property
    def waiting(self) -> tuple[str, ...]:
        """What was planned and never reached."""
        return tuple(self._planned)
