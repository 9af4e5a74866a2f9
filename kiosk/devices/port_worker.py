"""The thread of one serial port: it alone owns the link and the driver."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, TypeVar

from kiosk.devices.port import Connection, PortHealth, PortListener
from kiosk.devices.results import Deliver

D = TypeVar("D")
S = TypeVar("S")
T = TypeVar("T")

CLOSE_TIMEOUT_S: Final = 2.0


class PortWorker(Generic[D, S]):
    """Fulfils `DevicePort`. Start it once; close it once; both from any thread but its own."""

    def __init__(
        self,
        name: str,
        connect: Callable[[], Connection[D]],
        poll: Callable[[D], S],
        post: Callable[[Callable[[], None]], None],
        listener: PortListener[S],
        *,
        monotonic: Callable[[], float],
    ) -> None:
        raise NotImplementedError

    def start(self) -> None:
        raise NotImplementedError

    def submit(self, call: Callable[[D], T], deliver: Deliver[T]) -> None:
        raise NotImplementedError

    def watch(self, on: bool, poll: Callable[[D], S] | None = None) -> None:  # noqa: FBT001  reads as said: watch(True)
        raise NotImplementedError

    @property
    def health(self) -> PortHealth:
        raise NotImplementedError

    def close(self, timeout_s: float = CLOSE_TIMEOUT_S) -> bool:
        """End the thread; every call still gets its one result. True if it ended in time."""
        raise NotImplementedError
