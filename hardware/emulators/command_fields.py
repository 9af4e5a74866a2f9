"""The fields of control commands: what each may be, and what is said where it may not."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from hardware.emulators.envelope_slot import SLOT_MOMENTS
from hardware.emulators.image import Image, ImageInvalid, flag, number, text
from hardware.emulators.notes import PickFault
from hardware.emulators.world import World
from hardware.emulators.world_error import WorldError
from hardware.protocol.pin_pad import KEYS_ALL, KEYS_SIDE

# Moments at which the HSM's power can be made to fail, and those that come once for each note.
MOMENTS: Final = frozenset(
    {
        "open",
        "picking",
        "settled",
        "stacked",
        "presented",
        "unlocked",
        "retracting",
        "retracted",
        "rejected",
        "final",
        "filled",
        "loaded",
    }
)
_NOTE_MOMENTS: Final = ("before-mark", "before-pick", "after-pick")
_NOTE_MOMENT: Final = re.compile(rf"({'|'.join(_NOTE_MOMENTS)}):[1-9][0-9]{{0,2}}")


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.0)
    return f"unknown {kind} '{name[:32]}'" + (f"; the nearest is '{near[0]}'" if near else "")


def bounded(request: Image, name: str, least: int, most: int) -> int:
    value = number(request, name)
    if not least <= value <= most:
        raise WorldError(f"{name} is not between {least} and {most}")
    return value


def optional_number(request: Image, name: str, least: int, most: int) -> int | None:
    return bounded(request, name, least, most) if name in request else None


def optional_flag(request: Image, name: str) -> bool | None:
    return flag(request, name) if name in request else None


def fitted(world: World, request: Image) -> int:
    canister = number(request, "canister")
    if canister not in world.works.fitted:
        raise WorldError("this canister is not fitted")
    return canister


def fault(value: object) -> PickFault:
    known = [fault.value for fault in PickFault]
    if not isinstance(value, str):
        raise WorldError(f"faults holds something else than {', '.join(known)}")
    if value not in known:
        raise WorldError(unknown("fault", value, known))
    return PickFault(value)


def moment(device: str, name: str) -> str:
    """A moment at which the power of this device can fail."""
    if device == "cabinet":
        if name not in SLOT_MOMENTS:
            raise WorldError(unknown("moment", name, SLOT_MOMENTS))
        return name
    if device != "hsm":
        raise WorldError("only hsm and cabinet have moments; cut the power of this device at once")
    if name in MOMENTS or _NOTE_MOMENT.fullmatch(name):
        return name
    raise WorldError(unknown("moment", name, [*MOMENTS, *(f"{each}:1" for each in _NOTE_MOMENTS)]))


def key(key: str) -> str:
    """A key's code; capital side keys where no other key has that letter."""
    if key not in KEYS_ALL and key.lower() in KEYS_SIDE:
        return key.lower()
    return key


def uuid(request: Image) -> UUID:
    try:
        return UUID(text(request, "uuid"))
    except ValueError:
        raise ImageInvalid("uuid is not a uuid") from None
