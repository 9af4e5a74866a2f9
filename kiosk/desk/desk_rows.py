"""The board's rooms as a list model: tiles that change one by one, so that nothing jumps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from kiosk.viewmodels.frozen_rows import FrozenRows


@dataclass(frozen=True, slots=True)
class RoomTile:
    """look: of kiosk.desk.looks. spoken: all of it, for whoever does not see it."""

    number: str
    look: str
    word: str
    detail: str
    spoken: str


class RoomTiles(FrozenRows):
    """GUI thread only."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(RoomTile.__dataclass_fields__, parent)
        self._rows: list[RoomTile] = []

    @property
    def rows(self) -> Sequence[RoomTile]:
        return tuple(self._rows)

    def replace(self, rows: Sequence[RoomTile]) -> None:
        if [row.number for row in rows] != [row.number for row in self._rows]:
            self.beginResetModel()
            self._rows = [*rows]
            self.endResetModel()
            return
        for place, row in enumerate(rows):
            if row != self._rows[place]:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place), self.index(place))
