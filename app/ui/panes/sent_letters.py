"""Letters that were made: every run, who got one, and each letter again."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk import letters, opening
from app.exchange.letters import UnusableTemplate
from app.exchange.new_file import CannotWrite
from app.models.errors import Refusal
from app.models.qt.session import Session
from app.storage.errors import BookError
from app.storage.queries import letter_runs
from app.storage.tables import Row
from app.ui.delegates.rows import Cell, FileRowValue, TableRowValue
from app.ui.delegates.small_rows import FileRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.panes.letter_table import LetterTable
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Rule
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.label import Label
from app.ui.words import counted, day_words, local_time, moment_words


class SentList(QWidget):
    """The runs, the newest first. Signal: `chosen(Row)`."""

    chosen = Signal(object)

    def __init__(
        self, session: Session, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._clock = session, clock
        self.runs: list[Row] = []
        self.model = ValueModel()
        self.list = RowList(FileRow())
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Sent letters"))
        self.list.current_changed.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.list)

    def read(self) -> None:
        """Read the runs anew; the chosen one stays."""
        before = self.list.current_id()
        today = self._clock().date()
        self.runs = self._session.read(letter_runs.runs)
        self.model.set_values([_run_value(row, today) for row in self.runs])
        row = max(self.model.row_of(before), 0)
        if self.runs:
            self.list.choose_row(row)
        else:
            self.chosen.emit(None)

    def _chosen(self, run_id: object) -> None:
        found = next((row for row in self.runs if row["id"] == run_id), None)
        if found is not None:
            self.chosen.emit(found)


def _run_value(row: Row, today: object) -> FileRowValue:
    to = row["contact"] if row["letters"] == 1 else counted(row["letters"], "letter")
    when = day_words(local_time(row["made_at"]).date(), today)  # type: ignore[arg-type]
    return FileRowValue(row["id"], Path(row["template_name"]).stem, to, "mail", "blue", when)


class SentPage(QWidget):
    """One run. Signal: `person_requested(object id)`."""

    person_requested = Signal(object)

    def __init__(
        self, session: Session, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._clock = session, clock
        self.run: Row | None = None
        self.letters: list[Row] = []
        self.title = Label("", "title", elide=True)
        self.line = Label("", "body", "text2", elide=True)
        self.open = Button(self.tr("Open file"), "external-link")
        self.again = Button(self.tr("Make again"), "rotate-ccw")
        self.table = LetterTable()
        self.empty = EmptyState(
            self.tr("No letters yet"), self.tr("Letters you make are listed here, each with who "
                                               "got it."),
        )  # fmt: skip
        self._compose()
        self.open.clicked.connect(self.open_file)
        self.again.clicked.connect(self.make_again)
        self.table.opened.connect(self._opened)
        self.table.selection_changed.connect(self._selection_changed)

    def _compose(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.line)
        row = QHBoxLayout()
        row.setContentsMargins(24, 11, 20, 11)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self.open)
        row.addWidget(self.again)
        self.head = QWidget()
        self.head.setLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(Rule("line"))
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)

    def show_run(self, run: Row | None) -> None:
        """Show another run, or that there is none."""
        self.run = run
        for widget in (self.head, self.table):
            widget.setVisible(run is not None)
        self.empty.setVisible(run is None)
        if run is None:
            return
        when = moment_words(local_time(run["made_at"]), self._clock().date())
        self.title.set_text(Path(run["template_name"]).stem)
        left_out = json.loads(run["left_out"])
        where = "/".join(Path(run["output_name"]).parts[-3:])
        said = [when, counted(run["letters"], "letter"), where]
        self.line.set_text(", ".join(part for part in said if part))
        self.letters = self._session.read(letter_runs.letters_of, run["id"])
        rows = [
            TableRowValue(
                one["id"],
                (Cell(one["name"]), Cell(", ".join(filter(None, (one["company"], one["town"])))),
                 Cell("Made", kind="evergreen")),
            )
            for one in self.letters
        ]  # fmt: skip
        rows += [
            TableRowValue(
                -1 - place,
                (Cell(str(one.get("name", ""))), Cell(""),
                 Cell(str(one.get("reason", "")), kind="amber")),
                muted=True,
            )
            for place, one in enumerate(left_out)
        ]  # fmt: skip
        self.table.show_rows(rows)
        self._selection_changed()

    def _selection_changed(self) -> None:
        chosen = self.table.current_id()
        self.again.setEnabled(isinstance(chosen, int) and chosen > 0)
        self.open.setEnabled(self.run is not None and Path(self.run["output_name"]).exists())

    def _opened(self, letter_id: object) -> None:
        found = next((one for one in self.letters if one["id"] == letter_id), None)
        if found is not None and found["contact_id"]:
            self.person_requested.emit(found["contact_id"])

    def open_file(self) -> None:
        """Open the file or folder the letters were written to."""
        if self.run is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self.run["output_name"]))

    def make_again(self) -> None:
        """Open the chosen letter exactly as it was made."""
        path = self.letter_again()
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def letter_again(self) -> Path | None:
        """The chosen letter as a file of its own, or ``None`` (said)."""
        chosen = self.table.current_id()
        if not isinstance(chosen, int) or chosen < 0:
            return None
        try:
            name, content = self._session.read(letters.again, chosen)
            return opening.private_copy(name, content)
        except (UnusableTemplate, Refusal, CannotWrite, BookError) as error:
            self._session.say(str(error), kind="warn", undo=False)
            return None
