"""Who does not come, on which days, and to what: appointments that were missed, as a list."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.operations import appointment_kinds
from app.models.qt.session import Session
from app.storage.queries import outcomes
from app.storage.tables import Row
from app.ui import words
from app.ui.delegates.rows import TodoRowValue
from app.ui.delegates.small_rows import TodoRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.widgets.editor_parts import head_row
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover
from app.ui.widgets.segmented import SegmentedControl

WIDTH, HIGHEST = 380, 380


class MissedList(Popover):
    """`open_list`; a person's row leads to them. Signal: `person_opened(contact)`."""

    person_opened = Signal(object)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window, padding=16, width=WIDTH)
        self._session = session
        title = Label(self.tr("Missed appointments"), "lead")
        self.by = SegmentedControl(
            [("person", self.tr("Who")), ("weekday", self.tr("Day")), ("kind", self.tr("Kind"))],
            "person",
        )
        self.model = ValueModel()
        self.rows = RowList(TodoRow(), ground="raised")
        self.rows.setModel(self.model)
        self.rows.setAccessibleName(title.whole_text())
        self.nothing = Label(self.tr("Everybody came."), "body", "text2", wrap=True)
        self.body.addLayout(head_row(title, self.close_popover, self.tr("Close")))
        for part in (self.by, self.rows, self.nothing):
            self.body.addWidget(part)
        self.by.chosen.connect(self._show)
        self.rows.opened.connect(self._open)
        self.rows.clicked.connect(lambda index: self._open(self.rows.id_at(index.row())))

    def open_list(self, near: QRect) -> None:
        """Open with whoever missed most."""
        self.by.set_current("person")
        self._show("person")
        self.open_at(near)
        self.rows.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show(self, what: str) -> None:
        found = [row for row in self._session.read(outcomes.no_shows_by, what) if row["missed"]]
        self.model.set_values([self._row(row, what) for row in found])
        self.rows.setFixedHeight(max(1, min(self.rows.content_height(), HIGHEST)))
        self.rows.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.refit()

    def _row(self, row: Row, what: str) -> TodoRowValue:
        name, lead = row["name"], "avatar"
        if what == "weekday":
            name, lead = QLocale().dayName(row["name"] + 1), "calendar"
        elif what == "kind":
            name, lead = appointment_kinds.kind_named(self._session.store, row["name"]).name, "tag"
        line = f"{row['missed']} of {words.counted(row['count'], 'appointment')}"
        rate = f"{round(100 * row['missed'] / row['count'])} %"
        return TodoRowValue(row["id"], name, line, rate, "warn", lead=lead)

    def _open(self, row_id: object) -> None:
        if self.isVisible() and isinstance(row_id, int) and self.by.current_key() == "person":
            self.close_popover()
            self.person_opened.emit(row_id)
