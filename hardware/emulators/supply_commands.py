"""Commands about what a device needs from outside: its cable, its power, the line to the bank."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from hardware.emulators.command_fields import moment, unknown
from hardware.emulators.image import Image, text
from hardware.emulators.link_relay import LinkState
from hardware.emulators.world import World
from hardware.emulators.world_error import WorldError


class Cable(Protocol):
    """The wire between a device and the kiosk."""

    @property
    def is_plugged(self) -> bool:
        """Whether the kiosk can find the device."""

    def plug(self) -> None:
        """May be repeated."""

    def unplug(self) -> None:
        """May be repeated."""


class Line(Protocol):
    """The line between the kiosk and its bank."""

    @property
    def state(self) -> LinkState:
        """How it is now."""

    @property
    def is_asked(self) -> bool:
        """Whether the kiosk waits for an answer."""

    def set_state(self, state: LinkState) -> None:
        """May be repeated."""


@dataclass(frozen=True, slots=True)
class Command:
    """required, optional: names of fields; any other is refused."""

    carry_out: Callable[[Image], Image]
    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()


def command(
    carry_out: Callable[[Image], Image], *required: str, optional: Iterable[str] = ()
) -> Command:
    return Command(carry_out, frozenset(required), frozenset(optional))


class SupplyCommands:
    """Attributes: commands: by their names."""

    def __init__(self, world: World, cables: Mapping[str, Cable], line: Line | None) -> None:
        self._world = world
        self._cables = cables
        self._line = line
        self.commands = {
            "link": command(self._link, "state"),
            "unplug": command(self._unplug, "device"),
            "plug": command(self._plug, "device"),
            "power_cut": command(self._power_cut, "device", optional=("at",)),
            "power_on": command(self._power_on, optional=("device",)),
        }

    def state(self) -> Image:
        """What of it can be seen, for the snapshot."""
        plugged: Image = {name: cable.is_plugged for name, cable in self._cables.items()}
        link = None if self._line is None else self._line.state.value
        is_asked = self._line is not None and self._line.is_asked
        return {"cables": plugged, "link": link, "bank_asked": is_asked}

    def _link(self, request: Image) -> Image:
        if self._line is None:
            raise WorldError("the kiosk's link does not pass here; start with --bank-port")
        name = text(request, "state")
        if name not in {*LinkState}:
            raise WorldError(unknown("state", name, LinkState))
        self._line.set_state(LinkState(name))
        self._world.on_event({"event": "link", "state": name})
        return {}

    def _unplug(self, request: Image) -> Image:
        name = self._device_name(request)
        self._cables[name].unplug()
        self._world.on_event({"event": "cable", "device": name, "plugged": False})
        return {}

    def _plug(self, request: Image) -> Image:
        name = self._device_name(request)
        self._cables[name].plug()
        self._world.on_event({"event": "cable", "device": name, "plugged": True})
        return {}

    def _power_cut(self, request: Image) -> Image:
        name = self._device_name(request)
        device = self._world.devices[name]
        device.catch_up()
        if "at" not in request:
            device.power_off()
            self._world.on_event({"event": "power", "device": name, "on": False})
            return {}
        device.power.arm(moment(name, text(request, "at")))
        self._world.on_event({"event": "power", "device": name, "on": device.power.is_on})
        return {}

    def _power_on(self, request: Image) -> Image:
        names = [*self._world.devices]
        if "device" in request:
            names = [self._device_name(request)]
        for name in names:
            self._world.devices[name].power_on()
            self._world.on_event({"event": "power", "device": name, "on": True})
        return {}

    def _device_name(self, request: Image) -> str:
        name = text(request, "device")
        if name not in self._world.devices:
            raise WorldError(unknown("device", name, self._world.devices))
        return name
