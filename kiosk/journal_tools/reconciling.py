"""The command `reconcile`: the notes of each load, what is open, and what does not add up."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Final

from kiosk.journal_tools.beginning import beginning_of
from kiosk.journal_tools.folders import folders_at, lines_in
from kiosk.journal_tools.grammar import faults
from kiosk.journal_tools.note_counts import Load
from kiosk.journal_tools.reconcile import Affair, Books, reconcile
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
    beginning = beginning_of(folder)
    books = reconcile(lines_in(folder), beginning)
    books.problems += islice(faults(lines_in(folder), is_cut=beginning.is_cut), FAULTS_MAX)
    for line in text_of(books):
        sys.stdout.write(f"{line}\n")
    return BAD if books.problems else GOOD


def text_of(books: Books) -> Iterator[str]:
    """Dispensed notes crossed the shutter; of the retracted ones the safe could count some."""
    if books.beginning.is_cut:
        yield f"counts begin at seq {books.beginning.seq}: {books.beginning.why}"
    yield HEAD
    yield from (_load(load) for load in books.loads)
    yield from (_earlier(load) for load in books.loads if load.earlier)
    yield from (_found(load) for load in books.loads if load.found is not None)
    yield from map(str, books.bins)
    if books.envelopes.numbers:
        yield _envelopes(books.envelopes.numbers)
    if books.envelopes.doubtful:
        yield f"to be looked for by people: {books.envelopes.doubtful} envelopes"
    if books.cut:
        what = (
            "1 transaction or load was"
            if books.cut == 1
            else f"{books.cut} transactions or loads were"
        )
        yield f"before that: {what} begun; of these only what is here is judged"
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


def _earlier(load: Load) -> str:
    """Of a load that is not here from its beginning."""
    total = "" if load.loaded is None else f" of {load.loaded}"
    text = f"before seq {load.since}: {load.earlier}{total} notes of {load} had left it"
    if load.earlier_rejected is None:
        return text
    return f"{text}, {load.earlier_rejected} of them to the reject bin"


def _found(load: Load) -> str:
    """At its end, by people; a difference is theirs to explain."""
    assert load.found is not None, "somebody has counted"
    text = f"people found {load.found} notes of {load}"
    return text if load.left is None else f"{text}, difference {load.found - load.left:+}"


def _envelopes(numbers: list[int]) -> str:
    """As the slot counted them; people open them and say what is inside."""
    first, last = numbers[0], numbers[-1]
    return f"envelopes taken in: {len(numbers)}, numbers {first} to {last}"


def _figure(value: int | None) -> str:
    return "-" if value is None else str(value)


def _affair(affair: Affair) -> str:
    last = "notes ordered" if affair.is_commanded else "begun"
    if affair.final is not None:
        last = f"record says {affair.final.outcome.name.lower()}"
    if affair.settled:
        last += f", bank says {affair.settled}"
    return f"{affair.what} {affair.key} since seq {affair.seq}: {last}"
