"""A popover: an editor beside its object, inside the window, closed by Esc or a press elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.ui.theme.theme import current
from app.ui.widgets.base import KEYBOARD_REASONS
from app.ui.widgets.fields import Labelled
from app.ui.widgets.floating import MARGIN, Floating
from app.ui.widgets.focus_back import FocusBack
from app.ui.widgets.motion import fade
from app.ui.widgets.reading_order import reading_order

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

_GAP = 6


class _Ground(QWidget):
    """The rest of the window while a popover is open: a press on it closes the popover.

    A widget instead of an event filter on the application, which would run for every event.
    """

    def __init__(self, popover: Popover, window: QWidget) -> None:
        super().__init__(window)
        self._popover = popover
        self.hide()
        window.installEventFilter(self)

    def spread(self) -> None:
        """Cover the window."""
        self.setGeometry(self.parentWidget().rect())
        self.show()
        self.raise_()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep covering a window that changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self.parentWidget().rect())
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave the popover."""
        event.accept()
        self._popover.leave()


class Popover(Floating):
    """Put widgets into `body`, then `open_beside(anchor)`. Signals: `opened`, `closed`.

    Focus stays inside while it is open and returns to where it was. A popover opened from inside
    another one lies above it and closes first.
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
        self._back = FocusBack()
        self._near, self._side = QRect(), "below"
        self._ground = _Ground(self, window)
        window.installEventFilter(self)
        self._width = width
        self._suit_width()
        self.follow_theme()

    def _suit_width(self) -> None:
        """A given width grows with the text, as far as the window has room."""
        if self._width:
            wanted = round(self._width * max(current().scale, 1.0))
            room = max(self.parentWidget().width() - 32, self._width)
            self.setFixedWidth(min(wanted, room) + 2 * MARGIN)

    def open_beside(self, anchor: QWidget, *, side: str = "below") -> None:
        """Open beside a widget: "below" it or at its "end" side."""
        corner = anchor.mapTo(self.parentWidget(), QPoint(0, 0))
        self.open_at(QRect(corner, anchor.size()), side=side)

    def open_at(self, near: QRect, *, side: str = "below") -> None:
        """Open beside a box given in the window's coordinates, wherever there is room."""
        self._back.note()
        self._near, self._side = near, side
        self._suit_width()
        self.adjustSize()
        self._ground.spread()
        self.move(self._place(near, side))
        self.show()
        self.raise_()
        self._focus_first()
        fade(self, appear=True)
        self.opened.emit()

    def adjustSize(self) -> None:
        """As high as the lines need at this width, wrapped ones too, and never above the window."""
        lines = self.layout()
        lines.activate()
        fixed = self.minimumWidth() == self.maximumWidth()
        width = self.width() if fixed else lines.totalSizeHint().width()
        high = lines.totalHeightForWidth(width) if lines.hasHeightForWidth() else -1
        high = high if high >= 0 else lines.totalSizeHint().height()
        self.resize(width, min(high, self.parentWidget().height() - 16 + 2 * MARGIN))

    def refit(self) -> None:
        """Take the height that what is shown now needs, and stay in the window."""
        if self.isVisible():
            self.adjustSize()
            self.move(self._place(self._near, self._side))

    def close_popover(self) -> None:
        """Close and give the focus back."""
        if not self.isVisible():
            return
        focus = QApplication.focusWidget()
        held = focus is not None and (focus is self or self.isAncestorOf(focus))
        if held:
            # Qt would hand the focus to whatever comes first in the window, with its ring.
            focus.clearFocus()
        if not self.isVisible():
            return
        self._ground.hide()
        self.hide()
        if held:
            self._back.give()
        self.closed.emit()

    def leave(self) -> None:
        """Close after a press elsewhere, unless that has just shown something to be mended."""
        wrong = self._wrong()
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            focus.clearFocus()
        if self._wrong() and not wrong:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.close_popover()

    def _wrong(self) -> bool:
        return any(one.error.isVisibleTo(self) for one in self.findChildren(Labelled))

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
        for widget in reading_order(self)[:1]:
            widget.setFocus(Qt.FocusReason.PopupFocusReason)
            return
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside."""
        chain = reading_order(self)
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
            self.leave()
        event.accept()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay inside a window that changes its size."""
        if event.type() == QEvent.Type.Resize:
            self.refit()
        return False
