"""Follows the journal as it grows: whole lines only, read and never written. No Qt in here."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from kiosk.journal.disk_folder import FolderDisk
from kiosk.journal.entry import StoredEntry
from kiosk.journal.errors import JournalBroken
from kiosk.journal.files import journal_files
from kiosk.journal.line import decode
from kiosk.workbench.changed_pins import ChangedPins

LOOK_S: Final = 0.25
TAIL_SIZE: Final = 64 * 1024  # of what was there before; a line is at most 8 KiB
READ_SIZE_MAX: Final = 1024 * 1024
END_S_MAX: Final = 2.0


class JournalTail:
    """New entries of a folder, oldest first. Belongs to one thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = ""
        self._offset = 0

    def new_entries(self) -> list[StoredEntry]:
        """Whatever was added since. A line that cannot be read is left out: verifying is not the
        panel's work. Raises OSError."""
        if not self._folder.is_dir():
            return []
        entries: list[StoredEntry] = []
        for name in self._names_from_here():
            if name != self._file:
                self._begin(name)
            entries += self._rest()
        return entries

    def _names_from_here(self) -> list[str]:
        try:
            names = [str(file) for file in journal_files(FolderDisk(self._folder))]
        except JournalBroken:
            return []
        if self._file in names:
            return names[names.index(self._file) :]
        return names[-1:]

    def _begin(self, name: str) -> None:
        is_first = not self._file
        self._file, self._offset = name, 0
        if is_first:
            self._offset = max(0, (self._folder / name).stat().st_size - TAIL_SIZE)

    def _rest(self) -> list[StoredEntry]:
        with (self._folder / self._file).open("rb") as file:
            file.seek(self._offset)
            data = file.read(READ_SIZE_MAX)
        whole = data[: data.rfind(b"\n") + 1]
        self._offset += len(whole)
        return [entry for line in whole.splitlines(keepends=True) if (entry := _entry(line))]


class JournalWatch:
    """A tail with a thread of its own.

    added: called from it, with at least one entry, and whether they were written since the start.
    changed: called from it with the names of the cards in `pins` whose PINs have been changed.
    """

    def __init__(
        self,
        folder: Path,
        added: Callable[[Sequence[StoredEntry], bool], None],
        pins: ChangedPins,
        changed: Callable[[frozenset[str]], None],
    ) -> None:
        self._folder = folder
        self._tail = JournalTail(folder)
        self._added = added
        self._pins = pins
        self._changed = changed
        self._is_ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="panel-journal")

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._is_ending.set()
        self._thread.join(END_S_MAX)

    def _run(self) -> None:
        is_news = False
        told = self._pins.names
        with contextlib.suppress(OSError):  # as below
            self._pins.see_all(self._folder)
        while not self._is_ending.is_set():
            try:
                entries = self._tail.new_entries()
            except OSError:
                entries = []  # being made, moved or closed right now: the next look sees it whole
            self._pins.see(entries)
            if (names := self._pins.names) != told:
                told = names
                self._changed(names)
            if entries:
                self._added(entries, is_news)
            is_news = True
            self._is_ending.wait(LOOK_S)


def _entry(line: bytes) -> StoredEntry | None:
    try:
        return decode(line)
    except JournalBroken:
        return None  # the middle of a line, where the tail begins
