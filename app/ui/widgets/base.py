"""What every painted widget shares: a canvas to draw on, hover, the focus ring, the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QCursor, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui.theme import paint
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QFocusEvent, QMouseEvent, QPaintEvent

KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Drawn:
    """Mixed in before a Qt class: draws in `_draw`, measures in `_measure`, follows the theme."""

    hovered = False

    def follow_theme(self) -> None:
        """Connect to the theme; called at the end of a constructor."""
        current().changed.connect(self.theme_changed)
        self._restyle()

    def theme_changed(self) -> None:
        """Measure and paint anew."""
        self._restyle()
        self.updateGeometry()
        self.update()

    def _restyle(self) -> None:
        """What else depends on the theme: fonts of children, fixed heights."""

    def _measure(self) -> QSize:
        return QSize(0, 0)

    def _draw(self, canvas: Canvas) -> None:
        """Paint the widget; its box is the canvas."""

    def is_rtl(self) -> bool:
        """Whether this widget reads from right to left."""
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint on a canvas that is always closed again, whatever happens while drawing."""
        painter = QPainter(self)
        try:
            self._draw(Canvas(painter, self.rect(), rtl=self.is_rtl()))
        finally:
            painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Note the pointer."""
        self.hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self.hovered = False
        self.update()
        super().leaveEvent(event)


class Painted(Drawn, QWidget):
    """A plain widget that paints itself; layouts inside it give its size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def sizeHint(self) -> QSize:
        """The layout's wish, or the widget's own measure."""
        return self.layout().sizeHint() if self.layout() is not None else self._measure()

    def minimumSizeHint(self) -> QSize:
        """The layout's least, or the widget's own measure."""
        return self.layout().minimumSize() if self.layout() is not None else self._measure()


class Pressable(Drawn, QAbstractButton):
    """A painted button: Space and Enter press it, the ring shows after keyboard use only."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.ring_shown = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(QCursor(Qt.CursorShape.PointingHandCursor))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Change the words; ampersands are shown, not read as shortcuts."""
        if text == self.text():
            return
        super().setText(text)
        # Qt makes a shortcut of "&": a firm called "Brown & Sons" must not own Alt+Space.
        self.setShortcut("")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """What the words and icons need."""
        return self._measure()

    def minimumSizeHint(self) -> QSize:
        """The same: words are not cut."""
        return self._measure()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        self.ring_shown = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self.ring_shown = False
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter as on Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the ring away: the pointer shows where one is."""
        self.ring_shown = False
        super().mousePressEvent(event)

    def _draw_ring(self, canvas: Canvas, radius: float) -> None:
        if self.ring_shown and self.hasFocus():
            paint.ring(canvas.painter, QRectF(self.rect()), radius)


def asks_alt_arrow(event: QEvent) -> bool:
    """Whether Alt with an arrow is about to become a shortcut (Back, Forward) of the window."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.modifiers() == Qt.KeyboardModifier.AltModifier
        and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
    )
