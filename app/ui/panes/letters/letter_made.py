"""What can be done with letters that were just made: mark them as sent, open, take back."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Painted
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.label import IconLabel, Label


class MadeBar(Painted):
    """One sentence and its buttons. Signals: ``sent``, ``opened``, ``undone``; it closes itself."""

    sent = Signal()
    opened = Signal()
    undone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(14, 8, 8, 8)
        self._row.setSpacing(8)
        self.words = Label("", "medium", "accent_text", wrap=True)
        self.mark = Button(self.tr("Mark as sent"), "check", "primary", small=True)
        self.open = Button(self.tr("Open"), "external-link", small=True)
        self.undo = Button(self.tr("Undo"), kind="ghost", small=True)
        self.close_button = IconButton("x", self.tr("Close"), size=14, box=24)
        said, buttons = QHBoxLayout(), QHBoxLayout()
        for line in (said, buttons):
            line.setSpacing(8)
            self._row.addLayout(line, 1 if line is said else 0)
        said.addWidget(IconLabel("circle-check", 16, "accent"))
        said.addWidget(self.words, 1)
        for widget in (self.mark, self.open, self.undo, self.close_button):
            buttons.addWidget(widget)
        buttons.addStretch(0)
        self.mark.clicked.connect(self.sent)
        self.open.clicked.connect(self.opened)
        self.undo.clicked.connect(self.undone)
        self.close_button.clicked.connect(self.hide)
        self.follow_theme()
        self.hide()

    def show_made(self, words: str, *, to_confirm: bool, openable: bool = True) -> None:
        """Say what was made and offer what comes next."""
        self.words.set_text(words)
        self.mark.setVisible(to_confirm)
        self.open.setVisible(openable)
        self.undo.setVisible(True)
        self.show()

    def show_sent(self, words: str) -> None:
        """Say that it is in the post now."""
        self.words.set_text(words)
        self.mark.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the buttons below the words where both do not fit beside each other."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        narrow = event.size().width() < 470 * current().scale
        self._row.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def _draw(self, canvas: Canvas) -> None:
        canvas.box(QRectF(self.rect()), Radius.card, "accent_tint")
