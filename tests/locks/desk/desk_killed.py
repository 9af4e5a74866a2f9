"""A process that makes a guest's card and kills itself at a step: a real kill, a real file.

    python -m tests.locks.desk.desk_killed FOLDER STEP

STEP is the number of the step to die at, or `torn`: with half of the stripe on the card.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from hardware.locks.desk.desk import Desk
from hardware.locks.desk.stripe_writer import CardFolder
from tests.locks.desk.desk_kit import Clock, chance


class TornWriter(CardFolder):
    def write(self, stripe: bytes) -> str:
        super().write(stripe[:26] + bytes(26))
        die()
        return ""


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(folder: Path, fatal: str) -> None:
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
    sys.stdout.write(f"{passed} steps")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
