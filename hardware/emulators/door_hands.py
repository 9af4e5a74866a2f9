"""What people do at the service door's lock: a dispatcher far away, and whoever is there."""

from __future__ import annotations

from hardware.emulators.dispatcher import HOURS_MAX, Dispatcher
from hardware.emulators.door_lock import DoorLockEmulator
from hardware.emulators.image import Image
from hardware.emulators.slot_hands import Tell
from hardware.emulators.world_error import WorldError
from hardware.locks.firmware.lock import Swipe
from hardware.locks.keycard import STRIPE_SIZE


class DoorHands:
    """Part of the world, in its thread, where the door has such a lock."""

    def __init__(self, lock: DoorLockEmulator, dispatcher: Dispatcher, tell: Tell) -> None:
        self._lock = lock
        self._dispatcher = dispatcher
        self._tell = tell
        if not lock.lock.is_owned:
            lock.install(dispatcher.installation(lock.now))
        lock.on_bolt = lambda is_open: tell("bolt", open=is_open)
        lock.on_refused = lambda why: tell("door_refused", why=why)

    def order(self, hours: int) -> str:
        """The dispatcher sends somebody: the name of the work order that they carry."""
        if not 1 <= hours <= HOURS_MAX:
            raise WorldError(f"hours is not between 1 and {HOURS_MAX}")
        name = self._dispatcher.issue(self._lock.now, hours)
        self._tell("work_order", card=name)
        return name

    def present(self, name: str) -> Swipe:
        return self._lock.present(self._dispatcher.stripe(name))

    def present_stripe(self, stripe: bytes) -> Swipe:
        """Any card, as anybody may write one."""
        if len(stripe) != STRIPE_SIZE:
            raise WorldError(f"a stripe is {STRIPE_SIZE} bytes")
        return self._lock.present(stripe)

    def stripe(self, name: str) -> bytes:
        """As anybody may read it."""
        return self._dispatcher.stripe(name)

    def want_unlocked(self) -> None:
        """Raises WorldError: nobody opens this door while its bolt is shut."""
        self._lock.catch_up()
        if not self._lock.is_open:
            raise WorldError("the service door is locked: put a work order into its lock first")

    def image(self) -> Image:
        """Everything about it that somebody before the machine could see."""
        owner, number = self._dispatcher.place
        status = self._lock.status()
        return {
            "lock": f"{owner}:{number}",
            "unlocked": status.is_open,
            "openings": status.openings,
            "index": status.index,
            "refusals": status.refusals,
            "orders": [*self._dispatcher.cards],
        }
