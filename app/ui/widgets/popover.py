"""A popover: an editor beside its object, inside the window, closed by Esc or a press elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.ui.widgets.base import KEYBOARD_REASONS
from app.ui.widgets.floating import MARGIN, Floating
from app.ui.widgets.motion import fade

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

_GAP = 6


class Popover(Floating):
    """Put widgets into `body`, then `open_beside(anchor)`. Signals: `opened`, `closed`.

    Focus stays inside while it is open and returns to where it was. A popover opened from inside
    another one counts as part of it.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self, window: QWidget, *, padding: int = 16, width: int = 0) -> None:
        super().__init__(window)
        self.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(12)
        outer.addLayout(self.body)
        self._back: QWidget | None = None
        self.inner: Popover | None = None
        self._owner: Popover | None = None
        self._last = QRect()
        if width:
            self.setFixedWidth(width + 2 * MARGIN)
        self.follow_theme()

    def open_beside(self, anchor: QWidget, *, side: str = "below") -> None:
        """Open beside a widget: "below" it or at its "end" side."""
        corner = anchor.mapTo(self.parentWidget(), QPoint(0, 0))
        self._owner = _popover_around(anchor)
        self.open_at(QRect(corner, anchor.size()), side=side)

    def open_at(self, near: QRect, *, side: str = "below") -> None:
        """Open beside a box given in the window's coordinates, wherever there is room."""
        self._back = QApplication.focusWidget()
        self._last = near
        if self._owner is not None:
            self._owner.inner = self
        self.adjustSize()
        self.move(self._place(near, side))
        self.show()
        self.raise_()
        QApplication.instance().installEventFilter(self)
        self._focus_first()
        fade(self, appear=True)
        self.opened.emit()

    def close_popover(self) -> None:
        """Close and give the focus back."""
        if not self.isVisible():
            return
        if self.inner is not None:
            self.inner.close_popover()
        QApplication.instance().removeEventFilter(self)
        held = self.isAncestorOf(QApplication.focusWidget() or self)
        self.hide()
        if held and self._back is not None and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._owner is not None:
            self._owner.inner, self._owner = None, None
        self.closed.emit()

    def _place(self, near: QRect, side: str) -> QPoint:
        window = self.parentWidget().rect()
        size = self.size() - QSize(2 * MARGIN, 2 * MARGIN)
        if side == "end":
            x = near.right() + _GAP
            if x + size.width() > window.right() - 8:
                x = near.left() - _GAP - size.width()
            y = near.top()
        else:
            x = near.right() + 1 - size.width() if self.is_rtl() else near.left()
            y = near.bottom() + _GAP
            if y + size.height() > window.bottom() - 8 and near.top() > size.height() + 16:
                y = near.top() - _GAP - size.height()
        x = max(8, min(x, window.right() - 8 - size.width()))
        y = max(8, min(y, window.bottom() - 8 - size.height()))
        return QPoint(x - MARGIN, y - MARGIN)

    def _focus_first(self) -> None:
        for widget in self.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(self):
                widget.setFocus(Qt.FocusReason.PopupFocusReason)
                return
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside."""
        chain = [
            one
            for one in self.findChildren(QWidget)
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and one.isVisibleTo(self)
            and one.isEnabled()
            and one.focusProxy() is None
        ]
        if not chain:
            return True
        here = QApplication.focusWidget()
        place = chain.index(here) if here in chain else -1
        target = chain[(place + (1 if forward else -1)) % len(chain)]
        target.setFocus(KEYBOARD_REASONS[0 if forward else 1])
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_popover()
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep presses on the box; the shadow's margin counts as outside."""
        if not self.box_rect().contains(event.position().toPoint()):
            self.close_popover()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close on a press in the same window that meets neither us nor a popover of ours."""
        pressed = event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget)
        if pressed and watched.window() is self.window() and not self.holds(watched):
            self.close_popover()
        return False

    def holds(self, widget: QWidget) -> bool:
        """Whether a widget is part of this popover or of one opened from it."""
        if widget is self or self.isAncestorOf(widget):
            return True
        return self.inner is not None and self.inner.holds(widget)


def _popover_around(widget: QWidget | None) -> Popover | None:
    while widget is not None:
        if isinstance(widget, Popover):
            return widget
        widget = widget.parentWidget()
    return None
