"""What somebody agreed to or refused, in the side column of their page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models.qt.session import Session
from app.storage.queries import consents
from app.ui.forms.facts import Facts
from app.ui.panes.people.permission_words import newest, state_words, subject_words
from app.ui.panes.people.side_section import Section
from app.ui.widgets.ground import IconRow


class PermissionSection(Section):
    """One line for each word that holds; hidden where nothing was said. Signal: ``asked``."""

    asked = Signal()

    def __init__(
        self, session: Session, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__("What they said we may send", parent)
        self._session, self._clock = session, clock

    def show_facts(self, facts: Facts) -> None:
        """Show what a person or firm said last on each matter."""
        today = self._clock().date()
        found = newest(self._session.read(consents.consents, facts.kind, facts.id))
        rows: list[QWidget] = []
        for row in found:
            given = row["state"] == "given"
            line = IconRow(
                "circle-check" if given else "circle-x", subject_words(row),
                state_words(row, today), "evergreen" if given else "brick",
            )  # fmt: skip
            line.clicked.connect(self.asked)
            rows.append(line)
        self.show_rows(rows, 0)
        self.setVisible(bool(rows))


def ask_permission(
    session: Session, facts: Facts | None, anchor: QWidget, clock: Callable[[], datetime]
) -> None:
    """Open the popover that keeps what a person or firm said we may send."""
    from app.ui.panes.people.permission_popover import PermissionPopover

    if facts is not None:
        popover = PermissionPopover(session, anchor.window(), facts, clock)
        popover.closed.connect(popover.deleteLater)
        popover.open_beside(anchor)
