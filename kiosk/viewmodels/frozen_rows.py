"""What the windows' list models share: frozen rows, whose fields are the roles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtQml import QmlElement

NO_PARENT: Final = QModelIndex()

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class FrozenRows(QAbstractListModel):
    """GUI thread only. How its rows are replaced, and what views hear of it, each model decides."""

    def __init__(self, roles: Iterable[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        first = Qt.ItemDataRole.UserRole.value + 1
        self._roles = {first + index: name for index, name in enumerate(roles)}
        self._rows: Sequence[object] = ()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        name = self._roles.get(role)
        if name is None or not 0 <= index.row() < len(self._rows):
            return None
        value: object = getattr(self._rows[index.row()], name)
        return value

    def roleNames(self) -> dict[int, QByteArray]:
        return {role: QByteArray(name.encode()) for role, name in self._roles.items()}
