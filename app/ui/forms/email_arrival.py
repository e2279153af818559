"""Whether emails arrive at an address: said, and marked, below its line in the form."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.operations import addresses as verbs
from app.models.qt.session import Session
from app.storage.tables import Row
from app.ui.forms.address_times import day_words
from app.ui.widgets.buttons import Button
from app.ui.widgets.label import Label


class EmailArrival(QWidget):
    """Says and marks that emails came back; emails to many leave such an address out."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._row: Row | None = None
        self.mark = Button("", "undo-2", "ghost", small=True)
        self.mark.clicked.connect(self._pressed)
        self.words = Label("", "small", "warn", wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.mark)
        line.addWidget(self.words, 1)

    def show_row(self, row: Row) -> None:
        """Show what is kept of an email address."""
        self._row = row
        back = day_words(row["undeliverable_on"])
        self.words.set_text(self.tr("Emails came back {}.").format(back) if back else "")
        self.mark.setText(mark_words(row))

    def _pressed(self) -> None:
        if self._row is not None:
            turn_mark(self._session, self._row)


def mark_words(row: Row) -> str:
    """What the mark of an email address can be turned to."""
    return "Emails arrive here" if row["undeliverable_on"] else "Email came back"


def turn_mark(session: Session, row: Row) -> None:
    """Mark that emails came back from an address, or that they arrive after all."""
    on = None if row["undeliverable_on"] else date.today()
    try:
        session.do(verbs.mark_email_undeliverable, row["id"], on)
    except Refusal as refusal:
        session.say(refusal.message, kind="warn", undo=False)
        return
    said = "{} is left out of emails to many." if on else "{} is written to."
    session.say(said.format(row["value"]))
