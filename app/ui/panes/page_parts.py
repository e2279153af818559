"""Parts of pages with several columns: white columns, and the thin lines between them."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from app.ui.theme.canvas import Canvas
from app.ui.widgets.base import Painted


class SurfaceColumn(Painted):
    """A white column that holds lists."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.follow_theme()

    def _draw(self, canvas: Canvas) -> None:
        canvas.box(QRectF(self.rect()), 0, "surface")


class UprightRule(Painted):
    """A thin line between columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(1)
        self.follow_theme()

    def _draw(self, canvas: Canvas) -> None:
        canvas.upright(0, 0, canvas.height, "line")
