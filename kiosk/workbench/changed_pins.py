"""Whose PIN is no longer the one in the demo's notes: told by the journal, which names no PIN."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from kiosk.journal.disk_folder import FolderDisk
from kiosk.journal.entry import StoredEntry
from kiosk.journal.errors import JournalBroken
from kiosk.journal.events_bank import PinChanged
from kiosk.journal.events_visit import CardIdentified
from kiosk.journal.files import journal_files
from kiosk.journal.line import decode
from kiosk.workbench.demo_notes import CardNotes

CODES: Final = (CardIdentified.CODE, PinChanged.CODE)
_MARKS: Final = tuple(f'"ev":"{code}"'.encode() for code in CODES)


class ChangedPins:
    """Takes entries in their order; one that it has seen before changes nothing."""

    def __init__(self, cards: Mapping[str, CardNotes]) -> None:
        self._cards = cards
        self._in_visit: dict[str, str] = {}  # visit -> the token of its card
        self._changes: dict[str, set[int]] = {}  # token -> entries that say so

    def see(self, entries: Iterable[StoredEntry]) -> None:
        for entry in entries:
            if entry.visit is None:
                continue
            if entry.ev == CardIdentified.CODE:
                self._in_visit[entry.visit] = str(entry.d.get("token", ""))
            elif entry.ev == PinChanged.CODE:
                token = self._in_visit.get(entry.visit, "")
                self._changes.setdefault(token, set()).add(entry.seq)

    def see_all(self, folder: Path) -> None:
        """The whole journal, as far as it can be read: verifying it is not the demo's work."""
        if not folder.is_dir():
            return
        try:
            names = [str(file) for file in journal_files(FolderDisk(folder))]
        except JournalBroken:
            return
        for name in names:
            with (folder / name).open("rb") as file:
                self.see(entry for line in file if (entry := _entry(line)) is not None)

    @property
    def names(self) -> frozenset[str]:
        """Of the cards whose customers have changed their PINs since the notes were written."""
        return frozenset(
            name
            for name, card in self._cards.items()
            if card.known_as and len(self._changes.get(card.known_as, ())) > card.pin_changes
        )


def _entry(line: bytes) -> StoredEntry | None:
    if not any(mark in line for mark in _MARKS):
        return None
    try:
        return decode(line)
    except JournalBroken:
        return None  # torn, or being written right now
