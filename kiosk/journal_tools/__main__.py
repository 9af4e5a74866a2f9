"""`./atm journal`: verify, show, reconcile, dispute and export, over files alone."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from hardware import command_line
from hardware.command_line import CANNOT
from kiosk.journal_tools import dispute, exporting, reconciling, showing, verifying
from kiosk.journal_tools.choosing import txn_digits
from kiosk.journal_tools.folders import NoJournal
from kiosk.journal_tools.key_files import Unreadable
from kiosk.journal_tools.lines import LineBad

BAD: Final = 1

Run = Callable[[argparse.Namespace], int]
COMMANDS: Final[dict[str, tuple[Callable[[argparse.ArgumentParser], None], Run, str]]] = {
    "verify": (verifying.options, verifying.run, "is it whole, and as the machine wrote it?"),
    "show": (showing.options, showing.run, "its entries in words, 40 columns wide"),
    "reconcile": (reconciling.options, reconciling.run, "do notes and money add up?"),
    "dispute": (dispute.options, dispute.run, "a pack about one transaction, for a claim"),
    "export": (exporting.options, exporting.run, "chosen entries as they are, or as a table"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 good, 1 bad, 2 wrong use, 3 CHAIN ONLY, 130 Ctrl-C."""
    return command_line.ended("journal", lambda: _run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return COMMANDS[options.command][1](options)
    except LineBad as error:
        sys.stderr.write(f"journal: {error}\n")
        return BAD
    except (NoJournal, Unreadable) as error:
        sys.stderr.write(f"journal: {error}\n")
        return CANNOT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="atm journal",
        description="Reads an ATM's journal from its files, wherever they were copied to. Changes "
        "nothing, asks nobody, and needs nothing but Python.",
        epilog="example: ./atm journal verify state/kiosk --key keys.txt",
    )
    below = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (add_options, _, purpose) in COMMANDS.items():
        command = below.add_parser(name, help=purpose, description=purpose)
        if name == "dispute":
            command.add_argument(
                "txn", type=txn_digits, metavar="TXN", help="the transaction: its first digits"
            )
        command.add_argument(
            "path", type=Path, metavar="PATH", help="a journal file, or a folder that holds some"
        )
        add_options(command)
    return parser


if __name__ == "__main__":
    sys.exit(main())
