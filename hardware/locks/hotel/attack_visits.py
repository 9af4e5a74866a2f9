"""The attacker with a stolen programmer: signed orders that no lock has taken yet, at the doors.

Until its orders end each is good once, at its own door: that much the thief has. Each is first
shown whole to be accepted; the lock is then as before. What is made of it, by family:
hardware.locks.hotel.stolen_visits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from hardware.errors import HardwareError
from hardware.locks.desk.visits import RoundKind
from hardware.locks.firmware import memory_map
from hardware.locks.hotel.attack_orders import OrdersTried, state_of
from hardware.locks.hotel.attack_scene import Scene, put_back
from hardware.locks.hotel.doors import Door
from hardware.locks.hotel.stolen_visits import HARMLESS, REFUSED, Ask, Stolen, tables
from hardware.locks.programmer.jobs import OrderJob

WEEK_S: Final = 7 * 86_400

_STAFF: Final = memory_map.STAFF


class NotAccepted(Exception):
    """The honest order was not carried out: what was refused beside it proves nothing."""


def try_visits(made: Scene, *numbers: str) -> OrdersTried:
    """All families at these doors of the first hotel; none means all. Raises NotAccepted."""
    tried = OrdersTried(title="visits with a stolen programmer")
    for door, stolen in _stolen(made):
        if numbers and door.number not in numbers:
            continue
        image = door.memory.image()
        before = state_of(door)
        honest = _came_to(door, stolen.whole(), image)
        if honest == before:
            raise NotAccepted
        for families, right in ((REFUSED, before), (HARMLESS, honest)):
            for name, family in families.items():
                for asked in family(stolen):
                    tried.made[name] += 1
                    if _came_to(door, asked, image) != right:
                        tried.changed[name] += 1
        for name, chunk_asked in tables(stolen):
            tried.made[name] += 1
            taken = [stolen.order(), stolen.path(), *stolen.pieces(), stolen.step(0)]
            if _table_after(door, [*taken, *chunk_asked], image) != door.memory.read(_STAFF):
                tried.changed[name] += 1
    return tried


def _stolen(made: Scene) -> Iterator[tuple[Door, Stolen]]:
    hotel = made.hotel
    former = {each.number: each.job.table for each in made.heard if each.job.table}
    # A week later every place has another image.
    made.time.pass_s(WEEK_S)
    hotel.load(RoundKind.DST)
    jobs = [each for each in hotel.programmer.jobs() if isinstance(each, OrderJob)]
    for job in jobs:
        door = hotel.doors[job.door.name]
        yield (
            door,
            Stolen(
                job,
                hotel.programmer.signature(),
                tuple(each for each in jobs if each is not job),
                former[job.door.name],
                door.memory.read(memory_map.PUBLIC_KEY),
                hotel.now(),
            ),
        )


def _came_to(door: Door, asked: Sequence[Ask], image: bytes) -> tuple[bytes, ...]:
    """The state after all of it; the lock is then as it was."""
    _send(door, asked)
    found = state_of(door)
    put_back(door, image)
    return found


def _table_after(door: Door, asked: Sequence[Ask], image: bytes) -> bytes:
    _send(door, asked)
    found = door.memory.read(_STAFF)
    put_back(door, image)
    return found


def _send(door: Door, asked: Sequence[Ask]) -> None:
    link = door.cable()
    for op, payload in asked:
        try:
            link.exchange(op, payload)
        except HardwareError:
            continue
