"""A fax that was sent or came: logged with everybody who has that number."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.models.errors import Refusal
from app.models.operations import filing
from app.models.qt.session import Session
from app.storage.queries import records
from app.ui.dialogs.plain import PlainDialog
from app.ui.widgets.editor_parts import ErrorLine
from app.ui.widgets.fields import TextArea, TextField
from app.ui.widgets.label import Label
from app.ui.widgets.segmented import SegmentedControl


class LogFax(PlainDialog):
    """Number, what it was about, which way it went."""

    def __init__(self, session: Session, number: str = "", parent: QWidget | None = None) -> None:
        super().__init__(
            "Log a fax", "It stands in the timeline of everybody with that fax number.",
            hint="For a cover sheet, make a letter with the template Fax cover.", parent=parent,
        )  # fmt: skip
        self._session = session
        self.way = SegmentedControl((("out", "We sent it"), ("in", "It came")))
        self.number = TextField("Fax number", number, icon="printer")
        self.who = Label("", "small", "text2", wrap=True)
        self.subject = TextField("About")
        self.body_text = TextArea("Notes", lines=3)
        self.error = ErrorLine()
        for widget in (self.way, self.number, self.who, self.subject, self.body_text, self.error):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.add_button("close", "Cancel")
        self.keep_button = self.add_button("keep", "Log fax", "primary", stays=True, then=self.keep)
        self.number.edited.connect(lambda _text: self._look())
        self.number.setFocus()
        self._look()

    def _look(self) -> None:
        """Say whose number it is while it is typed."""
        digits = sum(one.isdecimal() for one in self.number.text())
        rows = self._session.read(filing.fax_owners, self.number.text()) if digits > 4 else []
        names = []
        for row in rows[:3]:
            kind = "contact" if row["contact_id"] else "account"
            names.append(self._session.read(records.title, kind, row[f"{kind}_id"])[0])
        self.who.set_text(", ".join(names))
        self.who.setVisible(bool(names))

    def keep(self) -> None:
        """Log it and close; says what is wrong."""
        try:
            self._session.do(
                filing.log_fax, self.number.text(), subject=self.subject.text().strip(),
                body=self.body_text.text().strip(), direction=self.way.current_key(),
            )  # fmt: skip
        except Refusal as refusal:
            self.error.say(refusal.message)
            return
        self._session.say("Fax logged.")
        self.accept()
