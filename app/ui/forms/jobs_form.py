"""Where a person works and worked: firm, role, job title, from and to."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.operations import fields
from app.models.qt.session import Session
from app.storage.tables import Row
from app.ui.forms.facts import Facts
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if len(text) == 10 else None


class JobRow(QWidget):
    """One firm of a person."""

    def __init__(self, form: JobsForm, link: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = link
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        self._firm = Label("", "medium", elide=True)
        remove = IconButton("trash-2", self.tr("Remove this company"))
        remove.clicked.connect(lambda: form.drop(link))
        grid.addWidget(self._firm, 0, 0, 1, 3)
        grid.addWidget(remove, 0, 3, Qt.AlignmentFlag.AlignRight)
        self._texts = {
            "role": TextField(placeholder=self.tr("Role, such as main contact")),
            "job_title": TextField(placeholder=self.tr("Job title there")),
        }
        self._days = {
            "from_date": DateField("", None, past=True), "to_date": DateField("", None, past=True),
        }  # fmt: skip
        for place, (name, box) in enumerate(self._texts.items()):
            box.committed.connect(lambda text, n=name, b=box: form.keep(link, n, text.strip(), b))
            grid.addWidget(box, 1, place)
        hints = (self.tr("From"), self.tr("To, if it is over"))
        for place, (name, box) in enumerate(self._days.items()):
            box.editor.setPlaceholderText(hints[place])
            box.editor.setAccessibleName(hints[place])
            box.date_changed.connect(
                lambda day, n=name, b=box: form.keep(link, n, day.isoformat() if day else "", b)
            )
            grid.addWidget(box, 1, 2 + place)
        for place in range(4):
            grid.setColumnStretch(place, 1)

    def show_row(self, row: Row) -> None:
        """Show what is kept."""
        self._firm.set_text(row["name"])
        for name, box in self._texts.items():
            if not box.editor.hasFocus():
                box.set_text(row[name])
        for name, day in self._days.items():
            if not day.editor.hasFocus():
                day.set_value(_day(row[name]))


class JobsForm(QWidget):
    """All firms of a person, and a box to add one by name."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._facts: Facts | None = None
        self.rows: dict[int, JobRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(12)
        column.addLayout(self._lines)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.new_firm = TextField(placeholder=self.tr("Company name"))
        self.new_firm.setFixedWidth(260)
        self.new_firm.editor.returnPressed.connect(self.add)
        button = Button(self.tr("Add company"), "plus", "ghost", small=True)
        button.clicked.connect(self.add)
        line.addWidget(self.new_firm)
        line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)

    def show_facts(self, facts: Facts) -> None:
        """Show the firms of a person."""
        self._facts = facts
        wanted = {row["link_id"]: row for row in facts.links}
        for link in [one for one in self.rows if one not in wanted]:
            gone = self.rows.pop(link)
            self._lines.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, (link, row) in enumerate(wanted.items()):
            if link not in self.rows:
                self.rows[link] = JobRow(self, link)
            self._lines.insertWidget(place, self.rows[link])
            self.rows[link].show_row(row)

    def keep(self, link: int, name: str, value: str, box: Any) -> None:
        """Write one field of a place of work."""
        try:
            self._session.do(fields.set_job, link, **{name: value})
        except Refusal as refusal:
            box.set_error(refusal.message)
            return
        box.set_error("")

    def add(self) -> None:
        """Add the person to the firm that was typed."""
        name = self.new_firm.text().strip()
        if not name or self._facts is None:
            return
        try:
            self._session.do(fields.join_account, self._facts.id, name)
        except Refusal as refusal:
            self.new_firm.set_error(refusal.message)
            return
        self.new_firm.set_text("")

    def drop(self, link: int) -> None:
        """Take a firm off the person, with Undo."""
        try:
            self._session.do(fields.drop_job, link)
        except Refusal as refusal:
            self._session.say(refusal.message, kind="warn", undo=False)
            return
        self._session.say("Company removed.")
