"""Finds the files of a journal: in one folder as the kiosk keeps them, or in many copies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.journal_tools.lines import LINE_SIZE_MAX, Line, LineBad, parse

JOURNAL: Final = re.compile(r"EJ_([0-9A-Za-z-]{1,36})_([0-9]{8})_([0-9]{3})\.jsonl")
_SEAL: Final = re.compile(r"(EJ_.*\.jsonl)\.seal")
_TORN: Final = re.compile(r"(EJ_.*\.jsonl)\.([0-9]{1,12})\.torn")
_ASIDE: Final = re.compile(r"EJ_.*\.differs")
ENTRIES_MAX: Final = 1_000_000  # of a directory that is searched: a journal's is far smaller


class NoJournal(Exception):
    """There is nothing here to read."""


@dataclass(frozen=True, slots=True)
class Folder:
    """One copy of one machine's journal, as far as names tell.

    Attributes:
        files: oldest first, by day and number.
        seals: names of the .seal files; they need not belong to a file.
        torn: (file, offset) by name of each .torn file.
        aside: what the kiosk's mirror set aside.
        is_whole: a folder is all there is of a journal; a single file is not.
    """

    path: Path
    files: tuple[str, ...]
    seals: tuple[str, ...] = ()
    torn: dict[str, tuple[str, int]] = field(default_factory=dict)
    aside: tuple[str, ...] = ()
    is_whole: bool = True

    @property
    def atms(self) -> set[str]:
        found = (JOURNAL.fullmatch(name) for name in self.files)
        return {match[1] for match in found if match}


def folders_at(path: Path) -> list[Folder]:
    """The folder of a single file, or every folder at or below `path` with a journal's files.

    Raises NoJournal, OSError.
    """
    if path.is_file():
        seal = f"{path.name}.seal"
        seals = (seal,) if path.with_name(seal).is_file() else ()
        return [Folder(path.parent, (path.name,), seals, is_whole=False)]
    if not path.is_dir():
        raise NoJournal(f"{path}: there is no such file or folder")
    names: dict[Path, list[str]] = {}
    for count, found in enumerate(path.rglob("*")):
        if count >= ENTRIES_MAX:
            raise NoJournal(f"{path}: more than {ENTRIES_MAX} files; name the journal's folder")
        if found.name.startswith("EJ_") and found.is_file():
            names.setdefault(found.parent, []).append(found.name)
    found_folders = [_folder(place, sorted(names[place])) for place in sorted(names)]
    folders = [each for each in found_folders if each.files or each.seals or each.torn]
    if not folders:
        raise NoJournal(f"{path}: no journal file (EJ_….jsonl) is here")
    return folders


def _folder(path: Path, names: list[str]) -> Folder:
    journal = [match for name in names if (match := JOURNAL.fullmatch(name))]
    journal.sort(key=lambda match: (match[2], match[3], match[1]))
    return Folder(
        path,
        tuple(match[0] for match in journal),
        tuple(name for name in names if _SEAL.fullmatch(name)),
        {name: (match[1], int(match[2])) for name in names if (match := _TORN.fullmatch(name))},
        tuple(name for name in names if _ASIDE.fullmatch(name)),
    )


def raw_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each line and its number from 1, one at a time; what has no end within bounds comes cut."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LINE_SIZE_MAX + 1):
            number += 1
            yield number, line
            if not line.endswith(b"\n"):
                return


def lines_in(folder: Folder) -> Iterator[Line]:
    """Every line of a folder, oldest first, for reading; nothing is verified by that.

    Raises LineBad with file and line, OSError.
    """
    for name in folder.files:
        for number, raw in raw_lines(folder.path / name):
            try:
                yield parse(raw)
            except LineBad as error:
                raise LineBad(f"{name} line {number}: {error}") from None
