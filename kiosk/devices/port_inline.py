"""A port in virtual time, for the simulator and for tests: the same engine, driven by a loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from kiosk.devices.port import CLOSE_TIMEOUT_S, D, PortHealth, PortListener
from kiosk.devices.port_engine import PortEngine
from kiosk.devices.results import Deliver
from kiosk.runtime.loop import Loop, Timer

S = TypeVar("S")
T = TypeVar("T")


class InlinePort(Generic[D, S]):
    """Fulfils `RunningPort`. A command takes no time, and its result is posted like any other."""

    def __init__(
        self,
        name: str,
        connect: Callable[[], D],
        poll: Callable[[D], S],
        loop: Loop,
        listener: PortListener[S],
        pace: float = 1.0,
    ) -> None:
        """pace: of the polls, see `PollTimes`."""
        self._loop = loop
        self._engine = PortEngine(
            name, connect, poll, loop.post, listener, monotonic=loop.now, pace=pace
        )
        self._timer: Timer | None = None
        self._due_s = 0.0

    def start(self) -> None:
        self._loop.post(self._step)

    def submit(self, call: Callable[[D], T], deliver: Deliver[T]) -> None:
        self._engine.submit(call, deliver)
        self._loop.post(self._step)

    def watch(self, on: bool, poll: Callable[[D], S] | None = None) -> None:  # noqa: FBT001  reads as said: watch(True)
        self._engine.watch(on, poll)
        self._loop.post(self._step)

    @property
    def health(self) -> PortHealth:
        return self._engine.health

    def stop(self) -> None:
        self._engine.stop()

    def cut(self, after_s: float) -> None:
        """Nothing is ever under way here."""

    def close(self, timeout_s: float = CLOSE_TIMEOUT_S) -> bool:  # noqa: ARG002  nothing to wait for
        self._engine.end()
        if self._timer is not None:
            self._timer.cancel()
        return True

    def _step(self) -> None:
        if self._engine.is_stopping:
            return
        wait_s = self._engine.step()
        due_s = self._loop.now() + wait_s
        if self._timer is not None:
            if self._due_s <= due_s:
                return  # comes too early at worst, and goes on waiting then
            self._timer.cancel()
        self._due_s, self._timer = due_s, self._loop.after(wait_s, self._wake)

    def _wake(self) -> None:
        self._timer = None
        self._step()
