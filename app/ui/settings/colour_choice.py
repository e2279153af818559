"""The eight colours of kinds and people, as pills of which one holds."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.theme.canvas import Canvas
from app.ui.theme.tokens import CATEGORY_NAMES
from app.ui.widgets.base import Pressable


class ColourChoice(QWidget):
    """Signal: `chosen(str)`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._dots = {name: _Dot(name) for name in CATEGORY_NAMES}
        for name, dot in self._dots.items():
            row.addWidget(dot)
            dot.clicked.connect(lambda _on=False, one=name: self._pressed(one))
        row.addStretch(1)
        self.set_current(CATEGORY_NAMES[0])

    def current(self) -> str:
        """The colour that holds."""
        return next(
            (name for name, dot in self._dots.items() if dot.isChecked()), CATEGORY_NAMES[0]
        )

    def set_current(self, name: str) -> None:
        """Make a colour hold, silently."""
        for key, dot in self._dots.items():
            dot.setChecked(key == name)

    def _pressed(self, name: str) -> None:
        self.set_current(name)
        self.chosen.emit(name)


class _Dot(Pressable):
    def __init__(self, name: str) -> None:
        super().__init__("")
        self._colour = name
        self.setCheckable(True)
        self.setAccessibleName(name.capitalize())
        self.setToolTip(name.capitalize())
        self.follow_theme()

    def _measure(self) -> QSize:
        return QSize(26, 26)

    def _draw(self, canvas: Canvas) -> None:
        if self.isChecked():
            canvas.box(canvas.rect(1, 1, 24, 24), 12, None, "text", 1.5)
        canvas.dot(canvas.rect(5, 5, 16, 16), f"{self._colour}.bar")
        self._draw_ring(canvas, 13)
