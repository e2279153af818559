"""Who somebody lives with, in the side column of their page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.models.qt.session import Session
from app.ui.forms.address_block import address_text
from app.ui.forms.facts import Facts
from app.ui.panes.people.household_words import Home, begins, member_line, on_envelope, read_home
from app.ui.panes.people.side_section import Section
from app.ui.widgets.buttons import Button
from app.ui.widgets.ground import PersonRow
from app.ui.widgets.label import Label


class HouseholdSection(Section):
    """Members, the name on envelopes, how letters begin, the address.

    Signals: ``person_requested(object id)``, ``edit_requested``.
    """

    person_requested = Signal(object)
    edit_requested = Signal()

    def __init__(
        self, session: Session, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__("Household", parent)
        self._session, self._clock = session, clock
        self.home: Home | None = None
        self.words = Label("", "small", "text2", wrap=True)
        self.edit = Button(self.tr("Edit household"), "pencil", "ghost", small=True)
        self.edit.clicked.connect(self.edit_requested)
        line = QHBoxLayout()
        line.addWidget(self.edit)
        line.addStretch(1)
        self.foot.setSpacing(4)
        self.foot.addWidget(self.words)
        self.foot.addLayout(line)

    def show_facts(self, facts: Facts) -> None:
        """Show the household of a person, or nothing."""
        household = facts.row.get("household_id")
        today = self._clock().date()
        self.home = (
            read_home(self._session, household, facts.language, today) if household else None
        )
        if self.home is None:
            self.setVisible(False)
            return
        rows: list[QWidget] = []
        for member in self.home.members:
            if member["id"] == facts.id:
                continue
            row = PersonRow(member["name"], member_line(member, today))
            row.clicked.connect(
                lambda _checked=False, one=member["id"]: self.person_requested.emit(one)
            )
            rows.append(row)
        self.show_rows(rows, len(self.home.members))
        said = [on_envelope(self.home), begins(self.home)]
        if self.home.address:
            said.append(address_text(self.home.address, facts.country))
        self.words.set_text("\n".join(one for one in said if one))
