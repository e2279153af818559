"""An empty view: what belongs here in one line, and a way to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import paint
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Painted
from app.ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ui.theme.canvas import Canvas

_CARDS = ((14, 0, 150, "violet"), (0, 36, 180, "evergreen"), (24, 72, 132, "amber"))


class CardsDrawing(Painted):
    """Three stacked cards of people nobody knows yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.follow_theme()

    def _measure(self) -> QSize:
        return QSize(220, 146)

    def _draw(self, canvas: Canvas) -> None:
        for x, y, width, kind in _CARDS:
            whole = QRect(20 + x, 12 + y, width, 35)
            paint.shadow(canvas.painter, whole.adjusted(8, 4, -8, -4), Radius.card, 1, canvas.dpr)
            canvas.box(QRectF(whole), Radius.card, "surface", "border")
            circle = QRectF(whole.left() + 10, whole.top() + 7.5, 20, 20)
            canvas.dot(circle, f"{kind}.tint")
            canvas.icon(canvas.inside(circle, 12), "user-round", f"{kind}.text")
            left = whole.left() + 40
            canvas.box(QRectF(left, whole.top() + 10, width * 0.40, 5), 2, "pressed")
            canvas.box(QRectF(left, whole.top() + 20, width * 0.27, 4), 2, "line")


class EmptyState(QWidget):
    """A headline, a line and what to press: tiles in a row or one button, given as widgets.

    `drawing` shows the stacked cards above; `foot` is a widget below, such as a ghost button.
    """

    def __init__(
        self,
        headline: str,
        line: str = "",
        *,
        choices: Sequence[QWidget] = (),
        foot: QWidget | None = None,
        drawing: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(5)
        if drawing:
            column.addWidget(CardsDrawing(), 0, middle)
            column.addSpacing(10)
        # Wide as the view and broken into lines: at large type a narrow view would cut them.
        self._headline = Label(headline, "title" if drawing else "lead", wrap=True)
        self._line = Label(line, "body", "text2", wrap=True)
        for label in (self._headline, self._line):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setContentsMargins(16, 0, 16, 0)
        column.addWidget(self._headline)
        column.addSpacing(6)
        column.addWidget(self._line)
        self._line.setVisible(bool(line))
        if choices:
            column.addSpacing(26 if drawing else 16)
            row = QHBoxLayout()
            row.setSpacing(14)
            row.addStretch(1)
            for one in choices:
                row.addWidget(one)
            row.addStretch(1)
            column.addLayout(row)
        if foot is not None:
            column.addSpacing(22)
            column.addWidget(foot, 0, middle)
        column.addStretch(6)
