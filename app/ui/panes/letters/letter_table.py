"""A short table of values with four columns: who, where, what became of it, and a note."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from app.ui.delegates.rows import RowRole, TableRowValue, row_sentence
from app.ui.delegates.views import TableList

_HEADS = ("Name", "Where", "State", "")
_NOBODY = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.values: list[TableRowValue] = []

    def rowCount(self, parent: Index = _NOBODY) -> int:
        return 0 if parent.isValid() else len(self.values)

    def columnCount(self, parent: Index = _NOBODY) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        value = self.values[index.row()]
        if role == RowRole:
            return value
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row_sentence(value)
        if role == Qt.ItemDataRole.DisplayRole:
            return value.cells[index.column()].text
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        across = orientation == Qt.Orientation.Horizontal
        return _HEADS[section] if across and role == Qt.ItemDataRole.DisplayRole else None


class LetterTable(TableList):
    """Who got a letter and who did not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(("name", "text", "chip", "text"), parent=parent)
        self._values = _Rows()
        self.setModel(self._values)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSelectionMode(TableList.SelectionMode.SingleSelection)
        self.set_widths((230, 230, 170))
        self.setAccessibleName(self.tr("Who got it"))

    def show_rows(self, rows: Sequence[TableRowValue]) -> None:
        """Show other rows; the first is chosen."""
        before = self.current_id()
        self._values.beginResetModel()
        self._values.values = list(rows)
        self._values.endResetModel()
        if rows:
            ids = [one.id for one in rows]
            self.choose_row(ids.index(before) if before in ids else 0)
