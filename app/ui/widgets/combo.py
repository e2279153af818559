"""A field with a list of choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import KEYBOARD_REASONS, Drawn
from app.ui.widgets.fields import Labelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QWheelEvent

    from app.ui.theme.canvas import Canvas


class ComboBox(Drawn, QComboBox):
    """The box of a choice; keys, popup list and screen readers are Qt's own."""

    def __init__(self, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._ring = icon, False
        self.setMaxVisibleItems(14)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.follow_theme()

    def sizeHint(self) -> QSize:
        """Room for the widest of the first fifty choices."""
        theme = current()
        metrics = theme.metrics("field")
        most = min(self.count(), 50)
        widest = max((metrics.horizontalAdvance(self.itemText(i)) for i in range(most)), default=60)
        return QSize(widest + 46 + (25 if self._icon else 0), theme.control_height)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(72, current().control_height)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the keyboard came."""
        self._ring = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a wheel passing over a choice must not change it."""
        event.ignore()

    def _draw(self, canvas: Canvas) -> None:
        ring = self.hasFocus() and self._ring
        edge = "focus" if ring else "border_strong" if self.hovered else "field_edge"
        fill = "surface" if self.isEnabled() else "sunken"
        canvas.box(QRectF(self.rect()), Radius.control, fill, edge, 2 if ring else 1)
        x, middle = 11, canvas.height / 2
        if self._icon:
            canvas.icon(canvas.rect(x, middle - 8, 16, 16), self._icon)
            x += 25
        words = "text" if self.isEnabled() and self.currentIndex() >= 0 else "text3"
        text = self.currentText() if self.currentIndex() >= 0 else self.placeholderText()
        canvas.text(canvas.rect(x, 0, canvas.width - x - 30, canvas.height), text, "field", words)
        canvas.icon(canvas.rect(canvas.width - 25, middle - 7, 14, 14), "chevron-down")


class ComboField(Labelled):
    """A caption and a choice. Options are (key, text). Signal: `chosen(object key)`.

    A key may be anything; `current_key()` is None while nothing is chosen.
    """

    chosen = Signal(object)

    def __init__(
        self,
        caption: str = "",
        options: Sequence[tuple[object, str]] = (),
        current_key: object = None,
        *,
        icon: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.combo = ComboBox(icon)
        super().__init__(caption, self.combo, parent)
        self.combo.setAccessibleName(caption)
        self.combo.setPlaceholderText(placeholder)
        self._keys: list[object] = []
        self.set_options(options, current_key)
        self.combo.activated.connect(self._activated)
        self.setFocusProxy(self.combo)

    def set_options(self, options: Sequence[tuple[object, str]], key: object = None) -> None:
        """Show other choices, silently."""
        self._keys = [one for one, _ in options]
        self.combo.clear()
        self.combo.addItems([text for _, text in options])
        self.set_current(key)

    def current_key(self) -> object:
        """The key that is chosen, or None."""
        place = self.combo.currentIndex()
        return self._keys[place] if 0 <= place < len(self._keys) else None

    def set_current(self, key: object) -> None:
        """Choose silently; an unknown key chooses nothing."""
        self.combo.setCurrentIndex(self._keys.index(key) if key in self._keys else -1)

    def _activated(self, place: int) -> None:
        self.chosen.emit(self._keys[place])
