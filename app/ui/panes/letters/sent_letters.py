"""Letters that were made: every run, who got one, and each letter again."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.desk import letters
from app.desk.faults import WORLD
from app.models.operations import mail_runs
from app.models.qt.session import Session
from app.storage.queries import letter_runs
from app.storage.tables import Row
from app.ui.panes.letters.desk_list import DeskList
from app.ui.panes.letters.letter_again import letter_copy
from app.ui.panes.letters.letter_maker import show_outside
from app.ui.panes.letters.letter_table import LetterTable
from app.ui.panes.letters.mail_sender import MailSender, outcome_words
from app.ui.panes.letters.sent_words import left_out_values, letter_value, run_value
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.cards import Rule
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.label import Label
from app.ui.widgets.notices import InfoBar
from app.ui.widgets.progress import ProgressStrip
from app.ui.words import counted, local_time, moment_words


class SentList(DeskList):
    """The runs, the newest first. Signal: `chosen(Row)`."""

    def __init__(
        self, session: Session, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(session, clock, self.tr("Sent letters"), parent)
        self.runs: list[Row] = []

    def read(self) -> None:
        """Read the runs anew; the chosen one stays unless there is a newer one."""
        before, newest = self.list.current_id(), self.runs[0]["id"] if self.runs else 0
        today = self._clock().date()
        self.runs = self._session.read(letter_runs.runs)
        if self.runs and self.runs[0]["id"] != newest:
            before = self.runs[0]["id"]
        blocked = self.list.blockSignals(True)
        self.model.set_values([run_value(row, today) for row in self.runs])
        row = max(self.model.row_of(before), 0)
        if self.runs:
            self.list.choose_row(row)
        self.list.blockSignals(blocked)
        self.chosen.emit(self.runs[row] if self.runs else None)

    def choose(self, run_id: int) -> None:
        """Show one run."""
        row = self.model.row_of(run_id)
        if row >= 0:
            self.list.choose_row(row)

    def _chosen(self, run_id: object) -> None:
        found = next((row for row in self.runs if row["id"] == run_id), None)
        if found is not None:
            self.chosen.emit(found)


class SentPage(QWidget):
    """One run.

    Signals: `person_requested(object id)`, `more_requested(Row run, list ids)` to write to those
    who have none yet.
    """

    person_requested = Signal(object)
    more_requested = Signal(object, object)

    def __init__(
        self, session: Session, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._clock = session, clock
        self.run: Row | None = None
        self.letters: list[Row] = []
        self.sender = MailSender(session, self)
        self.title = Label("", "title", elide=True)
        self.line = Label("", "body", "text2", elide=True)
        self.mark = Button(self.tr("Mark as sent"), "check", "primary")
        self.go_on = Button(self.tr("Send the rest"), "send", "primary")
        self.open = Button(self.tr("Open file"), "external-link")
        self.again = Button(self.tr("Make again"), "rotate-ccw")
        self.menu = QMenu(self)
        self.more = IconButton("ellipsis", self.tr("More"), menu=self.menu)
        self.notice = InfoBar("", "danger")
        self.strip = ProgressStrip()
        self.table = LetterTable()
        self.empty = EmptyState(
            self.tr("No letters yet"),
            self.tr("Letters you make are listed here, each with who got it."),
        )
        self._compose()
        self._wire()

    def _wire(self) -> None:
        self.mark.clicked.connect(self.mark_sent)
        self.go_on.clicked.connect(self.send_rest)
        self.open.clicked.connect(self.open_file)
        self.again.clicked.connect(self.make_again)
        self.menu.aboutToShow.connect(self.fill_menu)
        self.table.opened.connect(self._opened)
        self.table.selection_changed.connect(self._selection_changed)
        self.strip.cancel_requested.connect(self.sender.stop)
        self.sender.progressed.connect(self._show_sending)
        self.sender.finished.connect(lambda found: self._tell(outcome_words(found)))
        self.sender.stopped.connect(lambda _run: self._tell(self.tr("Stopped")))
        self.sender.failed.connect(self._fail)
        self.sender.ended.connect(self._sending_ended)

    def _compose(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.line)
        row = QHBoxLayout()
        row.setContentsMargins(24, 11, 20, 11)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for widget in (self.again, self.open, self.mark, self.go_on, self.more):
            row.addWidget(widget)
        self.head = QWidget()
        self.head.setLayout(row)
        self.bar = QWidget()
        bar = QVBoxLayout(self.bar)
        bar.setContentsMargins(24, 12, 24, 12)
        bar.addWidget(self.notice)
        bar.addWidget(self.strip)
        self._show_bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(Rule("line"))
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)

    # Showing -----------------------------------------------------------------------------------

    def show_run(self, run: Row | None) -> None:
        """Show another run, or that there is none."""
        if run is None or self.run is None or run["id"] != self.run["id"]:
            self._show_bar()
        self.run = run
        for widget in (self.head, self.table):
            widget.setVisible(run is not None)
        self.empty.setVisible(run is None)
        if run is None:
            return
        when = moment_words(local_time(run["made_at"]), self._clock().date())
        self.title.set_text(Path(run["template_name"]).stem)
        where = "/".join(Path(run["output_name"]).parts[-3:])
        noun = "email" if run["channel"] == "email" else "letter"
        said = [when, counted(run["letters"], noun), where]
        self.line.set_text(", ".join(part for part in said if part))
        self.letters = self._session.read(letter_runs.letters_of, run["id"])
        rows = [letter_value(one) for one in self.letters]
        self.table.show_rows([*rows, *left_out_values(json.loads(run["left_out"]))])
        self.mark.setVisible(run["state"] == "made")
        self.go_on.setVisible(run["state"] == "sending")
        self._selection_changed()

    def letter(self) -> Row | None:
        """The chosen letter, or ``None``."""
        chosen = self.table.current_id()
        return next((one for one in self.letters if one["id"] == chosen), None)

    def people(self) -> list[int]:
        """Who got a letter of the run, in its order."""
        if self.run is None:
            return []
        return [one["contact_id"] for one in self.letters if one["contact_id"]]

    def _selection_changed(self) -> None:
        self.again.setEnabled(self.letter() is not None)
        output = self.run["output_name"] if self.run is not None else ""
        self.open.setEnabled(bool(output) and Path(output).exists())

    def _opened(self, letter_id: object) -> None:
        found = next((one for one in self.letters if one["id"] == letter_id), None)
        if found is not None and found["contact_id"]:
            self.person_requested.emit(found["contact_id"])

    def fill_menu(self) -> None:
        """What else can be done with the run and with the chosen letter."""
        self.menu.clear()
        run, letter = self.run, self.letter()
        if run is None:
            return
        if json.loads(run["left_out"]):
            self.menu.addAction(self.tr("Write to those left out…"), self.write_to_rest)
        if letter is not None:
            if letter["contact_id"]:
                name = self.tr("Show {name}").format(name=letter["name"].replace("&", "&&"))
                self.menu.addAction(name, lambda: self._opened(letter["id"]))
            if letter["state"] in ("unsure", "failed"):
                self.menu.addAction(self.tr("It was sent"), lambda: self._settle(True))
                self.menu.addAction(self.tr("Send it again"), lambda: self._settle(False))
            self.menu.addAction(self.tr("Take this letter back"), self.cancel_letter)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Take the whole run back"), self.cancel_run)

    # Doing -------------------------------------------------------------------------------------

    def _do(self, verb: Any, *values: object, **named: object) -> Any:
        """Carry out a verb; ``None`` when the world or a rule said no (shown)."""
        try:
            return self._session.do(verb, *values, **named) or True
        except WORLD as error:
            self._fail(str(error))
            return None

    def _fail(self, words: str) -> None:
        self.notice.set_notice(words, "danger")
        self._show_bar(self.notice)

    def _show_bar(self, *widgets: QWidget) -> None:
        """Show these of the bar above the table; it takes no room without any."""
        for one in (self.notice, self.strip):
            one.setVisible(one in widgets)
        self.bar.setVisible(bool(widgets))

    def _tell(self, words: str) -> None:
        self._session.say(f"{words[:1].upper()}{words[1:]}.", undo=False)

    def mark_sent(self) -> None:
        """The letters are in the post: write it into every timeline."""
        if self.run is not None and self._do(letters.confirm_run, self.run["id"]):
            self._session.say(self.tr("Marked as sent."))

    def cancel_run(self) -> None:
        """Take the run and what the timelines say of it away, with Undo."""
        if self.run is not None and self._do(letters.cancel_run, self.run["id"]):
            self._session.say(self.tr("The run was taken back. Its file stays where it is."))

    def cancel_letter(self) -> None:
        """Take one letter back, with Undo."""
        letter = self.letter()
        if letter is not None and self._do(letters.cancel_letter, letter["id"]):
            self._session.say(self.tr("The letter to {name} was taken back.").format(
                name=letter["name"]))  # fmt: skip

    def write_to_rest(self) -> None:
        """Write to those who were left out of the run."""
        if self.run is not None:
            ids = [int(str(one["id"])) for one in json.loads(self.run["left_out"]) if one["id"]]
            self.more_requested.emit(self.run, ids)

    def send_rest(self) -> None:
        """Go on sending the mails of this run."""
        if self.run is not None:
            self._show_bar()
            self.sender.send(self.run["id"])

    def _settle(self, sent: bool) -> None:
        letter = self.letter()
        if letter is not None:
            stem = Path(self.run["template_name"]).stem if self.run is not None else ""
            self._do(mail_runs.settle, letter["id"], sent=sent, subject=stem)

    def _sending_ended(self) -> None:
        if not self.strip.isHidden():
            self._show_bar()

    def _show_sending(self, done: int, total: int) -> None:
        self._show_bar(self.strip)
        words = self.tr("Sending emails, {done} of {total}")
        self.strip.set_progress(words.format(done=f"{done:,}", total=f"{total:,}"), done, total)

    # Again -------------------------------------------------------------------------------------

    def open_file(self) -> None:
        """Open the file or folder the letters were written to."""
        if self.run is not None:
            show_outside(Path(self.run["output_name"]))

    def make_again(self) -> None:
        """Open the chosen letter exactly as it was made."""
        path = self.letter_again()
        if path is not None and not show_outside(path):
            self._fail(self.tr("No program on this computer opens such files."))

    def letter_again(self) -> Path | None:
        """The chosen letter as a file of its own, or ``None`` (said)."""
        letter = self.letter()
        if letter is None:
            return None
        try:
            return letter_copy(self._session, letter["id"])
        except WORLD as error:
            self._fail(str(error))
            return None
