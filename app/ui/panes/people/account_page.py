"""The page of one firm: people with their roles, deals, files, and what happened with all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models import money
from app.models.deal import STATES
from app.models.errors import Refusal
from app.models.operations import fields
from app.storage.queries import board, documents
from app.storage.tables import Row
from app.ui.dialogs.files import choose_folder
from app.ui.forms.account_fields import detail_specs
from app.ui.forms.facts import Facts
from app.ui.forms.field_spec import FieldSpec
from app.ui.panes.files.file_rows import export_account_files, file_row
from app.ui.panes.people.permission_section import PermissionSection, ask_permission
from app.ui.panes.people.record_page import RecordPage
from app.ui.panes.people.side_section import Section
from app.ui.widgets.buttons import Button
from app.ui.widgets.checks import CheckBox
from app.ui.widgets.fields import TextField
from app.ui.widgets.ground import IconRow, PersonRow

_MOST = 12


class AccountPage(RecordPage):
    """A firm. Signal: ``delete_requested``."""

    kind = "account"
    back_words = "Back to all accounts"
    delete_requested = Signal()

    def specs(self, facts: Facts) -> Sequence[FieldSpec]:
        """The fields of a firm; its kind stands in the head when it has one."""
        hidden = {"kind"} if facts.text("kind") else set()
        hidden |= {"parent"} if facts.parent else set()
        return [spec for spec in detail_specs(facts) if spec.key not in hidden]

    def add_side(self, column: QVBoxLayout) -> None:
        """People, deals and files."""
        self.people = Section(self.tr("People"))
        self._who = TextField(placeholder=self.tr("Name"))
        self._who.editor.returnPressed.connect(self._add_person)
        self._who.escaped.connect(self._who.hide)
        self._who.hide()
        add = Button(self.tr("Add person"), "plus", "ghost", small=True)
        add.clicked.connect(self.ask_person)
        self.people.foot.addWidget(self._who)
        line = QHBoxLayout()
        line.addWidget(add)
        line.addStretch(1)
        self.people.foot.addLayout(line)
        self.deals = Section(self.tr("Deals"))
        self.files = Section(self.tr("Files"))
        self.permissions = PermissionSection(self.session, self.clock)
        self.permissions.asked.connect(self.ask_permission)
        for section in (self.people, self.deals, self.files, self.permissions):
            column.addWidget(section)

    def add_between(self, column: QVBoxLayout) -> None:
        """The switch of the timeline."""
        self.rolled_up = CheckBox(self.tr("With what happened with its people"), checked=True)
        self.rolled_up.toggled.connect(self._roll_up)
        column.addWidget(self.rolled_up)

    def fill_menu(self) -> None:
        """Delete stands apart, at the end."""
        super().fill_menu()
        self.head.menu.addAction(self.tr("Add person"), self.ask_person)
        self.head.menu.addAction(self.tr("Save all files…"), self.export_files)
        self.head.menu.addAction(self.tr("What may we send…"), self.ask_permission)
        self.head.menu.addSeparator()
        self.head.menu.addAction(self.tr("Delete"), self.delete_requested.emit)

    def show_more(self, facts: Facts) -> None:
        """Show people, deals and files."""
        self.people.show_rows([self._person(row) for row in facts.links[:_MOST]], len(facts.links))
        self.permissions.show_facts(facts)
        today = self.clock().date().isoformat()
        deals = self.session.read(board.of_owner, "account", facts.id, today)
        self.deals.show_rows([self._deal(row) for row in deals[:_MOST]], len(deals))
        files = self.session.read(documents.files_of, "account", facts.id)
        self.files.show_rows([self._file(row) for row in files[:_MOST]], len(files))

    def ask_permission(self) -> None:
        """Keep what this firm said we may send."""
        ask_permission(self.session, self.facts, self.head.more, self.clock)

    def ask_person(self) -> None:
        """Ask for the name of somebody who works here."""
        self._who.show()
        self._who.setFocus()

    def _person(self, row: Row) -> QWidget:
        line = row["job_title"] or row["role"]
        if row["to_date"]:
            line = f"{line}, until {row['to_date'][:4]}".lstrip(", ")
        widget = PersonRow(row["name"], line)
        widget.clicked.connect(
            lambda _checked=False, row_id=row["id"]: self.record_requested.emit("contact", row_id)
        )
        return widget

    def _deal(self, row: Row) -> QWidget:
        state = row["stage"] if row["state"] == "open" else STATES[row["state"]]
        amount = money.show(row["amount"], row["currency"]) if row["amount"] else ""
        line = ", ".join(part for part in (state, amount) if part)
        widget = IconRow("handshake", row["title"], line, "evergreen")
        widget.clicked.connect(
            lambda _checked=False, row_id=row["id"]: self.record_requested.emit("deal", row_id)
        )
        return widget

    def _file(self, row: Row) -> QWidget:
        widget = file_row(row, self.clock().date())
        widget.clicked.connect(
            lambda _checked=False, row_id=row["id"]: self.record_requested.emit("document", row_id)
        )
        return widget

    def export_files(self) -> None:
        """Write every file of this firm and its people into a folder."""
        if self.facts is None:
            return
        folder = choose_folder(
            self, self.tr("Where do the files go?"), self.session.store.path.parent
        )
        if folder is not None:
            export_account_files(self.session, self.facts.id, folder)

    def _add_person(self) -> None:
        name = self._who.text().strip()
        if not name or self.facts is None:
            return
        try:
            self.session.do(fields.add_person, {"name": name, "company": self.facts.name})
        except Refusal as refusal:
            self._who.set_error(refusal.message)
            return
        self._who.set_text("")
        self._who.hide()
        self.session.say(f"{name} added.")

    def _roll_up(self, on: bool) -> None:
        self.timeline.with_people = on
        if self.facts is not None:
            self.timeline.show_facts(self.facts)
