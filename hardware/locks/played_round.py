"""`./atm locks round`: one round over pseudo-terminals, desk to programmer to two locks and back.

Everything on the way is real but the people: serial ports, the programmer's display and file, two
locks of 16,384 bytes, one signature over both orders. The hotel is a small one of its own whose
keys are in this file; nothing is kept.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from hardware.locks.agreed_digest import agreed_digest
from hardware.locks.cable import InitSettings
from hardware.locks.cables import Cables
from hardware.locks.chains import guest_image
from hardware.locks.firmware.crystal import Crystal
from hardware.locks.firmware.lock import Lock
from hardware.locks.firmware.memory import Memory
from hardware.locks.lms_key import SigningKey
from hardware.locks.lms_sets import OneTimeSet, TreeSet
from hardware.locks.lms_tree import make_key
from hardware.locks.local_time import LocalTime
from hardware.locks.metered import Meter, Unmetered
from hardware.locks.orders import Order, ReadAudit, Rekey, SetClock, StaffTable, masked
from hardware.locks.programmer.desk_end import ProgrammerLine
from hardware.locks.programmer.jobs import Door, InstallationJob, OrderJob, Package
from hardware.locks.programmer.programmer import Key, Programmer
from hardware.locks.programmer.results import VisitResult
from hardware.locks.programmer.screen import WAIT, Screen
from hardware.locks.programmer.store import FolderStore
from hardware.locks.rounds import signed_round
from hardware.locks.staff_table import StaffSlot, table
from hardware.protocol.link import Link
from hardware.transport.serial_port import SerialPort

HOTEL: Final = 0x00_0A7E
NOW: Final = 30 * 7 * 86_400
WINDOW_S: Final = 48 * 3_600
DOORS: Final = (Door(17, 1, "Room 104"), Door(212, 3, "Room 311"))
LOCAL: Final = LocalTime(60, ((NOW + 86_400, 120), (NOW + 26 * 7 * 86_400, 60)))
STAFF: Final = 100

_FREE: Final = Unmetered()

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Played:
    """results: as the desk took them; agreed: whether each lock holds what the desk meant.

    lock_ms: what the round cost each lock.
    """

    results: tuple[VisitResult, ...]
    agreed: tuple[bool, ...]
    lock_ms: tuple[int, ...]


class _Door:
    """A lock in a door, as its cable sees it."""

    def __init__(self, door: Door) -> None:
        self.meter = Meter()
        memory = Memory.from_factory(door.lock.to_bytes(8, "big"))
        self.lock = Lock(memory, Crystal(lambda: 0), self.meter)

    def receive(self, data: bytes) -> bytes:
        return self.lock.packet(data)


def play(folder: Path, say: Say, monotonic: Callable[[], float]) -> Played:
    """Install two locks, then carry one signed round to both. folder: the programmer's flash."""
    doors = {each.lock: _Door(each) for each in DOORS}
    programmer = Programmer(FolderStore(folder), lambda: 0, shown=lambda shown: _show(shown, say))
    with Cables() as cables:
        desk = cables.lay(programmer)
        cable_of = {number: cables.lay(door) for number, door in doors.items()}
        say(f"cable of the desk: {desk}; of the doors: {', '.join(cable_of.values())}")
        results: list[VisitResult] = []
        for package in (_installations(), _orders()):
            with _plugged(desk, monotonic) as link:
                line = ProgrammerLine(link)
                line.set_clock(NOW)
                line.load(package)
                say(f"desk: {len(package.jobs)} jobs, {len(package.encode())} bytes loaded")
            for each in doors.values():
                each.meter.ms = 0
            for job in package.jobs:
                with _plugged(cable_of[job.door.lock], monotonic) as link:
                    programmer.plug_into_lock(link)
                    programmer.press(Key.ENTER)
                    programmer.plug_into_lock(None)
                programmer.press(Key.ENTER)
            with _plugged(desk, monotonic) as link:
                line = ProgrammerLine(link)
                held = line.results()
                line.forget_results(held)
            results += ProgrammerLine.decoded(held)
            say(f"desk: {len(ProgrammerLine.decoded(held))} results taken")
    agreed = tuple(_is_agreed(each) for each in results)
    return Played(tuple(results), agreed, tuple(each.meter.ms for each in doors.values()))


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--quiet", action="store_true", help="the end alone, without what stands on the display"
    )


