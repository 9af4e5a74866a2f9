"""A transaction that waits a little until the one before it, of the same visit, has its DONE."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.domain.transactions.withdrawal.job import Denial
from kiosk.runtime.loop import Action, Loop, Timer

WAIT_S: Final = 5.0
Refuse = Callable[[Denial], None]


class NextOne:
    """Holds at most one. Lives in the core thread."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._begin: Action | None = None
        self._refuse: Refuse | None = None
        self._timer: Timer | None = None

    @property
    def holds(self) -> bool:
        return self._begin is not None

    def waits(self, begin: Action, refuse: Refuse) -> None:
        """refuse: hears why it is not begun: it has waited too long, or is not wanted any more."""
        assert self._begin is None, "a visit has one wish at a time"
        self._begin, self._refuse = begin, refuse
        self._timer = self._loop.after(WAIT_S, lambda: self.give_up(Denial.LINK_DOWN))

    def give_up(self, why: Denial) -> None:
        """Nothing where nothing waits."""
        _, refuse = self._taken()
        if refuse is not None:
            refuse(why)

    def may_begin(self, *, is_wanted: bool) -> None:
        """Nothing is open any more. is_wanted: its customer is still there."""
        begin, _ = self._taken()
        if begin is not None and is_wanted:
            begin()

    def _taken(self) -> tuple[Action | None, Refuse | None]:
        begin, refuse = self._begin, self._refuse
        self._begin = self._refuse = None
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        return begin, refuse
