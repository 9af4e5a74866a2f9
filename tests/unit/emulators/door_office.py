"""A dispatch office for tests: its chains are prepared once; its programmer goes to the door."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from hardware.emulators.memories import MemoryMemories
from hardware.emulators.world import World
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.stripe_writer import CardFolder
from hardware.locks.desk.whereabouts import settle
from hardware.locks.programmer.desk_end import ProgrammerLine
from hardware.locks.programmer.programmer import Key, Programmer
from hardware.locks.programmer.store import FolderStore
from hardware.protocol.link import Link
from hardware.transport.memory import MemoryTransport
from tests.unit.emulators.emulated_atm import Dice

PLACE = (4711, 12)
DOOR = "ATM-12"


def dispatch_in(folder):
    """The office's folder for a world, in this test's own one. Its lock is installed by the world,
    as any other is."""
    office = folder / "dispatch"
    shutil.copytree(_prepared(), office)
    settle(office)  # a copy that somebody made is refused
    return office


def visited(office, kind, lock, now):
    """The round of this kind, planned, carried to the lock and handed in; what the desk made of it.

    office: its folder. lock: a link to the lock's socket. now: aware UTC.
    """
    with desk_of(office, now) as desk:
        line = ProgrammerLine(_link(programmer := _programmer(office, now)))
        desk.load_programmer(line, desk.plan(kind, [DOOR]).number)
        programmer.plug_into_lock(lock)
        programmer.press(Key.ENTER)
        (taken,) = desk.take_from_programmer(line)
        return taken


def desk_of(office, now):
    return Desk(office, CardFolder(office / "cards"), lambda: now, Dice(), clerk="boss")


def _programmer(office, now):
    return Programmer(FolderStore(office / "programmer"), lambda: int(now.timestamp()))


def _link(device):
    return Link(MemoryTransport(device), monotonic=lambda: 0.0, first_seq=0)


@cache
def _prepared():
    folder = Path(tempfile.mkdtemp(prefix="dispatch-"))
    atexit.register(shutil.rmtree, folder)
    World(
        MemoryMemories(),
        monotonic=lambda: 0.0,
        random_bytes=Dice(),
        door_lock=PLACE,
        dispatch=folder / "dispatch",
    )
    return folder / "dispatch"
