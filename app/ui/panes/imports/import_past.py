"""Imports that were made: the file, when, by whom, what came of it; undone from here as well."""

from __future__ import annotations

import json

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desk import importing
from app.models.imports.import_targets import LEAVE_OUT, is_target, label_of
from app.models.qt.session import Session
from app.models.view import parse_rule
from app.storage import history
from app.storage.queries import import_runs, lists
from app.storage.queries.lists import ListQuery
from app.storage.store import Store
from app.storage.tables import Row
from app.ui import book_time, words
from app.ui.delegates.rows import FileRowValue
from app.ui.delegates.small_rows import FileRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.dialogs.plain import PlainDialog
from app.ui.panes.imports.import_cells import FATES, cell_rows
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import FlowLayout

_MOST = 50
_HIGHEST = 300


class PastImports(Card):
    """The imports that stand.

    Signals: ``rows_requested(page, rule, name of the list)``, ``undo_requested(step id)``.
    """

    rows_requested = Signal(str, object, str)
    undo_requested = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Imports so far", padding=0, parent=parent)
        self.session = session
        self.runs: list[Row] = []
        self.model = ValueModel()
        self.rows = RowList(FileRow())
        self.rows.setModel(self.model)
        self.rows.setAccessibleName(self.tr("Imports so far"))
        self.body.setContentsMargins(1, 4, 1, 6)
        self.body.addWidget(self.rows, 1)
        self.people = Button(self.tr("Show these people"), "users", small=True)
        self.ledger = Button(self.tr("Cells and columns"), "list", small=True)
        self.undo = Button(self.tr("Undo this import"), "undo-2", small=True)
        buttons = FlowLayout(gap=8)
        buttons.setContentsMargins(15, 4, 15, 8)
        for button in (self.people, self.ledger, self.undo):
            buttons.addWidget(button)
        self.body.addLayout(buttons)
        self.people.clicked.connect(self._show_people)
        self.ledger.clicked.connect(self._show_ledger)
        self.undo.clicked.connect(self._undo)

    def load(self) -> None:
        """Read the book; without imports the card hides."""
        self.runs = self.session.read(import_runs.runs)[:_MOST]
        self.setVisible(bool(self.runs))
        self.model.set_values(
            [
                FileRowValue(place, _title(run), self._told(run), "file-spreadsheet", "evergreen",
                             _when(run))
                for place, run in enumerate(self.runs)
            ]
        )  # fmt: skip
        if self.runs:
            self.rows.choose_row(0)
            self.rows.setFixedHeight(min(self.rows.content_height() + 2, _HIGHEST))

    def _told(self, run: Row) -> str:
        """What came of an import; one that was taken back stays as long as somebody of it does."""
        undone = self.session.read(is_undone, run["id"])
        return self.tr("Taken back, but for what you kept") if undone else _line(run)

    def _chosen(self) -> Row | None:
        place = self.rows.current_id()
        known = isinstance(place, int) and 0 <= place < len(self.runs)
        return self.runs[place] if known else None

    def _show_people(self) -> None:
        run = self._chosen()
        if run is not None:
            self.rows_requested.emit(*whom_brought(self.session, run["id"], run["file_name"]))

    def _undo(self) -> None:
        run = self._chosen()
        if run is None:
            return
        step = self.session.read(step_of, run["id"])
        if step:
            self.undo_requested.emit(step)
        else:
            text = self.tr("The history no longer knows this import.")
            self.session.say(text, kind="warn", undo=False)

    def _show_ledger(self) -> None:
        run = self._chosen()
        if run is not None:
            LedgerDialog(self.session, run, self.window()).exec()


def is_undone(store: Store, run_id: int) -> bool:
    """Whether an import was taken back."""
    step = step_of(store, run_id)
    return bool(step) and history.step(store, step)["undone_by"] is not None


def whom_brought(session: Session, run_id: int, file_name: str) -> tuple[str, str, str]:
    """The list of those whom an import brought, firms where it brought no people.

    It is said as page, rule and name.
    """
    rule, name = f"import = {run_id}", f"From {file_name}"
    people = session.read(lists.count, ListQuery("contact", parse_rule(rule)))
    firms = session.read(lists.count, ListQuery("account", parse_rule(rule)))
    return "accounts" if firms and not people else "contacts", rule, name


def step_of(store: Store, run_id: int) -> int:
    """The step that made an import, 0 when it is not in the history."""
    steps = history.record_history(store, "import_run", run_id)
    return int(steps[-1]["id"]) if steps else 0


class LedgerDialog(PlainDialog):
    """What came of the cells of an import: five numbers, each cell with a reason, each column."""

    def __init__(self, session: Session, run: Row, parent: QWidget | None = None) -> None:
        counts = _cells(run)
        said = " · ".join(f"{counts.get(fate, 0):,} {words_}" for fate, words_, *_ in FATES)
        total = counts.get("total", 0)
        super().__init__(
            run["file_name"], f"{total:,} cells: {said}.",
            hint=_line(run), width=720, parent=parent,
        )  # fmt: skip
        cells = session.read(importing.exceptions_of, run["id"])
        values = []
        for fate, *_ in FATES:
            values += cell_rows([cell for cell in cells if cell.fate == fate], fate)
        whole = session.read(import_runs.run, run["id"])
        values += _column_rows(whole["mapping"] if whole else "")
        self.model = ValueModel()
        self.model.set_values(values)
        self.rows = RowList(FileRow())
        self.rows.setModel(self.model)
        self.rows.setMinimumHeight(300 if values else 60)
        self.rows.setAccessibleName(self.tr("Cells and columns"))
        self.body.addWidget(self.rows, 1)
        self.add_button("", self.tr("Done"), "primary")


def _title(run: Row) -> str:
    return f"{run['file_name']}, {run['sheet']}" if run["sheet"] else str(run["file_name"])


def _counts(run: Row) -> Row:
    try:
        found = json.loads(run["counts"])
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _cells(run: Row) -> dict[str, int]:
    found = _counts(run).get("cells")
    return found if isinstance(found, dict) else {}


def _line(run: Row) -> str:
    counts = _counts(run)
    rows = counts.get("rows")
    rows = rows if isinstance(rows, dict) else {}
    parts = [words.counted(int(rows.get("read", 0)), "row")]
    for key, said in (("created", "new"), ("updated", "updated"), ("refused", "refused")):
        if rows.get(key):
            parts.append(f"{rows[key]:,} {said}")
    by = f", by {run['actor']}" if run["actor"] else ""
    return f"{', '.join(parts)}{by}"


def _column_rows(mapping: str) -> list[FileRowValue]:
    """Where each column of the file went, as the import keeps it."""
    try:
        found = json.loads(mapping)
    except ValueError:
        return []
    rows = []
    for place, one in enumerate(found if isinstance(found, list) else []):
        target = str(one.get("target") or LEAVE_OUT)
        line = f"Went into: {label_of(target) if is_target(target) else target}"
        rows.append(
            FileRowValue(-place - 1, str(one.get("header") or ""),
                         "Left out" if target == LEAVE_OUT else line,
                         "columns-3", "slate", f"Column {place + 1:,}")
        )  # fmt: skip
    return rows


def _when(run: Row) -> str:
    try:
        moment = words.local_time(str(run["at"]))
    except ValueError:
        return ""
    return words.ago_words(moment.date(), book_time.today())
