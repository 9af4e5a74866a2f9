"""The command `show`: a journal as 40 columns of text, as a clerk pins it to a claim."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import Final

from kiosk.journal_tools.choosing import (
    REFERENCE_SIZE,
    Chooser,
    at,
    choice_of,
    choice_options,
)
from kiosk.journal_tools.folders import Folder, NoJournal, folders_at, lines_in
from kiosk.journal_tools.lines import Line
from kiosk.journal_tools.silence import Silence, with_silences
from kiosk.journal_tools.wording import NO_BREAK, words

WIDTH: Final = 40
WIDTH_WIDE: Final = 120


def options(parser: argparse.ArgumentParser) -> None:
    choice_options(parser)
    parser.add_argument("--wide", action="store_true", help="with numbers, and long lines")


def run(options: argparse.Namespace) -> int:
    folder, chooser = chosen(options)
    for text in text_of(told(lines_in(folder), chooser), options.zone, is_wide=options.wide):
        sys.stdout.write(f"{text}\n")
    return 0


def chosen(options: argparse.Namespace) -> tuple[Folder, Chooser]:
    """The one copy to read, and who chooses from it. Raises NoJournal, LineBad, OSError."""
    try:
        chooser = Chooser(choice_of(options))
        folder = one_copy(folders_at(options.path))
        chooser.learn(folder)
    except ValueError as error:
        raise NoJournal(str(error)) from None
    return folder, chooser


def one_copy(folders: list[Folder]) -> Folder:
    """The copy to read where a journal and its mirrors lie together. Raises NoJournal."""
    if len({atm for folder in folders for atm in folder.atms}) > 1:
        raise NoJournal("journals of several machines lie here; name the folder of one")
    readable = [folder for folder in folders if folder.files]
    if not readable:
        raise NoJournal("no journal file (EJ_….jsonl) is here")
    originals = [folder for folder in readable if "mirror" not in folder.path.name]
    return (originals or readable)[0]


def told(lines: Iterable[Line], chooser: Chooser) -> Iterator[Line | Silence]:
    """What is wanted of all entries, and the silences around it."""
    was_wanted = False
    for silence, line in with_silences(lines):
        is_wanted = chooser.wants(line)
        if silence is not None and chooser.wants_silence(silence, is_near=is_wanted or was_wanted):
            yield silence
        if is_wanted:
            yield line
        was_wanted = is_wanted


def text_of(
    lines: Iterable[Line | Silence], where: tzinfo, *, is_wide: bool = False
) -> Iterator[str]:
    """Nothing of one line depends on others but the headings: the day, and whose visit it is."""
    day, visit = "", None
    for line in lines:
        moment = at(line.t, where)
        if f"{moment:%Y-%m-%d}" != day:
            day = f"{moment:%Y-%m-%d}"
            yield f"{f' {line.atm} {day} {moment:%Z} ':=^{WIDTH}}"
        if isinstance(line, Silence):
            yield from _silence(line, f"{moment:%H:%M:%S}", is_wide=is_wide)
            continue
        if line.visit != visit:
            visit = line.visit
            yield f"{f' visit {visit} ' if visit else ' machine ':-^{WIDTH}}"
        yield from _entry(line, f"{moment:%H:%M:%S}", is_wide=is_wide)


def _entry(line: Line, time: str, *, is_wide: bool) -> Iterator[str]:
    reference = line.txn[:REFERENCE_SIZE].upper().ljust(REFERENCE_SIZE)
    text = words(line.ev, line.d)
    if line.out != "ok":
        text += " (FAILED)" if line.out == "fail" else " (NOT KNOWN)"
    if is_wide:
        head = f"{line.seq:>9} {time} {line.visit:8} {reference} {line.ev:22} "
        yield from _wrapped(head, text, WIDTH_WIDE)
    else:
        yield from _wrapped(f"{time} {reference} ", text, WIDTH)


def _silence(silence: Silence, time: str, *, is_wide: bool) -> Iterator[str]:
    text = f"SILENT FOR {silence.length.upper()}: {silence.why.value.upper()}"
    head = f"{silence.first:>9} {time} {'':39}" if is_wide else f"{time} {'':7}"
    yield from _wrapped(head, text, WIDTH_WIDE if is_wide else WIDTH)


def _wrapped(head: str, text: str, width: int) -> Iterator[str]:
    wrapped = textwrap.wrap(
        text,
        width,
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_on_hyphens=False,
    )
    for row in wrapped or [head.rstrip()]:
        yield row.replace(NO_BREAK, " ")
