"""Whether the time of an appointment is free, said while it is typed; and booking it anyway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.widgets.buttons import Button, LinkLabel
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import IconLabel, Label


@dataclass(frozen=True, slots=True)
class Finding:
    """What speaks against a time: sentences, and whether a reason is needed to book it anyway."""

    sentences: tuple[str, ...] = ()
    hard: bool = False
    free: str = "Free."
    beside: str = ""
    """What comes before and after, where it is free."""
    movable: bool = False
    """Whether times of a kept series fall on closed days, from which they can be moved."""


class FreeLine(QWidget):
    """Signals: `anyway(str)` with the reason, `resized` when the line for it comes or goes.

    `move_wished` when a series is to leave its closed days.
    """

    anyway = Signal(str)
    move_wished = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = IconLabel("circle-check", 16, "accent")
        self.words = Label("", "small", "text2", wrap=True)
        self.reason = TextField(placeholder=self.tr("Why book it anyway?"))
        self.reason.editor.setAccessibleName(self.tr("Why book it anyway?"))
        self.button = Button(self.tr("Book anyway"), small=True)
        self.button.clicked.connect(self._pressed)
        self.reason.editor.returnPressed.connect(self._pressed)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.words, 1)
        self._asking = QWidget()
        row = QHBoxLayout(self._asking)
        row.setContentsMargins(24, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.reason, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        self.move_link = LinkLabel(self.tr("Move off closed days…"), "small_medium")
        self.move_link.clicked.connect(self.move_wished)
        beside = QHBoxLayout()
        beside.setContentsMargins(24, 0, 0, 0)
        beside.addWidget(self.move_link)
        beside.addStretch(1)
        column.addLayout(beside)
        column.addWidget(self._asking)
        self._asking.hide()
        self.move_link.hide()

    def show_finding(self, finding: Finding, kept: str = "") -> None:
        """Say it; ``kept`` is the reason it was booked anyway."""
        free = not finding.sentences
        said = (
            " ".join(_few(finding.sentences))
            if not free
            else f"{finding.free} {finding.beside}".strip()
        )
        self.words.set_text(said)
        self.words.set_style(colour="text2" if free else "warn")
        name, tone = ("circle-check", "accent") if free else ("triangle-alert", "warn")
        self.icon.set_icon(name, tone)
        self.move_link.setVisible(finding.movable)
        asking = finding.hard and not kept
        if asking != self._asking.isVisibleTo(self):
            self.reason.set_text("")
            self.reason.set_error("")
            self._asking.setVisible(asking)
        self.resized.emit()

    def asks(self) -> bool:
        """Whether it waits for a reason."""
        return self._asking.isVisibleTo(self)

    def insist(self) -> bool:
        """Ask for the reason once more, in the field; `False` when that was said already."""
        said = self.reason.error.isVisibleTo(self)
        self._pressed()
        return not said

    def _pressed(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.reason.set_error(self.tr("Say why in a few words."))
            self.resized.emit()
            return
        self.anyway.emit(reason)


def _few(sentences: Sequence[str]) -> list[str]:
    """The first three; the rest as a number."""
    if len(sentences) <= 3:
        return list(sentences)
    return [*sentences[:3], f"And {len(sentences) - 3} more."]
