"""What every editor in a popover has: fields side by side, a sentence of refusal, "Saved"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.widgets.buttons import IconButton
from app.ui.widgets.label import IconLabel, Label


def side_by_side(*widgets: tuple[QWidget, int]) -> QHBoxLayout:
    """Fields in one line, each with its share of the width, their tops level."""
    row = QHBoxLayout()
    row.setSpacing(10)
    for widget, share in widgets:
        row.addWidget(widget, share, Qt.AlignmentFlag.AlignTop)
    return row


def head_row(title: QWidget, leave: Callable[[], object], close: str) -> QHBoxLayout:
    """The head of an editor: its title and the cross, whose name is ``close``."""
    row = QHBoxLayout()
    cross = IconButton("x", close, box=26)
    cross.clicked.connect(leave)
    row.addWidget(title, 1)
    row.addWidget(cross)
    return row


def foot_row(first: Sequence[QWidget], saved: QWidget, done: QWidget) -> QHBoxLayout:
    """The foot of an editor: rarer deeds at its start, "Saved" and the way out at its end."""
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in first:
        row.addWidget(widget)
    row.addStretch(1)
    row.addWidget(saved)
    row.addSpacing(6)
    row.addWidget(done)
    return row


class ErrorLine(Label):
    """The sentence below a field that was refused; gone while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "small", "danger", wrap=True, parent=parent)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence, or nothing."""
        self.set_text(sentence)
        self.setVisible(bool(sentence))


class SavedMark(QWidget):
    """The quiet "Saved" with its tick."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = Label("", "small", "text2")
        self._icon = IconLabel("check", 14, "accent")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._word)
        row.addWidget(self._icon)
        self.show_kept(False)

    def show_kept(self, kept: bool) -> None:
        """Say it, or take it away."""
        self._word.set_text(self.tr("Saved") if kept else "")
        self._icon.setVisible(kept)
