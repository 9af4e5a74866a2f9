"""The kiosk: `./atm kiosk --state DIR`. Window, core, workers and journal in one process."""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Final

from hardware.logs.process_log import logging_in
from hardware.logs.settings import LogSettingsError
from hardware.logs.settings import load as load_log_settings
from hardware.process_lock import ProcessLock, StateInUse
from hardware.process_start import ChecksRemoved, keep_to_itself, state_folder
from kiosk.automation.server import AutomationPortTaken
from kiosk.devices.pad_key import PadKeyRefused
from kiosk.identity import IdentityError, find_identity
from kiosk.journal.errors import JournalError
from kiosk.maintenance.staff_book import StaffBookBroken
from kiosk.reopening import reopen
from kiosk.settings import LoadedSettings, Settings, SettingsError, load

CHECKOUT: Final = Path(__file__).resolve().parents[1]
EXIT_GOOD: Final = 0
EXIT_FATAL: Final = 1
EXIT_CANNOT: Final = 2

_DISPLAY_NAMED_BY: Final = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_LOG: Final = logging.getLogger("kiosk")
_SETTINGS: Final = {
    "atm_id": "the ATM's uuid (default: the only one in keys/)",
    "bank_url": "the bank's ATM listener (default: https://127.0.0.1:8443)",
    "pin_entry": "where a PIN is typed: pad, screen or both (default: both)",
    "automation_port": "XML-RPC on the loopback; 0 = any free port (default: 1336)",
    "locale": "language and form of amounts, like de or de_AT (default: en)",
    "languages": "what customers may choose from, like en,de (default: that of the locale)",
    "profile": "chip keeps the card to the end, stripe gives it back at once (default: chip)",
    "receipt_printer": "none, or escpos (default: none)",
    "door_lock": "which lock the service door has, like 4711:12 (default: a plain one)",
    "atm_place": "where the machine stands, for receipts (default: not told)",
    "goodbye_s": "seconds the last screen stays (default: 3)",
}
_STAFF: Final = re.compile(r"[0-9A-Za-z-]{1,40}")
_SIZE: Final = re.compile(r"([1-9][0-9]{2,3})x([1-9][0-9]{2,3})")


class NoDisplay(RuntimeError):
    """There is nothing to show a window on; the text says what to set."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 ended as asked, 1 the core could not be trusted, 2 cannot start, 130 Ctrl-C."""
    chosen = _parser().parse_args(arguments)
    try:
        keep_to_itself()
        loaded = _settings(chosen)
        settings = loaded.settings
        logs = load_log_settings(chosen.state / "settings.toml", os.environ)
        identity = find_identity(
            chosen.state / "keys",
            settings.atm_id,
            currency=settings.currency,
            denominations=settings.denominations,
        )
        _need_spoken(loaded)
        with contextlib.ExitStack() as held:
            held.callback(ProcessLock(chosen.state / "kiosk.lock").release)
            held.enter_context(
                logging_in(chosen.state / "logs", "kiosk", logs, atm=settings.atm_name)
            )
            if chosen.reopen is not None:
                return _reopen(chosen.state, settings, chosen.reopen)
            _need_display(os.environ)
            # The window's part of Qt, only once it is certain that there is something to show.
            from kiosk.gui import run

            _LOG.info("kiosk_started pid=%d", os.getpid())
            code = run(chosen, loaded, identity)
            _LOG.info("kiosk_stopped code=%d", code)
            return code
    except (
        ChecksRemoved,
        SettingsError,
        LogSettingsError,
        IdentityError,
        PadKeyRefused,
        JournalError,
        StaffBookBroken,
        StateInUse,
        AutomationPortTaken,
        NoDisplay,
    ) as error:
        return _cannot(str(error))
    except OSError as error:
        return _cannot(f"{error.filename or chosen.state}: {error.strerror}")


def _need_display(environment: Mapping[str, str]) -> None:
    """Qt itself would abort. Raises NoDisplay."""
    if not any(environment.get(name) for name in _DISPLAY_NAMED_BY):
        raise NoDisplay(
            f"no display can be used here (none of {', '.join(_DISPLAY_NAMED_BY)} is set); "
            "QT_QPA_PLATFORM=offscreen draws in memory"
        )


def _reopen(state: Path, settings: Settings, who: str) -> int:
    halted = reopen(state, settings, who)
    told = f"may serve again; it had stopped: {halted}" if halted else "was not stopped"
    sys.stdout.write(f"kiosk: {told}\n")
    return EXIT_GOOD


def _settings(chosen: argparse.Namespace) -> LoadedSettings:
    options = {
        field.name: value
        for field in fields(Settings)
        if (value := getattr(chosen, field.name, None)) is not None
    }
    return load(chosen.state / "settings.toml", os.environ, options)


def _need_spoken(loaded: LoadedSettings) -> None:
    """Raises SettingsError for what has no translation, or for a locale of an unknown region."""
    from kiosk.viewmodels.locales import why_not_spoken

    if why := why_not_spoken(loaded.settings.locale):
        raise SettingsError(f"{loaded.sources['locale']}: {why}")
    for language in loaded.settings.languages:
        if why := why_not_spoken(language):
            raise SettingsError(f"{loaded.sources['languages']}: {why}")


def _cannot(why: str) -> int:
    sys.stderr.write(f"kiosk: {why}\n")
    return EXIT_CANNOT


def _staff(text: str) -> str:
    if _STAFF.fullmatch(text) is None:
        raise argparse.ArgumentTypeError("1 to 40 letters, digits and hyphens")
    return text


def _size(text: str) -> tuple[int, int]:
    found = _SIZE.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError("two numbers from 100 to 9999 with an x between them")
    return int(found[1]), int(found[2])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./atm kiosk",
        description="Run the kiosk of a state folder: its screen, its devices, its journal.",
        epilog="exit: 0 ended as asked, 1 it must not serve any more, 2 it cannot start, "
        "130 Ctrl-C. example: ./atm kiosk --state state --full-screen",
    )
    parser.add_argument(
        "--state",
        type=state_folder,
        default=str(CHECKOUT / "state"),
        metavar="DIR",
        help="state folder (default: state in the checkout)",
    )
    parser.add_argument(
        "--size",
        type=_size,
        default=(1280, 800),
        metavar="WIDTHxHEIGHT",
        help="window in pixels (default: 1280x800)",
    )
    parser.add_argument("--full-screen", action="store_true", help="cover the screen")
    parser.add_argument(
        "--beside-panel",
        action="store_true",
        help="as large as the demo's panel leaves room for; F11 covers the screen and back",
    )
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
    parser.add_argument(
        "--reopen",
        type=_staff,
        metavar="WHO",
        help="write down that WHO has looked at what stopped the machine, and end",
    )
    group = parser.add_argument_group("settings, over settings.toml and the environment")
    for name, about in _SETTINGS.items():
        option = f"--{name.replace('_', '-')}"
        group.add_argument(option, dest=name, metavar="VALUE", help=about)
    return parser


if __name__ == "__main__":
    sys.exit(main())
