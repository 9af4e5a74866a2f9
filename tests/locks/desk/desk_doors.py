"""Real locks at the kit's doors, and somebody who walks along with what the desk signed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hardware.locks.audit_entry import Why
from hardware.locks.desk.round_results import VisitTaken
from hardware.locks.desk.visits import RoundKind
from hardware.locks.firmware.crystal import Crystal
from hardware.locks.firmware.lock import Lock
from hardware.locks.firmware.memory import Memory
from hardware.locks.firmware.visits import Visits
from hardware.locks.metered import Meter
from hardware.locks.programmer.jobs import Package
from hardware.locks.programmer.visit import Visit
from hardware.protocol.link import Link
from hardware.transport.memory import MemoryTransport
from tests.locks.desk.desk_kit import Hotel

LOCKS = {"101": 1, "102": 2, "201": 4}


class Door:
    """memory: what another lock held, to go on from."""

    def __init__(self, hotel: Hotel, number: int, memory: bytes | None = None) -> None:
        factory = Memory.from_factory(number.to_bytes(8, "big"))
        self.memory = factory if memory is None else Memory(memory)
        self.crystal = Crystal(lambda: int(hotel.clock().timestamp()))
        self.lock = Lock(self.memory, self.crystal, Meter(), port=Visits())

    def receive(self, data: bytes) -> bytes:
        return self.lock.packet(data)

    def link(self) -> Link:
        return Link(MemoryTransport(self), monotonic=lambda: 0.0, first_seq=0)


class Doors:
    """By the lock's number; each is made when somebody first comes to it."""

    def __init__(self, hotel: Hotel) -> None:
        self.hotel = hotel
        self.made: dict[int, Door] = {}

    def door(self, lock: int) -> Door:
        return self.made.setdefault(lock, Door(self.hotel, lock))

    def walk(self, number: int, only: Iterable[str] | None = None) -> bytes:
        """Visit what is open in a round, or only these rooms; the programmer's results."""
        package = self.hotel.desk.package(number)
        wanted = None if only is None else set(only)
        results = b""
        for job in package.jobs:
            if wanted is None or job.door.name in wanted:
                visit = Visit(self.door(job.door.lock).link(), now=self.now)
                results += visit.carry_out(job, package.signature).encode()
        return results

    def now(self) -> int:
        return self.hotel.desk.hotel.time.seconds(self.hotel.clock())

    def swipe(self, lock: int, card: str) -> Why:
        return self.door(lock).lock.swipe(self.hotel.stripe(card)).why


def go(
    doors: Doors, kind: RoundKind, *rooms: str, only: Iterable[str] | None = None
) -> tuple[VisitTaken, ...]:
    """Plan a round, walk it, and take the results back to the desk."""
    desk = doors.hotel.desk
    return desk.take_results(doors.walk(desk.plan(kind, rooms).number, only))


def walked(doors: Doors, package: Package) -> bytes:
    """What was loaded before, carried to its doors now; the programmer's results."""
    results = b""
    for job in package.jobs:
        visit = Visit(doors.door(job.door.lock).link(), now=doors.now)
        results += visit.carry_out(job, package.signature).encode()
    return results


@cache
def _installed() -> tuple[TemporaryDirectory[str], Path, dict[int, bytes]]:
    """The kit's hotel with three locks installed, worked out once."""
    folder = TemporaryDirectory()
    hotel = Hotel(Path(folder.name))
    doors = Doors(hotel)
    number = hotel.desk.plan(RoundKind.INSTALL, tuple(LOCKS)).number
    hotel.desk.take_results(doors.walk(number))
    hotel.desk.close()
    return folder, hotel.folder, {lock: doors.door(lock).memory.image() for lock in LOCKS.values()}


def installed_doors(folder: Path) -> Doors:
    """A hotel of its own with locks in 101, 102 and 201."""
    _, like, memories = _installed()
    doors = Doors(Hotel(folder, like=like))
    for lock, memory in memories.items():
        doors.made[lock] = Door(doors.hotel, lock, memory)
    return doors
