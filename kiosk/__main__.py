"""The kiosk: `python -m kiosk --state DIR`. Window, core, workers and journal in one process."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Final

from hardware.process_lock import ProcessLock, StateInUse
from kiosk.automation.server import AutomationPortTaken
from kiosk.identity import IdentityError, find_identity
from kiosk.journal.errors import JournalError
from kiosk.settings import LoadedSettings, Settings, SettingsError, load

EXIT_GOOD: Final = 0
EXIT_FATAL: Final = 1
EXIT_CANNOT: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 ended as asked, 1 the core could not be trusted any more, 2 cannot start."""
    chosen = _parser().parse_args(arguments)
    if not __debug__:
        return _cannot("python -O removes the checks that protect money; start without it")
    try:
        settings = _settings(chosen)
        identity = find_identity(chosen.state / "keys", settings.settings.atm_id)
        with contextlib.ExitStack() as held:
            held.callback(ProcessLock(chosen.state / "kiosk.lock").release)
            # Qt is loaded only once it is certain that there is something to show.
            from kiosk.gui import run

            return run(chosen, settings.settings, identity)
    except (
        SettingsError,
        IdentityError,
        JournalError,
        StateInUse,
        AutomationPortTaken,
    ) as error:
        return _cannot(str(error))


def _settings(chosen: argparse.Namespace) -> LoadedSettings:
    options = {
        field.name: value
        for field in fields(Settings)
        if (value := getattr(chosen, field.name, None)) is not None
    }
    return load(chosen.state / "settings.toml", os.environ, options)


def _cannot(why: str) -> int:
    sys.stderr.write(f"kiosk: {why}\n")
    return EXIT_CANNOT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./atm kiosk",
        description="Run the kiosk of a state folder: its screen, its devices, its journal.",
        epilog="example: ./atm kiosk --state state --full-screen",
    )
    parser.add_argument(
        "--state", type=Path, default=Path("state"), metavar="DIR", help="state folder (state)"
    )
    parser.add_argument("--size", default="1280x800", help="window in pixels (1280x800)")
    parser.add_argument("--full-screen", action="store_true", help="cover the screen")
    parser.add_argument(
        "--reduce-motion", action="store_true", help="no transitions between screens"
    )
    parser.add_argument(
        "--pictures", type=Path, metavar="DIR", help="save a picture of each screen passed"
    )
    parser.add_argument(
        "--report", action="store_true", help="one JSON line on standard output for each screen"
    )
    parser.add_argument(
        "--automation",
        action="store_true",
        help="serve XML-RPC on the loopback; a card then waits for a call",
    )
    group = parser.add_argument_group("settings, over settings.toml and the environment")
    for name in ("atm_id", "bank_url", "pin_entry", "automation_port", "locale", "goodbye_s"):
        group.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar="VALUE")
    return parser


if __name__ == "__main__":
    sys.exit(main())
