"""The details of a record: each field is read until it is pressed, and saves by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.models.qt.session import Session
from app.storage.queries import records
from app.ui.forms.binder import Binder
from app.ui.forms.contact_fields import email_field, own_field, phone_field
from app.ui.forms.email_arrival import mark_words, turn_mark
from app.ui.forms.facts import Facts
from app.ui.forms.field_spec import FieldSpec
from app.ui.widgets.buttons import Button
from app.ui.widgets.inline_field import InlineField
from app.ui.widgets.label import Label


class DetailsColumn(QWidget):
    """Fields with a value, and "Add field" for the others.

    Signal: ``activated(str kind, str value)`` when a phone, email or link is pressed.
    """

    activated = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._binder = Binder(session, self)
        self._facts: Facts | None = None
        self._specs: dict[str, FieldSpec] = {}
        self._wanted: set[str] = set()
        self._shown: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Label(self.tr("Details"), "strong"))
        column.addSpacing(2)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(3)
        column.addLayout(self._fields)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._add = Button(self.tr("Add field"), "plus", "ghost", menu=self._menu, small=True)
        row = QHBoxLayout()
        row.setContentsMargins(18, 2, 0, 0)
        row.addWidget(self._add)
        row.addStretch(1)
        column.addLayout(row)

    def show_facts(self, facts: Facts, specs: Sequence[FieldSpec]) -> None:
        """Show the fields of a record; those being edited keep what is typed."""
        other = self._facts is None or facts.id != self._facts.id
        if other:
            self._close_editors()
        self._facts = facts
        self._specs = {spec.key: spec for spec in specs}
        if other:
            self._wanted = set(self._binder.refused_keys(facts.id))
        for key in self._wanted:
            self._know(key)
        self._arrange()
        self._binder.show(facts, list(self._specs.values()))

    def field(self, key: str) -> InlineField | None:
        """The widget of a field that is shown."""
        return self._binder.widget(key)

    def add_field(self, key: str) -> None:
        """Show an empty field and open it."""
        if self._facts is None:
            return
        self._wanted.add(key)
        self._know(key)
        self._arrange()
        widget = self._binder.widget(key)
        widget.set_value("")
        widget.edit()

    def _know(self, key: str) -> None:
        """Have the spec of a field that is still to be added."""
        if key in self._specs:
            return
        if key == "phone:new":
            self._specs[key] = replace(phone_field(self._facts, 99, None), key=key)
        elif key == "email:new":
            self._specs[key] = replace(email_field(self._facts, 99, None), key=key)
        elif key.startswith("own:"):
            self._specs[key] = own_field(self._facts, key[4:], "")

    def _close_editors(self) -> None:
        for key in self._shown:
            self._binder.widget(key).commit()
            self._binder.widget(key).finish()

    def _has_value(self, spec: FieldSpec) -> bool:
        widget = self._binder.widget(spec.key)
        if widget is not None and widget.is_editing():
            return True
        return spec.key in self._wanted or bool(spec.read(self._facts))

    def _arrange(self) -> None:
        wanted = [key for key, spec in self._specs.items() if self._has_value(spec)]
        for key in [key for key in self._shown if key not in wanted or self._changed_kind(key)]:
            widget = self._binder.unbind(key)
            self._shown.remove(key)
            self._fields.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        for key in wanted:
            if self._binder.widget(key) is None:
                self._make(self._specs[key])
        if wanted != self._shown:
            for place, key in enumerate(wanted):
                self._fields.insertWidget(place, self._binder.widget(key))
            self._shown = wanted
        for key in wanted:
            self._binder.widget(key).set_caption(self._specs[key].caption)

    def _changed_kind(self, key: str) -> bool:
        spec, widget = self._specs[key], self._binder.widget(key)
        return widget.property("options") != repr((spec.options, spec.icon))

    def _make(self, spec: FieldSpec) -> None:
        widget = InlineField(
            spec.caption, "", spec.kind, icon=spec.icon, options=spec.options,
            placeholder=spec.placeholder,
        )  # fmt: skip
        widget.setProperty("options", repr((spec.options, spec.icon)))
        widget.activated.connect(lambda value, kind=spec.kind: self.activated.emit(kind, value))
        self._binder.bind(spec, widget)
        if spec.kind == "email":
            widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            widget.customContextMenuRequested.connect(
                lambda at, key=spec.key: self.email_menu(key).popup(widget.mapToGlobal(at))
            )

    def email_menu(self, key: str) -> QMenu:
        """What can be done with an email address that is shown."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Edit"), lambda: self._binder.widget(key).edit())
        place = key.partition(":")[2]
        emails = self._facts.emails if self._facts is not None else ()
        if place.isdecimal() and int(place) < len(emails):
            row = emails[int(place)]
            menu.addAction(
                self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(row["value"])
            )
            menu.addAction(mark_words(row), lambda: turn_mark(self._session, row))
        return menu

    def _fill_menu(self) -> None:
        self._menu.clear()
        entries = [
            (spec.caption.removesuffix(", preferred"), key)
            for key, spec in self._specs.items()
            if key not in self._shown
        ]
        if self._facts is not None:
            more = (("phone:new", "Another phone"), ("email:new", "Another email"))
            taken = {"phone:new": self._facts.phones, "email:new": self._facts.emails}
            entries += [(words, key) for key, words in more if taken[key]]
            known = {row["label"] for row in self._facts.own_fields}
            for row in self._session.read(records.field_labels, self._facts.kind):
                if row["label"] not in known:
                    entries.append((row["label"], f"own:{row['label']}"))
        for words, key in entries:
            entry = self._menu.addAction(words.replace("&", "&&"))
            entry.triggered.connect(lambda _checked=False, key=key: self.add_field(key))
