"""A process that makes guests' cards in children that kill themselves at a step: real kills.

    python -m tests.locks.desk.desk_killed FOLDER STEP...

Each STEP has a folder of its own, and a child: its number is the step to die at, `torn` dies with
half of the stripe on the card. A line for each tells how it ended, and after how many steps.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from hardware.locks.desk.desk import Desk
from hardware.locks.desk.stripe_writer import CardFolder
from tests.locks.desk.desk_kit import Clock, chance

ALIVE = 100  # and the steps that were passed


class TornWriter(CardFolder):
    def write(self, stripe: bytes) -> str:
        super().write(stripe[:26] + bytes(26))
        die()
        return ""


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def issue(folder: Path, fatal: str) -> int:
    passed = 0

    def step(_: str) -> None:
        nonlocal passed
        if str(passed) == fatal:
            die()
        passed += 1

    kind = TornWriter if fatal == "torn" else CardFolder
    writer = kind(folder / "cards")
    desk = Desk(folder / "desk", writer, Clock(), chance("killed"), clerk="anna", step=step)
    desk.check_in("101", "Ada", desk.departure("+1"))
    desk.close()
    return passed


def main(folder: Path, fatal: list[str]) -> None:
    for each in fatal:
        child = os.fork()
        if child == 0:
            os._exit(ALIVE + issue(folder / each, each))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{each} {os.waitstatus_to_exitcode(status)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
