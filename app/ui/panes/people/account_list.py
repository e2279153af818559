"""The table of Accounts: head with chips, columns, filter; every firm in a row."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu

from app.ui.panes.people.people_list import PeopleList
from app.ui.widgets.buttons import Button, IconButton


class AccountList(PeopleList):
    """Every firm, sorted by any column."""

    kind = "account"
    title_words = "Accounts"
    first_mode = "table"
    most_chips = 6

    def empty_words(self) -> tuple[str, str, str, str]:
        """Words of an empty table."""
        return (
            self.tr("No account matches"),
            self.tr("No accounts yet"),
            self.tr("Firms you deal with stand here, with their people."),
            self.tr("New account"),
        )

    def compose_head(self) -> None:
        """One line: title, chips, columns, filter, more, New account; the filter field below."""
        self.head.setContentsMargins(24, 14, 16, 13)
        self.head.setSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.title)
        row.addSpacing(2)
        row.addWidget(self.count)
        row.addSpacing(12)
        row.addWidget(self.chips)
        row.addStretch(1)
        self.columns_button = Button(
            self.tr("Columns"), "columns-3", "ghost", menu=self.columns_menu
        )
        self.filter_button = Button(self.tr("Filter"), "list-filter", "ghost")
        self.filter_button.clicked.connect(self.open_filter)
        menu = QMenu(self)
        menu.addAction(self.tr("Copy the table"), self._copy_all)
        menu.addAction(self.tr("Export…"), self.export_pressed.emit)
        self.compact = QAction(self.tr("Closer rows"), menu)
        self.compact.setCheckable(True)
        self.compact.toggled.connect(self.views.table.set_compact)
        menu.addAction(self.compact)
        self.more_button = IconButton("ellipsis", self.tr("More"), menu=menu)
        self.new_button = Button(self.tr("New account"), "plus", "primary")
        self.new_button.clicked.connect(self.new_pressed)
        for widget in (
            self.columns_button, self.filter_button, self.more_button, self.new_button,
        ):  # fmt: skip
            row.addWidget(widget)
        self.head.addLayout(row)
        self.head.addWidget(self.field)

    def mark_filter(self, held: bool) -> None:
        """Show at the filter button that it holds firms back."""
        self.filter_button.set_kind("link" if held else "ghost")

    def _copy_all(self) -> None:
        self.views.view.selectAll()
        self.views.copy()
        self.session.say("Copied.", undo=False)
