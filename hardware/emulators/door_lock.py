"""The service door's lock: the real firmware on 16 KiB, its bolt, socket, and line to the machine.

The firmware decides; the line tells. The bolt's own counter is on this side of the door, as the
switch is that sees it. The socket is on the other side, for whoever brings a programmer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.emulators.image import (
    Image,
    ImageInvalid,
    flag,
    number,
    raw,
    require_format,
    stamped,
    text,
)
from hardware.emulators.lock_batteries import Charge, LockBatteries
from hardware.emulators.lock_cards import index_of
from hardware.emulators.lock_socket import LockSocket
from hardware.emulators.lock_time import TrueTime
from hardware.emulators.nonvolatile import NonVolatile
from hardware.emulators.power import Power
from hardware.emulators.serial_device import FIRMWARE, Refusal, SerialDevice
from hardware.locks.audit_entry import Why
from hardware.locks.firmware.crystal import Crystal
from hardware.locks.firmware.lock import Lock, Swipe
from hardware.locks.firmware.memory import HARDWARE_ID_SIZE, Memory
from hardware.locks.firmware.memory_map import HARDWARE_ID, HOTEL, LOCK
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

FORMAT: Final = 2
BOLT_S: Final = 10.0  # so long it waits for the door to be opened
PROGRAMMER_S: Final = 3.0  # a programmer that has said nothing for so long was taken out


class DoorLockEmulator(SerialDevice):
    """Device side of the door lock. Its batteries are its own: power_off takes them out, power_on
    puts fresh ones in.

    Attributes:
        lock: the firmware. socket: where a programmer is plugged in.
        place: owner and number that it was fitted for, whatever it holds.
        has_programmer: what the line says of the socket; it says so as well while one speaks there.
        on_bolt: told each movement of the bolt. on_refused: told each card that did not open.
    """

    def __init__(
        self,
        memory: NonVolatile,
        place: tuple[int, int] | None = None,
        *,
        monotonic: Callable[[], float],
        wall_s: Callable[[], int],
        random_bytes: Callable[[int], bytes],
    ) -> None:
        """place: of a new one; one that was fitted keeps its own. wall_s: since 1970, UTC."""
        super().__init__(Power())
        self._memory = memory
        self._monotonic = monotonic
        self.has_programmer = False
        self.is_open = False
        self.openings = 0
        self._opened_index = 0
        self._opened_s = 0
        self._refusals = 0
        self._refusal = DoorLockRefusal.NONE
        self._is_door_open = False
        self._bolt_due_s: float | None = None
        self._programmer_until_s = monotonic()
        self.on_bolt: Callable[[bool], None] = lambda _is_open: None
        self.on_refused: Callable[[str], None] = lambda _why: None
        self._batteries = LockBatteries()
        image = memory.load()
        powered_s: int | None = None
        if image is None:
            assert place is not None, "a new one is told which lock"
            self.place = place
            self._ram = Memory.from_factory(random_bytes(HARDWARE_ID_SIZE))
        else:
            powered_s = self._restore(image)
        self._time = TrueTime(wall_s, powered_s)
        self._crystal = Crystal(self._time)
        self._time.stands_at = None
        if image is not None and powered_s is None:
            self._crystal.stop()
        self.lock = Lock(self._ram, self._crystal, Meter(), self._batteries)
        self.socket = LockSocket(self.packet)
        if image is None:
            self._store()

    @property
    def charge(self) -> Charge:
        return self._batteries.charge

    def fit_batteries(self, charge: Charge) -> None:
        """LOW and DEAD: those in it have become so. GOOD: others, for which the clock stands."""
        if charge is Charge.GOOD:
            self.power_off()
            self.power_on()
            return
        if charge is Charge.LOW:
            self.power_on()
        self._batteries.become(charge)
        if charge is Charge.DEAD:
            self.power_off()
        self._store()

    def reseat_batteries(self) -> None:
        """They come out and go in again, and leave the clock in doubt."""
        self.lock.power_lost()
        self.lock.power_back()
        self._store()

    def packet(self, data: bytes) -> bytes:
        """Bytes from a programmer's cable, which feeds a lock without power. What it has changed is
        on the disk before it answers."""
        self.catch_up()
        runs = self._batteries.runs
        answer = self.lock.packet(data)
        self._programmer_until_s = self._monotonic() + PROGRAMMER_S
        if self._batteries.runs > runs:
            self._draw_back(index=0)
        else:
            self._store()
        return answer

    def present(self, stripe: bytes) -> Swipe:
        """Somebody puts a card in. What is decided is on the disk before the bolt moves."""
        self.catch_up()
        if not self.power.is_on:
            self.lock.power_lost()  # a programmer's cable has fed it, and feeds no card
        swiped = self.lock.swipe(stripe)
        if swiped.opened:
            self._draw_back(index_of(stripe))
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
            super().power_off()
            self._store()

    def catch_up(self) -> None:
        """The bolt is a spring's, and needs no power to shut."""
        self._follow_bolt()
        super().catch_up()

    def next_due(self) -> float | None:
        return self._bolt_due_s if self.is_open and not self._is_door_open else None

    def _start(self) -> None:
        """Fresh batteries are in: the clock goes on from what it had saved, in doubt."""
        self._batteries.become(Charge.GOOD)
        self.lock.power_lost()  # what a programmer's cable has fed until now
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
            (self._batteries.are_low, DoorLockFlag.BATTERY_LOW),
            (self.is_open, DoorLockFlag.BOLT_OPEN),
            (self.has_programmer or self._hears_programmer, DoorLockFlag.PROGRAMMER),
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

    @property
    def _hears_programmer(self) -> bool:
        return self._monotonic() < self._programmer_until_s

    def _proof(self) -> ClosingProof:
        if not self.lock.is_owned:
            raise Refusal(Status.NOT_PROVISIONED)
        if self.is_open:
            raise Refusal(Status.WRONG_STATE)
        proof = self.lock.closing_proof()
        return ClosingProof(proof.index, proof.openings, proof.digits)

    def _draw_back(self, index: int) -> None:
        """The motor ran. index: of the card; 0 for an order, or a card without one."""
        self._opened_index = index
        self._opened_s = self.lock.now
        self.openings += 1
        self._bolt_due_s = self._monotonic() + BOLT_S
        self._move_bolt(is_open=True)

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

    def _restore(self, image: Image) -> int | None:
        """When its crystal got its power; None if it has none."""
        require_format(image, FORMAT)
        if number(image, "format") < FORMAT:
            raise ImageInvalid(
                "the door lock is of an earlier version, whose dispatcher is gone: move the file "
                "away, and a new one is fitted"
            )
        try:
            self._ram = Memory(raw(image, "ram"))
        except ValueError as error:
            raise ImageInvalid(f"ram: {error}") from None
        charge = text(image, "charge")
        if charge not in {*Charge}:
            raise ImageInvalid("charge has no such value")
        self.place = number(image, "owner"), number(image, "lock")
        self._batteries.become(Charge(charge))
        self.power.is_on = flag(image, "on")
        self.is_open = flag(image, "bolt_open")
        self.openings = number(image, "openings")
        self._opened_index = number(image, "opened_index")
        self._opened_s = number(image, "opened_s")
        self._refusals = number(image, "refusals")
        self._refusal = DoorLockRefusal(number(image, "refusal"))
        self._bolt_due_s = self._monotonic() if self.is_open else None
        return None if image.get("powered_s") is None else number(image, "powered_s")

    def _store(self) -> None:
        has_power = self._crystal.has_power
        image: Image = {
            "owner": self.place[0],
            "lock": self.place[1],
            "ram": self.lock.ram().hex(),
            "charge": self.charge,
            "on": self.power.is_on,
            "powered_s": self._time() - self._crystal.running_s() if has_power else None,
            "bolt_open": self.is_open,
            "openings": self.openings,
            "opened_index": self._opened_index,
            "opened_s": self._opened_s,
            "refusals": self._refusals,
            "refusal": int(self._refusal),
        }
        self._memory.store(stamped(image, FORMAT))
