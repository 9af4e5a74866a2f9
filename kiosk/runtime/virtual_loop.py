"""A loop without a thread whose time passes only when it is told to; for tests and simulator."""

from __future__ import annotations

from collections import deque
from typing import Final

from kiosk.runtime.loop import QUEUE_COUNT_MAX, Action, LoopOverflow, Timer
from kiosk.runtime.timers import Timers

STEP_COUNT_MAX: Final = 1_000_000


class VirtualLoop:
    """Fulfils `Loop`. Same calls in the same order give the same run. An error goes through."""

    def __init__(self, *, start_s: float = 1_000.0) -> None:
        self._now_s = start_s
        self._queue: deque[Action] = deque()
        self._timers = Timers()

    def post(self, action: Action) -> None:
        if len(self._queue) >= QUEUE_COUNT_MAX:
            raise LoopOverflow("the queue of the core is full")
        self._queue.append(action)

    def after(self, seconds: float, action: Action) -> Timer:
        return self._timers.add(self._now_s + max(0.0, seconds), action)

    def now(self) -> float:
        return self._now_s

    def run_ready(self) -> None:
        """Run everything that is posted or due at this instant; time stands still."""
        for _ in range(STEP_COUNT_MAX):
            action = self._queue.popleft() if self._queue else self._timers.take_due(self._now_s)
            if action is None:
                return
            action()
        raise LoopOverflow("the calls of one instant do not end")

    def advance(self, seconds: float) -> None:
        """Let this much time pass, running each call at its own time."""
        end_s = self._now_s + seconds
        for _ in range(STEP_COUNT_MAX):
            self.run_ready()
            due_s = self._timers.next_due_s()
            if due_s is None or due_s > end_s:
                self._now_s = end_s
                return
            self._now_s = due_s
        raise LoopOverflow("the timers of this span do not end")

    def step(self) -> bool:
        """Run one call, going on in time when nothing is ready; False if nothing is left."""
        if not self._queue:
            due_s = self._timers.next_due_s()
            if due_s is None:
                return False
            self._now_s = max(self._now_s, due_s)
        action = self._queue.popleft() if self._queue else self._timers.take_due(self._now_s)
        if action is not None:
            action()
        return True
