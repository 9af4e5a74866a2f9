"""List models for QML: the tiles to press and the notes to show, each with typed roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtQml import QmlElement

from kiosk.viewmodels.frozen_rows import FrozenRows

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class TileRow:
    """A tile as QML draws it; `amount` is formatted, or empty where the id names a label.

    `said` is the label itself where it is the same in every language. `sideKeys` are the letters
    of the keys beside it, one for each row: a tall tile answers to all of them.
    """

    choiceId: str
    said: str
    amount: str
    column: int
    row: int
    span: int
    padKey: str
    sideKeys: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """Notes of one denomination; count 0 where only the denomination is shown."""

    denomination: str
    count: int
    countText: str


Row = TileRow | NoteRow


@QmlElement
class RowsModel(FrozenRows):
    """Frozen rows. GUI thread only. Resets only when the rows differ, so that nothing flickers."""

    def __init__(self, roles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(roles, parent)
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
