"""The page of one person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.storage.queries import records
from app.ui.forms.contact_fields import detail_specs
from app.ui.forms.facts import Facts
from app.ui.forms.field_spec import FieldSpec
from app.ui.panes.record_page import RecordPage
from app.ui.widgets.buttons import LinkLabel
from app.ui.widgets.cards import Rule
from app.ui.widgets.ground import PersonRow
from app.ui.widgets.label import Label

_MOST = 6


class ContactPage(RecordPage):
    """A person. Signal: ``delete_requested``."""

    kind = "contact"
    delete_requested = Signal()

    def specs(self, facts: Facts) -> Sequence[FieldSpec]:
        """The fields of a person; the firm stands in the head already."""
        return [spec for spec in detail_specs(facts) if spec.key not in self._in_head(facts)]

    @staticmethod
    def _in_head(facts: Facts) -> set[str]:
        shown = {"kind"} if facts.text("kind") else set()
        shown |= {"company"} if facts.company else set()
        return shown | ({"job_title"} if facts.text("job_title") else set())

    def add_side(self, column: QVBoxLayout) -> None:
        """Colleagues at the same firm."""
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
        """Show who else is at the firm."""
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
        self.head.menu.addSeparator()
        self.head.menu.addAction(self.tr("Delete"), self.delete_requested.emit)
