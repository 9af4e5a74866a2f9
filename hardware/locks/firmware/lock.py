"""One lock: key cards on one side, the programmer's cable below, and nothing kept but its memory.

A Lock made anew on the same memory and crystal goes on where the other was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hardware.locks import closing_proof
from hardware.locks.attributes import AttributeKey
from hardware.locks.audit_entry import AuditEntry, Deed, Why
from hardware.locks.cable import State
from hardware.locks.closing_proof import ClosingProof
from hardware.locks.firmware import ownership, swipe
from hardware.locks.firmware.audit import Audit
from hardware.locks.firmware.batteries import Batteries
from hardware.locks.firmware.clock import Clock
from hardware.locks.firmware.crystal import Crystal
from hardware.locks.firmware.memory import Memory, PowerCut
from hardware.locks.firmware.memory_map import ATTRIBUTE_KEY, GUEST_INDEX, HOTEL, LOCK, STATE
from hardware.locks.firmware.parts import Parts
from hardware.locks.firmware.port import ProgrammerPort
from hardware.locks.firmware.visits import Visits
from hardware.locks.installation import Installation
from hardware.locks.metered import Meter, Primitives

ANSWER_MS_MAX: Final = 72  # of the 100 that a card may take


@dataclass(frozen=True, slots=True)
class Swipe:
    """What came of a card.

    Attributes:
        ms: spent on primitives.
        battery_low: the lamp is amber as well. is_doubtful: it blinks amber, for the clock has to
            be set.
    """

    opened: bool
    why: Why
    ms: int
    battery_low: bool = False
    is_doubtful: bool = False


class Lock:
    """The firmware and its parts.

    batteries: None for a lock that is fed from elsewhere.
    port: what answers the programmer.
    """

    __slots__ = ("_crystal", "_meter", "_parts", "_port")

    def __init__(
        self,
        memory: Memory,
        crystal: Crystal,
        meter: Meter,
        batteries: Batteries | None = None,
        port: ProgrammerPort = Visits(),  # noqa: B008 (holds nothing)
    ) -> None:
        clock = Clock(memory, crystal)
        audit = Audit(memory, clock)
        self._parts = Parts(memory, clock, audit, Primitives(meter), batteries)
        self._crystal = crystal
        self._meter = meter
        self._port = port

    def swipe(self, stripe: bytes) -> Swipe:
        """Take a card. A power cut on the way is an answer too: NO_POWER, and nothing opened."""
        before = self._meter.ms
        self._stop_if_dead()
        if not self._crystal.has_power:
            return Swipe(opened=False, why=Why.NO_POWER, ms=0)
        try:
            self._catch_up()
            why = swipe.take(self._parts, stripe)
        except PowerCut:
            self._crystal.stop()
            why = Why.NO_POWER
        opened = why is Why.OPENED
        batteries = self._parts.batteries
        if opened and batteries is not None:
            batteries.run_motor()
        low = batteries is not None and batteries.are_low
        return Swipe(opened, why, self._meter.ms - before, low, self.is_doubtful)

    def packet(self, data: bytes) -> bytes:
        """Bytes from the programmer's cable, which feeds a lock whose batteries are dead."""
        self._stop_if_dead(fed_by_cable=True)
        self.power_back()
        try:
            self._catch_up()
            return self._port.answer(self._parts, data)
        except PowerCut:
            self._crystal.stop()
            return b""

    def install(self, given: Installation) -> None:
        """What INIT comes to. Raises CableRefusal for a lock that is some hotel's."""
        ownership.install(self._parts, given)

    def power_lost(self) -> None:
        """The batteries are out. Nothing is written in this moment: the hours before were saved."""
        if self._crystal.has_power:
            self._parts.clock.save()
            self._crystal.stop()

    def power_back(self) -> None:
        """Bring home what was cut, and go on with a doubtful clock. Nothing for a lock with power.

        A power cut meanwhile leaves it without power.
        """
        if self._crystal.has_power:
            return
        parts = self._parts
        try:
            parts.memory.recover()
            ownership.finish_leaving(parts)
            parts.clock.resume()
            if self.is_owned:
                parts.memory.commit(parts.audit.noting(Deed.POWER_BACK))
        except PowerCut:
            return
        self._crystal.start()

    def new_batteries(self) -> None:
        """Dead or not, the old ones come out and the power goes with them."""
        self._stop_if_dead()
        self.power_lost()
        if self._parts.batteries is not None:
            self._parts.batteries.replace()
        self.power_back()

    def ram(self) -> bytes:
        """Its whole memory, as anybody reads it who opens the case."""
        return self._parts.memory.image()

    def audit(self) -> tuple[AuditEntry, ...]:
        return self._parts.audit.entries()

    def closing_proof(self) -> ClosingProof:
        """What the lock shows when its door was closed after the last opening; 2 ms."""
        memory = self._parts.memory
        key = AttributeKey.from_bytes(memory.read(ATTRIBUTE_KEY)).k
        place = memory.number(HOTEL), memory.number(LOCK)
        openings = self._parts.audit.lasting_count()
        index = memory.number(GUEST_INDEX)
        return closing_proof.closing_proof(self._parts.crypto, place, index, openings, key)

    @property
    def is_owned(self) -> bool:
        return self._parts.memory.number(STATE) == State.OWNED

    @property
    def index(self) -> int:
        """The largest guest index that opened it."""
        return self._parts.memory.number(GUEST_INDEX)

    @property
    def now(self) -> int:
        """What its clock shows, in hotel seconds."""
        return self._parts.clock.now()

    @property
    def is_doubtful(self) -> bool:
        return self._parts.clock.is_doubtful

    def _stop_if_dead(self, *, fed_by_cable: bool = False) -> None:
        """Batteries that died since somebody last looked took the clock with them, at that time.

        A clock that was started after they had died runs by the cable, as long as that is plugged.
        """
        batteries, crystal = self._parts.batteries, self._crystal
        if batteries is None or not crystal.has_power or not batteries.are_dead:
            return
        died_after_s = batteries.died_after_s()
        if fed_by_cable and crystal.running_s() <= died_after_s:
            return
        self._parts.clock.save(died_after_s)
        crystal.stop()

    def _catch_up(self) -> None:
        self._parts.memory.recover()
        self._parts.clock.save()
