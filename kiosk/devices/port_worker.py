"""The thread of one serial port: it alone uses the link and the driver."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from kiosk.devices.port import CLOSE_TIMEOUT_S, D, PortHealth, PortListener, Post
from kiosk.devices.port_engine import PortEngine
from kiosk.devices.results import Deliver

S = TypeVar("S")
T = TypeVar("T")


class PortWorker(Generic[D, S]):
    """Fulfils `RunningPort`. Start it once; close it from any thread but its own."""

    def __init__(
        self,
        name: str,
        connect: Callable[[], D],
        poll: Callable[[D], S],
        post: Post,
        listener: PortListener[S],
        *,
        monotonic: Callable[[], float],
    ) -> None:
        self._engine = PortEngine(name, connect, poll, post, listener, monotonic=monotonic)
        self._thread = threading.Thread(target=self._run, name=f"port-{name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def submit(self, call: Callable[[D], T], deliver: Deliver[T]) -> None:
        self._engine.submit(call, deliver)

    def watch(self, on: bool, poll: Callable[[D], S] | None = None) -> None:  # noqa: FBT001  reads as said: watch(True)
        self._engine.watch(on, poll)

    @property
    def health(self) -> PortHealth:
        return self._engine.health

    def stop(self) -> None:
        self._engine.stop()

    def cut(self, after_s: float) -> None:
        if self._thread.is_alive():
            self._thread.join(after_s)
        if self._thread.is_alive():
            self._engine.interrupt()

    def close(self, timeout_s: float = CLOSE_TIMEOUT_S) -> bool:
        """End the thread; every call still gets its one result. True if it ended in time.

        A command under way gets half of the time to end by itself: one that moves money is not
        cut for the sake of a quick exit. Then its line is closed under it.
        """
        self.stop()
        self.cut(timeout_s / 2)
        if self._thread.is_alive():
            self._thread.join(timeout_s / 2)
        has_ended = not self._thread.is_alive()
        self._engine.end()
        return has_ended

    def _run(self) -> None:
        while not self._engine.is_stopping:
            self._engine.wait(self._engine.step())
