"""The bar that floats over a list while rows are ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Painted
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.floating import MARGIN, Floating
from app.ui.widgets.label import Label
from app.ui.widgets.notices import Toast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent

    from app.ui.theme.canvas import Canvas

MOST_VERBS = 6


class _Upright(Painted):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)
        self.setMinimumHeight(28)
        self.follow_theme()

    def _draw(self, canvas: Canvas) -> None:
        canvas.upright(0, 0, canvas.height, "border")


class BulkBar(Floating):
    """How many are chosen, up to six verbs, and a way out.

    Verbs are (key, text, icon) or (key, text, icon, "danger"). Signals: `verb_pressed(str)`,
    `clear_requested`. It places itself at the foot of the widget it belongs to.
    """

    verb_pressed = Signal(str)
    clear_requested = Signal()

    radius = Radius.popover
    at_foot = True

    def __init__(self, over: QWidget, verbs: Sequence[tuple[str, ...]]) -> None:
        super().__init__(over)
        self.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN + 16, MARGIN + 8, MARGIN + 8, MARGIN + 8)
        row.setSpacing(2)
        self._count = Label("", "strong")
        row.addWidget(self._count)
        row.addSpacing(18)
        row.addWidget(_Upright())
        row.addSpacing(8)
        self._buttons: dict[str, Button] = {}
        for key, text, icon, *kind in verbs[:MOST_VERBS]:
            button = Button(text, icon, "danger" if kind else "ghost")
            self._buttons[key] = button
            button.clicked.connect(self._pressed)
            row.addWidget(button)
        self._close = IconButton("x", self.tr("Clear selection"))
        self._close.clicked.connect(self.clear_requested)
        row.addWidget(self._close)
        over.installEventFilter(self)
        self.follow_theme()

    def set_count(self, count: int, words: str = "") -> None:
        """Show the bar for so many rows; zero hides it. `words` may say it otherwise."""
        self._count.set_text(words or self.tr("{count} selected").format(count=f"{count:,}"))
        self.setVisible(count > 0)
        if count:
            self._arrange()
            self.raise_()
            self._move_toasts()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let a toast come down again."""
        super().hideEvent(event)
        self._move_toasts()

    def _move_toasts(self) -> None:
        for toast in self.window().findChildren(Toast):
            if toast.isVisible():
                toast.arrange()

    def _pressed(self) -> None:
        button = self.sender()
        self.verb_pressed.emit(next(k for k, one in self._buttons.items() if one is button))

    def _arrange(self) -> None:
        over = self.parentWidget()
        wish = self.sizeHint()
        self.resize(min(wish.width(), over.width() + 2 * MARGIN), wish.height())
        self.move((over.width() - self.width()) // 2, over.height() - self.height() - 20)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the list changes its size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and not self.isHidden():
            self._arrange()
        return False
