"""A door of the simulated hotel: one lock with its memory, its crystal and its batteries."""

from __future__ import annotations

from typing import Final

from hardware.locks.firmware.batteries import Batteries
from hardware.locks.firmware.crystal import Crystal
from hardware.locks.firmware.lock import Lock, Swipe
from hardware.locks.firmware.memory import Memory
from hardware.locks.firmware.visits import Visits
from hardware.locks.hotel.passing_time import PassingTime
from hardware.locks.metered import Meter
from hardware.protocol.link import Link
from hardware.transport.memory import MemoryTransport

_ID_SIZE: Final = 8
_PORT: Final = Visits()


class Door:
    """Answers the cable as a device does. number: as it stands on the door."""

    __slots__ = ("_next_seq", "batteries", "crystal", "lock", "memory", "meter", "number", "told")

    def __init__(self, number: str, serial: int, time: PassingTime, drift_ppm: int = 0) -> None:
        """serial: the maker's, of this lock."""
        self.number = number
        self.memory = Memory.from_factory(serial.to_bytes(_ID_SIZE, "big"))
        self.crystal = Crystal(time.true_seconds, drift_ppm)
        self.batteries = Batteries(time.true_seconds)
        self.meter = Meter()
        self.lock = Lock(self.memory, self.crystal, self.meter, self.batteries, _PORT)
        self.told: list[bytes] | None = None
        self._next_seq = 0

    def swipe(self, stripe: bytes) -> Swipe:
        return self.lock.swipe(stripe)

    def receive(self, data: bytes) -> bytes:
        """A packet on the cable; kept in `told` where somebody listens."""
        if self.told is not None:
            self.told.append(data)
        return self.lock.packet(data)

    def cable(self) -> Link:
        """A programmer's plug in this door."""
        self._next_seq += 1
        return Link(MemoryTransport(self), monotonic=lambda: 0.0, first_seq=self._next_seq)

    def cut_power_after(self, after_bytes: int | None) -> None:
        """The power goes once so many bytes were written; None: it does not.

        A lock saves its clock each hour; this one does when somebody looks. So it is looked at
        first, or a cut would cost hours that were saved long ago.
        """
        if after_bytes is not None:
            self.lock.packet(b"")
        self.memory.cut_power_after(after_bytes)

    def swipe_with_power_cut(self, stripe: bytes, after_bytes: int) -> Swipe:
        """A lock that writes less than that is spared."""
        self.cut_power_after(after_bytes)
        try:
            return self.lock.swipe(stripe)
        finally:
            self.cut_power_after(None)
