"""The service door's lock: the real firmware on 16 KiB, its bolt, and the line into the cabinet.

The firmware decides; the line tells. The bolt's own counter is on this side of the door, as the
switch is that sees it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.emulators.image import Image, ImageInvalid, flag, number, raw, require_format, stamped
from hardware.emulators.nonvolatile import NonVolatile
from hardware.emulators.power import Power
from hardware.emulators.serial_device import FIRMWARE, Refusal, SerialDevice
from hardware.locks.audit_entry import Why
from hardware.locks.firmware.crystal import Crystal
from hardware.locks.firmware.lock import Lock, Swipe
from hardware.locks.firmware.memory import HARDWARE_ID_SIZE, Memory
from hardware.locks.firmware.memory_map import HARDWARE_ID, HOTEL, LOCK
from hardware.locks.installation import Installation
from hardware.locks.keycard import GuestCard, decode
from hardware.locks.metered import Meter
from hardware.protocol.door_lock import (
    ClosingProof,
    DoorLockFlag,
    DoorLockOp,
    DoorLockRefusal,
    DoorLockStatus,
)
from hardware.protocol.fields import want_empty
from hardware.protocol.hello import CommonOp, DeviceKind, Hello, Provision
from hardware.status import Status

FORMAT: Final = 1
BOLT_S: Final = 10.0  # so long it waits for the door to be opened
EPOCH_S: Final = 1_704_067_200  # Monday 2024-01-01 00:00 UTC, from which the owner counts


class _TrueTime:
    """Seconds since the owner's epoch; stands where the crystal got its power until it is let go,
    so that a lock whose process was started anew goes on as if nothing had been."""

    def __init__(self, wall_s: Callable[[], int], stands_at: int | None) -> None:
        self._wall_s = wall_s
        self.stands_at = stands_at

    def __call__(self) -> int:
        return self._wall_s() - EPOCH_S if self.stands_at is None else self.stands_at


class DoorLockEmulator(SerialDevice):
    """Device side of the door lock. Its batteries are its own: power_off takes them out.

    Attributes:
        lock: the firmware.
        is_battery_low, has_programmer: what the line says of them; set from outside.
        on_bolt: told each movement of the bolt. on_refused: told each card that did not open.
    """

    def __init__(
        self,
        memory: NonVolatile,
        *,
        monotonic: Callable[[], float],
        wall_s: Callable[[], int],
        random_bytes: Callable[[int], bytes],
    ) -> None:
        """wall_s: seconds since 1970, UTC."""
        super().__init__(Power())
        self._memory = memory
        self._monotonic = monotonic
        self._wall_s = wall_s
        self.is_battery_low = False
        self.has_programmer = False
        self.is_open = False
        self.openings = 0
        self._opened_index = 0
        self._opened_s = 0
        self._refusals = 0
        self._refusal = DoorLockRefusal.NONE
        self._is_door_open = False
        self._bolt_due_s: float | None = None
        self.on_bolt: Callable[[bool], None] = lambda _is_open: None
        self.on_refused: Callable[[str], None] = lambda _why: None
        image = memory.load()
        powered_s = None if image is None else number(image, "powered_s")
        self._time = _TrueTime(wall_s, powered_s)
        if image is None:
            self._ram = Memory.from_factory(random_bytes(HARDWARE_ID_SIZE))
        else:
            self._restore(image)
        self._powered_s = self._time()
        self.lock = Lock(self._ram, Crystal(self._time), Meter())
        self._time.stands_at = None
        if image is None:
            self._store()

    @property
    def now(self) -> int:
        """What its clock should show: seconds since the owner's epoch."""
        return self._time()

    def install(self, given: Installation) -> None:
        self.lock.install(given)
        self._store()

    def present(self, stripe: bytes) -> Swipe:
        """Somebody puts a card in. What is decided is on the disk before the bolt moves."""
        self.catch_up()
        swiped = self.lock.swipe(stripe)
        if swiped.opened:
            card = decode(stripe)
            self._opened_index = card.index if isinstance(card, GuestCard) else 0
            self._opened_s = self.lock.now
            self.openings += 1
            self._bolt_due_s = self._monotonic() + BOLT_S
            self._move_bolt(is_open=True)
        elif swiped.why is not Why.NO_POWER:
            self._refusals += 1
            self._refusal = DoorLockRefusal(swiped.why.value)
            self._store()
            self.on_refused(self._refusal.word)
        return swiped

    def door_is(self, *, is_open: bool) -> None:
        """The door moved; shut, it takes the bolt with it."""
        if self._is_door_open and not is_open and self.is_open:
            self._bolt_due_s = self._monotonic()
        self._is_door_open = is_open
        self._follow_bolt()

    def power_off(self) -> None:
        if self.power.is_on:
            self.lock.power_lost()
            self._store()
        super().power_off()

    def catch_up(self) -> None:
        """The bolt is a spring's, and needs no power to shut."""
        self._follow_bolt()
        super().catch_up()

    def next_due(self) -> float | None:
        return self._bolt_due_s if self.is_open and not self._is_door_open else None

    def _start(self) -> None:
        """The batteries are in again: the clock goes on from what it had saved, in doubt."""
        self._powered_s = self._time()
        self.lock.power_back()
        self._store()

    def _hello(self) -> Hello:
        serial = self._ram.read(HARDWARE_ID).hex().upper()
        return Hello(DeviceKind.DOOR_LOCK, FIRMWARE, Provision.NO, None, serial)

    def _obey(self, op: int, payload: bytes) -> bytes:
        match op:
            case CommonOp.STATUS:
                want_empty(payload)
                return self.status().encode()
            case DoorLockOp.PROOF:
                want_empty(payload)
                return self._proof().encode()
            case _:
                # PROVISION and COMMIT too: keys come by the programmer, and not over this line.
                raise Refusal(Status.OPCODE)

    def status(self) -> DoorLockStatus:
        is_owned, memory = self.lock.is_owned, self._ram
        flags = DoorLockFlag(0)
        for holds, each in (
            (is_owned, DoorLockFlag.OWNED),
            (self.lock.is_doubtful, DoorLockFlag.DOUBTFUL),
            (self.is_battery_low, DoorLockFlag.BATTERY_LOW),
            (self.is_open, DoorLockFlag.BOLT_OPEN),
            (self.has_programmer, DoorLockFlag.PROGRAMMER),
        ):
            flags |= each if holds else DoorLockFlag(0)
        return DoorLockStatus(
            flags,
            memory.number(HOTEL) if is_owned else 0,
            memory.number(LOCK) if is_owned else 0,
            self.lock.index if is_owned else 0,
            self.openings,
            self._opened_index,
            self._opened_s,
            self._refusals,
            self._refusal,
        )

    def _proof(self) -> ClosingProof:
        if not self.lock.is_owned:
            raise Refusal(Status.NOT_PROVISIONED)
        if self.is_open:
            raise Refusal(Status.WRONG_STATE)
        proof = self.lock.closing_proof()
        return ClosingProof(proof.index, proof.openings, proof.digits)

    def _follow_bolt(self) -> None:
        due_s = self._bolt_due_s
        if not self.is_open or self._is_door_open or due_s is None or self._monotonic() < due_s:
            return
        self._bolt_due_s = None
        self._move_bolt(is_open=False)

    def _move_bolt(self, *, is_open: bool) -> None:
        self.is_open = is_open
        self._store()
        self.on_bolt(is_open)

    def _restore(self, image: Image) -> None:
        require_format(image, FORMAT)
        try:
            self._ram = Memory(raw(image, "ram"))
        except ValueError as error:
            raise ImageInvalid(f"ram: {error}") from None
        self.is_open = flag(image, "bolt_open")
        self.openings = number(image, "openings")
        self._opened_index = number(image, "opened_index")
        self._opened_s = number(image, "opened_s")
        self._refusals = number(image, "refusals")
        self._refusal = DoorLockRefusal(number(image, "refusal"))
        self._bolt_due_s = self._monotonic() if self.is_open else None

    def _store(self) -> None:
        image: Image = {
            "ram": self.lock.ram().hex(),
            "powered_s": self._powered_s,
            "bolt_open": self.is_open,
            "openings": self.openings,
            "opened_index": self._opened_index,
            "opened_s": self._opened_s,
            "refusals": self._refusals,
            "refusal": int(self._refusal),
        }
        self._memory.store(stamped(image, FORMAT))
