"""One lock with chains of its own, without a desk: for the table of costs, and for tests.

Its secrets are derived from a seed that everybody can read; no hotel is set up with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hardware.locks import chains, hotel_time
from hardware.locks.attributes import AttributeKey
from hardware.locks.chains import VALUE_SIZE
from hardware.locks.firmware.batteries import Batteries
from hardware.locks.firmware.crystal import Crystal
from hardware.locks.firmware.lock import Lock
from hardware.locks.firmware.memory import HARDWARE_ID_SIZE, Memory
from hardware.locks.hotel_time import DAY_S, WEEK_S
from hardware.locks.installation import InitSettings, Installation
from hardware.locks.keycard import GuestCard, StaffCard
from hardware.locks.lms_sets import PUBLIC_KEY_SIZE
from hardware.locks.local_time import LocalTime
from hardware.locks.metered import Meter, Unmetered
from hardware.locks.staff_table import StaffSlot, table

CHAIN_LENGTH: Final = 300  # of the guests' chain
PERIODS_MAX: Final = 300  # of each staff chain
START_S: Final = 40 * WEEK_S + 2 * DAY_S  # a Wednesday, 00:00 UTC

_FREE: Final = Unmetered()


@dataclass(slots=True)
class TrueTime:
    """The time that really passes, moved by hand. Seconds."""

    seconds: int = START_S

    def __call__(self) -> int:
        return self.seconds


class Specimen:
    """Chains, cards and installations of one lock; cards are valid for the day around `now`."""

    def __init__(self, hotel: int = 4_711, lock: int = 217, seed: bytes = b"specimen") -> None:
        self.hotel = hotel
        self.lock = lock
        self._seed = seed
        self.attribute_key = AttributeKey.of(_FREE, self._derived(b"attributes"))
        x = self._derived(b"guests")
        values = [x]
        for k in range(CHAIN_LENGTH, 0, -1):
            x = chains.guest_step(_FREE, hotel, lock, k, x)
            values.append(x)
        self._x = values[::-1]

    def x(self, index: int) -> bytes:
        return self._x[index]

    def c(self, serial: int, period: int) -> bytes:
        end = self._derived(b"staff %d" % serial)
        return chains.staff_value(_FREE, self.hotel, serial, (PERIODS_MAX, period), end)

    def guest(self, index: int, now: int = START_S, copy: int = 0) -> GuestCard:
        """From the quarter hour before now to a day later."""
        begun = hotel_time.quarter_begun(now)
        ended = hotel_time.quarter_ended(now + DAY_S)
        x = self.x(index)
        card = GuestCard(self.hotel, self.lock, index, begun, ended, copy, 0, x)
        return card.sealed(_FREE, self.attribute_key)

    def staff(self, serial: int, period: int, slot: int | None = None) -> StaffCard:
        """Serial and slot are the same number unless said otherwise."""
        place = serial if slot is None else slot
        return StaffCard(self.hotel, serial, place, 0, period, self.c(serial, period))

    def staff_slot(self, serial: int, period: int) -> StaffSlot:
        c = self.c(serial, period)
        image = chains.staff_image(_FREE, self.hotel, self.lock, serial, period, c)
        return StaffSlot(serial, period, image)

    def installation(
        self, index: int = 0, staff: Mapping[int, int] | None = None, now: int = START_S
    ) -> Installation:
        """staff: serial (which is the slot too) to the period of its image."""
        image = chains.guest_image(_FREE, self.hotel, self.lock, index, self.x(index))
        slots = {serial: self.staff_slot(serial, p) for serial, p in (staff or {}).items()}
        settings = InitSettings(
            hotel=self.hotel,
            lock=self.lock,
            period_weeks=1,
            generation=0,
            index=index,
            image=image,
            key_generation=0,
            key=self.attribute_key.k,
            local=LocalTime(60, ((now + 10 * WEEK_S, 120), (now + 36 * WEEK_S, 60))),
            public_key=bytes(PUBLIC_KEY_SIZE),
            next_leaf=0,
        )
        return Installation(settings, table(slots), now)

    def _derived(self, purpose: bytes) -> bytes:
        return _FREE.sha256(self._seed + b" " + purpose)[:VALUE_SIZE]


def factory_lock(
    true_time: TrueTime, meter: Meter, batteries: Batteries | None = None, drift_ppm: int = 0
) -> tuple[Lock, Memory, Crystal]:
    """A lock as the maker ships it, and the parts that outlive a Lock."""
    memory = Memory.from_factory(bytes(range(HARDWARE_ID_SIZE)))
    crystal = Crystal(true_time, drift_ppm)
    return Lock(memory, crystal, meter, batteries), memory, crystal
