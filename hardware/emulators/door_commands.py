"""Commands about the service door's lock: work orders, cards put into it, and its batteries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from hardware.emulators.command_fields import optional_flag, optional_number, unknown
from hardware.emulators.door_hands import HOURS_MAX, SOMEBODY, DoorHands, order_image
from hardware.emulators.image import Image, raw, text
from hardware.emulators.lock_batteries import Charge
from hardware.emulators.supply_commands import Command, command
from hardware.emulators.world import World
from hardware.emulators.world_error import WorldError
from hardware.protocol.door_lock import DoorLockRefusal

HOURS: Final = 2
DOUBTFUL: Final = "doubtful"


def door_commands(world: World) -> dict[str, Command]:
    """By their names. Each raises WorldError where the door has a plain lock."""

    def fitted() -> DoorHands:
        if world.door is None:
            raise WorldError("the service door has a plain lock; start with --door-lock")
        return world.door

    def work_order(request: Image) -> Image:
        hours = optional_number(request, "hours", 1, HOURS_MAX)
        technician = text({"technician": SOMEBODY, **request}, "technician")
        return order_image(fitted().order(HOURS if hours is None else hours, technician))

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

    def door_lock(request: Image) -> Image:
        door = fitted()
        has_programmer = optional_flag(request, "programmer")
        battery, clock = _word(request, "battery", Charge), _word(request, "clock", [DOUBTFUL])
        if has_programmer is None and not battery and not clock:
            raise WorldError("say which: battery, clock or programmer")
        if has_programmer is not None:
            door.lock.has_programmer = has_programmer
        if battery:
            door.fit_batteries(Charge(battery))
        if clock:
            door.doubt_clock()
        return {}

    return {
        "work_order": command(work_order, optional=("hours", "technician")),
        "present": command(present, optional=("card", "stripe")),
        "door_lock": command(door_lock, optional=("battery", "clock", "programmer")),
    }


def _word(request: Image, name: str, known: Iterable[str]) -> str:
    """Empty where it was not said."""
    word = text({name: "", **request}, name)
    if name in request and word not in {*known}:
        raise WorldError(unknown(name, word, known))
    return word
