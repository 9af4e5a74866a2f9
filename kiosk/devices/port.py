"""What the core sees of one serial port: calls go in, results and changes come back by `post`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, Protocol, TypeVar

from hardware.protocol.hello import Hello

from hardware.errors import HardwareError, Outcome
from kiosk.devices.results import Deliver

D = TypeVar("D")
S = TypeVar("S")
T = TypeVar("T")


class PortState(Enum):
    """Where a port stands."""

    CONNECTING = "connecting"
    UP = "up"
    LOST = "lost"
    WRONG_DEVICE = "wrong device"


@dataclass(frozen=True, slots=True)
class PortHealth:
    """
    Attributes:
        hello: what the device said of itself; kept from the last connection while lost.
        reason: why it is not up, for the journal and for staff; no value of any payload.
    """

    state: PortState = PortState.CONNECTING
    hello: Hello | None = None
    reason: str = ""

    @property
    def is_up(self) -> bool:
        return self.state is PortState.UP


@dataclass(frozen=True, slots=True)
class Connection(Generic[D]):
    """An open port with a greeted device behind it.

    Attributes:
        close: ends it at once, also from another thread while the driver reads.
    """

    driver: D
    hello: Hello
    close: Callable[[], None]


@dataclass(frozen=True, slots=True)
class PortListener(Generic[S]):
    """What the core wants to hear; each is called in the core thread.

    Attributes:
        on_status: the status, first after each connection, then whenever it has changed.
        on_health: the port came up or was lost; before the first status of a connection.
    """

    on_status: Callable[[S], None]
    on_health: Callable[[PortHealth], None]


class DevicePort(Protocol[D, S]):
    """One device as the core uses it, threaded (PortWorker) or in virtual time (InlinePort)."""

    def submit(self, call: Callable[[D], T], deliver: Deliver[T]) -> None:
        """Run `call` on the driver, in order; `deliver` runs once in the core thread.

        Never waits. NotDone if it surely was not sent (device away, queue full, port closed),
        Unknown if it was under way when the device was lost.
        """

    def watch(self, on: bool, poll: Callable[[D], S] | None = None) -> None:  # noqa: FBT001  reads as said: watch(True)
        """Poll eagerly: 2, 4, 8, 16, 32, then each 50 ms, and anew after each call.

        poll: asked in place of the usual status until watch(False); for progress of a txid.
        """

    @property
    def health(self) -> PortHealth:
        """As last posted."""


class PortClosed(HardwareError):
    """The call was never sent: the device is away, or the port is closed or overfull."""

    @property
    def outcome(self) -> Outcome:
        return Outcome.NOT_DONE


class WrongDevice(HardwareError):
    """Another kind of device, or another protocol, answers on this port."""

    @property
    def outcome(self) -> Outcome:
        return Outcome.NOT_DONE
