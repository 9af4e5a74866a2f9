"""The options of a soak and its help."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from hardware.process_start import state_folder
from kiosk.workbench.new_state import CHIP
from kiosk.workbench.soak.site import STAND_IN, STRIPE

MINUTES: Final = 10.0
SQLITE: Final = "sqlite"
ADDRESSES: Final = ("mongodb://", "mongodb+srv://")


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Ends the process for help (0) and wrong use (2)."""
    parser = argparse.ArgumentParser(
        prog="./atm soak",
        description="Visit after visit on the real processes, while kiosk, bank and devices are "
        "killed at any moment. Then bank, journal, HSM and notes are compared note for note.",
        epilog="exit: 0 everything agrees, 1 something differs or the machine did not come to "
        "rest (the state folder is kept), 2 wrong use or it cannot start, 130 Ctrl-C, 143 SIGTERM; "
        "both end the visits first and compare then. example: ./atm soak --minutes 30",
    )
    parser.add_argument(
        "--minutes",
        type=_minutes,
        metavar="M",
        help=f"how long (default: {MINUTES:g}, or as long as --kills needs)",
    )
    parser.add_argument("--kills", type=_count, metavar="N", help="end after so many kills")
    parser.add_argument(
        "--seed",
        type=int,
        metavar="S",
        help="of visits and kills; their moments also depend on this machine's pace "
        "(default: a new one, which is told)",
    )
    parser.add_argument(
        "--store",
        type=_store,
        default=SQLITE,
        metavar="STORE",
        help="where the bank's books are: sqlite, the address of an empty database on a MongoDB "
        f"replica set, or {STAND_IN}, the test tools' stand-in for one (default: sqlite)",
    )
    parser.add_argument(
        "--profile",
        choices=(CHIP, STRIPE),
        default=CHIP,
        help="of the machine and its cards; a stripe machine gives the card back at once "
        "(default: chip)",
    )
    parser.add_argument(
        "--state",
        type=state_folder,
        metavar="DIR",
        help="a new or empty folder, which is kept (default: one in build/soak in the checkout, "
        "which goes when all is well)",
    )
    return parser.parse_args(arguments)


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0.0
    if not 0.0 < minutes < float("inf"):
        raise argparse.ArgumentTypeError("a number above 0")
    return minutes


def _count(text: str) -> int:
    if not (text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError("a whole number above 0")
    return int(text)


def _store(text: str) -> str:
    if text not in (SQLITE, STAND_IN) and not text.startswith(ADDRESSES):
        raise argparse.ArgumentTypeError(f"sqlite, mongodb://… or {STAND_IN}")
    if any(each in text for each in '"\\\n'):
        raise argparse.ArgumentTypeError("an address has no quotes, backslashes or line ends")
    return text


def own_folder(checkout: Path, seed: int) -> Path:
    """Of a run that nobody has named one for."""
    return checkout / "build" / "soak" / f"state-{seed}"
