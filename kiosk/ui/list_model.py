"""A list for QML: rows of named values, updated row by row, so that what is being typed into stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = dict[str, Any]
_NOWHERE = QModelIndex()


class RowList(QAbstractListModel):
    """Rows that all have the same names; the value of `key` tells rows apart."""

    countChanged = Signal()

    def __init__(self, names: Sequence[str], *, key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self._key = key
        self._rows: list[Row] = []

    @property
    def rows(self) -> list[Row]:
        """The rows as they are shown."""
        return list(self._rows)

    def replace(self, rows: Sequence[Row]) -> None:
        """Show these rows; delegates of rows that stay are kept, what changed between them is inserted or removed."""
        keys, known = [row[self._key] for row in rows], [row[self._key] for row in self._rows]
        if keys != known:
            self._reshape(rows, keys, known)
        for place, row in enumerate(rows):
            if row != self._rows[place]:
                self._rows[place] = row
                index = self.index(place)
                self.dataChanged.emit(index, index)

    def _reshape(self, rows: Sequence[Row], keys: list[Any], known: list[Any]) -> None:
        """Keep the common beginning and end; replace what lies between."""
        shorter = min(len(keys), len(known))
        first = next((place for place in range(shorter) if keys[place] != known[place]), shorter)
        rest = shorter - first
        last = next((place for place in range(rest) if keys[-1 - place] != known[-1 - place]), rest)
        if first < len(known) - last:
            self.beginRemoveRows(QModelIndex(), first, len(known) - last - 1)
            del self._rows[first : len(known) - last]
            self.endRemoveRows()
        if first < len(keys) - last:
            self.beginInsertRows(QModelIndex(), first, len(keys) - last - 1)
            self._rows[first:first] = rows[first : len(keys) - last]
            self.endInsertRows()
        self.countChanged.emit()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Return the number of rows, as Qt asks."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        """Return one value, as Qt asks."""
        place = role - Qt.ItemDataRole.UserRole
        if not index.isValid() or not 0 <= place < len(self._names) or index.row() >= len(self._rows):
            return None
        return self._rows[index.row()].get(self._names[place])

    def roleNames(self) -> dict[int, QByteArray]:
        """Return the names, as Qt asks."""
        return {Qt.ItemDataRole.UserRole + place: QByteArray(name.encode()) for place, name in enumerate(self._names)}

    def _count(self) -> int:
        return len(self._rows)

    count = Property(int, _count, notify=countChanged)
