"""The short lists of Today: a card as high as its rows, which the keyboard walks and works."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent

from app.ui.delegates.base import RowDelegate
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.theme.theme import current
from app.ui.widgets.base import KEYBOARD_REASONS, asks_alt_arrow
from app.ui.widgets.cards import Card
from app.ui.widgets.label import Label

_SHIFTS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7,
}  # fmt: skip


class ListCard(Card):
    """A card that is a short list, as high as its rows; a line of words where there are none."""

    def __init__(self, title: str, delegate: RowDelegate, nothing: str, link: str = "") -> None:
        super().__init__(title, link=link, padding=0)
        self.model = ValueModel()
        self.rows = CardRows(delegate)
        self.rows.setModel(self.model)
        self.rows.setAccessibleName(title)
        self.rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = Label(nothing, "body", "text2", wrap=True)
        self.nothing.setContentsMargins(15, 2, 15, 10)
        self.body.setContentsMargins(1, 0, 1, 6)
        self.body.addWidget(self.rows)
        self.body.addWidget(self.nothing)
        current().changed.connect(self.fit)

    def show_values(self, values: tuple[object, ...], count: str = "") -> None:
        """Show other rows; the chosen one stays chosen, or the one that took its place."""
        before, place = self.rows.current_id(), self.rows.currentIndex().row()
        flag = QItemSelectionModel.SelectionFlag
        shown = flag.ClearAndSelect if self.rows.selected_rows() else flag.NoUpdate
        self.model.set_values(values)
        if before is not None and values:
            row = self.model.row_of(before)
            row = row if row >= 0 else min(place, len(values) - 1)
            self.rows.selectionModel().setCurrentIndex(self.model.index(row, 0), shown)
        self.set_count(count)
        self.rows.setVisible(bool(values))
        self.nothing.setVisible(not values)
        self.fit()

    def fit(self) -> None:
        """Take the height of the rows, without the line under the last one."""
        self.rows.setFixedHeight(max(1, self.rows.content_height() - 1))


class CardRows(RowList):
    """The rows of a card.

    Signals: `spaced(id)` when Space asks for the usual deed of a row, `shifted(id, days)` when Alt
    with an arrow moves it by a day or a week, `menu_wished(id, place on the screen)`,
    `focused` when the keyboard came.
    """

    spaced = Signal(object)
    shifted = Signal(object, int)
    menu_wished = Signal(object, object)
    focused = Signal()
    moves = False
    """Whether rows have a day that Alt with an arrow can change."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space does what is usual with the chosen row; Alt with an arrow moves it in time."""
        chosen, key = self.current_id(), Qt.Key(event.key())
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if chosen is not None and key == Qt.Key.Key_Space:
            self.spaced.emit(chosen)
        elif chosen is not None and self.moves and alt and key in _SHIFTS:
            self.ring_shown = True
            self.shifted.emit(chosen, _SHIFTS[key])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Alt with an arrow moves the chosen row; Back and Forward wait."""
        if self.moves and self.current_id() is not None and asks_alt_arrow(event):
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the row that the keyboard is on; the first one where it came by Tab."""
        super().focusInEvent(event)
        if self.currentIndex().isValid():
            self.selectRow(self.currentIndex().row())
        elif event.reason() in KEYBOARD_REASONS and self.model().rowCount():
            self.choose_row(0)
        self.focused.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row under the pointer, or of the chosen one."""
        index = self.currentIndex()
        if event.reason() != QContextMenuEvent.Reason.Keyboard:
            index = self.indexAt(self.viewport().mapFrom(self, event.pos()))
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_wished.emit(self.id_at(index.row()), self.foot_of(index.row()))

    def foot_of(self, row: int) -> QPoint:
        """Below the words of a row, on the screen."""
        box = self.visualRect(self.model().index(row, 0))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        corner = box.bottomRight() - QPoint(50, 4) if rtl else box.bottomLeft() + QPoint(50, -4)
        return self.viewport().mapToGlobal(corner)
