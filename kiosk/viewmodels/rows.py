"""List models for QML: tiles, notes, lines of a receipt, canisters, lines and actions of the
supervisor menu, each with typed roles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from PySide6.QtCore import QObject
from PySide6.QtQml import QmlElement

from kiosk.viewmodels.frozen_rows import FrozenRows

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class TileRow:
    """A tile as QML draws it; `amount` is formatted, or empty where the id names a label.

    `said` is the label itself where it is the same in every language. `detail` and `figure` are an
    account's number and what is in it; for a mix, its notes as they are read out. `row` and `span`
    are in rows of keys, of which a tile may have a third more than one. `sideKeys` are the letters
    of the keys beside it, one a row from `firstKeyRow` on: a tall tile answers to all of them.
    """

    choiceId: str
    said: str
    amount: str
    detail: str
    figure: str
    column: int
    row: float
    span: float
    padKey: str
    sideKeys: str
    firstKeyRow: int


@dataclass(frozen=True, slots=True)
class NoteRow:
    """Notes of one denomination; count 0 where only the denomination is shown.

    `face` is what is printed on the note that is drawn.
    """

    denomination: str
    face: str
    count: int
    countText: str


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One line of a receipt: two ends of it, or a text in its middle; a rule has neither."""

    leftText: str
    rightText: str
    middleText: str
    isTitle: bool
    isRule: bool = False

    @property
    def hasWords(self) -> bool:
        return bool(self.leftText or self.rightText or self.middleText)


@dataclass(frozen=True, slots=True)
class CountRow:
    """One canister while it is counted; `counted` and `recorded` are empty where there is none.

    `tooMany` or `tooFew` is how far the one is from the other. `isNow` marks the one that is being
    counted.
    """

    canister: int
    denomination: str
    face: str
    counted: str
    recorded: str
    tooMany: str
    tooFew: str
    isNow: bool


# One cell of the supervisor menu: `id` and `args` of a word, or `text`; `isRight` for figures.
Shown = dict[str, object]


@dataclass(frozen=True, slots=True)
class StaffLineRow:
    """One line of a staff page: what it is about, and its cells from left to right."""

    name: Shown
    cells: list[Shown]
    mood: str


@dataclass(frozen=True, slots=True)
class StaffActionRow:
    """Something that staff may do. `why` it cannot be done now; empty where it can."""

    number: int
    choiceId: str
    label: Shown
    why: Shown
    isOpen: bool


Row = TileRow | NoteRow | ReceiptRow | CountRow | StaffLineRow | StaffActionRow


@QmlElement
class RowsModel(FrozenRows):
    """Frozen rows. GUI thread only. Resets only when the rows differ, so that nothing flickers."""

    def __init__(self, kind: type[Row], parent: QObject | None = None) -> None:
        super().__init__((field.name for field in fields(kind)), parent)
        self._rows: tuple[Row, ...] = ()

    def replace(self, rows: Sequence[Row]) -> bool:
        """Show these rows. Answers whether anything changed."""
        wanted = tuple(rows)
        if wanted == self._rows:
            return False
        self.beginResetModel()
        self._rows = wanted
        self.endResetModel()
        return True
