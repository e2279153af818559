"""The base of all row painters: states, sizes, and a painter that is always put back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from app.ui.delegates.rows import RowRole
from app.ui.theme import paint
from app.ui.theme.canvas import Canvas
from app.ui.theme.tokens import Radius

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QHelpEvent, QPainter
    from PySide6.QtWidgets import QAbstractItemView

    Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class RowState:
    """How a row stands: chosen, under the pointer, holding the keyboard's focus."""

    selected: bool = False
    hovered: bool = False
    focused: bool = False


# As plain numbers: joining and testing enum members costs more than painting a short text.
_SELECTED = QStyle.StateFlag.State_Selected.value
_HOVERED = QStyle.StateFlag.State_MouseOver.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value
_STATES = {key: RowState(*key) for key in product((False, True), repeat=3)}


class RowDelegate(QStyledItemDelegate):
    """Paints whole rows from the value a model gives under `RowRole`.

    Subclasses say how high a value is (`height_for`) and paint it (`paint_row`). A row not fetched
    yet has no value and stays blank. The focus ring shows while the view's `ring_shown` is true.
    """

    def height_for(self, value: object, width: int) -> int:
        """Height of a row of that width, in pixels."""
        raise NotImplementedError

    def paint_row(self, canvas: Canvas, value: object, state: RowState) -> None:
        """Paint a row; its box is the canvas."""
        raise NotImplementedError

    def tip(self, _value: object) -> str:
        """What to say when the pointer rests; "" says nothing."""
        return ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row and leave the painter as it was."""
        value = index.data(RowRole)
        if value is None:
            return
        painter.save()
        try:
            rtl = option.direction == Qt.LayoutDirection.RightToLeft
            self.paint_row(Canvas(painter, option.rect, rtl=rtl), value, self.state_of(option))
        finally:
            painter.restore()

    def state_of(self, option: QStyleOptionViewItem) -> RowState:
        """Read the state out of Qt's option."""
        flags = option.state.value
        ring = flags & _FOCUSED and getattr(option.widget, "ring_shown", False)
        return _STATES[bool(flags & _SELECTED), bool(flags & _HOVERED), bool(ring)]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask the value for its height."""
        width = option.rect.width() or (option.widget.width() if option.widget else 300)
        value = index.data(RowRole)
        return QSize(width, self.height_for(value, width) if value is not None else 0)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        _option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Show the row's tip as plain text."""
        value = index.data(RowRole)
        text = self.tip(value) if value is not None else ""
        QToolTip.showText(event.globalPos(), plain_tip(text), view)
        return bool(text)

    @staticmethod
    def ground(canvas: Canvas, state: RowState, *, inset: int = 8) -> None:
        """The tinted box of a chosen or hovered row."""
        box = canvas.rect(inset, 1, canvas.width - 2 * inset, canvas.height - 2)
        if state.selected:
            canvas.box(box, Radius.control, "accent_tint")
        elif state.hovered:
            canvas.box(box, Radius.control, "hover")
        if state.focused:
            paint.ring(canvas.painter, box, Radius.control)


def plain_tip(text: str) -> str:
    """The text so that a tool tip cannot take it for markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
    return f"<span>{escaped}</span>" if escaped else ""


def below(canvas: Canvas, top: int) -> Canvas:
    """The part of a row below a section head of that height."""
    bounds = canvas.bounds
    rest = QRect(bounds.left(), bounds.top() + top, bounds.width(), bounds.height() - top)
    return Canvas(canvas.painter, rest, rtl=canvas.rtl)
