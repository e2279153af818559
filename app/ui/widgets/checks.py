"""Check boxes and the circle before a thing to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal

from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Pressable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.theme.canvas import Canvas


class CheckBox(Pressable):
    """A box with words; `kind` colours the ticked box; an avatar may stand between.

    A `badge` is one of us instead: colour and initials. Signal: `toggled(bool)`.
    """

    def __init__(
        self,
        text: str = "",
        *,
        checked: bool = False,
        kind: str = "",
        avatar: bool = False,
        badge: tuple[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind, self._avatar = kind, avatar
        self._badge = badge
        self.setCheckable(True)
        self.setChecked(checked)
        self.follow_theme()

    def _measure(self) -> QSize:
        theme = current()
        words = theme.metrics("body").horizontalAdvance(self.text()) + 10 if self.text() else 0
        return QSize(
            18 + words + (34 if self._avatar or self._badge else 0), theme.line("body") + 12
        )

    def _draw(self, canvas: Canvas) -> None:
        middle = canvas.height / 2
        state = Qt.CheckState.Checked if self.isChecked() else Qt.CheckState.Unchecked
        box = canvas.rect(1, middle - 8, 16, 16)
        canvas.check(
            box, state, f"{self._kind}.bar" if self._kind else "accent", enabled=self.isEnabled()
        )
        x = 26.0
        if self._badge:
            canvas.badge(canvas.rect(x, middle - 12, 24, 24), self._badge[1], self._badge[0])
            x += 34
        elif self._avatar:
            canvas.avatar(canvas.rect(x, middle - 12, 24, 24), self.text())
            x += 34
        words = "text" if self.isEnabled() else "text3"
        canvas.text(canvas.rect(x, 0, canvas.width - x, canvas.height), self.text(), "body", words)
        self._draw_ring(canvas, Radius.chip)


class TickCircle(Pressable):
    """The circle that is ticked when a thing is done. Signal: `ticked(bool)`."""

    ticked = Signal(bool)

    def __init__(
        self, name: str = "", *, done: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self.setCheckable(True)
        self.setChecked(done)
        self.setAccessibleName(name)
        self.clicked.connect(self.ticked)
        self.follow_theme()

    def _measure(self) -> QSize:
        return QSize(24, 24)

    def _draw(self, canvas: Canvas) -> None:
        circle = canvas.inside(QRectF(self.rect()), 18)
        canvas.tick_circle(circle, done=self.isChecked(), hovered=self.hovered)
        self._draw_ring(canvas, 12)
