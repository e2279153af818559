"""Which rows of a file are rows: whether the first has titles, whether hidden ones come too."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.desk import importing, titles
from app.exchange.tables.table import Table, TableInfo
from app.ui.widgets.buttons import Button


class RowSwitches(QWidget):
    """Two switches. Signal: ``changed``; what holds is asked of ``titles`` and ``hidden``."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.titles = self._switch(self.tr("First row has titles"))
        self.hidden = self._switch(self.tr("Hidden rows too"))
        self.hidden.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.hidden)
        row.addWidget(self.titles)

    def _switch(self, text: str) -> Button:
        button = Button(text, "check")
        button.setCheckable(True)
        button.clicked.connect(self._clicked)
        return button

    def _clicked(self) -> None:
        self._show_ticks()
        self.changed.emit()

    def _show_ticks(self) -> None:
        for button in (self.titles, self.hidden):
            button.set_icon("check" if button.isChecked() else "minus")

    def show_file(self, info: TableInfo) -> None:
        """A file was read: its hidden rows come in until the person says otherwise."""
        count = len(info.hidden_rows)
        words = self.tr("1 hidden row too") if count == 1 else f"{count:,} hidden rows too"
        self.hidden.setText(words)
        self.hidden.setChecked(True)
        self.hidden.setVisible(bool(count))

    def show_table(self, info: TableInfo) -> None:
        """Say whether the table on view has titles; address books have none to ask about."""
        self.titles.setVisible(not info.targets)
        self.titles.setChecked(info.header_row > 0)
        self._show_ticks()

    def applied_to(self, table: Table) -> Table:
        """The rows of a file as the switches say."""
        if not self.hidden.isChecked():
            table = importing.without_hidden_rows(table)
        changed = titles.with_titles if self.titles.isChecked() else titles.without_titles
        return changed(table)
