"""The panel: `./atm panel --state DIR`. A drawn front for a demo that runs; it only has hands."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from hardware.logs.process_log import logging_in
from hardware.logs.settings import LogSettingsError
from hardware.logs.settings import load as load_log_settings
from hardware.process_start import ChecksRemoved, keep_to_itself, state_folder
from kiosk.workbench.demo_notes import NotesUnreadable, load_notes
from kiosk.workbench.display import why_no_display

CHECKOUT: Final = Path(__file__).resolve().parents[2]
EXIT_CANNOT: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 the window was closed, or SIGTERM; 2 it cannot start; 130 Ctrl-C."""
    chosen = _parser().parse_args(arguments)
    try:
        keep_to_itself()
        owners = load_notes(chosen.state).cards
        logs = load_log_settings(chosen.state / "settings.toml", os.environ)
    except (ChecksRemoved, NotesUnreadable, LogSettingsError) as error:
        return _cannot(str(error))
    if why := why_no_display(os.environ):
        return _cannot(f"no display can be used here ({why})")
    with logging_in(chosen.state / "logs", "panel", logs):
        # Qt only once it is certain that there is something to draw on.
        from kiosk.panel.window import run

        return run(chosen.state, owners)


def _cannot(why: str) -> int:
    sys.stderr.write(f"panel: {why}\n")
    return EXIT_CANNOT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./atm panel",
        description="Draw the front of a demo's machine: cards, keys, notes and faults by click, "
        "with the journal and the bank's books beside them.",
        epilog="exit: 0 the window was closed, 2 it cannot start, 130 Ctrl-C. "
        "example: ./atm panel --state state",
    )
    parser.add_argument(
        "--state",
        type=state_folder,
        default=str(CHECKOUT / "state"),
        metavar="DIR",
        help="the demo's state folder (default: state in the checkout)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
