"""The timers of a loop, in order of time; of one thread, without a clock of their own."""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass, field

from kiosk.runtime.loop import TIMER_COUNT_MAX, Action, LoopOverflow


@dataclass(order=True, slots=True)
class DueCall:
    """One timer. Ordered by time, then by the order of making."""

    due_s: float
    number: int
    action: Action | None = field(compare=False)

    def cancel(self) -> None:
        self.action = None


class Timers:
    """A bounded heap of due calls; cancelled ones are dropped when they come up."""

    def __init__(self) -> None:
        self._heap: list[DueCall] = []
        self._numbers = itertools.count()

    def add(self, due_s: float, action: Action) -> DueCall:
        if len(self._heap) >= TIMER_COUNT_MAX:
            self._heap = [call for call in self._heap if call.action is not None]
            heapq.heapify(self._heap)
        if len(self._heap) >= TIMER_COUNT_MAX:
            raise LoopOverflow("too many timers")
        call = DueCall(due_s, next(self._numbers), action)
        heapq.heappush(self._heap, call)
        return call

    def next_due_s(self) -> float | None:
        """When the earliest live timer is due; None without one."""
        while self._heap and self._heap[0].action is None:
            heapq.heappop(self._heap)
        return self._heap[0].due_s if self._heap else None

    def take_due(self, now_s: float) -> Action | None:
        """The earliest action that is due, removed; None if none is."""
        due_s = self.next_due_s()
        if due_s is None or due_s > now_s:
            return None
        call = heapq.heappop(self._heap)
        action, call.action = call.action, None
        return action
