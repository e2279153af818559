"""Rooms, vehicles and things that are booked beside people: a list, and a form."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.operations import resources
from app.models.operations.resources import KINDS, Resource
from app.models.qt.session import Session
from app.storage.changes import Changes
from app.ui.delegates.rows import TodoRowValue
from app.ui.delegates.small_rows import TodoRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import ComboField
from app.ui.widgets.editor_parts import ErrorLine, side_by_side
from app.ui.widgets.fields import TextField

_ICONS = {"room": "house", "vehicle": "package", "thing": "package"}


class RoomsPart(QWidget):
    """Add one by its name; what was given up keeps its appointments."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._known: dict[int, Resource] = {}
        self.model = ValueModel()
        self.rows = RowList(TodoRow(), ground="canvas")
        self.rows.setModel(self.model)
        self.rows.setAccessibleName("Rooms and things")
        self.name = TextField("Name", placeholder="Meeting room")
        self.kind = ComboField("Kind", list(KINDS.items()), "room")
        self.error = ErrorLine()
        self.add = Button("Add", "plus", small=True)
        self.rename = Button("Rename", "pencil", "ghost", small=True)
        self.retire = Button("No longer here", "x", "ghost", small=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.rows)
        column.addLayout(side_by_side((self.name, 2), (self.kind, 1)))
        column.addWidget(self.error)
        row = QHBoxLayout()
        for button in (self.add, self.rename, self.retire):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.add.clicked.connect(self._add)
        self.name.editor.returnPressed.connect(self._add)
        self.rename.clicked.connect(self._rename)
        self.retire.clicked.connect(self._retire)
        self.rows.selection_changed.connect(self._enable)
        session.changed.connect(self._follow)
        self.load()

    def _follow(self, _changes: Changes) -> None:
        self.load()

    def load(self) -> None:
        """Read what there is."""
        found = self._session.read(resources.resources)
        self._known = {one.id: one for one in found}
        self.model.set_values(
            [
                TodoRowValue(one.id, one.name, KINDS.get(one.kind, ""), kind=one.colour,
                             lead=_ICONS.get(one.kind, "package"))
                for one in found
            ]
        )  # fmt: skip
        self.rows.setFixedHeight(max(1, min(self.rows.content_height(), 220)))
        self.rows.setVisible(bool(found))
        self._enable()

    def _enable(self) -> None:
        chosen = self.rows.current_id() is not None
        self.rename.setEnabled(chosen)
        self.retire.setEnabled(chosen)

    def _add(self) -> None:
        kind = str(self.kind.current_key())
        self._keep(Resource(name=self.name.text().strip(), kind=kind))

    def _rename(self) -> None:
        chosen = self._known.get(self.rows.current_id())  # type: ignore[call-overload]
        if chosen is not None:
            self._keep(replace(chosen, name=self.name.text().strip()))

    def _keep(self, resource: Resource) -> None:
        try:
            self._session.do(resources.save_resource, resource)
        except Refusal as refusal:
            self.error.say(refusal.message)
            return
        self.error.say("")
        self.name.set_text("")

    def _retire(self) -> None:
        chosen = self._known.get(self.rows.current_id())  # type: ignore[call-overload]
        if chosen is not None:
            self._session.do(resources.retire_resource, chosen.id)
            self._session.say(f"{chosen.name} is no longer offered.")
