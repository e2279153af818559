"""What changed: all steps with their undo, and the choice when records were edited since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from app.models.qt.session import Session
from app.storage import history
from app.storage.tables import Row
from app.storage.undo import Conflict, Policy, UndoConflict
from app.ui import words
from app.ui.delegates.rows import TodoRowValue
from app.ui.delegates.small_rows import TodoRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.dialogs.plain import PlainDialog
from app.ui.widgets.buttons import Button

STEPS_A_PAGE = 200
_NAMES = {
    "contact": "Contact", "account": "Account", "appointment": "Appointment", "deal": "Deal",
    "task": "To-do", "activity": "Timeline", "phone": "Phone", "email_address": "Email",
    "address": "Address", "document": "File", "saved_view": "List",
}  # fmt: skip


def conflict_rows(conflicts: list[Conflict]) -> list[TodoRowValue]:
    """The records edited since, one row each."""
    return [
        TodoRowValue(
            number, one.title or _NAMES.get(one.table, "Record"), one.reason, lead="history",
            kind="amber",
        )
        for number, one in enumerate(conflicts, 1)
    ]  # fmt: skip


class ConflictDialog(PlainDialog):
    """Records were edited since a step: keep them, take them back too, or do nothing."""

    def __init__(self, conflict: UndoConflict, parent: QWidget | None = None) -> None:
        super().__init__(
            "Some records were edited since",
            conflict.message,
            hint="Nothing was changed yet. What should happen to them?",
            width=560,
            parent=parent,
        )
        self.model = ValueModel(conflict_rows(conflict.conflicts))
        self.rows = RowList(TodoRow())
        self.rows.setModel(self.model)
        self.rows.setAccessibleName("Records edited since")
        self.rows.setMinimumHeight(min(260, self.rows.content_height() + 4))
        self.body.addWidget(self.rows, 1)
        self.add_button("", "Cancel", "ghost")
        self.add_button("revert", "Take them back too")
        self.add_button("keep", "Keep these as they are", "primary")

    def policy(self) -> Policy | None:
        """What was chosen, or ``None``."""
        return {"keep": "keep", "revert": "revert"}.get(self.choice)  # type: ignore[return-value]


class HistoryDialog(PlainDialog):
    """Every step of the book, newest first, each with its undo."""

    def __init__(
        self,
        session: Session,
        clock: Callable[[], datetime] = datetime.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "What changed",
            "Every step, newest first. Any step can be taken back, also an older one.",
            width=680,
            parent=parent,
        )
        self._session = session
        self._clock = clock
        self._steps: dict[int, Row] = {}
        self.model = ValueModel()
        self.rows = RowList(TodoRow())
        self.rows.setModel(self.model)
        self.rows.setAccessibleName("Steps")
        self.rows.setMinimumHeight(380)
        self.body.addWidget(self.rows, 1)
        self.more = Button("Show older steps", kind="ghost", small=True)
        self.more.clicked.connect(self._load_more)
        self.body.addWidget(self.more)
        self.undo_button = self.add_button("", "Undo this step", stays=True, then=self.undo_chosen)
        self.add_button("done", "Done", "primary")
        self.rows.current_changed.connect(self._chosen)
        session.changed.connect(self.load)
        self.load()

    def load(self, _changes: object = None) -> None:
        """Read the newest steps."""
        place = self.rows.currentIndex().row()
        self._steps = {}
        self._add(history.steps(self._session.store, limit=STEPS_A_PAGE))
        if self.model.rowCount():
            self.rows.choose_row(min(max(place, 0), self.model.rowCount() - 1))
        self._chosen(self.rows.current_id())

    def _load_more(self) -> None:
        last = min(self._steps) if self._steps else None
        place = self.rows.currentIndex().row()
        self._add(history.steps(self._session.store, limit=STEPS_A_PAGE, before=last))
        self.rows.choose_row(max(place, 0))

    def _add(self, steps: list[Row]) -> None:
        self._steps |= {row["id"]: row for row in steps}
        self.model.set_values([self._value(row) for row in self._steps.values()])
        self.more.setVisible(len(steps) == STEPS_A_PAGE)

    def _value(self, row: Row) -> TodoRowValue:
        then = words.local_time(row["at"])
        line = ", ".join(
            part for part in (row["actor"], words.counted(row["rows"], "row"), _state(row)) if part
        )
        glyph = {"undo": "undo-2", "redo": "redo-2"}.get(row["kind"], "history")
        kind = "slate" if row["kind"] != "do" or row["undone_by"] else "evergreen"
        when = words.moment_words(then, self._clock().date())
        return TodoRowValue(row["id"], row["label"], line, when, lead=glyph, kind=kind)

    def _chosen(self, step_id: object) -> None:
        row = self._steps.get(step_id) if isinstance(step_id, int) else None
        self.undo_button.setEnabled(bool(row and row["kind"] == "do" and not row["undone_by"]))

    def undo_chosen(self) -> None:
        """Take back the step that is chosen."""
        step_id = self.rows.current_id()
        if isinstance(step_id, int):
            self._session.undo(step_id)


def _state(row: Row) -> str:
    return "taken back" if row["undone_by"] is not None and row["kind"] == "do" else ""
