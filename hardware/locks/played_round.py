"""`./atm locks round`: a day over pseudo-terminals, desk to programmer to two locks and back.

Everything on the way is real but the people: the desk with its database, serial ports, the
programmer's display and flash, two locks of 16,384 bytes, one signature over both orders. The
hotel is a small one that lasts as long as the command.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from hardware.locks.audit_entry import Why
from hardware.locks.cables import Cables
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.rooms import PlannedRoom
from hardware.locks.desk.round_results import VisitTaken
from hardware.locks.desk.set_up import HotelPlan
from hardware.locks.desk.stripe_writer import CardFolder
from hardware.locks.desk.visits import RoundKind
from hardware.locks.firmware.crystal import Crystal
from hardware.locks.firmware.lock import Lock
from hardware.locks.firmware.memory import Memory
from hardware.locks.metered import Meter
from hardware.locks.programmer.desk_end import ProgrammerLine
from hardware.locks.programmer.programmer import Key, Programmer
from hardware.locks.programmer.screen import WAIT, Screen
from hardware.locks.programmer.store import FolderStore
from hardware.protocol.link import Link
from hardware.transport.serial_port import SerialPort

NOW: Final = datetime(2026, 10, 20, 12, tzinfo=UTC)  # days before the clocks change
ROOMS: Final = (PlannedRoom("104", 1), PlannedRoom("311", 3))
ROUNDS: Final = (RoundKind.INSTALL, RoundKind.DST, RoundKind.REKEY, RoundKind.AUDIT)
PLAN: Final = HotelPlan(0x00_0A7E, "The Two Doors", ROOMS, "Europe/Berlin", signing_height=5)

_ID_SIZE: Final = 8

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Played:
    """taken: what the desk made of each visit. order_ms: the dearest order, on a lock's meter.

    opened: the guest's card at its own door; refused: at the other one.
    """

    taken: tuple[VisitTaken, ...]
    order_ms: int
    opened: Why
    refused: Why


class _Door:
    """A lock in a door, as its cable sees it."""

    def __init__(self, serial: int) -> None:
        self.meter = Meter()
        memory = Memory.from_factory(serial.to_bytes(_ID_SIZE, "big"))
        self.lock = Lock(memory, Crystal(lambda: 0), self.meter)

    def receive(self, data: bytes) -> bytes:
        return self.lock.packet(data)


class _Day:
    """The desk, the programmer and two doors, joined by cables when somebody plugs them in."""

    def __init__(self, desk: Desk, flash: Path, cables: Cables, say: Say) -> None:
        self.desk = desk
        self.doors = {each.number: _Door(serial) for serial, each in enumerate(ROOMS)}
        self.order_ms = 0
        self._say = say
        self._programmer = Programmer(
            FolderStore(flash), lambda: 0, shown=lambda shown: _show(shown, say)
        )
        self._desk_cable = cables.lay(self._programmer)
        self._door_cables = {name: cables.lay(door) for name, door in self.doors.items()}
        say(f"cables: desk {self._desk_cable}, doors {', '.join(self._door_cables.values())}")

    def play(self, kind: RoundKind, monotonic: Callable[[], float]) -> tuple[VisitTaken, ...]:
        """Plan, load, visit every door, and hand in."""
        number = self.desk.plan(kind, tuple(self.doors), lambda _done, _of: None).number
        with _plugged(self._desk_cable, monotonic) as link:
            count = self.desk.load_programmer(ProgrammerLine(link), number)
        self._say(f"desk: round {number}, {kind.value}, {count} doors loaded")
        for stop in self._programmer.stops():
            door = stop.job.door.name
            self.doors[door].meter.ms = 0
            with _plugged(self._door_cables[door], monotonic) as link:
                self._programmer.plug_into_lock(link)
                self._programmer.press(Key.ENTER)
                self._programmer.plug_into_lock(None)
            self._programmer.press(Key.ENTER)
            self.order_ms = max(self.order_ms, self.doors[door].meter.ms)
        with _plugged(self._desk_cable, monotonic) as link:
            return self.desk.take_from_programmer(ProgrammerLine(link))


def play(
    folder: Path,
    say: Say,
    monotonic: Callable[[], float],
    random_bytes: Callable[[int], bytes],
) -> Played:
    """Make a hotel in an empty folder, play ROUNDS, and let a guest in."""
    flash = folder / "programmer"
    flash.mkdir()
    Desk.set_up(folder / "desk", PLAN, NOW, random_bytes, clerk="clerk")
    writer = CardFolder(folder / "cards")
    with (
        Desk(folder / "desk", writer, lambda: NOW, random_bytes, clerk="clerk") as desk,
        Cables() as cables,
    ):
        desk.hire("Ada")
        day = _Day(desk, flash, cables, say)
        taken = [each for kind in ROUNDS for each in day.play(kind, monotonic)]
        desk.check_in(ROOMS[0].number, None, NOW + timedelta(days=2))
        card = writer.read()
        opened = day.doors[ROOMS[0].number].lock.swipe(card).why
        refused = day.doors[ROOMS[1].number].lock.swipe(card).why
    return Played(tuple(taken), day.order_ms, opened, refused)


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--quiet", action="store_true", help="the end alone, without what stands on the display"
    )


def run(asked: argparse.Namespace) -> int:
    """Exit code: 0 when all was done and the guest came in, 1 otherwise."""

    def say(line: str) -> None:
        if not asked.quiet:
            sys.stdout.write(f"{line}\n")

    with tempfile.TemporaryDirectory() as folder:
        played = play(Path(folder), say, time.monotonic, os.urandom)
    for each in played.taken:
        kind = each.kind.value if each.kind else "unknown round"
        sys.stdout.write(f"{kind} at {each.number}: {each.words}\n")
    sys.stdout.write(f"the dearest order took a lock's processor {played.order_ms} ms\n")
    sys.stdout.write(f"the guest's card: {played.opened.name}; next door: {played.refused.name}\n")
    is_good = all(each.is_done and not each.is_altered for each in played.taken)
    came_in = (played.opened, played.refused) == (Why.OPENED, Why.ROOM)
    return 0 if is_good and came_in else 1


@contextmanager
def _plugged(path: str, monotonic: Callable[[], float]) -> Iterator[Link]:
    port = SerialPort(path)
    try:
        yield Link(port, monotonic=monotonic, first_seq=0)
    finally:
        port.close()


def _show(shown: Screen, say: Say) -> None:
    if shown[3] == WAIT:
        say(f"  {shown[0].strip()}: {shown[1].strip()} {shown[2].strip()}")
        return
    edge = "  +" + "-" * len(shown[0]) + "+"
    for line in (edge, *(f"  |{each}|" for each in shown), edge):
        say(line)
