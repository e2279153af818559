"""Makes a run of letters in the background and says what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from app.desk import letters, mail_merge, opening
from app.desk.faults import sentence
from app.desk.letters import Made, Prepared
from app.desk.mail_text import Mail
from app.exchange.new_file import safe_file_name
from app.models.qt.jobs import Job
from app.models.qt.session import Session

"""What can go wrong without anybody being to blame; each says a plain sentence."""


@dataclass(frozen=True, slots=True)
class Order:
    """One run to be made: of which template, for whom, and where it goes."""

    name: str
    content: bytes
    prepared: Prepared
    to: Path
    separate: bool = False
    pdf: bool = False


def target_for(book: Path, name: str, day: date, *, separate: bool, pdf: bool) -> Path:
    """A free place for a run: never one where something stands, so no template is overwritten."""
    path = letters.output_file(book, name, day, ending=".pdf" if pdf else ".docx")
    return path.with_suffix("") if separate else path


class LetterMaker(QObject):
    """One job at a time.

    Signals: ``made(Made)``, ``tried(Path)`` for a test run, ``failed(str)``, ``cancelled``,
    ``progressed(int done, int total)``, ``ended``.
    """

    made = Signal(object)
    tried = Signal(object)
    failed = Signal(str)
    cancelled = Signal()
    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.job: Job | None = None

    def make(self, order: Order) -> None:
        """Make the letters and keep the run, not yet as sent."""

        def work(store: Any, progress: Any) -> Made:
            return letters.make(
                store, template_name=order.name, template_bytes=order.content,
                prepared=order.prepared, to=order.to, separate=order.separate, pdf=order.pdf,
                confirm=False, progress=progress,
            )  # fmt: skip

        self._start(self.tr("Making letters"), work, self.made.emit)

    def make_drafts(self, mail: Mail, prepared: Prepared, folder: Path) -> None:
        """Make an .eml draft for each person, and keep the run, not yet as sent."""

        def work(store: Any, progress: Any) -> Made:
            run_id, files = mail_merge.drafts(store, mail, prepared, folder, progress=progress)
            step_id = store.last_changes.step_id
            return Made(len(files), files, prepared.left_out, step_id, run_id)

        self._start(self.tr("Making drafts"), work, self.made.emit)

    def try_out(self, name: str, content: bytes, prepared: Prepared) -> None:
        """Make the letters that are likeliest to look wrong, to be looked at; nothing is kept."""

        def work(store: Any, progress: Any) -> Path:
            few = letters.trial_run(store, prepared)
            stem = safe_file_name(f"Test of {Path(name).stem}")
            to = Path(mkdtemp(prefix="copy-", dir=opening.open_folder())) / f"{stem}.docx"
            letters.make(
                store, template_name=name, template_bytes=content, prepared=few, to=to,
                log=False, progress=progress,
            )  # fmt: skip
            return to

        self._start(self.tr("Making test letters"), work, self.tried.emit)

    def cancel(self) -> None:
        """Ask the job to stop; then nothing was made."""
        if self.job is not None:
            self.job.cancel()

    def _start(self, label: str, work: Callable[..., Any], done: Callable[[Any], None]) -> None:
        if self.job is not None:
            return
        job = self.job = Job(label, work)
        job.progressed.connect(lambda count, total, _words: self.progressed.emit(count, total))
        job.finished.connect(done)
        job.failed.connect(self._failed)
        job.cancelled.connect(self.cancelled)
        job.ended.connect(self._ended)
        self._session.start(job)

    def _failed(self, error: object) -> None:
        self.failed.emit(sentence(error))

    def _ended(self) -> None:
        self.job = None
        self.ended.emit()


def show_outside(path: Path) -> bool:
    """Open a file or folder in the program the system has for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
