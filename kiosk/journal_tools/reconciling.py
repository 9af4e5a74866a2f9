"""The command `reconcile`: the notes of each load, what is open, and what does not add up."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Final

from kiosk.journal_tools.folders import folders_at, lines_in
from kiosk.journal_tools.grammar import faults
from kiosk.journal_tools.reconcile import Affair, Books, Load, reconcile
from kiosk.journal_tools.showing import one_copy

GOOD, BAD = 0, 1
FAULTS_MAX: Final = 200
HEAD: Final = (
    "canister     load   loaded dispensed  rejected retracted not counted     left   counted"
)


def options(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(options: argparse.Namespace) -> int:
    folder = one_copy(folders_at(options.path))
    books = reconcile(lines_in(folder))
    for fault, _ in zip(faults(lines_in(folder)), range(FAULTS_MAX), strict=False):
        books.problems.append(fault)
    for line in text_of(books):
        sys.stdout.write(f"{line}\n")
    return BAD if books.problems else GOOD


def text_of(books: Books) -> Iterator[str]:
    """Dispensed notes crossed the shutter; of the retracted ones the safe could count some."""
    yield HEAD
    yield from (_load(load) for load in books.loads)
    yield from (f"open: {_affair(affair)}" for affair in books.open)
    yield from (f"to be counted by people: {what}" for what in books.doubtful)
    yield from (f"wrong: {problem}" for problem in books.problems)
    size = f"{books.transactions} transactions and loads, {len(books.open)} open"
    if books.problems:
        yield f"DOES NOT ADD UP {size}, {len(books.problems)} wrong"
    else:
        yield f"ADDS UP {size}"


def _load(load: Load) -> str:
    return (
        f"{load.canister:8} {load.number:8} {_figure(load.loaded):>8} {load.presented:9} "
        f"{load.rejected:9} {load.retracted:9} {load.not_counted:11} {_figure(load.left):>8} "
        f"{_figure(load.counted):>9}"
    )


def _figure(value: int | None) -> str:
    return "-" if value is None else str(value)


def _affair(affair: Affair) -> str:
    last = "notes ordered" if affair.is_commanded else "begun"
    if affair.final is not None:
        last = f"record says {affair.final.outcome.name.lower()}"
    if affair.settled:
        last += f", bank says {affair.settled}"
    return f"{affair.what} {affair.key} since seq {affair.seq}: {last}"
