"""One stage of the board: its name, count and sum, its cards, and a place to add one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.delegates.base import RowState
from app.ui.delegates.deal_card import GAP, DealCard
from app.ui.delegates.rows import DealCardValue
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.theme.canvas import Canvas
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Painted, asks_alt_arrow
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import TextField
from app.ui.widgets.floating import KEPT_FREE
from app.ui.widgets.label import Label
from app.ui.widgets.progress import Bar

DRAG_DISTANCE = 8
SLOT = 0
"""The id of the dashed place where a dragged card would land."""
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class BoardCard(DealCard):
    """A card, or the dashed slot with its words."""

    def paint_row(self, canvas: Canvas, value: DealCardValue, state: RowState) -> None:
        """Paint the card or the slot."""
        if value.id != SLOT:
            super().paint_row(canvas, value, state)
            return
        box = canvas.rect(0, 0, canvas.width, canvas.height - GAP).adjusted(1, 1, -1, -1)
        canvas.box(box, Radius.card, None, "accent", 1.5, Qt.PenStyle.DashLine)
        canvas.text(box, value.title, "medium", "accent_text", "center")


class CardList(RowList):
    """The cards of a stage. Signals carry ids and points of the screen."""

    drag_begun = Signal(object, QPoint, QPoint)
    """id, where the pointer is on the screen, where it holds the card."""
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)
    move_asked = Signal(object, int, int)
    """id, stages to the right, places down."""
    delete_asked = Signal(object)
    step_asked = Signal(int)
    """Go to the next column (1) or the one before (-1)."""
    pressed_card = Signal(object)
    menu_asked = Signal(object, QPoint)

    def __init__(self, delegate: BoardCard) -> None:
        super().__init__(delegate, ground="sunken")
        self._press: tuple[object, QPoint, QPoint] | None = None
        self._dragging = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember what is held."""
        super().mousePressEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        self._press = None
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            corner = self.visualRect(index).topLeft()
            self._press = (self.id_at(index.row()), place, place - corner)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin a drag, or go on with it."""
        if self._press is None:
            super().mouseMoveEvent(event)
            return
        place = event.position().toPoint()
        where = self.viewport().mapToGlobal(place)
        if self._dragging:
            self.dragged.emit(where)
        elif (place - self._press[1]).manhattanLength() >= DRAG_DISTANCE:
            self._dragging = True
            self.drag_begun.emit(self._press[0], where, self._press[2])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop what is held, or open what was pressed."""
        press, self._press = self._press, None
        was, self._dragging = self._dragging, False
        where = self.viewport().mapToGlobal(event.position().toPoint())
        if was:
            self.dropped.emit(where)
        elif press is not None:
            self.pressed_card.emit(press[0])
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first press has opened the card already."""
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the card under the pointer, or of the chosen one."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            self.choose_row(index.row())
            place = self.visualRect(index).center() if by_key else event.pos()
            self.menu_asked.emit(self.id_at(index.row()), self.viewport().mapToGlobal(place))

    def let_go(self) -> None:
        """Forget a drag that was given up."""
        self._press, self._dragging = None, False

    def event(self, event: QEvent) -> bool:
        """Alt with an arrow moves the chosen card; Back and Forward wait."""
        if self.current_id() is not None and asks_alt_arrow(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the card; arrows to the side go to the next column."""
        key, held = Qt.Key(event.key()), event.modifiers()
        chosen = self.current_id()
        if key in _WAYS and held & Qt.KeyboardModifier.AltModifier and chosen is not None:
            self.move_asked.emit(chosen, *_WAYS[key])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not held:
            self.step_asked.emit(_WAYS[key][0])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and chosen is not None:
            self.delete_asked.emit(chosen)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a card chosen as soon as the keyboard comes."""
        super().focusInEvent(event)
        if self.ring_shown and not self.currentIndex().isValid() and self.model().rowCount():
            self.choose_row(0)


class AddDeal(QWidget):
    """A button that turns into a title and an amount. Signal: `added(title, amount text)`."""

    added = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.button = Button(self.tr("Add deal"), "plus", "ghost")
        self.button.setObjectName(KEPT_FREE)
        self.title = TextField("", placeholder=self.tr("What is it about?"))
        self.amount = TextField("", placeholder=self.tr("Amount"))
        self.form = QWidget()
        fields = QVBoxLayout(self.form)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(6)
        keep = Button(self.tr("Add"), kind="primary")
        row.addWidget(self.amount, 1)
        row.addWidget(keep)
        fields.addWidget(self.title)
        fields.addLayout(row)
        self.form.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button)
        column.addWidget(self.form)
        self.button.clicked.connect(self.open)
        keep.clicked.connect(self._add)
        self.title.editor.returnPressed.connect(self._add)
        self.amount.editor.returnPressed.connect(self._add)
        self.title.escaped.connect(self.close_form)
        self.amount.escaped.connect(self.close_form)

    def open(self) -> None:
        """Show the fields."""
        self.button.hide()
        self.form.show()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Show the button again."""
        for field in (self.title, self.amount):
            field.set_text("")
            field.set_error("")
        self.form.hide()
        self.button.show()

    def _add(self) -> None:
        if self.title.text().strip():
            self.added.emit(self.title.text().strip(), self.amount.text())
        else:
            self.title.set_error(self.tr("Say what the deal is about."))


