"""Closing the window while something is written: it is stopped, or waited for, as one likes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from app.models.qt.jobs import Job
from app.models.qt.session import Session
from app.ui.dialogs.plain import PlainDialog


class Leaving(QObject):
    """Asks before a window goes whose book is being written to.

    Signal: `ready` when what one wanted to wait for is done. What fails keeps the window, which
    says why.
    """

    ready = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._awaited: Job | None = None
        self._stopped: Job | None = None
        self._done = False
        session.busy_changed.connect(self._busy)

    def may_go(self) -> bool:
        """Whether the window may close now; asks when something is being written."""
        job = self._session.job
        if job is None or not job.writes or job is self._stopped:
            return True
        dialog = _still_running(job, self._window)
        dialog.exec()
        if self._session.job is not job:
            return bool(dialog.choice)
        if dialog.choice == "stop":
            self._stopped = job
            job.cancel()
        elif dialog.choice == "wait":
            self._awaited, self._done = job, False
            job.finished.connect(self._finished)
        return dialog.choice == "stop"

    def finish_jobs(self) -> None:
        """Let the jobs end, waiting ones too; one that does not end in time is asked to stop."""
        while (job := self._session.job) is not None:
            if not self._session.wait_for_jobs():
                job.cancel()
            QCoreApplication.sendPostedEvents(None, 0)
        self._session.wait_for_jobs()

    def _finished(self, _result: object) -> None:
        self._done = True

    def _busy(self, job: object) -> None:
        if self._awaited is None or job is self._awaited:
            return
        self._awaited = None
        if self._done:
            self.ready.emit()


def _still_running(job: Job, parent: QWidget) -> PlainDialog:
    stopped = " Stopped now, nothing of it is kept." if job.stoppable else ""
    dialog = PlainDialog(
        f"{job.label} is still running",
        f"Deskbook can close by itself once it is done.{stopped}",
        parent=parent,
    )
    if job.stoppable:
        dialog.add_button("stop", "Stop and close")
    dialog.add_button("stay", "Keep open", then=dialog.reject, stays=True)
    dialog.add_button("wait", "Close when done", "primary")
    return dialog
