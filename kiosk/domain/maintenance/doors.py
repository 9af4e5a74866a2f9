"""When the doors were last opened and shut, as far as this run has seen it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from kiosk.domain.screens import Notice

SAFE: Final = "safe"
SERVICE: Final = "service"


@dataclass(frozen=True, slots=True)
class DoorSeen:
    """On the loop's clock; None for what was not seen. A door that was open at first counts as
    opened then."""

    is_open: bool = False
    opened_s: float | None = None
    closed_s: float | None = None


NOT_SEEN: Final = DoorSeen()


def moved(before: DoorSeen, now_s: float, *, is_open: bool) -> DoorSeen:
    if is_open:
        return replace(before, is_open=True, opened_s=now_s)
    return replace(before, is_open=False, closed_s=now_s)


def was_opened_since(door: DoorSeen, since_s: float) -> bool:
    """Whether somebody opened it after that; proof that a person who can is here."""
    return door.opened_s is not None and door.opened_s >= since_s


def reminder(*, is_safe_open: bool, is_service_open: bool) -> Notice | None:
    """For whoever leaves a machine that is off; None where all is shut."""
    if is_safe_open:
        return Notice.DOORS_OPEN if is_service_open else Notice.SAFE_OPEN
    return Notice.SERVICE_DOOR_OPEN if is_service_open else None
