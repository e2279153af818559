"""The one dialog all others are made of: a headline, a sentence, a body, and buttons in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme.theme import current
from app.ui.widgets.buttons import Button, Kind
from app.ui.widgets.label import Label


class PlainDialog(QDialog):
    """Put widgets into ``body``; ``add_button`` from left to right, the primary one last.

    Esc closes. ``choice`` is the key of the button that was pressed, or "".
    """

    def __init__(
        self,
        headline: str,
        sentence: str = "",
        *,
        hint: str = "",
        width: int = 520,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.choice = ""
        self.setWindowTitle(headline)
        self.setAccessibleDescription(f"{sentence} {hint}".strip())
        self.setMinimumWidth(round(width * max(current().scale, 1.0)))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(8)
        column.addWidget(Label(headline, "lead", wrap=True))
        for text in (sentence, hint):
            if text:
                label = Label(text, "body", "text2", wrap=True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                column.addWidget(label)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        column.addSpacing(4)
        column.addLayout(self.body, 1)
        column.addSpacing(8)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)

    def add_button(
        self,
        key: str,
        text: str,
        kind: Kind = "outlined",
        *,
        stays: bool = False,
        then: Callable[[], object] | None = None,
    ) -> Button:
        """A button that closes with its key as the choice, or ``stays`` and only calls ``then``."""
        button = Button(text, kind=kind)

        def press() -> None:
            if then is not None:
                then()
            if not stays:
                self.choice = key
                self.accept()

        button.clicked.connect(press)
        self._buttons.addWidget(button)
        if kind == "primary":
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc; Enter belongs to the button that has the focus."""
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
            return
        event.accept()
