"""A titled list in the side column of a record's page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.ui.widgets.cards import Rule
from app.ui.widgets.label import Label


class Section(QWidget):
    """A titled list in the side column, with a count; hidden while empty unless it has a foot."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(Rule())
        column.addSpacing(4)
        head = QHBoxLayout()
        self._count = Label("", "small", "text2")
        head.addWidget(Label(title, "strong"), 1)
        head.addWidget(self._count)
        column.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column.addLayout(self._rows)
        self.foot = QVBoxLayout()
        column.addLayout(self.foot)

    def show_rows(self, rows: Sequence[QWidget], count: int) -> None:
        """Show these instead of those before."""
        _clear(self._rows)
        for row in rows:
            self._rows.addWidget(row)
        self._count.set_text(str(count) if count else "")
        self.setVisible(bool(count) or self.foot.count() > 0)


def _clear(layout: QLayout) -> None:
    while layout.count():
        widget = layout.takeAt(0).widget()
        widget.hide()
        widget.deleteLater()
