"""A transaction that waits a little until the one before it, of the same visit, has its DONE."""

from __future__ import annotations

from typing import Final

from kiosk.runtime.loop import Action, Loop, Timer

WAIT_S: Final = 5.0


class NextOne:
    """Holds at most one. Lives in the core thread."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._begin: Action | None = None
        self._refuse: Action | None = None
        self._timer: Timer | None = None

    @property
    def holds(self) -> bool:
        return self._begin is not None

    def waits(self, begin: Action, refuse: Action) -> None:
        """refuse: it has waited too long, or is not wanted any more."""
        assert self._begin is None, "a visit has one wish at a time"
        self._begin, self._refuse = begin, refuse
        self._timer = self._loop.after(WAIT_S, self.give_up)

    def give_up(self) -> None:
        """Nothing where nothing waits."""
        _, refuse = self._taken()
        if refuse is not None:
            refuse()

    def may_begin(self, *, is_wanted: bool) -> None:
        """Nothing is open any more. is_wanted: its customer is still there."""
        begin, _ = self._taken()
        if begin is not None and is_wanted:
            begin()

    def _taken(self) -> tuple[Action | None, Action | None]:
        begin, refuse = self._begin, self._refuse
        self._begin = self._refuse = None
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        return begin, refuse
