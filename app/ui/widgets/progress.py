"""Long work in the page: a bar, the counts in words, and Cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.widgets.base import Painted
from app.ui.widgets.buttons import Button
from app.ui.widgets.label import Label

if TYPE_CHECKING:
    from app.ui.theme.canvas import Canvas


class Bar(Painted):
    """A share from 0 to 1 as a thin bar; None shows that nobody knows how long it takes."""

    def __init__(self, share: float | None = 0.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = share
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def set_share(self, share: float | None) -> None:
        """Show another share."""
        self._share = share
        self.update()

    def _measure(self) -> QSize:
        return QSize(80, 5)

    def _draw(self, canvas: Canvas) -> None:
        canvas.box(canvas.rect(0, 0, canvas.width, canvas.height), 2.5, "line")
        if self._share is None:
            third = canvas.width / 3
            canvas.box(canvas.rect(third, 0, third, canvas.height), 2.5, "control")
        elif self._share > 0:
            filled = max(canvas.height, canvas.width * min(self._share, 1.0))
            canvas.box(canvas.rect(0, 0, filled, canvas.height), 2.5, "accent")


class ProgressStrip(QWidget):
    """Words, a bar and Cancel; `narrow` gives the words a line of their own.

    Signal: `cancel_requested`.
    """

    cancel_requested = Signal()

    def __init__(self, *, narrow: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label("", "small", "text2", wrap=narrow, elide=not narrow)
        if narrow:  # a long name without blanks is cut, and never widens what holds the strip
            self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bar = Bar(None)
        self._cancel = Button(self.tr("Cancel"), kind="ghost", small=True)
        self._cancel.clicked.connect(self._cancelled)
        column, row = QVBoxLayout(), QHBoxLayout()
        column.setSpacing(2 if narrow else 6)
        row.setSpacing(12)
        column.addWidget(self._words)
        outer, inner = (column, row) if narrow else (row, column)
        (row if narrow else column).addWidget(self._bar, 1)
        outer.addLayout(inner, 1)
        row.addWidget(self._cancel)
        self.setLayout(outer)
        outer.setContentsMargins(0, 0, 0, 0)
        # Alone on a page it would be drawn out over all its height
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def set_progress(self, words: str, done: int, total: int | None) -> None:
        """Say how far it is: "312 of 842 rows", 312, 842; None when the total is unknown."""
        self._words.set_text(words)
        self.setToolTip(words)
        self._bar.set_share(done / total if total else None)
        self._cancel.setEnabled(True)
        self.setAccessibleName(words)

    def set_cancellable(self, cancellable: bool) -> None:
        """Hide Cancel for the moment in which stopping would help nobody."""
        self._cancel.setVisible(cancellable)

    def _cancelled(self) -> None:
        self._cancel.setEnabled(False)
        self.cancel_requested.emit()
