"""The two views of rows: lists of one painted column, and tables. Fast at 100,000 rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from app.ui.delegates.base import RowState
from app.ui.delegates.contact_row import ContactRow, section_height
from app.ui.delegates.header import TableHeader
from app.ui.delegates.rows import RowRole
from app.ui.delegates.table_row import ColumnKind, TableCells
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QAbstractItemModel, QEvent
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent

    from app.ui.delegates.base import RowDelegate

_MOST_MEASURED = 3000
_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class _Rows(QTableView):
    """What lists and tables share. Signals carry the row's id."""

    opened = Signal(object)
    current_changed = Signal(object)
    selection_changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, ground: str = "surface") -> None:
        super().__init__(parent)
        self.ring_shown = False
        self._ground = ground
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(self._open_index)
        current().changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take heights and ground from the theme of now."""
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, current().color(self._ground))
        # Fusion fills chosen rows with Highlight before the delegate paints; ours leaves margins.
        palette.setColor(QPalette.ColorRole.Highlight, current().color(self._ground))
        self.setPalette(palette)
        # The style sheet keeps a viewport that was shown before from taking its parent's ground.
        self.viewport().setPalette(palette)
        self.viewport().update()

    def id_at(self, row: int) -> object:
        """The id of a row, or None where nothing is."""
        value = self.model().index(row, 0).data(RowRole) if self.model() is not None else None
        return getattr(value, "id", None)

    def current_id(self) -> object:
        """The id of the current row, or None."""
        return self.id_at(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def selected_rows(self) -> list[int]:
        """Rows that are chosen, in order of the list."""
        if self.selectionModel() is None:
            return []
        ranges = self.selectionModel().selection()
        return sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})

    def selected_count(self) -> int:
        """How many rows are chosen, without listing them."""
        if self.selectionModel() is None:
            return 0
        ranges = self.selectionModel().selection()
        if len(ranges) == 1:
            return ranges[0].height()
        return len(self.selected_rows())

    def choose_row(self, row: int) -> None:
        """Make a row current and chosen, and bring it into view."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        seen = self.viewport().rect().contains(self.visualRect(index))
        hint = QAbstractItemView.ScrollHint
        self.scrollTo(index, hint.EnsureVisible if seen else hint.PositionAtCenter)

    def setModel(self, model: QAbstractItemModel) -> None:
        """Show a model."""
        super().setModel(model)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.selectionModel().selectionChanged.connect(self._selection_changed)

    def _current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(self.id_at(index.row()) if index.isValid() else None)

    def _selection_changed(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self.selection_changed.emit()

    def _open_index(self, index: QModelIndex) -> None:
        self.opened.emit(self.id_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter; show the ring: the keyboard is in use."""
        self.ring_shown = True
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.currentIndex().isValid():
            self._open_index(self.currentIndex())
            return
        super().keyPressEvent(event)

    def moveCursor(
        self,
        action: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Home and End go to the first and last row: the row is what is chosen, not a cell."""
        way = QAbstractItemView.CursorAction
        if self.model() is not None and action in (way.MoveHome, way.MoveEnd):
            row = 0 if action == way.MoveHome else self.model().rowCount() - 1
            return self.model().index(row, max(self.currentIndex().column(), 0))
        return super().moveCursor(action, modifiers)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard came."""
        self.ring_shown = event.reason() in _KEYBOARD
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the ring away."""
        self.ring_shown = False
        super().mousePressEvent(event)


class RowList(_Rows):
    """A list of one column painted by a RowDelegate.

    Rows are of one height, except those named by `set_section_rows` (the first row of each letter),
    or all of them with `measured=True`, which is for lists of at most some thousand rows.
    Signals: `opened(id)`, `current_changed(id | None)`, `selection_changed`.
    """

    def __init__(
        self,
        delegate: RowDelegate,
        *,
        measured: bool = False,
        many: bool = False,
        ground: str = "surface",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, ground=ground)
        self._measured = measured
        self._section_rows: tuple[int, ...] = ()
        self._delegate = delegate
        self.setItemDelegate(delegate)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.restyle()

    def set_compact(self, compact: bool) -> None:
        """Show one line a row, where the delegate can."""
        if isinstance(self._delegate, ContactRow):
            self._delegate.compact = compact
            self.restyle()

    def setModel(self, model: QAbstractItemModel) -> None:
        """Show a model and measure it anew whenever it changes."""
        super().setModel(model)
        for signal in (model.modelReset, model.layoutChanged, model.rowsInserted):
            signal.connect(self.measure_rows)
        if self._measured:
            model.dataChanged.connect(self.measure_rows)
        self.measure_rows()

    def set_section_rows(self, rows: Iterable[int]) -> None:
        """Name the rows that begin a letter: they are higher by the letter's height."""
        high = self.verticalHeader().defaultSectionSize()
        for row in self._section_rows:
            if row < self.model().rowCount():
                self.setRowHeight(row, high)
        self._section_rows = tuple(rows)
        for row in self._section_rows:
            if row < self.model().rowCount():
                self.setRowHeight(row, high + section_height())

    def measure_rows(self) -> None:
        """Set the heights of rows that are not all alike."""
        model = self.model()
        if model is None:
            return
        if not self._measured:
            self._section_rows = tuple(r for r in self._section_rows if r < model.rowCount())
            self.set_section_rows(self._section_rows)
            return
        width = self.viewport().width()
        for row in range(min(model.rowCount(), _MOST_MEASURED)):
            value = model.index(row, 0).data(RowRole)
            if value is not None:
                self.setRowHeight(row, self._delegate.height_for(value, width))

    def content_height(self) -> int:
        """Height of all rows: for lists inside cards, which do not scroll."""
        return self.verticalHeader().length()

    def restyle(self) -> None:
        """Take heights from the theme of now."""
        super().restyle()
        if not hasattr(self, "_delegate"):
            return
        row_height = getattr(self._delegate, "row_height", None)
        if row_height is not None:
            self.verticalHeader().setDefaultSectionSize(row_height())
        elif not self._measured:
            self.verticalHeader().setDefaultSectionSize(self._delegate.height_for(None, 300))
        self.measure_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap texts to the new width."""
        super().resizeEvent(event)
        if self._measured and event.oldSize().width() != event.size().width():
            self.measure_rows()


class TableList(_Rows):
    """A table painted by TableCells: whole rows light up; the box column ticks chosen rows.

    Signals: those of RowList, and `sort_requested(int column, bool descending)`.
    """

    sort_requested = Signal(int, bool)

    def __init__(
        self,
        kinds: Sequence[ColumnKind],
        *,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.hover_row = -1
        self._cells = TableCells(kinds, self, compact=compact)
        self._head = TableHeader(kinds, self)
        self.setItemDelegate(self._cells)
        self.setHorizontalHeader(self._head)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._head.sectionClicked.connect(self._sort_clicked)
        self._head.all_toggled.connect(self._toggle_all)
        self._head.show()
        self.restyle()

    def set_kinds(self, kinds: Sequence[ColumnKind]) -> None:
        """Paint other columns."""
        self._cells.kinds = self._head.kinds = tuple(kinds)
        self.viewport().update()

    def set_compact(self, compact: bool) -> None:
        """Set rows closer."""
        self._cells.compact = compact
        self.restyle()

    def set_widths(self, widths: Sequence[int]) -> None:
        """Set column widths in logical pixels; the last column takes what is left."""
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self._head.setStretchLastSection(True)

    def set_sort(self, column: int, *, descending: bool) -> None:
        """Show the arrow, silently."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self._head.setSortIndicator(column, order)

    def restyle(self) -> None:
        """Take heights from the theme of now."""
        super().restyle()
        if hasattr(self, "_cells"):
            self.verticalHeader().setDefaultSectionSize(self._cells.row_height())

    def setModel(self, model: QAbstractItemModel) -> None:
        """Show a model."""
        super().setModel(model)
        self.selection_changed.connect(self._follow_selection)
        model.modelReset.connect(self._follow_selection)

    def _sort_clicked(self, column: int) -> None:
        if self._cells.kinds[column] in ("check", "icon"):
            return
        down = self._head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        self.sort_requested.emit(column, down)

    def _toggle_all(self) -> None:
        if self.selected_count() == self.model().rowCount():
            self.clearSelection()
        else:
            self.selectAll()

    def _follow_selection(self) -> None:
        count = self.selected_count()
        state = Qt.CheckState.PartiallyChecked
        if count == 0:
            state = Qt.CheckState.Unchecked
        elif count == self.model().rowCount():
            state = Qt.CheckState.Checked
        self._head.set_check_state(state)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick or untick one row on its box; choose elsewhere."""
        index = self.indexAt(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and not (
            event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        )
        if plain and index.isValid() and self._cells.kinds[index.column()] == "check":
            flag = QItemSelectionModel.SelectionFlag
            self.ring_shown = False
            self.selectionModel().setCurrentIndex(index, flag.Toggle | flag.Rows)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the row under the pointer."""
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Let the row go dark."""
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row == self.hover_row:
            return
        for one in (self.hover_row, row):
            if one >= 0:
                top, high = self.rowViewportPosition(one), self.rowHeight(one)
                self.viewport().update(0, top, self.viewport().width(), high)
        self.hover_row = row


def render_row(delegate: RowDelegate, value: object, size: tuple[int, int], dpr: float) -> QPixmap:
    """A picture of one row, for the ghost that follows a drag."""
    pixmap = QPixmap(round(size[0] * dpr), round(size[1] * dpr))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    try:
        delegate.paint_row(Canvas(painter, QRect(0, 0, *size)), value, RowState())
    finally:
        painter.end()
    return pixmap
