"""The files beside a journal file: the .seal of a closed one, and torn ends that were set aside."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final

from kiosk.journal_tools.findings import Bad, FileReport, FolderReport, Kind
from kiosk.journal_tools.folders import Folder
from kiosk.journal_tools.lines import LINE_SIZE_MAX, Line, LineBad, number_of, text_of
from kiosk.journal_tools.walk import Walk

SEAL_FILE_SIZE_MAX: Final = 1_000


def check_seal(folder: Folder, report: FileReport, last: Line) -> None:
    """A closed file's .seal says what the file itself says. Raises Bad, OSError."""
    name = f"{report.name}.seal"
    if not report.is_closed:
        if name in folder.seals:
            why = "a .seal of a file that is not closed"
            raise Bad(Kind.COMPANION, name, 0, 0, why)
        return
    if name not in folder.seals:
        if folder.is_whole:
            why = "it is closed, and its .seal is missing"
            raise Bad(Kind.COMPANION, report.name, 0, report.last, why)
        return
    expected = {
        "file": text_of(last.d, "file"),
        "key": report.key,
        "count": report.entries,
        "first": report.first,
        "last": report.last,
        "h": last.h,
        "m": last.m,
    }
    if _fields(folder.path / name) != expected:
        raise Bad(Kind.COMPANION, name, 0, report.last, "it does not say what its file says")


def _fields(path: Path) -> object:
    with path.open("rb") as file:
        raw = file.read(SEAL_FILE_SIZE_MAX)
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None


def check_stray_seals(folder: Folder) -> None:
    """A .seal without its file: the file is gone. Raises Bad."""
    for name in folder.seals:
        if name.removesuffix(".seal") not in folder.files:
            raise Bad(Kind.MISSING, name, 0, 0, "the closed file that it belongs to is missing")


def check_torn(folder: Folder, walk: Walk, report: FolderReport) -> None:
    """Each torn end is declared by a LOG_GAP, is kept as declared, and lay where a power cut leaves
    one: where a boot of the kiosk ended. Raises Bad, OSError."""
    sizes = {file.name: file.size for file in report.files}
    declared: set[str] = set()
    for place, number, line in walk.gaps:
        try:
            file, moved_to = text_of(line.d, "file"), text_of(line.d, "moved_to")
            size, sha256 = number_of(line.d, "size"), text_of(line.d, "sha256")
        except LineBad as error:
            raise Bad(Kind.LINE, place, number, line.seq, str(error)) from None
        prefix, _, rest = moved_to.removesuffix(".torn").rpartition(".")
        if prefix != file or not rest.isdecimal():
            raise Bad(Kind.COMPANION, place, number, line.seq, "the gap's file has no gap's name")
        declared.add(moved_to)
        _tell(report, place, line, f"{moved_to}, {size} bytes")
        if file in sizes:
            ends = walk.boot_starts[file] | {sizes[file]}
            if int(rest) not in ends:
                why = "the gap that it declares lies where no boot of the kiosk ended"
                raise Bad(Kind.COMPANION, place, number, line.seq, why)
        if moved_to in folder.torn:
            _check_bytes(folder.path / moved_to, size, sha256)
        elif folder.is_whole and file in sizes:
            why = "the torn end that it declares is not kept beside it"
            raise Bad(Kind.COMPANION, place, number, line.seq, why)
    for name in folder.torn:
        if name not in declared:
            raise Bad(Kind.COMPANION, name, 0, 0, "no LOG_GAP declares this torn end")


def _tell(report: FolderReport, place: str, line: Line, what: str) -> None:
    for file in report.files:
        if file.name == place:
            file.gaps.append(f"seq {line.seq}: {what}")


def _check_bytes(path: Path, size: int, sha256: str) -> None:
    with path.open("rb") as file:
        raw = file.read(LINE_SIZE_MAX + 1)
    if len(raw) != size or hashlib.sha256(raw).hexdigest() != sha256:
        raise Bad(Kind.COMPANION, path.name, 0, 0, "it is not the torn end that was declared")
