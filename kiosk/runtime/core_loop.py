"""The core thread: supervisor, visit and money run here, and nothing here waits on I/O."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Final

from kiosk.runtime.loop import QUEUE_COUNT_MAX, Action, LoopOverflow, Timer
from kiosk.runtime.timers import Timers

CLOSE_TIMEOUT_S: Final = 2.0


class CoreLoop:
    """A plain thread with a bounded queue and timers. Fulfils `Loop`.

    `on_fatal` is called once, in the thread that failed, with whatever a call raised or with
    LoopOverflow; afterwards nothing runs any more. It must stop the cash, not mend the core.
    """

    def __init__(
        self,
        *,
        monotonic: Callable[[], float],
        on_fatal: Callable[[BaseException], None],
        name: str = "core",
    ) -> None:
        self._monotonic = monotonic
        self._on_fatal = on_fatal
        self._changed = threading.Condition()
        self._queue: deque[Action] = deque()
        self._timers = Timers()
        self._closing = False
        self._dead = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def post(self, action: Action) -> None:
        """From any thread, at any time. After the end it does nothing."""
        with self._changed:
            if self._dead:
                return
            if len(self._queue) < QUEUE_COUNT_MAX:
                self._queue.append(action)
                self._changed.notify_all()
                return
        self._die(LoopOverflow("the queue of the core is full"))

    def after(self, seconds: float, action: Action) -> Timer:
        assert threading.current_thread() is self._thread or not self._thread.is_alive()
        return self._timers.add(self._monotonic() + seconds, action)

    def now(self) -> float:
        return self._monotonic()

    def is_core_thread(self) -> bool:
        return threading.current_thread() is self._thread

    def close(self, timeout_s: float = CLOSE_TIMEOUT_S) -> bool:
        """Run what is queued by now, then end. True if the thread has ended in time.

        Close the workers first: their last deliveries are among what is queued.
        """
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread.is_alive() and not self.is_core_thread():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (action := self._next()) is not None:
            try:
                action()
            except BaseException as error:  # noqa: BLE001  the edge: any failure ends the core
                self._die(error)
        with self._changed:
            self._dead = True
            self._queue.clear()

    def _next(self) -> Action | None:
        """Wait for the next call; None when it is time to end. Posted calls go before timers."""
        with self._changed:
            while not self._dead:
                if self._queue:
                    return self._queue.popleft()
                if self._closing:
                    return None
                action = self._timers.take_due(self._monotonic())
                if action is not None:
                    return action
                self._changed.wait(self._wait_s())
            return None

    def _wait_s(self) -> float | None:
        due_s = self._timers.next_due_s()
        return None if due_s is None else max(0.0, due_s - self._monotonic())

    def _die(self, error: BaseException) -> None:
        with self._changed:
            if self._dead:
                return
            self._dead = True
            self._queue.clear()
            self._changed.notify_all()
        self._on_fatal(error)
