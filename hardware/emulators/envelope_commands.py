"""Commands about envelopes: what a customer does at the slot, and what people do with its bin."""

from __future__ import annotations

from typing import Final

from hardware.emulators.command_fields import unknown
from hardware.emulators.image import Image, flag, text
from hardware.emulators.supply_commands import Command, command
from hardware.emulators.world import World
from hardware.emulators.world_error import WorldError

_DEEDS: Final = ("insert", "leave", "stick")


def envelope_commands(world: World) -> dict[str, Command]:
    """By their names."""

    def envelope(request: Image) -> Image:
        what = text(request, "what")
        if what not in _DEEDS:
            raise WorldError(unknown("what", what, _DEEDS))
        if what == "leave":
            world.slot.pull_back()
        else:
            world.slot.put(sticks=what == "stick")
        return {}

    def envelope_bin(request: Image) -> Image:
        world.slot.cover_sensor(is_covered=flag(request, "full"))
        return {}

    def envelopes_remove(_: Image) -> Image:
        return {"envelopes": [envelope.image() for envelope in world.slot.remove()]}

    return {
        "envelope": command(envelope, "what"),
        "envelope_bin": command(envelope_bin, "full"),
        "envelopes_remove": command(envelopes_remove),
    }
