"""The demo's options, its help and its list of visits, told before anything is installed.

Standard library only: the launcher reads the options before any environment exists.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from hardware.process_start import state_folder
from kiosk.workbench.visits import JOURNAL_ROUND, VISITS
from kiosk.workbench.visits_more import MORE

CHECKOUT = Path(__file__).resolve().parents[2]
NAMES = [visit.name for visit in VISITS]
MORE_NAMES = [visit.name for visit in MORE]


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Ends the process where there is nothing to start: help or a list (0), wrong use (2)."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.list:
        for visit in (*VISITS, *MORE, JOURNAL_ROUND):
            sys.stdout.write(f"{visit.name:20}{visit.title}\n")
        sys.exit(0)
    if JOURNAL_ROUND.name in (options.script or ()) and len(options.script) > 1:
        parser.error(f"{JOURNAL_ROUND.name} is played alone")
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./atm demo",
        description="Start the bank, the emulated devices and the kiosk on one state folder; "
        "a new one gets an ATM with cash, and customers with cards. Ctrl-C ends it all.",
        epilog="exit: 0 good, 1 a visit failed or the books do not balance, 2 wrong use or it "
        "cannot start, 130 Ctrl-C, 143 SIGTERM. example: ./atm demo --headless --out /tmp/show",
    )
    parser.add_argument(
        "--headless", action="store_true", help="play scripted visits without a screen, then audit"
    )
    parser.add_argument(
        "--script",
        nargs="+",
        choices=[*NAMES, *MORE_NAMES, JOURNAL_ROUND.name],
        metavar="NAME",
        help="headless: which visits, in this order (default: those that --list has first)",
    )
    parser.add_argument("--list", action="store_true", help="list the scripted visits")
    parser.add_argument(
        "--out",
        type=Path,
        default=CHECKOUT / "build" / "demo",
        metavar="DIR",
        help="headless: where pictures and summary.json go (default: build/demo in the checkout)",
    )
    parser.add_argument(
        "--state",
        type=state_folder,
        metavar="DIR",
        help="state folder, which goes on where it was "
        "(default: state in the checkout; headless: a new one, OUT/state)",
    )
    parser.add_argument(
        "--zero-delay", action="store_true", help="mechanics that take no time (default: real)"
    )
    parser.add_argument(
        "--no-panel",
        dest="panel",
        action="store_false",
        help="on a display: without the panel, the drawn front beside the kiosk",
    )
    parser.add_argument(
        "--door-lock",
        action="store_true",
        help="with a lock at the service door, which a work order opens; a state keeps it",
    )
    parser.add_argument(
        "--automation",
        action="store_true",
        help="serve XML-RPC on the loopback until Ctrl-C; a card then waits for a call",
    )
    return parser
