"""The one binder: field specs, their widgets, and autosave between them.

A widget that is bound has ``committed(str)``, ``set_value``, ``mark_saved``, ``set_error`` and
``is_editing``: ``InlineField`` in the details, ``FormField`` in forms.
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

    def unbind(self, key: str) -> Any:
        """Forget a field; returns its widget."""
        self._specs.pop(key, None)
        return self._widgets.pop(key, None)

    def show(self, facts: Facts, specs: Sequence[FieldSpec]) -> None:
        """Fill the bound widgets; one that is being edited keeps what is typed."""
        same = facts.id == self.record_id
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

    def _keep(self, key: str, text: str) -> None:
        widget = self._widgets[key]
        trouble = keep_field(self._session, self._specs[key], self.record_id, text)
        widget.set_error(trouble)
        if not trouble:
            widget.mark_saved()
