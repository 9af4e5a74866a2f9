"""The journal's disk: room, the chain from the first entry to the last, and the mirror read back.

The chain alone: the seals' keys are gone as soon as they are used, and only the bank has the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.devices.results import Done, Result
from kiosk.domain.maintenance.device_tests import DeviceTests
from kiosk.domain.staff_page import Action, Line, Mood, Word
from kiosk.journal.disk import Disk
from kiosk.journal.errors import JournalBroken
from kiosk.journal.files import check_begins, journal_files, opening_of, sealed_lines_of
from kiosk.journal_places import mirror_folder
from kiosk.maintenance.device_tests.device_test import DeviceTest
from kiosk.maintenance.task import Desk
from kiosk.maintenance.tools import Tools

LOOK: Final = 1
JOURNAL: Final = "journal"
PERMILLE_LOW: Final = 50
_NEWLINE: Final = b"\n"


@dataclass(frozen=True, slots=True)
class StorageFacts:
    """
    Attributes:
        count: entries that follow one another. why: where they do not; empty if they all do.
        mirror: `same`, `none`, or what is the matter with it.
    """

    count: int
    why: str
    mirror: str


class StorageTest(DeviceTest):
    def __init__(self, tools: Tools, desk: Desk) -> None:
        super().__init__(tools, desk, DeviceTests.STORAGE, JOURNAL)
        self._facts: StorageFacts | None = None

    def lines(self) -> Sequence[Line]:
        free = self._tools.supervision.free_permille
        found = []
        if free is not None:
            mood = Mood.GOOD if free >= PERMILLE_LOW else Mood.BAD
            found.append(Line(Word("tests.free"), (f"{free / 10:.1f} %",), mood))
        if self._facts is not None:
            chain, mirror = self._facts.why, self._facts.mirror
            found += [
                Line(Word("tests.entries"), (self._facts.count,)),
                Line(
                    Word("tests.chain"),
                    (Word("tests.chain-broken" if chain else "tests.chain-whole"),),
                    Mood.BAD if chain else Mood.GOOD,
                ),
                Line(
                    Word("tests.mirror"),
                    (Word(f"tests.mirror-{mirror}"),),
                    Mood.GOOD if mirror == "same" else Mood.WARN,
                ),
            ]
        return found

    def actions(self) -> Sequence[Action]:
        return (Action(LOOK, Word("tests.read-journal")),)

    def chosen(self, number: int) -> None:
        assert number == LOOK
        tools = self._tools
        mirror = mirror_folder(tools.state, tools.settings)
        self._begin(
            "read", lambda: tools.chores.do(lambda: looked(tools.disk, mirror), self._have_read)
        )

    def _have_read(self, result: Result[StorageFacts]) -> None:
        if not isinstance(result, Done):
            self._end_badly(result)
            return
        self._facts = result.value
        if result.value.why:
            self._end("chain-broken", Word("tests.chain-broken"), Mood.BAD)
        elif result.value.mirror in {"same", "none"}:
            self._end_well()
        else:
            self._end(f"mirror-{result.value.mirror}", Word("tests.mirror-noted"), Mood.BAD)


def looked(disk: Disk, mirror: Path | None) -> StorageFacts:
    """Everything once. The newest file grows meanwhile; what is not whole yet is not looked at."""
    count, why = 0, ""
    try:
        count = _chained(disk)
    except JournalBroken as error:
        why = str(error)
    return StorageFacts(count, why, _mirrored(disk, mirror))


def _chained(disk: Disk) -> int:
    count, last, key = 0, None, ""
    for file in journal_files(disk):
        is_first = True
        for entry, _ in sealed_lines_of(file, _whole(disk.read(str(file)))):
            if is_first and last is not None:
                check_begins(file, key, last, entry)
            if is_first:
                key = opening_of(file, entry).key
            last, is_first = entry, False
            count += 1
    return count


def _mirrored(disk: Disk, mirror: Path | None) -> str:
    """The mirror is behind by what was written last; it must never have anything else."""
    if mirror is None or not mirror.is_dir():
        return "none"
    for file in journal_files(disk):
        path = mirror / str(file)
        if not path.is_file():
            return "missing"
        if not disk.read(str(file)).startswith(_whole(path.read_bytes())):
            return "differs"
    return "same"


def _whole(raw: bytes) -> bytes:
    """Up to the end of the last line."""
    return raw[: raw.rfind(_NEWLINE) + 1]
