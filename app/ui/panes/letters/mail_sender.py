"""Sends the mails of a run in the background; it can be stopped and goes on where it was."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from app.desk import mail_merge
from app.desk.faults import sentence
from app.desk.mail_merge import Outcome
from app.desk.mail_server import MailServerFailed, server_settings
from app.models.qt.jobs import Job
from app.models.qt.session import Session
from app.storage import secrets
from app.storage.errors import BookError

NOT_ENTERED = "Enter the password of the mail server in Settings, Letters and email."


class MailSender(QObject):
    """One job at a time.

    Signals: ``progressed(int done, int total)``, ``finished(Outcome)``, ``stopped(int run_id)``,
    ``failed(str)``, ``ended``.
    """

    progressed = Signal(int, int)
    finished = Signal(object)
    stopped = Signal(object)
    failed = Signal(str)
    ended = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.job: Job | None = None

    def send(self, run_id: int) -> bool:
        """Send what still waits of a run; False (and said) when that cannot even begin."""
        if self.job is not None:
            return False
        try:
            server = self._session.read(server_settings)
            password = secrets.password(server.secret_name) if server.user else ""
        except BookError as error:
            self.failed.emit(f"{error.message} {error.hint}".strip())
            return False
        if password is None:
            self.failed.emit(NOT_ENTERED)
            return False

        def work(store: Any, progress: Any) -> Outcome:
            return mail_merge.send(
                store, run_id, password=password, server=server, progress=progress
            )

        job = self.job = Job(self.tr("Sending emails"), work)
        job.progressed.connect(lambda done, total, _words: self.progressed.emit(done, total))
        job.finished.connect(self.finished)
        job.cancelled.connect(lambda: self.stopped.emit(run_id))
        job.failed.connect(self._failed)
        job.ended.connect(self._ended)
        self._session.start(job)
        return True

    def stop(self) -> None:
        """Stop after the mail that is under way."""
        if self.job is not None:
            self.job.cancel()

    def _failed(self, error: object) -> None:
        if isinstance(error, MailServerFailed):
            self.failed.emit(f"{error.message} {error.hint}".strip())
        else:
            self.failed.emit(sentence(error))

    def _ended(self) -> None:
        self.job = None
        self.ended.emit()


def outcome_words(found: Outcome) -> str:
    """How a sending stands: "38 sent, 1 refused, 2 wait"."""
    said = [
        f"{found.sent:,} sent", f"{found.failed:,} refused" if found.failed else "",
        f"{found.unsure:,} may have been sent" if found.unsure else "",
        f"{found.waiting:,} wait" if found.waiting else "",
    ]  # fmt: skip
    return ", ".join(one for one in said if one)
