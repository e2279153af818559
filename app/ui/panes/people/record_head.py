"""The head of a record's page: who it is, their tags, and what one can do with them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.operations import fields, people
from app.models.qt.session import Session
from app.storage.queries import records
from app.ui.forms.facts import Facts
from app.ui.forms.kind_words import kind_colour, kind_one
from app.ui.panes.people.photos import Photos
from app.ui.widgets.buttons import Button, IconButton, LinkLabel
from app.ui.widgets.chips import Chip
from app.ui.widgets.fields import TextField
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.ground import Avatar, Sheet
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover

VERBS = (
    ("call", "Call", "phone"),
    ("email", "Email", "mail"),
    ("letter", "Letter", "file-text"),
    ("appointment", "Appointment", "calendar-plus"),
)


class TitleField(QWidget):
    """A name that is a headline until it is pressed. Signal: ``committed(str)``."""

    committed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._label = Label("", "title", elide=True)
        self._field = TextField()
        self._field.setMinimumWidth(280)
        self._field.hide()
        self._field.committed.connect(self.committed)
        self._field.editor.left.connect(self.finish)
        self._field.editor.returnPressed.connect(self.finish)
        self._field.escaped.connect(self._give_up)
        row.addWidget(self._label)
        row.addWidget(self._field)

    def show_name(self, name: str) -> None:
        """Show a name, unless one is being typed."""
        self._label.set_text(name)
        self._label.updateGeometry()
        self.setAccessibleName(self.tr("Name: {name}").format(name=name))
        if self._field.isHidden():
            self._field.set_text(name)

    def edit(self) -> None:
        """Turn into an editor."""
        self._field.set_text(self._label.whole_text())
        self._label.hide()
        self._field.show()
        self._field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.editor.selectAll()

    def finish(self) -> None:
        """Be a headline again, unless something is wrong with the name."""
        if self._field.error.isVisibleTo(self._field):
            return
        self._field.hide()
        self._label.show()

    def set_error(self, sentence: str) -> None:
        """Keep what was typed and say what is wrong."""
        self._field.set_error(sentence)

    def _give_up(self) -> None:
        self._field.set_error("")
        self.finish()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Edit."""
        event.accept()
        self.edit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit on F2 and Enter."""
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit()
            return
        super().keyPressEvent(event)


class TagRow(QWidget):
    """Kind and tags as chips, with "Add tag". Signal: ``tag_pressed(str)``."""

    tag_pressed = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._facts: Facts | None = None
        self._flow = FlowLayout(self)
        self._popover: Popover | None = None
        self._shown: tuple[tuple[str, str], ...] | None = None

    def show_facts(self, facts: Facts) -> None:
        """Show the tags of a record."""
        self._facts = facts
        kind = facts.text("kind")
        wanted = tuple((row["name"], row["colour"]) for row in facts.tags)
        if (("", kind), *wanted) == self._shown:
            return
        self._shown = (("", kind), *wanted)
        while self._flow.count():
            widget = self._flow.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        if kind:
            self._flow.addWidget(Chip(kind_one(kind), kind_colour(kind)))
        for name, colour in wanted:
            chip = Chip(name, colour, removable=True, quiet=True)
            chip.clicked.connect(lambda _checked=False, name=name: self.tag_pressed.emit(name))
            chip.remove_requested.connect(lambda name=name: self._remove(name))
            self._flow.addWidget(chip)
        self.add = Chip(self.tr("Add tag"), "", icon="plus")
        self.add.clicked.connect(self.ask)
        self._flow.addWidget(self.add)
        self.updateGeometry()

    def ask(self) -> None:
        """Ask for a tag beside the chips."""
        if self._popover is not None:
            self._popover.deleteLater()
        popover = self._popover = Popover(self.window(), padding=10, width=220)
        field = self.field = TextField(placeholder=self.tr("Tag"))
        names = [row["name"] for row in self._session.read(records.all_tags)]
        completer = QCompleter(names, field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        field.editor.setCompleter(completer)
        field.editor.returnPressed.connect(self._take)
        field.escaped.connect(popover.close_popover)
        popover.body.addWidget(field)
        popover.open_beside(self.add)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        name = self.field.text().strip()
        if not name or self._facts is None:
            return
        try:
            self._session.do(people.add_tag, self._facts.kind, [self._facts.id], name)
        except Refusal as refusal:
            self.field.set_error(refusal.message)
            return
        self._popover.close_popover()

    def _remove(self, name: str) -> None:
        try:
            self._session.do(people.remove_tag, self._facts.kind, [self._facts.id], name)
        except Refusal as refusal:
            self._session.say(refusal.message, kind="warn", undo=False)
            return
        self._session.say(f"Tag “{name}” taken off {self._facts.name}.")


class RecordHead(Sheet):
    """Avatar, name, star, where they belong, tags, verbs. Signals carry no ids: the page knows.

    ``verb_pressed(str)``: call, email, letter, appointment; ``company_pressed(object id)``;
    ``edit_toggled(bool)``; ``back_pressed``.
    """

    verb_pressed = Signal(str)
    company_pressed = Signal(object)
    edit_toggled = Signal(bool)
    back_pressed = Signal()

    def __init__(self, session: Session, *, back: str = "", parent: QWidget | None = None) -> None:
        super().__init__("canvas", foot=True, parent=parent)
        self._session = session
        self._facts: Facts | None = None
        self._photos = Photos(session, 64)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 15)
        column.setSpacing(14)
        column.addLayout(self._compose_who(back))
        column.addLayout(self._compose_verbs())

    def _compose_who(self, back: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        top = Qt.AlignmentFlag.AlignTop
        self.back = IconButton("arrow-left", back or self.tr("Back"), outlined=True)
        self.back.setVisible(bool(back))
        self.back.clicked.connect(self.back_pressed)
        row.addWidget(self.back, 0, top)
        self.avatar = Avatar(64)
        row.addWidget(self.avatar, 0, top)
        words = QVBoxLayout()
        words.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(6)
        self.title = TitleField()
        self.title.committed.connect(self._rename)
        self.star = IconButton("star", self.tr("Star"), box=26)
        self.star.clicked.connect(self._toggle_star)
        line.addWidget(self.title)
        line.addWidget(self.star)
        line.addStretch(1)
        words.addLayout(line)
        where = QHBoxLayout()
        where.setSpacing(4)
        self._role = Label("", "body", "text2")
        self.company = LinkLabel("")
        self.company.clicked.connect(self._open_company)
        where.addWidget(self._role)
        where.addWidget(self.company)
        where.addStretch(1)
        words.addLayout(where)
        words.addSpacing(4)
        self.tags = TagRow(self._session)
        words.addWidget(self.tags)
        row.addLayout(words, 1)
        return row

    def _compose_verbs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.verbs: dict[str, Button] = {}
        for key, words, icon in VERBS:
            button = self.verbs[key] = Button(words, icon)
            button.clicked.connect(lambda _checked=False, key=key: self.verb_pressed.emit(key))
            row.addWidget(button)
        row.addStretch(1)
        self.edit = Button(self.tr("Edit"), "pencil", "ghost")
        self.edit.clicked.connect(self._toggle_edit)
        self.menu = QMenu(self)
        self.more = IconButton("ellipsis", self.tr("More"), menu=self.menu)
        row.addWidget(self.edit)
        row.addWidget(self.more)
        self._editing = False
        return row

    def show_facts(self, facts: Facts) -> None:
        """Show another record, or the same one changed."""
        self._facts = facts
        self.avatar.show_name(facts.name, company=facts.kind == "account")
        self.avatar.show_photo(self._photos.of(facts.kind, facts.id))
        self.title.show_name(facts.name)
        starred = bool(facts.row["starred"])
        self.star.set_icon("star", "amber.bar" if starred else "text3", filled=starred)
        self.star.set_name(self.tr("Take the star away") if starred else self.tr("Star"))
        self._show_where(facts)
        self.tags.show_facts(facts)
        for key, have in (("call", facts.phones), ("email", facts.emails)):
            self.verbs[key].setEnabled(bool(have))
            missing = {"call": self.tr("No phone number yet"), "email": self.tr("No email yet")}
            self.verbs[key].setToolTip("" if have else missing[key])

    def _show_where(self, facts: Facts) -> None:
        if facts.kind == "account":
            people_here = [link for link in facts.links if not link["to_date"]]
            count = len(people_here)
            people_words = self.tr("1 person") if count == 1 else f"{count} " + self.tr("people")
            code = facts.text("customer_code")
            parts = [people_words if count else "", f"No. {code}" if code else ""]
            self._role.set_text(", ".join(part for part in parts if part))
            self.company.setText(facts.parent["name"] if facts.parent else "")
            if facts.parent:
                self._role.set_text(self._role.whole_text() + self.tr(", belongs to"))
        else:
            job = facts.company
            title = facts.text("job_title") or (job["job_title"] or job["role"] if job else "")
            if job:
                title = self.tr("{title} at").format(title=title) if title else self.tr("At")
            self._role.set_text(title or self.tr("Private customer"))
            self.company.setText(job["name"] if job else "")
        self.company.setVisible(bool(self.company.text()))

    def set_editing(self, editing: bool) -> None:
        """Show the button as "Edit" or "Done", silently."""
        self._editing = editing
        self.edit.setText(self.tr("Done") if editing else self.tr("Edit"))
        self.edit.set_icon("check" if editing else "pencil")

    def _toggle_edit(self) -> None:
        self.set_editing(not self._editing)
        self.edit_toggled.emit(self._editing)

    def _open_company(self) -> None:
        if self._facts is None:
            return
        target = self._facts.parent if self._facts.kind == "account" else self._facts.company
        if target:
            self.company_pressed.emit(target["id"])

    def _toggle_star(self) -> None:
        facts = self._facts
        if facts is None:
            return
        try:
            self._session.do(
                people.set_column, facts.kind, [facts.id], "starred",
                int(not facts.row["starred"]),
            )  # fmt: skip
        except Refusal as refusal:
            self._session.say(refusal.message, kind="warn", undo=False)

    def _rename(self, text: str) -> None:
        facts = self._facts
        if facts is None:
            return
        try:
            if facts.kind == "contact":
                self._session.do(fields.rename_contact, facts.id, text)
            else:
                self._session.do(fields.set_account, facts.id, name=text.strip())
        except Refusal as refusal:
            self.title.set_error(refusal.message)
            return
        self.title.set_error("")
