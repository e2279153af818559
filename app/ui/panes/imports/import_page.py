"""Bring in a file: choose it, match its columns, check what would happen, finish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTemporaryDir, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.desk import importing
from app.desk.faults import sentence
from app.desk.importing import Choices, Rehearsal
from app.exchange.tables.recognise import ColumnGuess
from app.exchange.tables.table import PasswordNeeded, Table, UnreadableFile
from app.models.qt.jobs import Job
from app.models.qt.notice import Notice
from app.models.qt.session import Session
from app.storage.queries import import_runs, records
from app.storage.settings import setting
from app.ui.dialogs.ask_password import AskPassword
from app.ui.pane import Pane
from app.ui.panes.imports.import_asking import ask_files, ask_folder
from app.ui.panes.imports.import_frame import Foot, lay_out
from app.ui.panes.imports.import_other_files import OtherFiles
from app.ui.panes.imports.import_past import PastImports, whom_brought
from app.ui.panes.imports.import_reading import reading_job
from app.ui.panes.imports.import_saving import (
    load_choices,
    pasted_file,
    save_choices,
    save_refused,
)
from app.ui.panes.imports.import_steps_check import CheckStep
from app.ui.panes.imports.import_steps_choose import ChooseStep
from app.ui.panes.imports.import_steps_finish import FinishStep
from app.ui.panes.imports.import_steps_match import MatchStep
from app.ui.panes.imports.import_waiting import WaitingFiles
from app.ui.panes.imports.import_words import result_words
from app.ui.widgets.buttons import Button
from app.ui.widgets.steps import StepHeader
from app.ui.words import counted

CHOOSE, MATCH, CHECK, FINISH = range(4)


class ImportPage(Pane):
    """Four steps; nothing is changed until the last one.

    Signals beyond those of every pane: ``imported(Rehearsal)``, and
    ``rows_requested(page, rule, name of the list)`` for those who were brought in.
    """

    rows_requested = Signal(str, object, str)
    imported = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.path: Path | None = None
        self.table: Table | None = None
        self._whole: Table | None = None
        self.done: Rehearsal | None = None
        self.job: Job | None = None
        self._unseen = False
        self._reading: dict[str, Any] = {}
        self._pasted: QTemporaryDir | None = None
        self.steps = StepHeader(
            [self.tr("Choose file"), self.tr("Match columns"), self.tr("Check"), self.tr("Finish")]
        )
        self.cancel = Button(self.tr("Cancel"), kind="ghost")
        self.past = PastImports(session)
        self.choose_step = ChooseStep(self.past)
        self.others = OtherFiles(session, self.choose_step, self._start)
        self.match_step = MatchStep()
        self.check_step = CheckStep()
        self.check_step.name_of = lambda kind, row: session.read(records.title, kind, row)[0]
        self.finish_step = FinishStep(session)
        self.stack = QStackedWidget()
        for step in (self.choose_step, self.match_step, self.check_step, self.finish_step):
            self.stack.addWidget(step)
        promise = self.tr(
            "Nothing is changed until the last step. You can undo the whole import afterwards."
        )
        self.foot = Foot(promise)
        self.back, self.next = self.foot.back, self.foot.next
        title = self.tr("Import contacts")
        self.waiting = WaitingFiles()
        lay_out(self, title, self.steps, self.cancel, self.waiting, self.stack, self.foot)
        self._wire()
        self.go(CHOOSE)

    def _wire(self) -> None:
        self.cancel.clicked.connect(self.leave)
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        session, choose, match = self.session, self.choose_step, self.match_step
        choose.chosen.connect(self.begin_many)
        choose.choose_requested.connect(
            lambda: self.begin_many(ask_files(self, session, self.waiting.folder))
        )
        choose.folder_requested.connect(lambda: self.begin_many(ask_folder(self, session)))
        choose.pasted.connect(self.begin_pasted)
        self.waiting.next_requested.connect(self.begin)
        self.others.filled.connect(self.past.load)
        self.others.filled.connect(self.waiting.go_on)
        self.past.rows_requested.connect(self.rows_requested)
        self.past.undo_requested.connect(lambda step: session.undo(step, then=self.past.load))
        match.save_requested.connect(lambda: save_choices(self, session, self.path, match))
        match.load_requested.connect(lambda: load_choices(self, session, match))
        match.rows_switched.connect(self._rows_switched)
        match.reading_changed.connect(self._read_again)
        self.check_step.cells_requested.connect(self._show_cells)
        self.check_step.options_changed.connect(self.check)
        finish = self.finish_step
        finish.show_requested.connect(self._show_people)
        finish.save_requested.connect(self._save_refused)
        finish.again_requested.connect(self.start_over)
        for step in (self.choose_step, self.check_step, finish):
            step.cancel_requested.connect(self._cancel_job)

    # Getting about -----------------------------------------------------------------------------

    def enter(self) -> None:
        """Begin anew when the last import is over and was seen."""
        super().enter()
        self.past.load()
        unseen, self._unseen = self._unseen, False
        if self.done is not None and self.job is None and not unseen:
            self.start_over()
        self.take_focus()

    def take_focus(self) -> None:
        """Let the keyboard press what comes next."""
        choosing = self.stack.currentIndex() == CHOOSE
        (self.choose_step.zone.choose if choosing else self.next).setFocus()

    def go(self, step: int) -> None:
        """Stand on a step; once the file was given up there is only the first to go back to."""
        if self.table is None and step in (MATCH, CHECK):
            step = CHOOSE
        self.stack.setCurrentIndex(step)
        self.steps.set_current(step)
        self.foot.setVisible(step in (MATCH, CHECK))
        self.cancel.setText(self.tr("Close") if self.done else self.tr("Cancel"))
        count = len(self.table.rows) if self.table else 0
        rows = counted(count, self.tr("row"))
        words = self.tr("Check {rows}") if step == MATCH else self.tr("Bring in {rows}")
        self.next.setText(words.format(rows=rows))
        self.next.setEnabled(bool(count))
        self.waiting.offer(step in (CHOOSE, FINISH), busy=self.job is not None)

    def go_on(self) -> None:
        """Go to the next step."""
        if self.stack.currentIndex() == MATCH:
            self.go(CHECK)
            self.check()
        elif self.stack.currentIndex() == CHECK and self.job is None:
            self.bring_in()

    def go_back(self) -> None:
        """Go to the step before; a file that was read is still there to go on with."""
        self.go(max(CHOOSE, self.stack.currentIndex() - 1))
        self.take_focus()
        if self.stack.currentIndex() == CHOOSE and self.path is not None:
            self.others.offer_open(self.path.name, lambda: (self.go(MATCH), self.take_focus()))

    def start_over(self) -> None:
        """Forget the file and begin with another one."""
        self.path = self.table = self.done = None
        self._reading = {}
        self.check_step.forget_answers()
        self.others.forget()
        self.choose_step.show_reading("")
        self.past.load()
        self.go(CHOOSE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste cells with the usual keys on the first step; Esc stops what runs."""
        if event.key() == Qt.Key.Key_Escape and self.job is not None:
            self._cancel_job()
            return
        if event.matches(QKeySequence.StandardKey.Paste) and self.stack.currentIndex() == CHOOSE:
            self.choose_step.paste()
            return
        super().keyPressEvent(event)

    def leave(self) -> None:
        """Stop what runs and go back to where people are."""
        self._cancel_job()
        self.waiting.let_go(self.session)
        self.start_over()
        self.page_requested.emit("contacts")

    def areas(self) -> list[QWidget]:
        """The step on view, and the foot."""
        return [self.stack, self.foot]

    # Choosing and reading ----------------------------------------------------------------------

    def begin_pasted(self, text: str) -> None:
        """Bring in cells that were copied in a spreadsheet."""
        self._pasted, path = pasted_file(text)
        self.begin(path)

    def begin_many(self, paths: Sequence[Path]) -> None:
        """Begin with the first file; the others wait."""
        self.waiting.add(paths)
        if paths and self.job is None:
            self.waiting.go_on()

    def begin(self, path: Path) -> None:
        """Read a file and show its columns; while another one is worked on it waits."""
        if self.job is not None:
            self.waiting.add([Path(path)])
            return
        self.start_over()
        if self.others.takes(Path(path)):
            self.others.begin(Path(path))
            return
        self.path = Path(path)
        self._read()

    def _read_again(self, change: dict[str, Any]) -> None:
        if self.path is not None and self.job is None:
            self._reading = {**self._reading, **change}
            self._read()

    def _read(self) -> None:
        if self.path is None:
            return
        label = self.tr("Reading {name}").format(name=self.path.name)
        job = reading_job(self.session, self.path, dict(self._reading), label)
        self.choose_step.show_fault("")
        self.choose_step.show_reading(job.label)
        job.finished.connect(self._read_done)
        self._start(job, self._not_read, locked=self._ask_password)

    def _ask_password(self, sentence: str) -> None:
        """Ask for the word that opens the file; it is used for this file and kept nowhere."""
        self.choose_step.show_reading("")
        dialog = AskPassword(sentence, self.window())
        if dialog.exec() and dialog.password:
            QTimer.singleShot(0, lambda: self._read_again({"password": dialog.password}))

    def _read_done(self, found: tuple[Table, tuple[ColumnGuess, ...]]) -> None:
        self.choose_step.show_reading("")
        self._whole = found[0]
        self.match_step.switches.show_file(found[0].info)
        country = importing.likely_country(*found, self.session.read(setting, "country"))
        self.check_step.country.set_current(country)
        self._show_table(*found)

    def _show_table(self, table: Table, columns: tuple[ColumnGuess, ...]) -> None:
        if not table.rows:
            self._not_read(UnreadableFile("There are no rows in this file."))
            return
        self.table = table
        own = [str(row["label"]) for row in self.session.read(records.field_labels, "contact")]
        stages = self.session.read(importing.stages_of)
        self.match_step.stages = stages
        self.match_step.words_of = lambda guess: importing.unknown_words(table, guess, stages)
        self.match_step.show_table(table.info, len(table.rows), columns, own)
        self.go(MATCH)
        self.next.setFocus()

    def _not_read(self, error: object) -> None:
        self.choose_step.show_reading("")
        self.choose_step.show_fault(str(error))
        self._reading = {}
        self.go(CHOOSE)

    def _rows_switched(self) -> None:
        if self._whole is None:
            return
        table = self.match_step.switches.applied_to(self._whole)
        columns = self.match_step.columns
        if [each.header for each in columns] != list(table.headers):
            country = self.session.read(setting, "country")
            columns = importing.recognised(table, country, store=self.session.store)
        self._show_table(table, columns)

    # Checking ----------------------------------------------------------------------------------

    def choices(self) -> Choices:
        """What the person decided so far."""
        step = self.check_step
        country = step.country.current_key() or self.session.read(setting, "country")
        on_match: Any = step.on_match.current_key()
        return Choices(self.match_step.columns, on_match, str(country), dict(step.answers))

    def _show_cells(self, fate: str) -> None:
        if self.table is None or self.job is not None:
            return
        table, choices, step = self.table, self.choices(), self.check_step
        job = Job(
            self.tr("Looking"),
            lambda store, _progress: importing.cells_of(store, table, choices, fate),
            writes=False,
        )
        job.finished.connect(lambda found: step.show_cells(fate, *found))
        self._start(job, step.show_fault)

    def check(self) -> None:
        """See what bringing in would do; nothing is written."""
        if self.table is None or self.job is not None:
            return
        table, choices = self.table, self.choices()
        job = Job(
            self.tr("Checking"),
            lambda store, progress: importing.rehearse(store, table, choices, progress),
            writes=False,
        )
        self.foot.wait()
        self.check_step.show_fault("")
        self.check_step.show_checking(0, len(table.rows))
        job.progressed.connect(lambda done, total, _: self.check_step.show_checking(done, total))
        job.finished.connect(self._checked)
        job.cancelled.connect(lambda: (self.go(MATCH), self.take_focus()))
        self._start(job, self.check_step.show_fault)

    def _checked(self, found: Rehearsal) -> None:
        self.check_step.show_found(found)
        ledger = found.ledger
        worth = ledger.created + ledger.updated
        rows = counted(worth, self.tr("row"))
        words = self.tr("Bring in {rows}") if worth else self.tr("Nothing to bring in")
        self.next.setText(words.format(rows=rows))
        self.foot.allow(bool(worth))

    # Finishing ---------------------------------------------------------------------------------

    def bring_in(self) -> None:
        """Write everything in one step."""
        if self.table is None or self.path is None:
            return
        path, table, choices = self.path, self.table, self.choices()
        job = Job(
            self.tr("Bringing in {name}").format(name=path.name),
            lambda store, progress: importing.bring_in(store, path, table, choices, progress),
        )
        self.stack.setFocus()
        self.go(FINISH)
        self.finish_step.show_running(0, len(table.rows))
        job.progressed.connect(lambda done, total, _: self.finish_step.show_running(done, total))
        job.finished.connect(self._brought_in)
        said = self.tr("Cancelled. Nothing was changed.")
        job.cancelled.connect(lambda: self._not_brought_in(said, "info"))
        self._start(job, self._not_brought_in)

    def _brought_in(self, done: Rehearsal) -> None:
        self.done = replace(done)
        self.finish_step.show_result(done)
        self.go(FINISH)
        self.imported.emit(done)
        if not self.isVisible():  # whoever went on with other things is told there
            self._unseen = True
            self.session.noticed.emit(Notice(f"{result_words(done)}.", "done", done.step_id))

    def _not_brought_in(self, sentence: str, tone: str = "danger") -> None:
        self.go(CHECK)
        self.check_step.show_fault(sentence, tone)

    def _show_people(self) -> None:
        if self.done is not None and self.path is not None:
            run = self.session.read(import_runs.run_of_step, self.done.step_id)
            self.rows_requested.emit(*whom_brought(self.session, run, self.path.name))

    def _save_refused(self) -> None:
        if self.table is not None and self.done is not None and self.path is not None:
            save_refused(self, self.session, self.path, self.table.headers, self.done)

    # Jobs --------------------------------------------------------------------------------------

    def _start(self, job: Job, failed: Any, locked: Any = None) -> None:
        def fault(error: object) -> None:
            self.check_step.show_checking(0, 0)
            self.choose_step.show_reading("")
            if locked is not None and isinstance(error, PasswordNeeded):
                locked(str(error))
                return
            failed(sentence(error))

        self.job = job
        self.waiting.offer(False, busy=True)
        job.failed.connect(fault)
        job.ended.connect(self._ended)
        job.cancelled.connect(lambda: self.choose_step.show_reading(""))
        self.session.start(job)

    def _ended(self) -> None:
        self.job = None
        self.check_step.show_checking(0, 0)
        self.waiting.offer(self.stack.currentIndex() in (CHOOSE, FINISH), busy=False)

    def _cancel_job(self) -> None:
        if self.job is not None:
            self.job.cancel()
