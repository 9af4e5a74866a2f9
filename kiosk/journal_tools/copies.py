"""Two copies of one file are the same bytes, or one of them is behind; anything else is a finding.

A mirror is written after the journal it mirrors, so it may be behind and never ahead.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import Final

from kiosk.journal_tools.findings import Bad, FolderReport, Kind
from kiosk.journal_tools.folders import Folder, raw_lines

MIRROR: Final = "mirror"  # in the name of a folder that holds one


def compare(folders: list[Folder], reports: list[FolderReport]) -> None:
    """Adds findings and notes to the reports of the later copies. Raises OSError."""
    for place, (folder, report) in enumerate(zip(folders, reports, strict=True)):
        for earlier in folders[:place]:
            if earlier.atms & folder.atms:
                _compare(earlier, folder, report)


def _compare(one: Folder, other: Folder, report: FolderReport) -> None:
    for name in one.files:
        if name in other.files:
            _compare_file(one, other, name, report)
    primary, mirror = _ordered(one, other)
    ahead = [name for name in mirror.files if name not in primary.files]
    if _is_mirror(mirror) and ahead:
        why = f"{mirror.path.name} has this file, and {primary.path.name} has not"
        report.findings.append(Bad(Kind.COPY, ahead[0], 0, 0, why))


def _compare_file(one: Folder, other: Folder, name: str, report: FolderReport) -> None:
    primary, mirror = _ordered(one, other)
    first, second = raw_lines(primary.path / name), raw_lines(mirror.path / name)
    behind = 0
    for pair in zip_longest(first, second):
        match pair:
            case ((number, _), None):
                behind += 1
            case (None, (number, _)):
                why = f"{mirror.path.name} goes on after the end of this file"
                kind = f"{primary.path.name}/{name}"
                if _is_mirror(mirror):
                    report.findings.append(Bad(Kind.COPY, kind, number - 1, 0, why))
                else:
                    report.note(f"{kind}: {why}")
                return
            case ((number, left), (_, right)) if left != right:
                why = f"{mirror.path.name} has another entry here"
                place = f"{primary.path.name}/{name}"
                report.findings.append(Bad(Kind.COPY, place, number, 0, why))
                return
    if behind:
        report.note(f"{mirror.path.name}/{name} is {behind} entries behind {primary.path.name}")


def _ordered(one: Folder, other: Folder) -> tuple[Folder, Folder]:
    """The journal first, then its mirror, as far as their folders' names tell."""
    return (other, one) if _is_mirror(one) and not _is_mirror(other) else (one, other)


def _is_mirror(folder: Folder) -> bool:
    return MIRROR in folder.path.name
