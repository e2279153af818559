"""The list column of Contacts: people by letter, or everybody as a table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu

from app.ui.panes.people.people_list import PeopleList
from app.ui.widgets.buttons import Button, IconButton

SORTS = (
    ("name", "First name", False),
    ("last_name", "Last name", False),
    ("company", "Company", False),
    ("town", "Town", False),
    ("last_contact", "Last contact", True),
    ("created", "Recently added", True),
)
"""Sort key, words, whether it begins with the greatest."""


class ContactList(PeopleList):
    """Everybody, sorted and shown as one likes. Signal: ``mode_changed(str)``."""

    mode_changed = Signal(str)

    def empty_words(self) -> tuple[str, str, str, str]:
        """Words of an empty list."""
        return (
            self.tr("No contact matches"),
            self.tr("No contacts yet"),
            self.tr("Everybody you deal with stands here."),
            self.tr("New contact"),
        )

    def compose_head(self) -> None:
        """Title and buttons, the filter field, the chips."""
        row = QHBoxLayout()
        row.setSpacing(4)
        self.head.setContentsMargins(18, 14, 13, 10)
        self.head.setSpacing(10)
        row.addWidget(self.title)
        row.addSpacing(4)
        row.addWidget(self.count)
        row.addStretch(1)
        self._sort_menu = QMenu(self)
        self._sort_menu.aboutToShow.connect(self._fill_sorts)
        self.sort_button = IconButton("arrow-up-down", self.tr("Sort"), menu=self._sort_menu)
        self.filter_button = IconButton("list-filter", self.tr("Filter"))
        self.filter_button.clicked.connect(self.open_filter)
        self.columns_button = IconButton("columns-3", self.tr("Columns"), menu=self.columns_menu)
        self.export_button = IconButton("download", self.tr("Export this list"))
        self.export_button.clicked.connect(self.export_pressed)
        for widget in (self.columns_button, self.export_button):
            widget.hide()  # they belong to the table, which has the room for them
        self.mode_button = IconButton("table", self.tr("Show as a table"))
        self.mode_button.clicked.connect(self.toggle_mode)
        self.new_button = Button(self.tr("New"), "plus", "primary")
        self.new_button.clicked.connect(self.new_pressed)
        for widget in (
            self.sort_button, self.filter_button, self.columns_button, self.export_button,
            self.mode_button,
        ):  # fmt: skip
            row.addWidget(widget)
        row.addSpacing(4)
        row.addWidget(self.new_button)
        self.head.addLayout(row)
        self.head.addWidget(self.field)
        self.head.addWidget(self.chips)

    def mark_filter(self, held: bool) -> None:
        """Show at the filter button that it holds somebody back."""
        self.filter_button.set_icon("list-filter", "accent" if held else "text2")

    def _fill_sorts(self) -> None:
        self._sort_menu.clear()
        group = QActionGroup(self._sort_menu)
        for key, said, descending in SORTS:
            entry = QAction(said, self._sort_menu)
            entry.setCheckable(True)
            entry.setChecked(key == self._sort)
            entry.triggered.connect(
                lambda _checked=False, key=key, down=descending: self.sort_by(key, down)
            )
            group.addAction(entry)
            self._sort_menu.addAction(entry)

    def toggle_mode(self) -> None:
        """Turn between the list and the table."""
        self.set_mode("list" if self.views.mode == "table" else "table")

    def set_mode(self, mode: str) -> None:
        """Show "list" or "table"."""
        self.views.set_mode(mode)
        table = mode == "table"
        self.columns_button.setVisible(table)
        self.export_button.setVisible(table)
        self.mode_button.set_icon("layout-list" if table else "table")
        self.mode_button.set_name(
            self.tr("Show as a list") if table else self.tr("Show as a table")
        )
        self.follow_chosen()
        self.mode_changed.emit(mode)