def run(asked: argparse.Namespace) -> int:
    """Exit code: 0 when both locks hold what the desk meant, 1 otherwise."""

    def say(line: str) -> None:
        if not asked.quiet:
            sys.stdout.write(f"{line}\n")

    with tempfile.TemporaryDirectory() as folder:
        played = play(Path(folder), say, time.monotonic)
        left = sum(_key(door.lock, 0) in _flash(Path(folder)) for door in DOORS)
    for result, agrees in zip(played.results, played.agreed, strict=True):
        words = "holds what the desk meant" if agrees else "DIFFERS from what the desk meant"
        kind = result.kind.name.lower()
        sys.stdout.write(f"lock {result.lock}: {kind} {result.outcome.name.lower()}, {words}\n")
    worst = max(played.lock_ms)
    sys.stdout.write(f"a lock's processor: {worst} ms for its order; keys left behind: {left}\n")
    return 0 if all(played.agreed) and not left else 1


@contextmanager
def _plugged(path: str, monotonic: Callable[[], float]) -> Iterator[Link]:
    port = SerialPort(path)
    try:
        yield Link(port, monotonic=monotonic, first_seq=0)
    finally:
        port.close()


def _show(shown: Screen, say: Say) -> None:
    if shown[3] == WAIT:
        return say(f"  {shown[0].strip()}: {shown[1].strip()} {shown[2].strip()}")
    say("  +" + "-" * len(shown[0]) + "+")
    for each in shown:
        say(f"  |{each}|")
    return say("  +" + "-" * len(shown[0]) + "+")


def _secret(*words: object) -> bytes:
    """The little hotel's secrets: not secret at all."""
    return hashlib.sha256(" ".join(map(str, words)).encode()).digest()


def _key(lock: int, generation: int) -> bytes:
    return _secret("attributes", lock, generation)[:16]


def _table(lock: int, period: int) -> bytes:
    images = {i: _secret("staff", lock, i, period)[:16] for i in range(STAFF)}
    return table({i: StaffSlot(i + 1, period, image) for i, image in images.items()})


def _signing_key() -> SigningKey:
    made = make_key(
        TreeSet.H5, OneTimeSet.N32_W4, identifier=_secret("id")[:16], seed=_secret("seed")
    )
    return SigningKey(made, next_leaf=0, commit=lambda _leaf: None)


def _settings(lock: int) -> InitSettings:
    image = guest_image(_FREE, HOTEL, lock, 0, _secret("guests", lock)[:16])
    public_key = _signing_key().public_key.to_bytes()
    return InitSettings(HOTEL, lock, 1, 0, 0, image, 0, _key(lock, 0), LOCAL, public_key, 0)


def _installations() -> Package:
    jobs = (InstallationJob(each, _settings(each.lock), _table(each.lock, 0)) for each in DOORS)
    return Package(0, b"", tuple(jobs))


def _orders() -> Package:
    def orders(q: int) -> Sequence[Order]:
        return [_order(each.lock, q) for each in DOORS]

    made = signed_round(_FREE, _signing_key(), HOTEL, orders)
    jobs = (
        OrderJob(door, each.order, each.path, _table(door.lock, 1))
        for door, each in zip(DOORS, made.orders, strict=True)
    )
    return Package(made.q, made.orders[0].signature, tuple(jobs))


def _order(lock: int, q: int) -> Order:
    key = masked(_FREE, _key(lock, 0), _key(lock, 1), (HOTEL, lock, q))
    staff = StaffTable.of(_FREE, _table(lock, 1))
    commands = (SetClock(LOCAL), staff, Rekey(1, key), ReadAudit())
    return Order(HOTEL, lock, q, NOW - WINDOW_S, NOW + WINDOW_S, commands)


def _is_agreed(result: VisitResult) -> bool:
    """Whether the lock's digest is that of what it was meant to hold."""
    meant = _settings(result.lock)
    period = 0
    if result.steps_done:
        meant, period = replace(meant, key_generation=1, next_leaf=result.q + 1), 1
    held = _table(result.lock, period)
    return agreed_digest(_FREE, meant, result.hello.hardware_id, held) == result.hello.digest


def _flash(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in sorted(folder.iterdir()))
