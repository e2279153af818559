"""A new contact in seconds: five fields, Enter, and the card is ready for the next one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.operations import fields
from app.models.qt.session import Session
from app.storage import search
from app.storage.queries import records
from app.storage.settings import setting
from app.ui.forms.greeting_words import greeting_of_name
from app.ui.widgets.buttons import Button, LinkLabel
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover

FIELDS = ("name", "company", "phone", "email", "tag")
_CAPTIONS = {
    "name": "Name", "company": "Company", "phone": "Phone", "email": "Email", "tag": "Tag",
}  # fmt: skip
_LEAST = 3
"""Letters typed before anybody is looked for."""


class DuplicateHint(QWidget):
    """Says who is known already: looks like Charlotte Webb. Signal: ``open_requested(id)``."""

    open_requested = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.found: int | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.words = Label("", "small", "warn", elide=True)
        self.open = LinkLabel(self.tr("Open"), "small_medium")
        kept = self.open.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.open.setSizePolicy(kept)
        self.open.clicked.connect(lambda: self.open_requested.emit(self.found))
        row.addWidget(self.words, 1)
        row.addWidget(self.open)
        self.look({})

    def look(self, values: dict[str, str]) -> None:
        """Look for somebody with that email, phone number or name."""
        self.found = next(
            (
                found
                for key in ("email", "phone", "name")
                if (found := self._find(values.get(key, "").strip())) is not None
            ),
            None,
        )
        if self.found is not None:
            name = self._session.read(records.title, "contact", self.found)[0]
            link = self._session.read(records.accounts_of, self.found)
            firm = f", {link[0]['name']}" if link else ""
            self.words.set_text(f"Looks like {name}{firm}.")
        else:
            self.words.set_text("")
        self.open.setVisible(self.found is not None)

    def _find(self, text: str) -> int | None:
        if len(text) < _LEAST:
            return None
        ids = self._session.read(search.find_ids, "contact", text, 1)
        return ids[0] if ids else None


class QuickCard(Popover):
    """Name, company, phone, email, tag. A contact exists once it has a name.

    Enter adds and leaves the card open for the next; pressing elsewhere adds and closes; Esc
    closes without adding. Signals: ``added(id)``, ``open_requested(id)``.
    """

    added = Signal(object)
    open_requested = Signal(object)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window, width=320)
        self._session = session
        self._given_up = False
        self.body.addWidget(Label(self.tr("New contact"), "lead"))
        column = QVBoxLayout()
        column.setSpacing(8)
        self.fields: dict[str, TextField] = {}
        for key in FIELDS:
            field = self.fields[key] = TextField(self.tr(_CAPTIONS[key]))
            field.editor.returnPressed.connect(self.add)
            field.edited.connect(self._edited)
            field.escaped.connect(self._give_up)
            column.addWidget(field)
            if key == "name":
                self.greeting = Label("", "small", "text2", wrap=True)
                self.greeting.hide()
                column.addWidget(self.greeting)
        self.body.addLayout(column)
        self.hint = DuplicateHint(session)
        self.hint.open_requested.connect(self._open_found)
        self.body.addWidget(self.hint)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.note = Label("", "small", "accent_text", elide=True)
        row.addWidget(self.note, 1)
        self.button = Button(self.tr("Add"), "check", "primary", small=True)
        self.button.clicked.connect(self.add)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.closed.connect(self._closed)

    def open_card(self, anchor: QWidget) -> None:
        """Open beside the New button with the cursor in Name; an open card only takes the focus."""
        self._given_up = False
        if not self.isVisible():
            self.note.set_text("")
            self._offer()
            self.open_beside(anchor)
        self.fields["name"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, str]:
        """What is typed."""
        return {key: field.text().strip() for key, field in self.fields.items()}

    def add(self) -> bool:
        """Add the contact in one step; False when something stands in the way (said there)."""
        values = self.values()
        for field in self.fields.values():
            field.set_error("")
        try:
            made = self._session.do(fields.add_person, values)
        except Refusal as refusal:
            name = refusal.problems[0].field
            self.fields[name if name in self.fields else "name"].set_error(refusal.message)
            self.refit()
            return False
        shown = values["name"] or values["email"] or values["phone"]
        self.clear()
        self.note.set_text(self.tr("{name} added").format(name=shown))
        self._session.say(f"{shown} added.")
        self.added.emit(made)
        if self.isVisible():
            self.fields["name"].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def clear(self) -> None:
        """Empty every field."""
        for field in self.fields.values():
            field.set_text("")
            field.set_error("")
        self.hint.look({})
        self._show_greeting("")

    def _offer(self) -> None:
        tags = [row["name"] for row in self._session.read(records.all_tags)]
        completer = QCompleter(tags, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.fields["tag"].editor.setCompleter(completer)

    def _edited(self) -> None:
        self.note.set_text("")
        self.hint.look(self.values())
        self._show_greeting(self.values()["name"])

    def _show_greeting(self, name: str) -> None:
        language = self._session.read(setting, "locale").replace("_", "-")
        said = greeting_of_name(name, language)
        was_shown = self.greeting.isVisibleTo(self)
        self.greeting.set_text(said)
        self.greeting.setVisible(bool(said))
        if was_shown != bool(said):
            self.refit()

    def _open_found(self, record_id: object) -> None:
        self._given_up = True
        self.clear()
        self.close_popover()
        self.open_requested.emit(record_id)

    def _give_up(self) -> None:
        self._given_up = True
        self.clear()
        self.close_popover()

    def _closed(self) -> None:
        if not self._given_up and self.fields["name"].text().strip():
            self.add()
