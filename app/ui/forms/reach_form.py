"""Several phones, emails or addresses of a record: change, add, prefer, take away."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.models import reach
from app.models.errors import Refusal
from app.models.operations import fields
from app.models.qt.session import Session
from app.storage.tables import Row
from app.ui.forms.address_times import AddressTimes
from app.ui.forms.email_arrival import EmailArrival
from app.ui.forms.facts import Facts
from app.ui.forms.kind_words import PHONES, PLACES
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.combo import ComboField
from app.ui.widgets.fields import TextField

_ADD = {"phone": "Add phone", "email": "Add email", "address": "Add address"}
_PARTS = (
    ("street", "Street", 0, 0, 3), ("street2", "Second line", 1, 0, 3),
    ("postcode", "Postcode", 2, 0, 1), ("town", "Town", 2, 1, 1), ("region", "County", 2, 2, 1),
)  # fmt: skip


def _kinds(what: str) -> list[tuple[object, str]]:
    if what == "phone":
        return [(kind, PHONES[kind][0]) for kind in reach.PHONE_KINDS]
    if what == "email":
        return [(kind, kind.capitalize()) for kind in reach.EMAIL_KINDS]
    return [(kind, PLACES[kind]) for kind in reach.ADDRESS_KINDS]


class ReachRow(QWidget):
    """One phone, email or address. A row without an id is new and exists once it is filled."""

    def __init__(self, form: ReachForm, item: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._form = form
        self._fields: dict[str, TextField] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.kind = ComboField("", _kinds(form.what), "work")
        self.kind.combo.setAccessibleName(self.tr("Kind"))
        self.kind.setFixedWidth(150)
        self.kind.chosen.connect(lambda key: self._keep(kind=str(key)) if self.item else None)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.kind, 0, top)
        self._below: AddressTimes | EmailArrival | None = None
        if form.what == "address":
            row.addLayout(self._compose_address(), 1)
        elif form.what == "email":
            row.addLayout(self._compose_email(), 1)
        else:
            row.addWidget(self._field("value", ""), 1)
        self._prefer = IconButton("star", self.tr("Make this the preferred one"))
        self._prefer.clicked.connect(lambda: form.prefer(self.item))
        self._prefer.setVisible(bool(item))
        self._remove = IconButton("trash-2", self.tr("Remove"))
        self._remove.clicked.connect(lambda: form.remove(self))
        row.addWidget(self._prefer, 0, top)
        row.addWidget(self._remove, 0, top)

    def _compose_address(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        for name, hint, line, place, span in _PARTS:
            grid.addWidget(self._field(name, hint), line, place, 1, span)
        grid.addWidget(self._field("country", "Country code, such as DE"), 3, 0, 1, 3)
        self._below = AddressTimes(self._form.session)
        self._below.hide()
        grid.addWidget(self._below, 4, 0, 1, 3)
        return grid

    def _compose_email(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        self._below = EmailArrival(self._form.session)
        self._below.hide()
        column.addWidget(self._field("value", ""))
        column.addWidget(self._below)
        return column

    def _field(self, name: str, hint: str) -> TextField:
        box = self._fields[name] = TextField(placeholder=self.tr(hint) if hint else "")
        box.editor.setAccessibleName(hint or _ADD[self._form.what].removeprefix("Add ").title())
        box.committed.connect(lambda text, name=name: self._keep(**{name: text}))
        return box

    def show_row(self, row: Row, *, first: bool, alone: bool) -> None:
        """Show what is kept; a text that is being typed stays."""
        self.kind.set_current(row["kind"])
        for name, box in self._fields.items():
            if not box.editor.hasFocus() or not box.editor.isModified():
                box.set_text(row[name])
        if self._below is not None:
            self._below.show_row(row)
            self._below.show()
        self._prefer.setVisible(not alone)
        self._prefer.set_icon("star", "amber.bar" if first else "text3", filled=first)
        self._prefer.set_name(
            self.tr("Preferred") if first else self.tr("Make this the preferred one")
        )

    def focus(self) -> None:
        """Put the cursor into the first box."""
        next(iter(self._fields.values())).setFocus()

    def _keep(self, **values: str) -> None:
        values = {name: text.strip() for name, text in values.items()}
        if not self.item:
            values = {"kind": str(self.kind.current_key() or "work")} | values
        box = self._fields.get(next(reversed(values)))
        trouble = self._form.keep(self, values)
        if box is not None:
            box.set_error(trouble)


class ReachForm(QWidget):
    """All phones (or emails, or addresses) of a record."""

    def __init__(self, session: Session, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what: Any = what
        self.session = session
        self._facts: Facts | None = None
        self.rows: list[ReachRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        column.addLayout(self._lines)
        self.add = Button(self.tr(_ADD[what]), "plus", "ghost", small=True)
        self.add.clicked.connect(self.add_row)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        column.addLayout(row)

    def show_facts(self, facts: Facts) -> None:
        """Show what a record has; a row that is being typed stays."""
        other = self._facts is None or (self._facts.kind, self._facts.id) != (facts.kind, facts.id)
        self._facts = facts
        kept = {"phone": facts.phones, "email": facts.emails, "address": facts.addresses}[self.what]
        wanted = [row["id"] for row in kept]
        for row in [one for one in self.rows if other or (one.item and one.item not in wanted)]:
            self._drop(row)
        for place, item in enumerate(wanted):
            row = next((one for one in self.rows if one.item == item), None)
            if row is None:
                row = ReachRow(self, item)
                self.rows.append(row)
            self._lines.insertWidget(place, row)
            row.show_row(kept[place], first=place == 0, alone=len(kept) < 2)

    def add_row(self) -> None:
        """Offer an empty row."""
        row = ReachRow(self, 0)
        self.rows.append(row)
        self._lines.addWidget(row)
        row.focus()

    def keep(self, row: ReachRow, values: dict[str, str]) -> str:
        """Write what a row holds; returns what stands in the way, or ""."""
        facts = self._facts
        if facts is None or (not row.item and not any(v for k, v in values.items() if k != "kind")):
            return ""
        known = {one.item for one in self.rows}
        try:
            if row.item and values.get("value") == "":
                self.session.do(fields.drop_reach, facts.kind, facts.id, self.what, row.item)
            else:
                self.session.do(
                    fields.change_reach, facts.kind, facts.id, self.what, row.item, **values
                )
        except Refusal as refusal:
            return refusal.message
        if not row.item:
            self._adopt(row, known)
        return ""

    def prefer(self, item: int) -> None:
        """Make one the preferred."""
        self._do(fields.prefer_reach, item)

    def remove(self, row: ReachRow) -> None:
        """Take one away, with Undo."""
        if not row.item:
            self._drop(row)
            return
        if self._do(fields.drop_reach, row.item):
            self.session.say(f"{_ADD[self.what].removeprefix('Add ').capitalize()} removed.")

    def _do(self, operation: Any, item: int) -> bool:
        facts = self._facts
        if facts is None:
            return False
        try:
            self.session.do(operation, facts.kind, facts.id, self.what, item)
        except Refusal as refusal:
            self.session.say(refusal.message, kind="warn", undo=False)
            return False
        return True

    def _adopt(self, row: ReachRow, known: set[int]) -> None:
        """The new row has its id now; the one that following the change made is not needed."""
        made = next((one for one in self.rows if one.item and one.item not in known), None)
        if made is not None:
            row.item = made.item
            self._drop(made)

    def _drop(self, row: ReachRow) -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
