"""The timers of a loop, in order of time; of one thread, without a clock of their own."""

from __future__ import annotations

import heapq
import itertools

from kiosk.runtime.loop import TIMER_COUNT_MAX, Action, LoopOverflow


class DueCall:
    """One timer."""

    __slots__ = ("action",)

    def __init__(self, action: Action) -> None:
        self.action: Action | None = action

    def cancel(self) -> None:
        self.action = None


class Timers:
    """A bounded heap of due calls; cancelled ones are dropped when they come up.

    Ordered by time, then by the order of making: no two have the same number.
    """

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, DueCall]] = []
        self._numbers = itertools.count()

    def add(self, due_s: float, action: Action) -> DueCall:
        if len(self._heap) >= TIMER_COUNT_MAX:
            self._heap = [due for due in self._heap if due[2].action is not None]
            heapq.heapify(self._heap)
        if len(self._heap) >= TIMER_COUNT_MAX:
            raise LoopOverflow("too many timers")
        call = DueCall(action)
        heapq.heappush(self._heap, (due_s, next(self._numbers), call))
        return call

    def next_due_s(self) -> float | None:
        """When the earliest live timer is due; None without one."""
        while self._heap and self._heap[0][2].action is None:
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def take_due(self, now_s: float) -> Action | None:
        """The earliest action that is due, removed; None if none is."""
        due_s = self.next_due_s()
        if due_s is None or due_s > now_s:
            return None
        _, _, call = heapq.heappop(self._heap)
        action, call.action = call.action, None
        return action
