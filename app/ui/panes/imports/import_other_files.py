"""What is brought in without matching columns: calendars, mail, a whole export for a new file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.desk import calendars, exporting, mails
from app.exchange import file_kinds
from app.models.qt.jobs import Job
from app.models.qt.notice import Notice
from app.models.qt.session import Session
from app.storage import refilling
from app.ui.panes.imports.import_steps_choose import ChooseStep
from app.ui.words import counted

Start = Callable[[Job, Callable[[object], Any]], None]


class OtherFiles(QObject):
    """Says what such a file would do, and does it when asked. Signal: ``filled()``."""

    filled = Signal()

    def __init__(self, session: Session, step: ChooseStep, start: Start) -> None:
        super().__init__(step)
        self.session = session
        self.step = step
        self._start = start
        self._go: Callable[[], None] | None = None
        step.go_requested.connect(self.go)

    def takes(self, path: Path) -> bool:
        """Whether a path is one of these."""
        return path.is_dir() or file_kinds.is_calendar(path) or file_kinds.is_mail_file(path)

    def begin(self, path: Path) -> None:
        """Look at it and say what bringing it in would do; nothing is written."""
        self.forget()
        if path.is_dir():
            self._look_at_folder(path)
        elif file_kinds.is_calendar(path):
            self._look_at_calendar(path)
        else:
            self._look_at_mail(path)

    def forget(self) -> None:
        """Take the offer away."""
        self._go = None
        self.step.show_offer("")
        self.step.show_fault("")

    def offer_open(self, name: str, go_on: Callable[[], Any]) -> None:
        """Offer to go on with a file of columns that was read before."""
        self._go = go_on
        words = self.tr("{name} is still open.").format(name=name)
        self.step.show_offer(words, self.tr("Go on with it"))

    def go(self) -> None:
        """Do what was offered."""
        work, self._go = self._go, None
        self.step.show_offer("")
        if work is not None:
            work()

    # A whole export ----------------------------------------------------------------------------

    def _look_at_folder(self, folder: Path) -> None:
        if not exporting.is_export(folder):
            self.step.show_fault(
                self.tr(
                    "This folder is none that “Export everything” made. Drop a file, or the folder"
                    " with DESCRIPTION.json in it. Nothing was changed."
                )
            )
            return
        if not self.session.read(refilling.is_unused):
            self.step.show_fault(
                self.tr(
                    "There is something in {name} already, and a whole export only goes into a new"
                    " file. Make one (File, New file), then drop the folder there."
                ).format(name=self.session.store.path.name)
            )
            return
        words = self.tr(
            "{name} holds everything of another file: people, files and history. This new file"
            " will equal it."
        )
        self._go = lambda: self._fill(folder)
        self.step.show_offer(words.format(name=folder.name), self.tr("Fill this file"))

    def _fill(self, folder: Path) -> None:
        job = Job(
            self.tr("Bringing in {name}").format(name=folder.name),
            lambda store, progress: exporting.fill_from_export(store, folder, progress),
        )
        job.finished.connect(self._filled)
        self.step.show_reading(job.label)
        self._start(job, self.step.show_fault)

    def _filled(self, done: exporting.BroughtIn) -> None:
        # The history of this file is another one now, and what was known of its end is void.
        self.session.store.reload(accept_other=True)
        self.step.show_reading("")
        text = f"{counted(done.records, 'record')} and {counted(done.files, 'file')} brought in."
        self.session.say(text, undo=False)
        self.filled.emit()

    # Mail --------------------------------------------------------------------------------------

    def _look_at_mail(self, path: Path) -> None:
        job = Job(
            self.tr("Reading {name}").format(name=path.name),
            lambda store, progress: mails.rehearse(store, path, progress),
            writes=False,
        )
        self.step.show_reading(job.label)
        job.finished.connect(lambda found: self._offer_mail(path, found))
        self._start(job, self.step.show_fault)

    def _offer_mail(self, path: Path, found: mails.MailRehearsal) -> None:
        self.step.show_reading("")
        text = f"{path.name}: {counted(found.read, 'mail')}, {found.new:,} new."
        if found.people:
            text += f" They go to the timelines of {_named(found.people)}."
        if found.strangers:
            text += f" {_named(found.strangers)} will be added."
        if not found.new:
            self.step.show_offer(f"{text} {self.tr('There is nothing new in it.')}")
            return
        self._go = lambda: self._file_mail(path)
        self.step.show_offer(text, self.tr("Bring them in"))

    def _file_mail(self, path: Path) -> None:
        job = Job(
            self.tr("Bringing in {name}").format(name=path.name),
            lambda store, progress: mails.file_mail(store, path, progress=progress),
        )
        job.finished.connect(self._mail_filed)
        self.step.show_reading(job.label)
        self._start(job, self.step.show_fault)

    def _mail_filed(self, done: Any) -> None:
        self.step.show_reading("")
        text = f"{counted(done.mails, 'mail')} brought in."
        self.session.noticed.emit(Notice(text, "done", done.step_id))
        self.filled.emit()

    # A calendar --------------------------------------------------------------------------------

    def _look_at_calendar(self, path: Path) -> None:
        def work(store: Any, _progress: object) -> tuple[Any, Any]:
            file = calendars.read(store, path)
            return file, calendars.rehearse(store, file)

        job = Job(self.tr("Reading {name}").format(name=path.name), work, writes=False)
        self.step.show_reading(job.label)
        job.finished.connect(lambda found: self._offer(path, *found))
        self._start(job, self.step.show_fault)

    def _offer(self, path: Path, file: Any, found: calendars.CalendarRehearsal) -> None:
        self.step.show_reading("")
        rows = found.rows
        parts = [
            f"{rows[name]:,} {words}"
            for name, words in (
                ("created", "new"), ("updated", "changed"), ("unchanged", "the same"),
                ("skipped", "skipped"), ("refused", "refused"),
            )
            if rows.get(name)
        ]  # fmt: skip
        text = f"{path.name}: {counted(rows['read'], 'calendar entry', 'calendar entries')}"
        text += f", {', '.join(parts)}." if parts else "."
        if found.problems:
            text += f" {found.problems[0]['reason']}"
        if rows["created"] or rows["updated"]:
            self._go = lambda: self._bring_in(path, file)
            self.step.show_offer(text, self.tr("Bring them in"))
        else:
            self.step.show_offer(f"{text} {self.tr('There is nothing new in it.')}")

    def _bring_in(self, path: Path, file: Any) -> None:
        job = Job(
            self.tr("Bringing in {name}").format(name=path.name),
            lambda store, progress: calendars.bring_in(store, path, file, progress),
        )
        job.finished.connect(self._brought_in)
        self.step.show_reading(job.label)
        self._start(job, self.step.show_fault)

    def _brought_in(self, done: calendars.CalendarRehearsal) -> None:
        self.step.show_reading("")
        new, changed = done.rows["created"], done.rows["updated"]
        text = f"{counted(new, 'calendar entry', 'calendar entries')} brought in."
        if changed:
            text = f"{text[:-1]}, {changed:,} changed."
        self.session.noticed.emit(Notice(text, "done", done.step_id))
        self.filled.emit()


def _named(names: tuple[str, ...]) -> str:
    """The first few of some names: "Ann Lee, Bea Moss and 3 more"."""
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3:,} more" if len(names) > 3 else shown
