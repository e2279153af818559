"""Edit: all fields of a record on the same page, in sections; each saves by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.operations import people
from app.models.qt.session import Session
from app.storage.queries import records
from app.ui.forms import account_fields, contact_fields, letter_fields
from app.ui.forms.binder import Binder
from app.ui.forms.facts import Facts
from app.ui.forms.field_spec import FieldSpec
from app.ui.forms.form_field import FormField
from app.ui.forms.greeting_words import SPOKEN, greeting_words
from app.ui.forms.jobs_form import JobsForm
from app.ui.forms.reach_form import ReachForm
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label


class RecordForm(QWidget):
    """The whole form of a person or firm. Built when first shown; follows the record."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._facts: Facts | None = None
        self._shape: tuple[object, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 28)
        self._column.setSpacing(14)
        self._inner: QWidget | None = None

    def show_facts(self, facts: Facts) -> None:
        """Show a record; the form is built anew only when its fields differ."""
        labels = [row["label"] for row in self._session.read(records.field_labels, facts.kind)]
        shape = (facts.kind, tuple(labels), tuple(row["id"] for row in facts.staff))
        self._facts = facts
        if shape != self._shape:
            self._shape = shape
            self._build(facts, labels)
        self._fill(facts)

    def field(self, key: str) -> FormField:
        """The widget of a field."""
        return self._binder.widget(key)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        if self._binder.bound_keys():
            self._binder.widget(self._binder.bound_keys()[0]).setFocus()

    def _build(self, facts: Facts, labels: list[str]) -> None:
        if self._inner is not None:
            self._column.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = QWidget()
        self._binder = Binder(self._session, self._inner)
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self._reach = {
            what: ReachForm(self._session, what) for what in ("phone", "email", "address")
        }
        if facts.kind == "contact":
            self._build_contact(column, facts, labels)
        else:
            self._build_account(column, facts, labels)
        column.addStretch(1)
        self._column.addWidget(self._inner)

    def _build_contact(self, column: QVBoxLayout, facts: Facts, labels: list[str]) -> None:
        self._jobs = JobsForm(self._session)
        cf = contact_fields
        name = self._section(column, self.tr("Name"), (*cf.NAME_PARTS, letter_fields.POSTAL_NAME))
        self._greeting = Label("", "small", "text2", wrap=True)
        name.body.addWidget(self._greeting)
        work = self._section(column, self.tr("Work"), (cf.JOB, cf.DEPARTMENT))
        work.body.addWidget(self._jobs)
        self._reach_sections(column)
        about = (
            cf.BIRTHDAY, cf.GENDER, cf.LANGUAGE, cf.SOURCE, cf.kind_field(facts),
            cf.staff_field(facts), cf.zone_field(facts), cf.rhythm_field(facts),
        )  # fmt: skip
        self._section(column, self.tr("About"), about)
        lf = letter_fields
        letters = (
            cf.mailings(), cf.calls(), lf.NO_TRADE, lf.CHANNEL, lf.INFORMAL, lf.CODE,
            lf.DECEASED, lf.DECEASED_ON, *cf.GREETINGS,
        )  # fmt: skip
        self._section(column, self.tr("Letters and calls"), letters)
        self._own_fields(column, facts, labels)
        self._section(column, self.tr("Note"), (cf.NOTE,))

    def _build_account(self, column: QVBoxLayout, facts: Facts, labels: list[str]) -> None:
        af = account_fields
        first = (
            af.NAME, af.CODE, contact_fields.kind_field(facts), af.PARENT,
            contact_fields.staff_field(facts), af.WEBSITE, af.SOURCE,
            contact_fields.zone_field(facts), contact_fields.rhythm_field(facts),
        )  # fmt: skip
        self._section(column, self.tr("Account"), first)
        self._reach_sections(column)
        self._own_fields(column, facts, labels)
        self._section(column, self.tr("Note"), (af.NOTE,))

    def _section(self, column: QVBoxLayout, title: str, specs: Sequence[FieldSpec]) -> Card:
        card = Card(title)
        card.body.setContentsMargins(16, 6, 16, 16)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        place = 0
        for spec in specs:
            widget = FormField(spec, bare=spec.caption == title)
            widget.edited.connect(self._show_greeting)
            self._binder.bind(spec, widget)
            if spec.wide:
                place += place % 2
            grid.addWidget(widget, place // 2, place % 2, 1, 2 if spec.wide else 1)
            place += 2 if spec.wide else 1
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        column.addWidget(card)
        return card

    def _reach_sections(self, column: QVBoxLayout) -> None:
        titles = {
            "phone": self.tr("Phones"), "email": self.tr("Emails"), "address": self.tr("Addresses"),
        }  # fmt: skip
        for what, form in self._reach.items():
            card = Card(titles[what])
            card.body.setContentsMargins(16, 6, 16, 12)
            card.body.addWidget(form)
            column.addWidget(card)

    def _own_fields(self, column: QVBoxLayout, facts: Facts, labels: list[str]) -> None:
        specs = [contact_fields.own_field(facts, label, "") for label in labels]
        card = self._section(column, self.tr("Own fields"), specs)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.new_label = TextField(placeholder=self.tr("Name of a new field"))
        self.new_label.setFixedWidth(220)
        button = Button(self.tr("Add field"), "plus", "ghost", small=True)
        button.clicked.connect(self._add_own_field)
        self.new_label.editor.returnPressed.connect(self._add_own_field)
        row.addWidget(self.new_label)
        row.addWidget(button)
        row.addStretch(1)
        card.body.addLayout(row)

    def _add_own_field(self) -> None:
        label = self.new_label.text().strip()
        if not label or self._facts is None:
            return
        try:
            self._session.do(people.make_own_field, self._facts.kind, label)
        except Refusal as refusal:
            self.new_label.set_error(refusal.message)
            return
        self.show_facts(self._facts)
        self.field(f"own:{label}").setFocus()

    def _specs(self, facts: Facts) -> list[FieldSpec]:
        values = {row["label"]: row["value"] for row in facts.own_fields}
        specs = [
            contact_fields.own_field(facts, key[4:], values.get(key[4:], ""))
            for key in self._binder.bound_keys()
            if key.startswith("own:")
        ]
        cf, af = contact_fields, account_fields
        shared = [
            cf.kind_field(facts), cf.staff_field(facts), cf.zone_field(facts),
            cf.rhythm_field(facts),
        ]  # fmt: skip
        if facts.kind == "account":
            return [*specs, *shared, af.NAME, af.CODE, af.PARENT, af.WEBSITE, af.SOURCE, af.NOTE]
        return [
            *specs, *shared, *cf.NAME_PARTS, cf.JOB, cf.DEPARTMENT, cf.BIRTHDAY, cf.GENDER,
            cf.LANGUAGE, cf.SOURCE, cf.mailings(), cf.calls(), *cf.GREETINGS, cf.NOTE,
            *letter_fields.ALL,
        ]  # fmt: skip

    def _fill(self, facts: Facts) -> None:
        self._binder.show(facts, self._specs(facts))
        for form in self._reach.values():
            form.show_facts(facts)
        if facts.kind == "contact":
            self._jobs.show_facts(facts)
            self._show_greeting()

    def _show_greeting(self) -> None:
        """Say how letters begin, of what is typed at this moment."""
        facts = self._facts
        if facts is None or facts.kind != "contact":
            return
        typed = {key: self._binder.widget(key).text() for key in SPOKEN if self._binder.widget(key)}
        self._greeting.set_text(greeting_words(facts, typed))
