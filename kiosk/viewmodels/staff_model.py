"""What a page of the supervisor menu shows, as properties for QML; of a secret, how many digits."""

# Names that QML reads follow QML's habit, not ours.

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain.maintenance import items
from kiosk.domain.screens import Screen
from kiosk.domain.staff_page import Entry, StaffPage, Word, untyped
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.rows import RowsModel, Shown, StaffActionRow, StaffLineRow
from kiosk.viewmodels.staff_rows import (
    WAY_IN,
    action_rows,
    column_count,
    columns,
    heads,
    line_rows,
    shown,
    shown_or_nothing,
)

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

ITEMS: Final = {page: item.value for item, page in items.PAGES.items()}
NO_PAGE: Final = StaffPage(Word(""))
NO_ENTRY: Final = Entry(Word(""))
SAID_STEP_S: Final = 5


@QmlElement
class StaffModel(QObject):
    """GUI thread only. Empty on every screen but the supervisor menu's."""

    pageChanged = Signal()
    typedChanged = Signal()

    def __init__(self, formats: Formats, first: Screen, parent: QObject) -> None:
        super().__init__(parent)
        self._formats = formats
        self._page = NO_PAGE
        self._item = 0
        self._is_offered = False
        self._lines = RowsModel(StaffLineRow, self)
        self._actions = RowsModel(StaffActionRow, self)
        self.replace(first)

    def replace(self, screen: Screen) -> None:
        """Show what `screen` has for staff."""
        before, was_offered = self._page, self._is_offered
        self._page = screen.staff or NO_PAGE
        self._item = 0 if screen.staff is None else ITEMS.get(screen.id, 0)
        self._is_offered = any(choice.id == WAY_IN for choice in screen.choices)
        if untyped(self._page) != untyped(before) or self._is_offered != was_offered:
            self._fill_rows()
            self.pageChanged.emit()
        if _passing(self._page) != _passing(before):
            self.typedChanged.emit()

    def speak(self, formats: Formats) -> None:
        """Numbers and times are written in another way from now on."""
        self._formats = formats
        self._fill_rows()
        self.pageChanged.emit()
        self.typedChanged.emit()

    def _fill_rows(self) -> None:
        self._lines.replace(list(line_rows(self._page, self._formats)))
        self._actions.replace(list(action_rows(self._page, self._formats)))

    # -- the way in, on the closed screen --

    @Property(bool, notify=pageChanged)
    def isOffered(self) -> bool:
        return self._is_offered

    # -- round the page --

    @Property(dict, notify=pageChanged)
    def title(self) -> Shown:
        return shown(self._page.title, self._formats)

    @Property(int, notify=pageChanged)
    def item(self) -> int:
        """The menu's number of what is open; 0 where nothing is."""
        return self._item

    @Property(str, notify=pageChanged)
    def people(self) -> str:
        return " + ".join(self._page.people)

    @Property(dict, notify=pageChanged)
    def notice(self) -> Shown:
        return shown_or_nothing(self._page.notice, self._formats)

    @Property(str, notify=pageChanged)
    def noticeMood(self) -> str:
        return self._page.notice_mood.value

    @Property(bool, notify=pageChanged)
    def isBusy(self) -> bool:
        return self._page.is_busy

    @Property(str, notify=pageChanged)
    def pattern(self) -> str:
        """What fills the screen while it is tried out."""
        return self._page.pattern.value

    @Property(int, notify=pageChanged)
    def number(self) -> int:
        """Which page of the item's lines this is."""
        return self._page.number

    @Property(int, notify=pageChanged)
    def count(self) -> int:
        return self._page.count

    # -- lines and actions --

    @Property(list, notify=pageChanged)
    def heads(self) -> list[Shown]:
        return heads(self._page, self._formats)

    @Property(list, notify=pageChanged)
    def names(self) -> list[Shown]:
        """What the lines are about, to be measured; but for those that say nothing else."""
        return [row.name for row in line_rows(self._page, self._formats) if row.cells]

    @Property(list, notify=pageChanged)
    def columns(self) -> list[list[Shown]]:
        """What stands in each column, to be measured."""
        return columns(self._page, self._formats)

    @Property(int, notify=pageChanged)
    def columnCount(self) -> int:
        """Of the lines' values; their names have a column of their own."""
        return column_count(self._page)

    @Property(int, notify=pageChanged)
    def lineCount(self) -> int:
        return len(self._page.lines)

    @Property(int, notify=pageChanged)
    def actionCount(self) -> int:
        return len(self._page.actions)

    @Property(int, notify=pageChanged)
    def openCount(self) -> int:
        """Of the actions that can be done."""
        return sum(action.why is None for action in self._page.actions)

    @Property(RowsModel, constant=True)
    def lines(self) -> RowsModel:
        return self._lines

    @Property(RowsModel, constant=True)
    def actions(self) -> RowsModel:
        return self._actions

    # -- what is typed --

    @Property(bool, notify=pageChanged)
    def hasEntry(self) -> bool:
        return self._page.entry is not None

    @Property(dict, notify=pageChanged)
    def entryText(self) -> Shown:
        return shown(self._entry.text, self._formats)

    @Property(bool, notify=pageChanged)
    def isSecret(self) -> bool:
        return self._entry.is_secret

    @Property(bool, notify=pageChanged)
    def isAgain(self) -> bool:
        return self._entry.is_again

    @Property(dict, notify=pageChanged)
    def entryEmpty(self) -> Shown:
        return shown_or_nothing(self._entry.empty, self._formats)

    @Property(str, notify=typedChanged)
    def entryTyped(self) -> str:
        return "" if self._entry.is_secret else self._entry.typed

    @Property(int, notify=typedChanged)
    def entrySize(self) -> int:
        """How many digits; all that is known here of a secret."""
        return self._entry.size

    @Property(str, notify=typedChanged)
    def worth(self) -> str:
        """What so many notes are worth; empty where they are no notes."""
        return "" if self._entry.worth is None else self._formats.price(self._entry.worth)

    @Property(str, notify=typedChanged)
    def typed(self) -> str:
        """Of an action's number."""
        return self._page.typed

    @Property(int, notify=typedChanged)
    def seconds(self) -> int:
        """Until everybody is logged out, once that is near; else 0."""
        return self._page.seconds

    @Property(int, notify=typedChanged)
    def secondsSaid(self) -> int:
        """The same, but read out only every five seconds."""
        left = self._page.seconds
        return max(min(1, left), left - left % SAID_STEP_S)

    @Property(int, notify=typedChanged)
    def secondSeconds(self) -> int:
        """Until a second person is not waited for any more; 0 where nobody is."""
        return self._page.second_s

    @property
    def _entry(self) -> Entry:
        return self._page.entry or NO_ENTRY


def _passing(page: StaffPage) -> Hashable:
    """What comes and goes while the page stays."""
    entry = page.entry
    typed = None if entry is None else (entry.typed, entry.size, entry.worth)
    return typed, page.typed, page.seconds, page.second_s
