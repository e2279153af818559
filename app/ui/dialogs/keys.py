"""The list of keys, drawn from the table of commands and the keys that pages know themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from app.ui.commands import Command, key_words
from app.ui.dialogs.plain import PlainDialog
from app.ui.widgets.label import Label

PAGE_KEYS: tuple[tuple[str, str], ...] = (
    ("Enter", "Open, or confirm a field"),
    ("Esc", "Close, undo a field, clear the filter"),
    ("Space", "Tick a row or a to-do"),
    ("Ctrl A", "Select all"),
    ("Shift ↑ ↓", "Select several"),
    ("PgUp PgDn", "Previous or next week"),
    ("Alt and arrows", "Move an appointment, a deal, a to-do"),
    ("Menu key", "What can be done with a row"),
    ("Shift Alt ↑ ↓", "Shorten or lengthen an appointment"),
    ("Alt or F10", "Menu bar"),
)


def key_list(commands: tuple[Command, ...]) -> QWidget:
    """Keys and what they do, in two columns of pairs."""
    inner = QWidget()
    grid = QGridLayout(inner)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(7)
    rows = [(key_words(one), one.text.rstrip("…")) for one in commands if key_words(one)]
    rows += list(PAGE_KEYS)
    half = (len(rows) + 1) // 2
    for place, (keys, said) in enumerate(rows):
        column, row = (0, place) if place < half else (3, place - half)
        grid.addWidget(Label(keys, "small_strong", "text2"), row, column)
        grid.addWidget(Label(said, "body", elide=True), row, column + 1)
    grid.setColumnMinimumWidth(2, 20)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(4, 1)
    grid.setRowStretch(half, 1)
    return inner


def keys_dialog(commands: tuple[Command, ...], parent: QWidget | None = None) -> PlainDialog:
    """The list of keys in a dialog."""
    dialog = PlainDialog("Keyboard shortcuts", width=760, parent=parent)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(key_list(commands))
    area.setMinimumHeight(360)
    dialog.body.addWidget(area, 1)
    dialog.add_button("done", "Done", "primary")
    return dialog
