"""What people do at the service door's lock: a dispatcher far away, and whoever is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from hardware.emulators.dispatch_office import DispatchOffice, WorkOrder
from hardware.emulators.door_lock import DoorLockEmulator
from hardware.emulators.image import Image
from hardware.emulators.lock_batteries import Charge
from hardware.emulators.nonvolatile import NonVolatile
from hardware.emulators.slot_hands import Tell
from hardware.emulators.world_error import WorldError
from hardware.locks.firmware.lock import Swipe
from hardware.locks.keycard import STRIPE_SIZE

HOURS_MAX: Final = 4  # for longer work there is a further work order
SOMEBODY: Final = "technician"


class DoorHands:
    """Part of the world, in its thread, where the door has such a lock.

    Attributes: lock: of this door. office: whose lock it is.
    """

    def __init__(self, lock: DoorLockEmulator, office: DispatchOffice, tell: Tell) -> None:
        """The lock is installed, if it has to be."""
        self.lock = lock
        self.office = office
        self._tell = tell
        office.look_after(lock.socket, is_owned=lock.lock.is_owned)
        lock.on_bolt = lambda is_open: tell("bolt", open=is_open)
        lock.on_refused = lambda why: tell("door_refused", why=why)

    def order(self, hours: int, technician: str = SOMEBODY) -> WorkOrder:
        """The dispatcher sends somebody, with the work order that they carry."""
        if not 1 <= hours <= HOURS_MAX:
            raise WorldError(f"hours is not between 1 and {HOURS_MAX}")
        issued = self.office.work_order(technician, hours)
        self._tell("work_order", card=issued.card, technician=technician)
        return issued

    def present(self, name: str) -> Swipe:
        return self.lock.present(self.office.stripe(name))

    def present_stripe(self, stripe: bytes) -> Swipe:
        """Any card, as anybody may write one."""
        if len(stripe) != STRIPE_SIZE:
            raise WorldError(f"a stripe is {STRIPE_SIZE} bytes")
        return self.lock.present(stripe)

    def stripe(self, name: str) -> bytes:
        """As anybody may read it."""
        return self.office.stripe(name)

    def fit_batteries(self, charge: Charge) -> None:
        self.lock.fit_batteries(charge)
        self._tell("power", device="door_lock", on=self.lock.power.is_on)

    def doubt_clock(self) -> None:
        """Somebody takes the batteries out, and puts them in again."""
        if not self.lock.power.is_on:
            raise WorldError("the lock has no power, and its clock stands")
        self.lock.reseat_batteries()
        self._tell("power", device="door_lock", on=True)

    def want_unlocked(self) -> None:
        """Raises WorldError: nobody opens this door while its bolt is shut."""
        self.lock.catch_up()
        if not self.lock.is_open:
            raise WorldError("the service door is locked: put a work order into its lock first")

    def image(self) -> Image:
        """Everything about it that somebody before the machine could see."""
        owner, number = self.lock.place
        status = self.lock.status()
        newest = self.office.newest
        return {
            "lock": f"{owner}:{number}",
            "unlocked": status.is_open,
            "openings": status.openings,
            "index": status.index,
            "refusals": status.refusals,
            "battery": self.lock.charge,
            "doubtful": self.lock.lock.is_doubtful,
            "orders": [*self.office.cards],
            "sent": None if newest is None else order_image(newest),
        }


def order_image(order: WorkOrder) -> Image:
    """As the technician could read it out."""
    return {
        "card": order.card,
        "technician": order.technician,
        "until": order.until.isoformat(),
        "index": order.index,
    }


def fitted(
    memory: NonVolatile,
    place: tuple[int, int] | None,
    dispatch: Path | None,
    tell: Tell,
    *,
    monotonic: Callable[[], float],
    wall_s: Callable[[], int],
    random_bytes: Callable[[int], bytes],
) -> DoorHands | None:
    """The lock that was fitted, or is to be; None for a plain one. See World."""
    if place is None and memory.load() is None:
        return None
    assert dispatch is not None, "whoever wants a lock says where its office is"
    lock = DoorLockEmulator(
        memory, place, monotonic=monotonic, wall_s=wall_s, random_bytes=random_bytes
    )

    def clock() -> datetime:
        return datetime.fromtimestamp(wall_s(), UTC)

    return DoorHands(lock, DispatchOffice(dispatch, lock.place, clock, random_bytes), tell)
