"""The ledger of cells on view: five numbers that add up, each a way to the cells behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.desk import importing
from app.desk.importing import CellFate, Rehearsal
from app.ui.delegates.rows import FileRowValue
from app.ui.forms.contact_fields import birthday_words
from app.ui.widgets.buttons import Button
from app.ui.widgets.label import Label

FATES = (
    ("stored", "as they stood", "check", "evergreen"),
    ("transformed", "tidied", "pencil", "blue"),
    ("parked", "kept in fields of your own", "tag", "violet"),
    ("left_out", "left out", "circle-minus", "slate"),
    ("refused", "refused", "circle-x", "brick"),
)
"""Fate, its words, and how a cell of it looks in a list."""


class CellLedger(QWidget):
    """Every cell of the file is in one of five numbers. Signal: ``fate_chosen(str)``."""

    fate_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.total = Label("", "small_medium", "text2")
        self.numbers: dict[str, Button] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.total)
        for fate, *_ in FATES:
            button = Button("", kind="ghost", small=True)
            button.clicked.connect(lambda _on=False, said=fate: self.fate_chosen.emit(said))
            self.numbers[fate] = button
            row.addWidget(button)
        row.addStretch(1)

    def show_ledger(self, found: Rehearsal) -> None:
        """Show the five numbers of a check."""
        counts = importing.cell_counts(found.ledger)
        cells = "cell" if counts["total"] == 1 else "cells"
        self.total.set_text(f"{counts['total']:,} {cells} with something in them:")
        for fate, words, *_ in FATES:
            button = self.numbers[fate]
            button.setText(f"{counts[fate]:,} {words}")
            button.setAccessibleName(self.tr("Show cells {words}").format(words=words))
            button.setEnabled(bool(counts[fate]))
            button.setVisible(bool(counts[fate]) or fate in ("stored", "refused"))


def cell_rows(cells: Sequence[CellFate], fate: str) -> list[FileRowValue]:
    """Cells as rows of a list: what stood and reads now, the column and the reason, the row."""
    _, _, icon, kind = next(each for each in FATES if each[0] == fate)
    return [
        FileRowValue(at, _change(cell), _why(cell), icon, kind, f"Row {cell.row:,}")
        for at, cell in enumerate(cells)
    ]


def _change(cell: CellFate) -> str:
    before = " ".join(cell.value.split())
    after = birthday_words(" ".join(cell.became.split()))
    return before if not after or after == before else f"{before} → {after}"


def _why(cell: CellFate) -> str:
    return ": ".join(part for part in (cell.column, cell.reason) if part)
