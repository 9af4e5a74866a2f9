"""What the core sees of one serial port: calls go in, results and changes come back by `post`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final, Generic, Protocol, TypeVar

from hardware.errors import DeviceError, HardwareError, Outcome
from hardware.protocol.hello import Hello
from kiosk.devices.results import Deliver

S = TypeVar("S")
T = TypeVar("T")

CLOSE_TIMEOUT_S: Final = 2.0

Post = Callable[[Callable[[], None]], None]


class Driver(Protocol):
    """What every driver has; hello() raises ProtocolError for another kind of device."""

    def hello(self) -> Hello: ...

    def close(self) -> None:
        """Close the line; from any thread, also while another one reads."""


D = TypeVar("D", bound=Driver)
D_co = TypeVar("D_co", bound=Driver, covariant=True)
S_contra = TypeVar("S_contra", contravariant=True)


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


def _nothing(_: object) -> None:
    """For whoever does not want to hear it."""


@dataclass(frozen=True, slots=True)
class PortListener(Generic[S]):
    """What the core wants to hear; each is called in the core thread.

    Attributes:
        on_status: the status, first after each connection, then whenever it has changed.
        on_health: the port came up or was lost; before the first status of a connection.
        on_refused: the device answers the poll with a refusal; once for each code in a row.
    """

    on_status: Callable[[S], None]
    on_health: Callable[[PortHealth], None] = _nothing
    on_refused: Callable[[DeviceError], None] = _nothing


class DevicePort(Protocol[D_co, S_contra]):
    """One device as the core uses it, threaded (PortWorker) or in virtual time (InlinePort)."""

    def submit(self, call: Callable[[D_co], T], deliver: Deliver[T]) -> None:
        """Run `call` on the driver, in order; `deliver` runs once in the core thread.

        Never waits. NotDone if it surely was not sent (device away, queue full, port closed),
        Unknown if it was under way when the device was lost.
        """

    def watch(self, on: bool, poll: Callable[[D_co], S_contra] | None = None) -> None:  # noqa: FBT001  reads as said: watch(True)
        """Poll eagerly: after 2, 4, 8, 16, 32, then each 50 ms, and anew after each call.
        Whoever begins to watch is told the status as it is at the next poll, news or not.

        poll: asked in place of the usual status until watch(False); for progress of a txid.
        """

    @property
    def health(self) -> PortHealth:
        """As last posted or about to be."""


class RunningPort(DevicePort[D_co, S_contra], Protocol[D_co, S_contra]):
    """The same for whoever starts and ends it."""

    def start(self) -> None: ...

    def stop(self) -> None:
        """Begin to end: no more calls, and the one under way may end by itself. Never waits."""

    def cut(self, after_s: float) -> None:
        """Give the call under way so long, then close the line under it."""

    def close(self, timeout_s: float = CLOSE_TIMEOUT_S) -> bool:
        """End it; every call still gets its one result. True if it has ended in time."""


class PortClosed(HardwareError):
    """The call was never sent: the device is away, or the port is closed or overfull."""

    @property
    def outcome(self) -> Outcome:
        return Outcome.NOT_DONE


class PortAbandoned(HardwareError):
    """The call was under way when the port was closed, and its thread did not come back."""
