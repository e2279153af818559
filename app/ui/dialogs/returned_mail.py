"""A pile of letters that came back: type or scan their codes, and their addresses are marked."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from app.models.errors import Refusal
from app.models.operations import addresses
from app.models.operations.addresses import Returned
from app.models.qt.session import Session
from app.ui.dialogs.plain import PlainDialog
from app.ui.widgets.editor_parts import ErrorLine
from app.ui.widgets.fields import TextArea, TextField
from app.ui.words import counted


class ReturnedMail(PlainDialog):
    """One customer code a line, as a scanner types them. One step, with Undo."""

    def __init__(self, session: Session, today: date, parent: QWidget | None = None) -> None:
        super().__init__(
            "Letters that came back",
            "Type or scan the customer code of each, one a line. Letters to these people go to "
            "another address from now on, or wait until there is one.",
            parent=parent,
        )
        self._session, self._today = session, today
        self.codes = TextArea("Customer codes", lines=8)
        self.why = TextField("Why, if it says so", placeholder="Moved away")
        self.error = ErrorLine()
        for widget in (self.codes, self.why, self.error):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.add_button("close", "Close")
        self.mark = self.add_button(
            "mark", "Mark addresses", "primary", stays=True, then=self.mark_them
        )
        self.codes.setFocus()

    def mark_them(self) -> None:
        """Mark the addresses; codes that nobody has stay in the box."""
        codes = self.codes.text().split()
        if not codes:
            self.error.say("Type at least one code.")
            return
        why = self.why.text().strip() or "Returned mail"
        try:
            done = self._session.do(addresses.returned_mail, codes, self._today, why)
        except Refusal as refusal:
            self.error.say(refusal.message)
            return
        left = (*done.unknown, *done.without_address)
        self.codes.set_text("\n".join(left))
        self.error.say(_left_words(done))
        if done.marked:
            self._session.say(f"{counted(done.marked, 'address', 'addresses')} marked.")
        if not left:
            self.accept()


def _left_words(done: Returned) -> str:
    said = []
    if done.unknown:
        said.append(f"Nobody has the code {', '.join(done.unknown[:5])}.")
    if done.without_address:
        said.append(f"No address is left for {', '.join(done.without_address[:5])}.")
    return " ".join(said)
