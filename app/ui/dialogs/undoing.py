"""What changed: all steps with their undo, and the choice when records were edited since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from app.models.edited_since import edited_since
from app.models.qt.session import Session
from app.storage import history
from app.storage.tables import Row
from app.storage.undo import Place, Policy, UndoConflict
from app.ui import book_time, words
from app.ui.delegates.rows import TodoRowValue
from app.ui.delegates.small_rows import TodoRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.dialogs.plain import PlainDialog
from app.ui.widgets.buttons import Button

STEPS_A_PAGE = 200


class ConflictDialog(PlainDialog):
    """Records were edited since a step: each is kept, or taken back too; or nothing is done."""

    def __init__(self, conflict: UndoConflict, parent: QWidget | None = None) -> None:
        super().__init__(
            "Some of this was edited since",
            f"{conflict.message} Nothing was undone yet.",
            hint="Those that you tick are taken back as well; the others stay as they are now."
            " Everything else is undone.",
            width=600,
            parent=parent,
        )
        self.records = edited_since(conflict.conflicts)
        self.model = ValueModel()
        delegate = TodoRow()
        delegate.ticked.connect(self._tick)
        self.rows = RowList(delegate)
        self.rows.setModel(self.model)
        self.rows.setAccessibleName("Records edited since")
        self.rows.opened.connect(self._turn)
        self.body.addWidget(self.rows, 1)
        self.add_button("", "Cancel", "ghost")
        self.all_button = self.add_button("", "Tick all", stays=True, then=self._tick_all)
        self.go_button = self.add_button("go", "", "primary")
        self._show()
        self.rows.setMinimumHeight(min(320, self.rows.content_height() + 4))

    def choices(self) -> dict[Place, Policy] | None:
        """What was chosen for each record, or ``None``."""
        if self.choice != "go":
            return None
        return {one.owner: "revert" if one.goes_back else "keep" for one in self.records}

    def _show(self) -> None:
        place = self.rows.currentIndex().row()
        self.model.set_values(
            [
                TodoRowValue(number, one.title, ", ".join(one.reasons), done=one.goes_back)
                for number, one in enumerate(self.records)
            ]
        )
        if place >= 0:
            self.rows.choose_row(place)
        kept = sum(not one.goes_back for one in self.records)
        self.all_button.setText("Tick none" if not kept else "Tick all")
        self.go_button.setText(f"Undo, keep {kept:,}" if kept else "Undo all of it")

    def _tick(self, number: object, goes_back: bool) -> None:
        if isinstance(number, int):
            self.records[number].goes_back = goes_back
            self._show()

    def _turn(self, number: object) -> None:
        if isinstance(number, int):
            self._tick(number, not self.records[number].goes_back)

    def _tick_all(self) -> None:
        goes = not all(one.goes_back for one in self.records)
        for one in self.records:
            one.goes_back = goes
        self._show()


class HistoryDialog(PlainDialog):
    """Every step of the book, newest first, each with its undo."""

    def __init__(
        self,
        session: Session,
        clock: Callable[[], datetime] = book_time.now,
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
