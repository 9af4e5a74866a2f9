"""`./atm locks door`: one lock at a terminal, with a cable for the programmer and cards as files.

Its memory is a file. A process that ends is a lock whose batteries were taken out: started again it
goes on, with a doubtful clock.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Final

from hardware.locks.firmware.crystal import Crystal
from hardware.locks.firmware.lock import Lock
from hardware.locks.firmware.memory import Memory
from hardware.locks.keycard import STRIPE_SIZE
from hardware.locks.metered import Meter
from hardware.locks.typed_device import ServedCable, serve

PURPOSE: Final = "one lock: a cable for the programmer, cards as files"
DONE, CANNOT = 0, 2

_HELP: Final = "swipe=CARD, audit, quit\n"
_NS_PER_S: Final = 1_000_000_000
_ID_SIZE: Final = 8


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--memory", type=Path, required=True, metavar="FILE", help="its memory; made if missing"
    )
    parser.add_argument(
        "--cable",
        type=Path,
        required=True,
        metavar="LINK",
        help="where a programmer finds its port",
    )
    parser.epilog = "example: atm locks door --memory 104.memory --cable 104.port"


def run(asked: argparse.Namespace) -> int:
    """Exit code 0, at `quit` or the end of what is typed; 2 for a file that is no lock's memory."""
    try:
        door = _Door(asked.memory)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"locks: {asked.memory} cannot be used: {error}\n")
        return CANNOT
    sys.stdout.write(_HELP)
    sys.stdout.flush()
    with ServedCable(asked.cable, door.receive) as cable:
        serve(cable, door.typed)
    return DONE


class _Door:
    """A lock whose memory outlives the process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        if path.exists():
            self._memory = Memory(path.read_bytes())
        else:
            made = time.time_ns()  # the maker numbers its locks as they come
            self._memory = Memory.from_factory(made.to_bytes(_ID_SIZE, "big"))
        self._meter = Meter()
        crystal = Crystal(_true_seconds)
        crystal.stop()
        self._lock = Lock(self._memory, crystal, self._meter)
        self._lock.power_back()
        self._save()

    def receive(self, data: bytes) -> bytes:
        answer = self._lock.packet(data)
        self._save()
        return answer

    def typed(self, word: str) -> None:
        if word.startswith("swipe="):
            self._swipe(Path(word.removeprefix("swipe=")))
        elif word == "audit":
            for each in self._lock.audit():
                sys.stdout.write(f"{each.sequence} {each.what.name} {each.count}\n")
        else:
            sys.stdout.write(_HELP)

    def _swipe(self, path: Path) -> None:
        try:
            stripe = path.read_bytes()
        except OSError as error:
            sys.stdout.write(f"no card: {error.strerror}\n")
            return
        found = self._lock.swipe(stripe[:STRIPE_SIZE])
        self._save()
        sys.stdout.write(f"{found.why.name} in {found.ms} ms\n")

    def _save(self) -> None:
        draft = self._path.with_name(f"{self._path.name}.new")
        draft.write_bytes(self._memory.image())
        draft.rename(self._path)


def _true_seconds() -> int:
    return time.time_ns() // _NS_PER_S
