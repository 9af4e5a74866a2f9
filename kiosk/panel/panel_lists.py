"""The panel's lists for QML, and what fills them: the emulated world, the books, the journal."""

# Names that QML reads follow QML's habit, not ours.

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Property, QObject
from PySide6.QtQml import QmlElement

from kiosk.panel.ledger import Books
from kiosk.panel.panel_rows import (
    AccountRow,
    BoxRow,
    CanisterRow,
    CardRow,
    JournalRow,
    NoteRow,
    PanelRows,
    PartRow,
    WorkRow,
)
from kiosk.panel.plain_words import PART_NAMES
from kiosk.panel.seen import Seen
from kiosk.workbench.demo_notes import CardNotes

QML_IMPORT_NAME = "Panel.Models"
QML_IMPORT_MAJOR_VERSION = 1

JOURNAL_ROWS_MAX: Final = 300


@QmlElement
class PanelLists(QObject):
    """GUI thread only. owners: of the demo's cards, by name."""

    def __init__(self, owners: Mapping[str, CardNotes]) -> None:
        super().__init__()
        self._owners = owners
        self._pins_changed: frozenset[str] = frozenset()
        self._cards = PanelRows(CardRow, self)
        self._notes = PanelRows(NoteRow, self)
        self._canisters = PanelRows(CanisterRow, self)
        self._parts = PanelRows(PartRow, self)
        self._journal = PanelRows(JournalRow, self, rows_max=JOURNAL_ROWS_MAX)
        self._accounts = PanelRows(AccountRow, self)
        self._boxes = PanelRows(BoxRow, self)
        self._work = PanelRows(WorkRow, self)

    def write(self, rows: Sequence[JournalRow]) -> None:
        """rows: new ones, oldest first."""
        self._journal.put_on_top(rows)

    def _list_books(self, books: Books) -> None:
        self._accounts.replace(
            [AccountRow(each.name, each.balance, each.held) for each in books.accounts]
        )
        self._boxes.replace([BoxRow(each.note, each.left) for each in books.boxes])
        self._work.replace([WorkRow(each) for each in books.work])

    def _list_world(self, now: Seen, books: Books) -> None:
        """books: say what the notes of a canister are worth."""
        worth = {box.number: box.note for box in books.boxes}
        self._cards.replace([self._card(name, now) for name in now.cards])
        self._notes.replace(
            [NoteRow(worth.get(number, ""), count) for number, count in now.at_shutter]
        )
        self._canisters.replace(
            [
                CanisterRow(
                    each.number,
                    worth.get(each.number, ""),
                    each.left,
                    each.is_jammed,
                    each.is_short,
                    each.left == 0,
                )
                for each in now.canisters
            ]
        )
        self._parts.replace(
            [
                PartRow(each.name, PART_NAMES[each.name], each.has_power, each.is_plugged)
                for each in now.parts
            ]
        )

    def _card(self, name: str, now: Seen) -> CardRow:
        notes = self._owners.get(name)
        pin = "" if notes is None or name in self._pins_changed else notes.pin
        return CardRow(name, self._owner(name), pin, name == now.card_name)

    def _owner(self, name: str) -> str:
        notes = self._owners.get(name)
        return name.capitalize() if notes is None else notes.account

    @Property(QObject, constant=True)
    def cards(self) -> PanelRows:
        return self._cards

    @Property(QObject, constant=True)
    def notes(self) -> PanelRows:
        return self._notes

    @Property(QObject, constant=True)
    def canisters(self) -> PanelRows:
        return self._canisters

    @Property(QObject, constant=True)
    def parts(self) -> PanelRows:
        return self._parts

    @Property(QObject, constant=True)
    def journal(self) -> PanelRows:
        return self._journal

    @Property(QObject, constant=True)
    def accounts(self) -> PanelRows:
        return self._accounts

    @Property(QObject, constant=True)
    def boxes(self) -> PanelRows:
        return self._boxes

    @Property(QObject, constant=True)
    def work(self) -> PanelRows:
        return self._work
