"""List models of the panel: frozen rows, replaced as a whole or added at the top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from kiosk.viewmodels.frozen_rows import NO_PARENT, FrozenRows


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card in the wallet. pin: as it stands on the card; empty once its customer changed it."""

    cardName: str
    owner: str
    pin: str
    isOut: bool


@dataclass(frozen=True, slots=True)
class NoteRow:
    """Notes of one kind in the shutter. worth: of one note, such as `20`; empty if unknown."""

    worth: str
    count: int


@dataclass(frozen=True, slots=True)
class CanisterRow:
    number: int
    note: str
    remaining: int
    isJammed: bool
    isShort: bool
    isEmpty: bool


@dataclass(frozen=True, slots=True)
class PartRow:
    """A device; `part` is its name on the control socket, `title` the one for people."""

    part: str
    title: str
    hasPower: bool
    isPlugged: bool


@dataclass(frozen=True, slots=True)
class JournalRow:
    time: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    name: str
    balance: str
    held: str


@dataclass(frozen=True, slots=True)
class BoxRow:
    note: str
    remaining: int


@dataclass(frozen=True, slots=True)
class WorkRow:
    """Something that people have to look at, in words."""

    words: str


Row = CardRow | NoteRow | CanisterRow | PartRow | JournalRow | AccountRow | BoxRow | WorkRow


class PanelRows(FrozenRows):
    """GUI thread only. Tells views only what has changed, so that nothing jumps."""

    def __init__(self, kind: type[Row], parent: QObject, *, rows_max: int = 64) -> None:
        super().__init__(kind.__dataclass_fields__, parent)
        self._rows: list[Row] = []
        self._rows_max = rows_max

    @property
    def rows(self) -> Sequence[Row]:
        return tuple(self._rows)

    def replace(self, rows: Sequence[Row]) -> None:
        wanted = [*rows][: self._rows_max]
        if len(wanted) != len(self._rows):
            self.beginResetModel()
            self._rows = wanted
            self.endResetModel()
            return
        for place, row in enumerate(wanted):
            if row != self._rows[place]:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place), self.index(place))

    def put_on_top(self, rows: Sequence[Row]) -> None:
        """rows: oldest first; the newest will be the first of all, and the oldest go."""
        new = [*reversed(rows)][: self._rows_max]
        self.beginInsertRows(NO_PARENT, 0, len(new) - 1)
        self._rows[:0] = new
        self.endInsertRows()
        if len(self._rows) > self._rows_max:
            self.beginRemoveRows(NO_PARENT, self._rows_max, len(self._rows) - 1)
            del self._rows[self._rows_max :]
            self.endRemoveRows()
