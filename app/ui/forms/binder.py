"""The one binder: field specs, their widgets, and autosave between them.

A widget that is bound has ``committed(str)``, ``given_up()``, ``set_value``, ``show_refused``,
``mark_saved``, ``set_error``, ``is_editing`` and ``commit``: ``InlineField`` in the details,
``FormField`` in forms.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject

from app.models.qt.session import Session
from app.ui.forms.facts import Facts
from app.ui.forms.field_spec import FieldSpec, keep_field


class Binder(QObject):
    """Shows the fields of one record and keeps what is typed into them."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._specs: dict[str, FieldSpec] = {}
        self._widgets: dict[str, Any] = {}
        self.record_id = 0
        self._refused: dict[tuple[int, str], tuple[str, str]] = {}

    def refused_keys(self, record_id: int) -> list[str]:
        """The fields of a record whose typed text was refused and still waits to be mended."""
        return [key for one, key in self._refused if one == record_id]

    def widget(self, key: str) -> Any:
        """The widget of a field, or None."""
        return self._widgets.get(key)

    def bound_keys(self) -> list[str]:
        """The keys of all fields that are bound."""
        return list(self._widgets)

    def bind(self, spec: FieldSpec, widget: Any) -> None:
        """Let a widget keep a field."""
        self._specs[spec.key] = spec
        self._widgets[spec.key] = widget
        widget.committed.connect(lambda text, key=spec.key: self._keep(key, text))
        widget.given_up.connect(lambda key=spec.key: self.let_go(key))

    def unbind(self, key: str) -> Any:
        """Forget a field; returns its widget."""
        self._specs.pop(key, None)
        return self._widgets.pop(key, None)

    def show(self, facts: Facts, specs: Sequence[FieldSpec]) -> None:
        """Fill the bound widgets; one that is being edited keeps what is typed.

        What was refused on a record stands there again when one comes back to it.
        """
        same = facts.id == self.record_id
        if not same:
            self._commit_typed()
        self.record_id = facts.id
        for spec in specs:
            widget = self._widgets.get(spec.key)
            if widget is None:
                continue
            self._specs[spec.key] = spec
            if same and widget.is_editing():
                continue
            if not same:
                widget.set_error("")
            widget.set_value(spec.read(facts))
            if not same and (refused := self._refused.get((facts.id, spec.key))):
                widget.show_refused(*refused)

    def _commit_typed(self) -> None:
        """Keep what is being typed with the record it was typed for."""
        for widget in list(self._widgets.values()):
            if widget.is_editing():
                widget.commit()

    def _keep(self, key: str, text: str) -> None:
        widget, record_id = self._widgets[key], self.record_id
        trouble = keep_field(self._session, self._specs[key], record_id, text)
        widget.set_error(trouble)
        if trouble:
            self._refused[record_id, key] = (text, trouble)
        else:
            self._refused.pop((record_id, key), None)
            widget.mark_saved()

    def let_go(self, key: str) -> None:
        """Forget what was refused on this record: it was given up."""
        self._refused.pop((self.record_id, key), None)
