"""The page of an empty book: three ways to bring people in, and one to look around first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.qt.session import Session
from app.storage import settings
from app.ui.pane import Pane
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Tile
from app.ui.widgets.empty import EmptyState


class FirstRunPane(Pane):
    """Signals beyond those of every pane: ``contact_requested()``, ``example_requested()``."""

    contact_requested = Signal()
    example_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.spreadsheet = Tile(
            "table", self.tr("From a spreadsheet"),
            self.tr("Excel, CSV or LibreOffice. We match the columns for you."), first=True,
        )  # fmt: skip
        self.phone = Tile(
            "contact", self.tr("From your phone or mail"),
            self.tr("A vCard file from Outlook, Google, iPhone or Thunderbird."),
        )  # fmt: skip
        self.typed = Tile(
            "user-plus", self.tr("Type in the first one"),
            self.tr("A name is enough. Add the rest when you need it."),
        )  # fmt: skip
        self.example = Button(
            self.tr("Look around with example data first"), "flask-conical", "ghost"
        )
        self.example.setVisible(not settings.setting(session.store, "example_data"))
        self.words = EmptyState(
            self.tr("Bring in your customers"),
            self.tr("Everything stays in one file on this computer. You can start small and undo "
                    "any step."),
            choices=(self.spreadsheet, self.phone, self.typed),
            foot=self.example,
            drawing=True,
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 0)
        column.addWidget(self.words)
        self.spreadsheet.clicked.connect(self._bring_in)
        self.phone.clicked.connect(self._bring_in)
        self.typed.clicked.connect(self.contact_requested)
        self.example.clicked.connect(self.example_requested)

    def _bring_in(self) -> None:
        self.import_requested.emit([])

    def new_record(self) -> None:
        """Type in the first one."""
        self.contact_requested.emit()

    def areas(self) -> list[QWidget]:
        """The tiles."""
        return [self.words]
