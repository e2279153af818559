"""Make a household of people who live together, and change one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.letters.address_text import split_block
from app.models.operations import households as verbs
from app.models.qt.session import Session
from app.models.reach import PostalAddress
from app.storage.tables import Row
from app.ui.forms.address_block import address_parts, address_text
from app.ui.forms.facts import Facts
from app.ui.panes.people.household_words import Home, member_line, read_home
from app.ui.panes.people.record_picker import RecordPicker, choice_of
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.checks import CheckBox
from app.ui.widgets.editor_parts import ErrorLine
from app.ui.widgets.fields import TextArea, TextField
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover

WIDTH = 400
_FIELDS = (
    ("name", "Name in our lists"), ("joint_name", "Name on envelopes"),
    ("greeting_formal", "Formal greeting"), ("greeting_informal", "Informal greeting"),
)  # fmt: skip


class NewHousehold(Popover):
    """Who lives here? Proposes those at the same address. Signal: ``made(object id)``."""

    made = Signal(object)

    def __init__(self, session: Session, window: QWidget, facts: Facts) -> None:
        super().__init__(window, width=WIDTH)
        self._session = session
        self.people = RecordPicker(session, "contact", self.tr("Who lives here"), many=True)
        known = [facts.id, *(one for one in _housemates(session, facts.id) if one != facts.id)]
        self.people.show_chosen([choice_of(session, "contact", one) for one in known])
        self.error = ErrorLine()
        self.make = Button(self.tr("Make household"), "users", "primary")
        self.body.addWidget(Label(self.tr("New household"), "lead"))
        promise = self.tr(
            "They get one letter with both names. The first home address becomes everybody’s."
        )
        self.body.addWidget(Label(promise, "small", "text2", wrap=True))
        self.body.addWidget(self.people)
        self.body.addWidget(self.error)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.make)
        self.body.addLayout(row)
        self.make.clicked.connect(self._make)
        self.people.changed.connect(self.refit)
        self.people.escaped.connect(self.close_popover)

    def _make(self) -> None:
        ids = self.people.ids()
        if len(ids) < 2:
            self.error.say(self.tr("Choose at least two people."))
            self.refit()
            return
        try:
            made = self._session.do(verbs.make_household, ids)
        except Refusal as refusal:
            self.error.say(refusal.message)
            return
        self.close_popover()
        self._session.say(self.tr("Household made."))
        self.made.emit(made)


def _housemates(session: Session, contact_id: int) -> tuple[int, ...]:
    found = (one.contact_ids for one in session.read(verbs.proposals, limit=10_000))
    return next((ids for ids in found if contact_id in ids), (contact_id,))


class HouseholdEditor(Popover):
    """Members in their order, names and greetings, the address. Every change keeps itself."""

    def __init__(
        self,
        session: Session,
        window: QWidget,
        household_id: int,
        facts: Facts,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(window, width=WIDTH)
        self._session, self._facts, self._clock = session, facts, clock
        self.household_id = household_id
        self.home: Home | None = None
        self.body.setSpacing(8)
        self.body.addWidget(Label(self.tr("Household"), "lead"))
        self._members = QVBoxLayout()
        self._members.setSpacing(2)
        self.body.addLayout(self._members)
        self.add = RecordPicker(session, "contact", self.tr("Add somebody"))
        self.add.changed.connect(self._add)
        self.body.addWidget(self.add)
        self.fields: dict[str, TextField] = {}
        for key, caption in _FIELDS:
            field = self.fields[key] = TextField(caption)
            field.committed.connect(lambda text, key=key: self._keep(key, text))
            self.body.addWidget(field)
        self.address = TextArea(self.tr("Address; changing it moves everybody"), lines=3)
        self.address.committed.connect(self._move)
        self.body.addWidget(self.address)
        self._compose_foot()
        session.changed.connect(self._follow)
        self.read()

    def _compose_foot(self) -> None:
        row = QHBoxLayout()
        delete = Button(self.tr("Dissolve"), kind="danger")
        delete.setToolTip(self.tr("Everybody stays in the book and keeps a copy of the address."))
        done = Button(self.tr("Done"), kind="primary")
        delete.clicked.connect(self._delete)
        done.clicked.connect(self.close_popover)
        row.addWidget(delete)
        row.addStretch(1)
        row.addWidget(done)
        self.body.addLayout(row)

    def read(self) -> None:
        """Read the household anew."""
        today = self._clock().date()
        self.home = read_home(self._session, self.household_id, self._facts.language, today)
        if self.home is None:
            self.close_popover()
            return
        self._show_members(self.home)
        derived = {
            "joint_name": self.home.joint_name, "greeting_formal": self.home.formal,
            "greeting_informal": self.home.informal,
        }  # fmt: skip
        for key, field in self.fields.items():
            field.editor.setPlaceholderText(derived.get(key, ""))
            if not field.editor.hasFocus():
                field.set_text(str(self.home.row[key]))
        place = self.home.address
        if not self.address.editor.hasFocus():
            self.address.set_text(address_text(place, self._facts.country) if place else "")
        self.refit()

    def _show_members(self, home: Home) -> None:
        while self._members.count():
            widget = self._members.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        for place, member in enumerate(home.members):
            self._members.addWidget(self._member(member, place))

    def _member(self, member: Row, place: int) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        child = member["household_role"] == "child"
        line_of = member_line(member, self._today())
        said = ", ".join(p for p in (member["name"], "" if child else line_of) if p)
        row.addWidget(Label(said, "medium", elide=True), 1)
        up = IconButton("arrow-up", self.tr("Name {who} first").format(who=member["name"]))
        up.setVisible(place > 0)
        up.clicked.connect(lambda: self._first(member["id"]))
        role = CheckBox(self.tr("Child"), checked=child)
        role.setAccessibleName(self.tr("{who} is a child").format(who=member["name"]))
        role.setToolTip(self.tr("Children are not greeted in letters."))
        role.toggled.connect(
            lambda on: self._do(verbs.set_role, member["id"], "child" if on else "")
        )
        leave = IconButton("x", self.tr("{who} moves out").format(who=member["name"]))
        leave.clicked.connect(lambda: self._do(verbs.remove_member, member["id"]))
        for widget in (up, role, leave):
            row.addWidget(widget)
        return line

    def _today(self) -> date:
        return self._clock().date()

    def _first(self, contact_id: int) -> None:
        if self.home is not None:
            ids = [one["id"] for one in self.home.members if one["id"] != contact_id]
            self._do(verbs.order_members, self.household_id, [contact_id, *ids])

    def _add(self) -> None:
        for contact_id in self.add.ids():
            self._do(verbs.add_member, self.household_id, contact_id)
        self.add.show_chosen([])

    def _keep(self, key: str, text: str) -> None:
        if self.home is None or text.strip() == str(self.home.row[key]):
            return
        kept = self._session.read(verbs.load_household, self.household_id)
        try:
            self._session.do(verbs.save_household, replace(kept, **{key: text.strip()}))
        except Refusal as refusal:
            self.fields[key].set_error(refusal.message)
            return
        self.fields[key].set_error("")

    def _move(self, text: str) -> None:
        place = self.home.address if self.home is not None else None
        before = address_text(place, self._facts.country) if place else ""
        if text.strip() == before.strip():
            return
        parts = address_parts(place, text, self._facts.country) if place else split_block(text)
        known = {key: value for key, value in parts.items() if value}
        try:
            self._session.do(verbs.move_household, self.household_id, PostalAddress(**known))
        except Refusal as refusal:
            self.address.set_error(refusal.message)
            return
        self.address.set_error("")

    def _delete(self) -> None:
        if self._do(verbs.delete_household, self.household_id):
            self.close_popover()
            self._session.say(self.tr("Household dissolved."))

    def _do(self, verb: Any, *values: object) -> bool:
        try:
            self._session.do(verb, *values)
        except Refusal as refusal:
            self._session.say(refusal.message, kind="warn", undo=False)
            return False
        return True

    def _follow(self, _changes: object) -> None:
        if self.isVisible():
            self.read()
