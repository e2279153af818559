"""A few choices side by side, of which one holds: Day, Week, Month, List."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Painted, Pressable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from app.ui.theme.canvas import Canvas


class _Segment(Pressable):
    def __init__(self, key: str, text: str, icon: str) -> None:
        super().__init__("" if icon else text)
        self.key, self._icon = key, icon
        self.setCheckable(True)
        if icon:
            self.setToolTip(text)
            self.setAccessibleName(text)
        self.follow_theme()

    def _measure(self) -> QSize:
        theme = current()
        height = theme.control_height - 5
        if self._icon:
            return QSize(34, height)
        return QSize(theme.metrics("medium").horizontalAdvance(self.text()) + 25, height)

    def _draw(self, canvas: Canvas) -> None:
        box = QRectF(self.rect())
        if self.isChecked():
            canvas.box(box, Radius.chip, "nav_selected", "border")
        elif self.hovered:
            canvas.box(box, Radius.chip, "nav_hover")
        words = "text" if self.isChecked() else "text2"
        if self._icon:
            canvas.icon(canvas.inside(box, 16), self._icon, words)
        else:
            canvas.text(box, self.text(), "medium", words, "center")
        self._draw_ring(canvas, Radius.chip)


class SegmentedControl(Painted):
    """One choice of a few. Options are (key, text) or (key, text, icon). Signal: `chosen(str)`."""

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, ...]],
        current_key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        for key, text, *icon in options:
            segment = _Segment(key, text, icon[0] if icon else "")
            self._segments[key] = segment
            self._group.addButton(segment)
            row.addWidget(segment)
            segment.clicked.connect(self._clicked)
        self.set_current(current_key or next(iter(self._segments), ""))
        self.follow_theme()

    def current_key(self) -> str:
        """The key that holds."""
        return next((key for key, one in self._segments.items() if one.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Make a key hold, silently."""
        if key in self._segments:
            self._segments[key].setChecked(True)

    def _clicked(self) -> None:
        self.chosen.emit(self.current_key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the choice with the arrow keys."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        keys = list(self._segments)
        place = (keys.index(self.current_key()) + (-step if self.is_rtl() else step)) % len(keys)
        self.set_current(keys[place])
        self._segments[keys[place]].setFocus(Qt.FocusReason.TabFocusReason)
        self._clicked()

    def _draw(self, canvas: Canvas) -> None:
        canvas.box(QRectF(self.rect()), Radius.control + 1, "sunken", "border")
