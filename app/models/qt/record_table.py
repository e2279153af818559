"""The one table model: ids of the view in SQL order, rows fetched in pages when they are looked at.

It follows ``session.changed`` and refetches only what a step touched. Ids travel as ``object``:
Qt cuts ints in signals to 32 bit.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.models.columns import Column
from app.models.qt.session import Session
from app.storage.changes import Changes, Touched
from app.storage.queries import lists
from app.storage.queries.lists import ListQuery
from app.storage.tables import Row

IdRole = int(Qt.ItemDataRole.UserRole)
RowRole = IdRole + 1
ValueRole = IdRole + 2
PAGE = 200
PAGES_KEPT = 24
_MOST_LETTERED = 60_000
Index = QModelIndex | QPersistentModelIndex
Present = Callable[[Row, str], Any]
"""Turns a row, and the letter it begins (or ""), into what a delegate paints (``RowRole``)."""

FOLLOWS = {
    "contact": ("contact", "account", "phone", "email_address", "address", "tagging",
                "contact_account", "activity", "deal", "tag", "staff", "field_value",
                "attendance", "appointment"),
    "account": ("account", "contact", "phone", "email_address", "address", "tagging",
                "contact_account", "activity", "deal", "tag", "staff", "field_value"),
    "deal": ("deal", "stage", "account", "contact", "task", "staff"),
    "appointment": ("appointment", "attendance", "account", "contact"),
    "task": ("task", "contact", "account", "staff"),
    "document": ("document", "letter_run", "letter", "contact", "account"),
    "activity": ("activity", "contact", "account", "document"),
}  # fmt: skip
"""Which tables a list of a kind of record looks at."""


class RecordTable(QAbstractTableModel):
    """Rows of one kind of record for any view: cards, tables, pickers."""

    counted = Signal(object)
    """How many records the view holds now."""

    def __init__(
        self,
        session: Session,
        query: ListQuery,
        columns: Sequence[Column],
        *,
        present: Present | None = None,
        speak: Callable[[Row], str] | None = None,
        with_letters: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.query = query
        self.columns = tuple(columns)
        self._present = present
        self._speak = speak
        self._with_letters = with_letters
        self._ids: array[int] = array("q")
        self._sections: dict[int, str] = {}
        self._pages: OrderedDict[int, dict[int, Row]] = OrderedDict()
        self._places: dict[int, int] | None = None
        self._resting = self._missed = False
        session.changed.connect(self._follow)

    # Asking ----------------------------------------------------------------------------------

    def count(self) -> int:
        """How many records, section letters not counted."""
        return len(self._ids)

    def ids(self) -> list[int]:
        """Every id of the view in its order."""
        return list(self._ids)

    def id_at(self, row: int) -> int | None:
        """The record at a row, or ``None``."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, record_id: int) -> int:
        """The row that shows a record, or -1."""
        if self._places is None:
            self._places = {record: place for place, record in enumerate(self._ids)}
        return self._places.get(record_id, -1)

    def record_at(self, row: int) -> Row | None:
        """The values of the record at a row, fetched when needed."""
        return self._fetch(row) if 0 <= row < len(self._ids) else None

    def section_rows(self) -> list[int]:
        """The rows that begin a letter; views make room above them."""
        return list(self._sections)

    # Showing ---------------------------------------------------------------------------------

    def show(self, query: ListQuery) -> None:
        """Show another view, or the same one again."""
        self._show_ids(query, self.session.read(lists.list_ids, query))

    def _show_ids(self, query: ListQuery, ids: array[int]) -> None:
        self.beginResetModel()
        self.query = query
        self._load(ids)
        self.endResetModel()
        self.counted.emit(len(self._ids))

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns of the same rows."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def show_as(self, columns: Sequence[Column], present: Present | None) -> None:
        """Show the same records to another view: other columns, another kind of row value."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._present = present
        self._pages.clear()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; the sorting itself is done by the book."""
        chosen = self.columns[column]
        if chosen.sortable:
            descending = order == Qt.SortOrder.DescendingOrder
            self.show(replace(self.query, sort=chosen.key, descending=descending))

    def _load(self, ids: array[int]) -> None:
        self._pages.clear()
        self._places = None
        self._ids = ids
        self._sections = {}
        if self._with_letters and self.query.sort in ("", "name", "last_name"):
            self._load_letters()

    def _load_letters(self) -> None:
        query = self.query
        if (query.text or query.rule) and len(self._ids) <= _MOST_LETTERED:
            # Counting the ids that were found is quicker than finding them again.
            query = replace(query, text="", rule=None, ids=tuple(self._ids))
        groups = self.session.read(lists.letters, query) if self._ids else []
        if self.query.descending:
            groups.reverse()
        start = 0
        for letter, size in groups:
            self._sections[start] = letter
            start += size

    def rest(self) -> None:
        """Stop following the book while nobody looks; ``wake`` catches up."""
        self._resting = True

    def wake(self) -> None:
        """Follow the book again, and show what changed meanwhile."""
        self._resting = False
        if self._missed:
            self._missed = False
            self._follow(Changes(tables={self.query.entity: Touched()}))

    def _follow(self, changes: Changes) -> None:
        if not changes.touches(*FOLLOWS[self.query.entity]):
            return
        if self._resting:
            self._missed = True
            return
        after = self.session.read(lists.list_ids, self.query)
        own = changes.tables.get(self.query.entity)
        same_rows = (own is None or not own.ranges) and not changes.everything
        if same_rows and after == self._ids and not self._letters_moved():
            self._refetch()
        else:
            self._show_ids(self.query, after)

    def _letters_moved(self) -> bool:
        if not self._sections:
            return False
        old = dict(self._sections)
        self._sections = {}
        self._load_letters()
        return old != self._sections

    def _refetch(self) -> None:
        self._pages.clear()
        if self._ids:
            last = self.rowCount() - 1
            self.dataChanged.emit(self.index(0, 0), self.index(last, len(self.columns) - 1))

    # Qt --------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row a record."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One for each column shown."""
        return 0 if parent.isValid() else max(len(self.columns), 1)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Text, value, id, whole row or a sentence to read aloud."""
        if not index.isValid():
            return None
        if role == IdRole:
            return self._ids[index.row()]
        if role not in _ANSWERED:
            return None
        row = self._fetch(index.row())
        if row is None:
            return None
        if role == RowRole:
            return self._presented(row, self._sections.get(index.row(), ""))
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row)
        column = self.columns[index.column()]
        value = column.value(row)
        return value if role == ValueRole else ("" if value is None else str(value))

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """The heading of a column."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == int(Qt.ItemDataRole.DisplayRole):
            return self.columns[section].label
        return self.columns[section] if role == RowRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be chosen and dragged."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    # Inside ----------------------------------------------------------------------------------

    def _fetch(self, place: int) -> Row | None:
        number = place // PAGE
        page = self._pages.get(number)
        if page is None:
            ids = self._ids[number * PAGE : (number + 1) * PAGE]
            rows = self.session.read(lists.page, self.query.entity, ids)
            page = {row["id"]: row for row in rows}
            self._pages[number] = page
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page.get(self._ids[place])

    def _presented(self, row: Row, section: str) -> Any:
        if self._present is None:
            return row
        made = row.get("_presented")
        if made is None:
            made = row["_presented"] = self._present(row, section)
        return made

    def _spoken(self, row: Row) -> str:
        if self._speak is not None:
            return self._speak(row)
        values = (column.value(row) for column in self.columns)
        return ", ".join(str(value) for value in values if value is not None)


_ANSWERED = frozenset(
    (
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
        RowRole,
        ValueRole,
    )
)
