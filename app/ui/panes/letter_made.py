"""What can be done with letters that were just made: mark them as sent, open, take back."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.theme.canvas import Canvas
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
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(8)
        self.words = Label("", "medium", "accent_text", wrap=True)
        self.mark = Button(self.tr("Mark as sent"), "check", "primary", small=True)
        self.open = Button(self.tr("Open"), "external-link", small=True)
        self.undo = Button(self.tr("Undo"), kind="ghost", small=True)
        self.close_button = IconButton("x", self.tr("Close"), size=14, box=24)
        row.addWidget(IconLabel("circle-check", 16, "accent"))
        row.addWidget(self.words, 1)
        for widget in (self.mark, self.open, self.undo, self.close_button):
            row.addWidget(widget)
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

    def _draw(self, canvas: Canvas) -> None:
        canvas.box(QRectF(self.rect()), Radius.card, "accent_tint")
