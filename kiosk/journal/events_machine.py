"""What the machine did: starts, stops, modes, devices, doors, and gaps of the journal itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bank_server.contract.money import Money
from kiosk.journal.event_base import Event


@dataclass(frozen=True, slots=True)
class SystemStart(Event):
    CODE: ClassVar[str] = "SYSTEM_START"
    version: str
    settings_hash: str
    why: str


@dataclass(frozen=True, slots=True)
class SystemStop(Event):
    """An orderly stop; the next start without one before it is a loss of power."""

    CODE: ClassVar[str] = "SYSTEM_STOP"
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class PowerUpAfterLoss(Event):
    CODE: ClassVar[str] = "POWER_UP_AFTER_LOSS"
    last_seq: int
    last_event: str


@dataclass(frozen=True, slots=True)
class RunNamed(Event):
    """The name of this run of the kiosk towards the bank; the next runs tell it that this one is
    over."""

    CODE: ClassVar[str] = "RUN_NAMED"
    run: bytes


@dataclass(frozen=True, slots=True)
class KeySwitch(Event):
    CODE: ClassVar[str] = "KEY_SWITCH"
    is_on: bool
    customer_present: bool


@dataclass(frozen=True, slots=True)
class ModeChanged(Event):
    CODE: ClassVar[str] = "MODE_CHANGED"
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class InService(Event):
    CODE: ClassVar[str] = "IN_SERVICE"
    mode: str
    cash: Money | None
    link_is_up: bool


@dataclass(frozen=True, slots=True)
class OutOfService(Event):
    CODE: ClassVar[str] = "OUT_OF_SERVICE"
    code: str
    device: str = ""


@dataclass(frozen=True, slots=True)
class ServiceHalted(Event):
    """Nobody is served before a person has looked; holds beyond a restart."""

    CODE: ClassVar[str] = "SERVICE_HALTED"
    why: str


@dataclass(frozen=True, slots=True)
class Tamper(Event):
    """Somebody opened a device that keeps keys; it has erased them."""

    CODE: ClassVar[str] = "TAMPER"
    device: str


@dataclass(frozen=True, slots=True)
class HaltCleared(Event):
    """A person has looked, and the machine may serve again."""

    CODE: ClassVar[str] = "HALT_CLEARED"
    who: str


@dataclass(frozen=True, slots=True)
class DeviceFault(Event):
    CODE: ClassVar[str] = "DEVICE_FAULT"
    device: str
    code: str
    action: str


@dataclass(frozen=True, slots=True)
class DeviceRecovered(Event):
    CODE: ClassVar[str] = "DEVICE_RECOVERED"
    device: str
    down_ms: int


@dataclass(frozen=True, slots=True)
class Door(Event):
    """Attributes: door: `service` or `safe`."""

    CODE: ClassVar[str] = "DOOR"
    door: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class LogGap(Event):
    """A torn last line was moved aside, unread.

    Attributes:
        file: the file that it was the end of.
        moved_to: where its bytes are kept.
        size: how many bytes.
        sha256: of those bytes.
    """

    CODE: ClassVar[str] = "LOG_GAP"
    file: str
    moved_to: str
    size: int
    sha256: bytes
