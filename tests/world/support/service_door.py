"""A machine whose service door has a lock, its staff, and a dispatcher who sends work orders."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from hardware.emulators.door_hands import DoorHands
from hardware.emulators.door_lock import BOLT_S, DoorLockEmulator
from hardware.emulators.memories import MemoryMemories
from hardware.emulators.world import World
from hardware.protocol.cabinet import CabinetFlag
from kiosk.domain.maintenance.items import BEHIND_THE_DOOR
from kiosk.journal.event_base import Json
from kiosk.journal.reader import read_entries
from tests.unit.emulators.door_office import PLACE, dispatch_in
from tests.world.support.chance import Chance
from tests.world.support.scene import Scene
from tests.world.support.staff_room import StaffRoom

ALARM: Final = "heartbeat: service-door"
BEHIND: Final = {item.value for item in BEHIND_THE_DOOR}
LOOK_S: Final = 0.6  # until the lock was asked again
LOCK_ENTRIES: Final = (
    *("DOOR_LOCK", "DOOR_UNLOCKED", "DOOR_LOCKED", "DOOR_REFUSED", "WORK_ORDER"),
)


class ServiceDoor:
    """Attributes: lock, hands: of the emulated door. room: staff at the machine, key off."""

    def __init__(self, folder: Path) -> None:
        self.scene = Scene(door_lock=PLACE, dispatch=dispatch_in(folder))
        self.machine = self.scene.machine
        self.folder = folder
        self.room = StaffRoom(self.scene, folder)
        self.room.turns_off()

    @property
    def lock(self) -> DoorLockEmulator:
        assert self.machine.matter.lock is not None
        return self.machine.matter.lock

    @property
    def hands(self) -> DoorHands:
        assert self.machine.matter.door is not None
        return self.machine.matter.door

    def looks(self, seconds: float = LOOK_S) -> None:
        self.scene.runs(seconds)

    def presents(self, card: str) -> bool:
        """Whether the door's lock opened to it."""
        opened = self.hands.present(card).opened
        self.looks()
        return opened

    def has_new_order(self) -> bool:
        """The dispatcher issues one, and it is put in."""
        return self.presents(self.hands.order(2).card)

    def time_passes(self, seconds: int) -> None:
        """For the lock, whose clock is its own."""
        time = self.lock._time
        before = time._wall_s
        time._wall_s = lambda: before() + seconds

    def shuts(self) -> None:
        """Nobody opens the door, and the bolt falls; or the door is shut."""
        self.machine.matter.set_flag(CabinetFlag.SERVICE_DOOR, is_set=False)
        self.looks(BOLT_S + LOOK_S)

    def is_killed(self) -> None:
        """The emulator's process ends; what the lock has stored is what there is."""
        self.machine.unplug("door_lock")

    def is_started(self) -> None:
        """A new process on the same memory."""
        matter = self.machine.matter
        matter.lock = self.hands.lock = self.machine.lines["door_lock"].device = DoorLockEmulator(
            self.machine.memories.device("door_lock"),
            monotonic=self.scene.loop.now,
            wall_s=self.lock._time._wall_s,
            random_bytes=bytes,
        )
        matter.lock.door_is(is_open=CabinetFlag.SERVICE_DOOR in matter.cabinet.flags)
        self.machine.plug("door_lock")

    def opens_door(self) -> None:
        self.machine.matter.set_flag(CabinetFlag.SERVICE_DOOR, is_set=True)
        self.looks()

    def restarts(self) -> None:
        """The kiosk's process dies and is started again, with the key off."""
        self.machine.kill()
        self.machine.start()
        self.scene.runs(2)
        self.room = StaffRoom(self.scene, self.folder)

    @property
    def can(self) -> set[int]:
        """Items of the menu that are open."""
        return {each.number for each in self.room.page.actions if each.why is None}

    def told(self, *codes: str) -> list[tuple[str, str, Mapping[str, Json]]]:
        """Code, out and fields of what the journal has of the lock."""
        wanted = codes or LOCK_ENTRIES
        return [
            (each.ev, each.out.value, each.d)
            for each in read_entries(self.machine.disk)
            if each.ev in wanted
        ]


def alarms(door: ServiceDoor) -> int:
    """How often the bank was told of this door."""
    return door.scene.bank.alarms.count(ALARM)


def elsewhere(door: ServiceDoor, place: tuple[int, int], folder: Path) -> World:
    """The service door of another machine, whose lock another office looks after."""
    return World(
        MemoryMemories(),
        monotonic=door.scene.loop.now,
        random_bytes=Chance("elsewhere", 0),
        door_lock=place,
        dispatch=folder / "elsewhere",
    )
