"""The page of one person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.storage.queries import documents, records
from app.ui.forms.contact_fields import detail_specs
from app.ui.forms.facts import Facts
from app.ui.forms.field_spec import FieldSpec
from app.ui.forms.greeting_words import greeting_words
from app.ui.panes.files.file_rows import file_row
from app.ui.panes.people.household_section import HouseholdSection
from app.ui.panes.people.permission_section import PermissionSection, ask_permission
from app.ui.panes.people.record_page import RecordPage
from app.ui.panes.people.side_section import Section
from app.ui.widgets.buttons import LinkLabel
from app.ui.widgets.cards import Rule
from app.ui.widgets.ground import PersonRow
from app.ui.widgets.label import Label

_MOST = 6


class ContactPage(RecordPage):
    """A person. Signals: ``delete_requested``, ``paper_requested(str kind)``."""

    kind = "contact"
    delete_requested = Signal()
    paper_requested = Signal(str)

    def specs(self, facts: Facts) -> Sequence[FieldSpec]:
        """The fields of a person; the firm stands in the head already."""
        return [spec for spec in detail_specs(facts) if spec.key not in self._in_head(facts)]

    @staticmethod
    def _in_head(facts: Facts) -> set[str]:
        shown = {"kind"} if facts.text("kind") else set()
        shown |= {"company"} if facts.company else set()
        return shown | ({"job_title"} if facts.text("job_title") else set())

    def add_side(self, column: QVBoxLayout) -> None:
        """How letters begin, the household, what we may send, colleagues at the same firm."""
        self.greeting = Label("", "small", "text2", wrap=True)
        self.greeting.setContentsMargins(28, 0, 0, 0)
        column.addWidget(self.greeting)
        self.household = HouseholdSection(self.session, self.clock)
        self.household.person_requested.connect(
            lambda one: self.record_requested.emit("contact", one)
        )
        self.household.edit_requested.connect(self.edit_household)
        column.addWidget(self.household)
        self.permissions = PermissionSection(self.session, self.clock)
        self.permissions.asked.connect(self.ask_permission)
        column.addWidget(self.permissions)
        self.files = Section(self.tr("Files"))
        column.addWidget(self.files)
        self._colleagues = QWidget()
        box = QVBoxLayout(self._colleagues)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(4)
        box.addWidget(Rule())
        box.addSpacing(4)
        head = QHBoxLayout()
        self._also = Label("", "strong", elide=True)
        self._count = Label("", "small", "text2")
        head.addWidget(self._also, 1)
        head.addWidget(self._count)
        box.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        box.addLayout(self._rows)
        column.addWidget(self._colleagues)

    def show_more(self, facts: Facts) -> None:
        """Show greeting, household, permissions, and who else is at the firm."""
        self.greeting.set_text("" if facts.row.get("deceased") else greeting_words(facts))
        self.household.show_facts(facts)
        self.permissions.show_facts(facts)
        self._show_files(facts)
        self._show_colleagues(facts)

    def _show_files(self, facts: Facts) -> None:
        found = self.session.read(documents.files_of, "contact", facts.id)
        rows: list[QWidget] = []
        for row in found[:_MOST]:
            line = file_row(row, self.clock().date())
            line.clicked.connect(
                lambda _checked=False, one=row["id"]: self.record_requested.emit("document", one)
            )
            rows.append(line)
        self.files.show_rows(rows, len(found))

    def _show_colleagues(self, facts: Facts) -> None:
        while self._rows.count():
            old = self._rows.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        firm = facts.company
        others = []
        if firm:
            people = self.session.read(records.people_of, firm["id"])
            others = [row for row in people if not row["to_date"] and row["id"] != facts.id]
        self._colleagues.setVisible(bool(others))
        if not others:
            return
        self._also.set_text(self.tr("Also at {firm}").format(firm=firm["name"]))
        self._count.set_text(str(len(others)))
        for row in others[:_MOST]:
            line = PersonRow(row["name"], row["job_title"] or row["role"])
            line.clicked.connect(
                lambda _checked=False, row_id=row["id"]: self.record_requested.emit(
                    "contact", row_id
                )
            )
            self._rows.addWidget(line)
        if len(others) > _MOST:
            more = LinkLabel(self.tr("Show all"))
            firm_id = firm["id"]
            more.clicked.connect(lambda: self.record_requested.emit("account", firm_id))
            self._rows.addWidget(more)

    def fill_menu(self) -> None:
        """Delete stands apart, at the end."""
        super().fill_menu()
        menu = self.head.menu
        menu.addAction(self.tr("Envelope"), lambda: self.paper_requested.emit("envelopes"))
        menu.addAction(self.tr("Label"), lambda: self.paper_requested.emit("labels"))
        menu.addSeparator()
        menu.addAction(self.tr("Household…"), self.edit_household)
        self.head.menu.addAction(self.tr("What may we send…"), self.ask_permission)
        self.head.menu.addSeparator()
        self.head.menu.addAction(self.tr("Delete"), self.delete_requested.emit)

    def edit_household(self) -> None:
        """Change the household of this person, or make one."""
        from app.ui.panes.people.household_popover import HouseholdEditor, NewHousehold

        facts = self.facts
        if facts is None:
            return
        home = facts.row.get("household_id")
        popover = (
            HouseholdEditor(self.session, self.window(), home, facts, self.clock)
            if home
            else NewHousehold(self.session, self.window(), facts)
        )
        popover.closed.connect(popover.deleteLater)
        popover.open_beside(self.household.edit if home else self.head.more)

    def ask_permission(self) -> None:
        """Keep what this person said we may send."""
        ask_permission(self.session, self.facts, self.head.more, self.clock)
