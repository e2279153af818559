"""A list and a table over one lazy model: choosing, finding by typing, copying, columns."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import (
    QElapsedTimer,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QDrag, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from app.desk import cards
from app.exchange.cards.vcard_out import card_text
from app.exchange.tables.csv_out import guarded
from app.models.columns import COLUMNS, Column, chosen_columns
from app.models.qt.record_table import RecordTable
from app.models.qt.session import Session
from app.storage.queries import lists
from app.storage.queries.lists import ListQuery
from app.ui import book_time
from app.ui.delegates.contact_row import ContactRow
from app.ui.forms.facts import Owner
from app.ui.panes.people.faces import Faces
from app.ui.panes.people.people_rows import (
    TICK,
    column_kinds,
    contact_presenter,
    speak_contact,
    table_presenter,
)
from app.ui.panes.people.record_keys import ListOfRecords, TableOfRecords

IDS_MIME = "application/x-deskbook-records"
_TYPING_MS = 1000
_MOST_DRAGGED = 500
_CLOSEST = 0.78
_NUMBER = re.compile(r"[+\d ()/.-]*").fullmatch
"""How much narrower than wished columns may begin, so that a table needs no scrolling."""


class RecordViews(QStackedWidget):
    """People or firms as cards ("list") or as a table ("table"); what is chosen survives both.

    Signals: ``opened(id)``, ``current_changed(id | None)``, ``chosen_changed``, ``counted(int)``,
    ``menu_requested(list ids, QPoint global)``, ``delete_pressed``, ``escape_pressed``,
    ``sort_changed``.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    chosen_changed = Signal()
    counted = Signal(object)
    menu_requested = Signal(object, QPoint)
    delete_pressed = Signal()
    escape_pressed = Signal()
    sort_changed = Signal()

    def __init__(
        self,
        session: Session,
        kind: Owner,
        *,
        mode: str = "list",
        clock: Callable[[], datetime] = book_time.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._kind, self._clock = session, kind, clock
        self.mode = mode
        self._keys: tuple[str, ...] = ()
        self._widths: dict[str, int] = {}
        self._putting_back = False
        self._kept: tuple[int | None, list[int]] = (None, [])
        self.last_row = 0
        """The row that was current before the list changed: its neighbour comes after a delete."""
        self._typing, self._typed = QElapsedTimer(), ""
        self.model = RecordTable(
            session, ListQuery(kind), (COLUMNS[kind][0],), speak=_speaker(kind), with_letters=True
        )
        self.model.setParent(self)
        faces = Faces(session, kind, self)
        self.list = ListOfRecords(ContactRow(photo_of=faces.of), many=True)
        faces.arrived.connect(self.list.viewport().update)
        self.table = TableOfRecords(("check",))
        for view in (self.list, self.table):
            self._adopt(view)
        self.table.sort_requested.connect(self._sort)
        self.table.horizontalHeader().sectionResized.connect(self._note_width)
        self.table.horizontalHeader().sectionMoved.connect(self._note_order)
        self.model.modelAboutToBeReset.connect(self._remember)
        self.model.modelReset.connect(self._restore)
        self.model.counted.connect(self.counted)
        self._dress()

    def _adopt(self, view: ListOfRecords | TableOfRecords) -> None:
        self.addWidget(view)
        view.setModel(self.model)
        view.setDragEnabled(True)
        view.setAccessibleName("Contacts" if self._kind == "contact" else "Accounts")
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._ask_menu)
        view.opened.connect(self.opened)
        view.current_changed.connect(self._current_moved)
        view.selection_changed.connect(self._chosen_moved)
        view.copy_pressed.connect(self.copy)
        view.delete_pressed.connect(self.delete_pressed)
        view.escape_pressed.connect(self.escape_pressed)
        view.drag_started.connect(self._drag)
        view.typed.connect(self._find)

    # Showing ---------------------------------------------------------------------------------

    @property
    def view(self) -> ListOfRecords | TableOfRecords:
        """The view in front."""
        return self.list if self.mode == "list" else self.table

    def today(self) -> date:
        """The day that "2 days ago" counts from."""
        return self._clock().date()

    def columns(self) -> tuple[Column, ...]:
        """The columns of the table, without the boxes."""
        return chosen_columns(self._kind, self._keys)

    def show_query(self, query: ListQuery) -> None:
        """Show other records; the chosen ones stay chosen where they are among them."""
        self.model.show(query)

    def set_mode(self, mode: str) -> None:
        """Turn to "list" or "table"; what is chosen stays chosen."""
        if mode == self.mode:
            return
        self._remember()
        kept = self._kept
        self.mode = mode
        self._dress()
        self._kept = kept
        self._restore()

    def set_columns(self, keys: Sequence[str]) -> None:
        """Show these columns in the table."""
        self._keys = tuple(keys)
        if self.mode == "table":
            self._dress()

    def _dress(self) -> None:
        if self.mode == "list":
            self.model.show_as((COLUMNS[self._kind][0],), contact_presenter(self.today))
        else:
            columns = (TICK, *self.columns())
            present = table_presenter(columns, self.today, company=self._kind == "account")
            self.table.set_kinds(column_kinds(columns))
            self._put_heads_back()
            self.model.show_as(columns, present)
            self._fit_columns()
            self._show_sort()
        self.setCurrentWidget(self.view)

    def _fit_columns(self) -> None:
        head = self.table.horizontalHeader()
        head.blockSignals(True)
        self.table.set_widths(self._fitted(self.model.columns))
        head.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns until somebody has set them."""
        super().resizeEvent(event)
        if self.mode == "table" and not self._widths:
            self._fit_columns()

    def _fitted(self, columns: Sequence[Column]) -> list[int]:
        """Widths as remembered; without memory a little closer where they would not fit."""
        wished = sum(one.width for one in columns[1:])
        bar = self.table.verticalScrollBar().sizeHint().width()
        room = max(self.width() - columns[0].width - bar, 1)
        share = 1.0 if self._widths else min(1.0, max(_CLOSEST, room / wished))
        return [
            columns[0].width,
            *(self._widths.get(one.key, int(one.width * share)) for one in columns[1:]),
        ]

    def _show_sort(self) -> None:
        query = self.model.query
        keys = [one.key for one in self.model.columns]
        sort = query.sort or "name"
        self.table.set_sort(keys.index(sort) if sort in keys else -1, descending=query.descending)

    def _sort(self, column: int, descending: bool) -> None:
        chosen = self.model.columns[column]
        if chosen.sortable:
            query = replace(self.model.query, sort=chosen.key, descending=descending)
            self.model.show(query)
            self.sort_changed.emit()
        self._show_sort()

    # Choosing --------------------------------------------------------------------------------

    def current_id(self) -> int | None:
        """The record under the keyboard."""
        return self.model.id_at(self.view.currentIndex().row())

    def chosen(self) -> list[int]:
        """The ids that are chosen, in the order of the list."""
        ids = self.model.ids()
        return [ids[row] for row in self.view.selected_rows() if row < len(ids)]

    def chosen_count(self) -> int:
        """How many are chosen."""
        return self.view.selected_count()

    def choose(self, record_id: int | None) -> bool:
        """Choose one record and bring it into view; False where the list does not hold it."""
        row = self.model.row_of(record_id) if record_id is not None else -1
        if row < 0:
            return False
        self.view.choose_row(row)
        return True

    def choose_quietly(self, record_id: int) -> None:
        """Choose one record unless it is among the chosen ones already."""
        if record_id not in self.chosen():
            self.choose(record_id)

    def clear_chosen(self) -> None:
        """Choose nothing but the current row."""
        self.view.clearSelection()

    def _current_moved(self, record_id: object) -> None:
        if self.sender() is self.view:
            self.current_changed.emit(record_id)

    def _chosen_moved(self) -> None:
        if self.sender() is self.view:
            self.chosen_changed.emit()

    def _remember(self) -> None:
        self.last_row = max(self.view.currentIndex().row(), 0)
        self._kept = (self.current_id(), self.chosen())

    def _restore(self) -> None:
        view, (current_id, chosen) = self.view, self._kept
        if self.mode == "list":
            self.list.set_section_rows(self.model.section_rows())
        row = self.model.row_of(current_id) if current_id is not None else -1
        # A list that was scrolled away from its current row must not jump back to it.
        view.setAutoScroll(False)
        if row >= 0:
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            view.selectionModel().setCurrentIndex(self.model.index(row, 0), flag)
        rows = sorted(row for row in map(self.model.row_of, chosen) if row >= 0)
        if rows:
            flags = QItemSelectionModel.SelectionFlag
            view.selectionModel().select(self._ranges(rows), flags.Select | flags.Rows)
        view.setAutoScroll(True)
        self.chosen_changed.emit()

    def _ranges(self, rows: list[int]) -> QItemSelection:
        selection = QItemSelection()
        start = before = rows[0]
        for row in [*rows[1:], -1]:
            if row != before + 1:
                selection.select(self.model.index(start, 0), self.model.index(before, 0))
                start = row
            before = row
        return selection

    # Finding, copying, dragging ----------------------------------------------------------------

    def _find(self, text: str) -> None:
        if not self._typing.isValid() or self._typing.elapsed() > _TYPING_MS:
            self._typed = ""
        self._typing.start()
        self._typed += text
        found = self._session.read(lists.first_from, self.model.query, self._typed)
        self.choose(found)

    def rows_text(self, rows: Sequence[int], *, heads: bool = True) -> str:
        """Rows as lines of cells with tabs between, as Excel and Word take them."""
        columns = self.columns()
        lines = ["\t".join(one.label for one in columns)] if heads else []
        for row in rows:
            record = self.model.record_at(row)
            if record is not None:
                lines.append("\t".join(_cell_text(one, one.value(record)) for one in columns))
        return "\n".join(lines)

    def copy(self) -> None:
        """Put the chosen rows on the clipboard, headings first."""
        rows = self.view.selected_rows()
        if rows:
            QGuiApplication.clipboard().setText(self.rows_text(rows))

    def mime_data(self) -> QMimeData:
        """The chosen rows for other programs and for our own lists and calendar."""
        rows = self.view.selected_rows()[:_MOST_DRAGGED]
        data = QMimeData()
        data.setText(self.rows_text(rows, heads=False))
        ids = [self.model.id_at(row) for row in rows]
        make = cards.people if self._kind == "contact" else cards.firms
        text = "".join(card_text(card) for card in self._session.read(make, ids))
        data.setData("text/vcard", text.encode("utf-8", "replace"))
        data.setData(IDS_MIME, json.dumps({"kind": self._kind, "ids": ids}).encode())
        return data

    def _drag(self) -> None:
        drag = QDrag(self.view)
        drag.setMimeData(self.mime_data())
        drag.exec(Qt.DropAction.CopyAction)

    def _ask_menu(self, at: QPoint) -> None:
        row = self.view.rowAt(at.y())
        if row >= 0 and row not in self.view.selected_rows():
            self.view.selectRow(row)
        ids = self.chosen()
        if ids:
            self.menu_requested.emit(ids, self.view.viewport().mapToGlobal(at))

    # Columns ---------------------------------------------------------------------------------

    def fill_columns_menu(self, menu: QMenu) -> None:
        """One tick a column; the first column always stays."""
        menu.clear()
        shown = [one.key for one in self.columns()]
        for column in COLUMNS[self._kind]:
            entry = QAction(column.label, menu)
            entry.setCheckable(True)
            entry.setChecked(column.key in shown)
            entry.setEnabled(column.key != "name")
            entry.toggled.connect(lambda on, key=column.key: self._toggle_column(key, on))
            menu.addAction(entry)

    def _toggle_column(self, key: str, on: bool) -> None:
        wanted = [one.key for one in self.columns() if one.key != key]
        if on:
            usual = [one.key for one in COLUMNS[self._kind]]
            before = [one for one in usual[: usual.index(key)] if one in wanted]
            wanted.insert(wanted.index(before[-1]) + 1 if before else 0, key)
        self.set_columns(wanted)

    def _note_order(self) -> None:
        """A heading was dragged: the columns stand so, also when they are copied and go out."""
        if self.mode == "table" and not self._putting_back:
            head = self.table.horizontalHeader()
            order = sorted(range(len(self.model.columns)), key=head.visualIndex)
            keys = [self.model.columns[section].key for section in order]
            self._keys = tuple(key for key in keys if key != TICK.key)

    def _put_heads_back(self) -> None:
        """The columns are about to come in their new order: no heading stands elsewhere then."""
        head = self.table.horizontalHeader()
        self._putting_back = True
        for section in range(head.count()):
            head.moveSection(head.visualIndex(section), section)
        self._putting_back = False

    def _note_width(self, section: int, _before: int, width: int) -> None:
        if self.mode == "table" and section < len(self.model.columns) - 1:
            self._widths[self.model.columns[section].key] = width

    def layout_values(self) -> dict[str, object]:
        """Mode, columns and widths, to be remembered on this computer."""
        return {"mode": self.mode, "columns": list(self._keys), "widths": dict(self._widths)}

    def take_layout(self, values: dict[str, object]) -> None:
        """Take back what ``layout_values`` gave."""
        keys, widths = values.get("columns"), values.get("widths")
        if isinstance(keys, list):
            self._keys = tuple(str(key) for key in keys)
        if isinstance(widths, dict):
            self._widths = {str(key): int(width) for key, width in widths.items()}
        if values.get("mode") in ("list", "table"):
            self.mode = str(values["mode"])
        self._dress()


def _speaker(kind: Owner) -> Callable[..., str] | None:
    return speak_contact if kind == "contact" else None


def _cell_text(column: Column, value: object) -> str:
    if value is None:
        return ""
    text = " ".join(str(value).split())
    number = column.kind == "phone" and _NUMBER(text) is not None
    return text if number or not isinstance(value, str) else guarded(text)
