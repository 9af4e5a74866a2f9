"""The clerk's window over a hotel's encoder: `./atm locks window --state DIR`, or `./atm clerk`."""

from __future__ import annotations

import argparse
import getpass
import os
import secrets
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from hardware.locks.desk.desk import Desk, ProgrammerEnd
from hardware.locks.desk.stripe_writer import CardFolder
from hardware.locks.programmer.desk_end import ProgrammerLine
from hardware.logs.process_log import logging_in
from hardware.logs.settings import LogSettingsError
from hardware.logs.settings import load as load_log_settings
from hardware.process_start import ChecksRemoved, keep_to_itself, state_folder
from hardware.protocol.link import Link
from hardware.transport.serial_port import SerialPort
from kiosk.desk.cable_writer import CableWriter
from kiosk.desk.deeds import NoProgrammer, Said, Tools
from kiosk.desk.fed_writer import FedWriter
from kiosk.workbench.display import why_no_display

EXIT_CANNOT: Final = 2
CARDS: Final = "cards"
BACKUPS: Final = "backups"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 the window was closed, or SIGTERM; 1 a writer hung; 2 it cannot start."""
    chosen = _parser().parse_args(arguments)
    state: Path = chosen.state
    try:
        keep_to_itself()
        logs = load_log_settings(state / "settings.toml", os.environ)
    except (ChecksRemoved, LogSettingsError) as error:
        return _cannot(str(error))
    if not state.is_dir():
        return _cannot(f"there is no hotel in {state}: `./atm locks desk set-up` makes one")
    if why := why_no_display(os.environ):
        return _cannot(f"no display can be used here ({why})")

    def open_desk(writer: FedWriter) -> Desk:
        return Desk(state, writer, _now, secrets.token_bytes, clerk=chosen.clerk)

    def make_tools(said: Said) -> Tools:
        def programmer() -> AbstractContextManager[ProgrammerEnd]:
            return _programmer(chosen.programmer)

        return Tools(said, programmer, state / BACKUPS, os.cpu_count() or 1)

    hands = CardFolder(chosen.cards or state / CARDS)
    cable = CableWriter(lambda: _link(chosen.writer))
    writer = FedWriter(cable if chosen.writer else hands, has_hands=not chosen.writer)
    with logging_in(state / "logs", "desk", logs):
        # Qt only once it is certain that there is something to draw on.
        from kiosk.desk.window import run

        return run(open_desk, writer, make_tools, _now)


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def _programmer(port: str | None) -> Iterator[ProgrammerEnd]:
    """Raises NoProgrammer and HardwareError."""
    if port is None:
        raise NoProgrammer(
            "No port was named for the programmer. Start the window with --programmer PORT."
        )
    with _link(port) as link:
        yield ProgrammerLine(link)


@contextmanager
def _link(port: str) -> Iterator[Link]:
    """Raises HardwareError."""
    opened = SerialPort(port)
    try:
        first = secrets.token_bytes(1)[0]
        yield Link(opened, monotonic=time.monotonic, first_seq=first)
    finally:
        opened.close()


def _cannot(why: str) -> int:
    sys.stderr.write(f"clerk: {why}\n")
    return EXIT_CANNOT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./atm clerk",
        description="The window of a hotel's front desk: rooms, cards, staff, rounds with the "
        "programmer, backups and papers. `./atm locks window` is the same.",
        epilog="exit: 0 the window was closed, 1 the card writer hung, 2 it cannot start, "
        "130 Ctrl-C. example: ./atm locks window --state hotel",
    )
    parser.add_argument(
        "--state",
        type=state_folder,
        required=True,
        metavar="DIR",
        help="the desk's folder, as `./atm locks desk set-up` made it",
    )
    parser.add_argument(
        "--as",
        dest="clerk",
        default=getpass.getuser(),
        metavar="NAME",
        help="who is at the desk, for the log (default: who is logged in)",
    )
    parser.add_argument(
        "--cards",
        type=Path,
        metavar="DIR",
        help="where the emulated writer's cards are (default: cards in the state folder)",
    )
    parser.add_argument(
        "--writer",
        metavar="PORT",
        help="the serial port of a card writer (default: the emulated one)",
    )
    parser.add_argument(
        "--programmer",
        metavar="PORT",
        help="the serial port that the programmer is plugged into",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