class StageColumn(Painted):
    """A stage. ``highlight`` tints it while a card would land there."""

    def __init__(self, stage_id: int, name: str) -> None:
        super().__init__()
        self.stage_id, self.name, self._lit = stage_id, name, False
        self.delegate = BoardCard()
        self.cards = CardList(self.delegate)
        self.delegate.setParent(self.cards)
        self.model = ValueModel(parent=self)
        self.cards.setModel(self.model)
        self.cards.setAccessibleName(name)
        self.add = AddDeal()
        self._count = Label("", "small_medium", "text3")
        self._sum = Label("", "medium", "text2")
        self._bar = Bar(0.0)
        self._values: list[DealCardValue] = []
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 4, 0)
        head.setSpacing(7)
        head.addWidget(Label(name, "strong"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._sum)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addSpacing(4)
        column.addWidget(self.cards, 1)
        column.addWidget(self.add)
        self.follow_theme()

    def show_cards(self, cards: Sequence[DealCardValue], total: str, share: float) -> None:
        """Show these cards, their sum in words, and their share of all open deals."""
        chosen = self.cards.current_id()
        self._values = list(cards)
        self.model.set_values(self._values)
        self._count.set_text(str(len(cards)))
        self._sum.set_text(total)
        self._bar.set_share(share)
        self.setAccessibleName(f"{self.name}, {len(cards)}, {total}")
        row = self.model.row_of(chosen) if chosen else -1
        if row >= 0:
            self.cards.choose_row(row)

    def ids(self) -> list[int]:
        """The deals of this stage in their order."""
        return [int(value.id) for value in self._values]

    def show_slot(self, place: int, words: str, dragged: object) -> None:
        """Show where a card would land: before the card of that place."""
        self.delegate.dragged_id = dragged
        values = list(self._values)
        values.insert(place, DealCardValue(SLOT, words, "", ""))
        self.model.set_values(values)
        self._light(True)

    def hide_slot(self, dragged: object = None) -> None:
        """Show the cards alone again."""
        self.delegate.dragged_id = dragged
        if self.model.rowCount() != len(self._values):
            self.model.set_values(self._values)
        self.cards.viewport().update()
        self._light(False)

    def place_at(self, y: int) -> int:
        """Before which card a point of the list lies."""
        height = max(self.cards.verticalHeader().defaultSectionSize(), 1)
        place = (y + self.cards.verticalScrollBar().value()) // height
        return min(max(int(place), 0), len(self._values))

    def card_box(self, deal_id: int) -> QRect | None:
        """Where a card stands in its list's viewport."""
        row = self.model.row_of(deal_id)
        return self.cards.visualRect(self.model.index(row, 0)) if row >= 0 else None

    def _light(self, lit: bool) -> None:
        self._lit = lit
        self.cards.viewport().setAutoFillBackground(not lit)
        self.update()

    def _draw(self, canvas: Canvas) -> None:
        fill, edge = ("accent_tint", "accent") if self._lit else ("sunken", None)
        canvas.box(QRectF(self.rect()), Radius.board, fill, edge, 1.5)
