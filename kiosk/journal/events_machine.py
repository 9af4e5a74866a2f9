"""What the machine did: starts, stops, modes, devices, doors, and gaps of the journal itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from bank_server.contract.money import Money
from kiosk.journal.event_base import Actor, Event
from kiosk.journal.groups import Group


@dataclass(frozen=True, slots=True)
class SystemStart(Event):
    """The kiosk's program starts, before any device or the bank is asked.

    Attributes:
        version: of the program.
        settings_hash: first 16 hex digits of the SHA-256 of all settings.
        why: `start`; other ways to start may come.
    """

    CODE: ClassVar[str] = "SYSTEM_START"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    GROUP: ClassVar[Group] = Group.PROGRAM
    version: str
    settings_hash: str
    why: str


@dataclass(frozen=True, slots=True)
class ConfigChanged(Event):
    """At a start, when the settings are not those of the start before.

    Attributes:
        before, after: the settings' hashes, as SYSTEM_START has them.
    """

    CODE: ClassVar[str] = "CONFIG_CHANGED"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    GROUP: ClassVar[Group] = Group.PROGRAM
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SystemStop(Event):
    """The last entry of a run that ends in order, or of a person's `--reopen`.

    Attributes:
        who: `system`; or, with `reopened`, the name typed after `--reopen`.
        why: `asked` to end, `fatal` for an error, or `reopened`; `restart` or `shut-down` where
            staff asked for it at the menu.
    """

    CODE: ClassVar[str] = "SYSTEM_STOP"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.PROGRAM
    ACTOR_BY: ClassVar[str] = "who"
    ACTORS: ClassVar[Mapping[str, Actor]] = {"system": Actor.SYSTEM}
    REASON: ClassVar[str] = "why"
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class PowerUpAfterLoss(Event):
    """At a start, when the run before did not end in order: power was lost, or the program died.

    Attributes:
        last_seq: seq of the last entry that it left.
        last_event: the code of that entry.
    """

    CODE: ClassVar[str] = "POWER_UP_AFTER_LOSS"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    GROUP: ClassVar[Group] = Group.PROGRAM
    REASON: ClassVar[str] = "no-stop"
    last_seq: int
    last_event: str


@dataclass(frozen=True, slots=True)
class RunNamed(Event):
    """At each start, before the first heartbeat: the name of this run towards the bank.

    The next runs tell the bank by this name that this one is over.

    Attributes:
        run: 16 random bytes.
    """

    CODE: ClassVar[str] = "RUN_NAMED"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    GROUP: ClassVar[Group] = Group.PROGRAM
    run: bytes


@dataclass(frozen=True, slots=True)
class KeySwitch(Event):
    """The operator's key was turned, or the cabinet says where it stands for the first time, or
    after it was lost for so long that nobody knows where it stood meanwhile.

    Attributes:
        is_on: its new position.
        customer_present: whether a visit is under way, which then goes on to its end.
        is_unseen: the cabinet was lost for so long.
    """

    CODE: ClassVar[str] = "KEY_SWITCH"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    GROUP: ClassVar[Group] = Group.SERVICE
    LATER: ClassVar[frozenset[str]] = frozenset({"is_unseen"})
    is_on: bool
    customer_present: bool
    is_unseen: bool = False

    @property
    def was_never_off(self) -> bool:
        """Nobody can have been at the canisters: there was a customer all the time."""
        return self.is_on and self.customer_present

    @property
    def may_have_been_off(self) -> bool:
        """It is off, or nobody could see that it was."""
        return not self.is_on or (self.is_unseen and not self.customer_present)


@dataclass(frozen=True, slots=True)
class ModeChanged(Event):
    """The machine's service has changed.

    Attributes:
        before, after: `starting`, `off`, `in-service`, `no-cash` or `out-of-service`.
        why: staff codes such as `OOS-01`, worst first, with commas between them.
    """

    CODE: ClassVar[str] = "MODE_CHANGED"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    GROUP: ClassVar[Group] = Group.SERVICE
    REASON: ClassVar[str] = "why"
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class InService(Event):
    """Customers are served from now on.

    Attributes:
        mode: `in-service`, or `no-cash` where everything but cash is offered.
        cash: value of the notes that can be paid; none while the dispenser has not answered.
        link_is_up: whether the bank answers; true, for there is no service without it.
    """

    CODE: ClassVar[str] = "IN_SERVICE"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    GROUP: ClassVar[Group] = Group.SERVICE
    mode: str
    cash: Money | None
    link_is_up: bool


@dataclass(frozen=True, slots=True)
class OutOfService(Event):
    """Nobody is served from now on, or the reasons for that have changed.

    Attributes:
        code: staff codes, as in MODE_CHANGED.
    """

    CODE: ClassVar[str] = "OUT_OF_SERVICE"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    GROUP: ClassVar[Group] = Group.SERVICE
    REASON: ClassVar[str] = "code"
    code: str


@dataclass(frozen=True, slots=True)
class ServiceHalted(Event):
    """A contradiction was found: cash, or all service, stops until a person has looked.

    It holds beyond a restart.

    Attributes:
        why: what was found, in a sentence, such as `what left the machine is not certain`.
    """

    CODE: ClassVar[str] = "SERVICE_HALTED"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    GROUP: ClassVar[Group] = Group.SERVICE
    why: str

    def reason_code(self) -> str:
        """`OOS-10` for the journal, which closes all service; else `OOS-06`."""
        return "OOS-10" if self.why.startswith("journal") else "OOS-06"


@dataclass(frozen=True, slots=True)
class HaltCleared(Event):
    """A person has looked, and the machine may serve again: two custodians at the supervisor menu,
    or `./atm kiosk --reopen WHO`.

    Attributes:
        who: both who were logged in, with a plus between; or the name that was typed with the
            command, which nobody checks.
    """

    CODE: ClassVar[str] = "HALT_CLEARED"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.SERVICE
    who: str


@dataclass(frozen=True, slots=True)
class DeviceStatus(Event):
    """A device answers for the first time in this run.

    Attributes:
        device: its port's name.
        firmware: the number of its program.
        has_key: whether it was provisioned; never true for the cabinet, which needs no key.
    """

    CODE: ClassVar[str] = "DEVICE_STATUS"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    device: str
    firmware: int
    has_key: bool


@dataclass(frozen=True, slots=True)
class DeviceFault(Event):
    """A device that worked does not answer any more, or cannot do its work.

    Attributes:
        device: its port's name, or `journal-mirror`.
        code: `jam`; `lost`, or the name of the error with its text, such as `DeviceTimeout: no
            answer`; of the mirror `lost`, `differs`, `restored` or `foreign`.
        action: `reconnect`, by itself; `wait for a person`; of the mirror `go-on`, without it.
    """

    CODE: ClassVar[str] = "DEVICE_FAULT"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    REASON: ClassVar[str] = "code"
    device: str
    code: str
    action: str


@dataclass(frozen=True, slots=True)
class DeviceRecovered(Event):
    """A device that was lost, or jammed, works again.

    Attributes:
        device: its port's name.
        down_ms: how long it was away.
    """

    CODE: ClassVar[str] = "DEVICE_RECOVERED"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    device: str
    down_ms: int


@dataclass(frozen=True, slots=True)
class Tamper(Event):
    """Somebody opened a device that keeps keys; it has erased them.

    Attributes:
        device: its port's name.
    """

    CODE: ClassVar[str] = "TAMPER"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    device: str


@dataclass(frozen=True, slots=True)
class Door(Event):
    """A door was opened or shut, or is found open at a start.

    Attributes:
        door: `service` or `safe`.
        is_open: its new position.
    """

    CODE: ClassVar[str] = "DOOR"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    door: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Ups(Event):
    """The machine runs from its battery, or from the mains again.

    Attributes:
        on_battery: from which.
    """

    CODE: ClassVar[str] = "UPS"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    on_battery: bool


@dataclass(frozen=True, slots=True)
class KeyLoaded(Event):
    """A device has got its key, and the bank has it too. Never anything of the key.

    Attributes:
        device: its port's name.
    """

    CODE: ClassVar[str] = "KEY_LOADED"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    device: str


@dataclass(frozen=True, slots=True)
class LogGap(Event):
    """At opening: a torn last line was moved aside, unread.

    Attributes:
        file: the file that it was the end of.
        moved_to: where its bytes are kept.
        size: how many bytes.
        sha256: of those bytes.
    """

    CODE: ClassVar[str] = "LOG_GAP"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    GROUP: ClassVar[Group] = Group.JOURNAL
    REASON: ClassVar[str] = "torn"
    file: str
    moved_to: str
    size: int
    sha256: bytes
