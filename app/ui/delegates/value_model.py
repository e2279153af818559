"""A model of row values for short lists: timeline, to-dos, files, hits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.ui.delegates.rows import RowRole, row_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    Index = QModelIndex | QPersistentModelIndex

_NOBODY = QModelIndex()


class ValueModel(QAbstractListModel):
    """Holds values; headings (a section without a title) cannot be chosen."""

    def __init__(self, values: Sequence[Any] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._values: list[Any] = list(values)

    def set_values(self, values: Sequence[Any]) -> None:
        """Show other values."""
        self.beginResetModel()
        self._values = list(values)
        self.endResetModel()

    def value(self, row: int) -> object:
        """The value of a row, or None."""
        return self._values[row] if 0 <= row < len(self._values) else None

    def row_of(self, key: object) -> int:
        """The row of an id, or -1."""
        return next((i for i, one in enumerate(self._values) if one.id == key), -1)

    def rowCount(self, parent: Index = _NOBODY) -> int:
        """How many values there are."""
        return 0 if parent.isValid() else len(self._values)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Enabled and choosable, headings neither."""
        value = self.value(index.row())
        if value is None or getattr(value, "title", "-") == "":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The value, or a sentence for those who listen."""
        value = self.value(index.row())
        if role == RowRole:
            return value
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return row_sentence(value) if role in spoken and value is not None else None
