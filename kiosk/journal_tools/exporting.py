"""The command `export`: chosen entries as they are, or as a table."""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final, TextIO

from kiosk.journal_tools.choosing import at, choice_options
from kiosk.journal_tools.folders import lines_in
from kiosk.journal_tools.lines import Line
from kiosk.journal_tools.showing import chosen

COLUMNS: Final = (
    "seq", "time", "t", "mono", "boot", "atm", "visit", "txn", "ev", "out", "rsn", "actor", "d",
    "h", "m",
)  # fmt: skip
PRIVATE: Final = 0o600


def options(parser: argparse.ArgumentParser) -> None:
    choice_options(parser)
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="a new file (default: standard output)"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="a table, its first line the names")
    form.add_argument("--jsonl", action="store_true", help="the lines as they are (default)")


def run(options: argparse.Namespace) -> int:
    folder, chooser = chosen(options)
    lines = (line for line in lines_in(folder) if chooser.wants(line))
    if options.out is None:
        _write(lines, sys.stdout, options)
        return 0
    # Never over an older export, and for its owner alone: it names cards and amounts.
    new = os.open(options.out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    with os.fdopen(new, "w", encoding="utf-8", newline="") as file:
        _write(lines, file, options)
    return 0


def _write(lines: Iterable[Line], out: TextIO, options: argparse.Namespace) -> None:
    if not options.csv:
        out.writelines(line.raw.decode("utf-8") for line in lines)
        return
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for line in lines:
        time = at(line.t, options.zone).isoformat(timespec="milliseconds")
        fields = line._asdict() | {"time": time, "d": line.d_text}
        table.writerow([fields[name] for name in COLUMNS])
