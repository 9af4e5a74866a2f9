"""Commands about the service door's lock: work orders, and who puts which card into it."""

from __future__ import annotations

from typing import Final

from hardware.emulators.command_fields import optional_number
from hardware.emulators.dispatcher import HOURS_MAX
from hardware.emulators.door_hands import DoorHands
from hardware.emulators.image import Image, raw, text
from hardware.emulators.supply_commands import Command, command
from hardware.emulators.world import World
from hardware.emulators.world_error import WorldError
from hardware.protocol.door_lock import DoorLockRefusal

HOURS: Final = 2


def door_commands(world: World) -> dict[str, Command]:
    """By their names. Each raises WorldError where the door has a plain lock."""

    def fitted() -> DoorHands:
        if world.door is None:
            raise WorldError("the service door has a plain lock; start with --door-lock")
        return world.door

    def work_order(request: Image) -> Image:
        hours = optional_number(request, "hours", 1, HOURS_MAX)
        return {"card": fitted().order(HOURS if hours is None else hours)}

    def present(request: Image) -> Image:
        if ("card" in request) == ("stripe" in request):
            raise WorldError("say which: card or stripe")
        door = fitted()
        if "card" in request:
            swiped = door.present(text(request, "card"))
        else:
            swiped = door.present_stripe(raw(request, "stripe"))
        if swiped.opened:
            return {"opened": True, "why": "opened"}
        return {"opened": False, "why": DoorLockRefusal(swiped.why.value).word}

    return {
        "work_order": command(work_order, optional=("hours",)),
        "present": command(present, optional=("card", "stripe")),
    }
