"""The session: the one way from the window to the book. Do, undo, redo, read, start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from app.models.errors import Problem, Refusal
from app.models.qt.jobs import Errand, Job, Lane
from app.models.qt.notice import Notice
from app.storage import errors, history
from app.storage import undo as taking_back
from app.storage.changes import Changes
from app.storage.store import Store
from app.storage.tables import Row

MANY_ROWS = 5_000
"""Steps of so many rows are taken back in the lane, so that the window stays alive."""

Result = TypeVar("Result")
Given = ParamSpec("Given")


class NotDone(Refusal):
    """The world stood in the way (disk full, book locked): nothing changed, the form stays."""

    def __init__(self, error: errors.BookError) -> None:
        super().__init__([Problem("", error.message)])
        self.error = error


class Session(QObject):
    """One open book, as the window sees it."""

    changed = Signal(object)
    """``Changes``: lists and pages follow it."""
    noticed = Signal(object)
    """``Notice``: a toast or an info bar."""
    busy_changed = Signal(object)
    """The running ``Job``, or ``None``."""
    book_lost = Signal(object)
    """``BookMoved`` or ``BookOverwritten``: nothing can be written any more."""
    undo_conflicted = Signal(object, object)
    """``UndoConflict`` and the step's id (or ``None`` for a redo): the person must choose."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.lane = Lane()
        self.job: Job | None = None
        self.dirty = False
        self._waiting: list[Job] = []

    # Reading and doing -----------------------------------------------------------------------

    def read(
        self,
        query: Callable[Concatenate[Store, Given], Result],
        *args: Given.args,
        **kw: Given.kwargs,
    ) -> Result:
        """Run a query of the storage floor."""
        return query(self.store, *args, **kw)

    def do(
        self,
        operation: Callable[Concatenate[Store, Given], Result],
        *args: Given.args,
        **kw: Given.kwargs,
    ) -> Result:
        """Run an operation, then tell everybody what it changed.

        Raises ``Refusal`` when a rule says no, and ``NotDone`` (a ``Refusal`` too) when the world
        does; both leave the book as it was, so a form simply keeps what was typed.
        """
        self._must_be_free()
        self.store.last_changes = Changes()
        try:
            result = operation(self.store, *args, **kw)
        except errors.BookError as error:
            raise self._not_done(error) from error
        self._tell()
        return result

    def say(self, text: str, *, kind: str = "done", undo: bool = True, hint: str = "") -> None:
        """Show a toast; with Undo for the step that was done last."""
        step_id = self.store.last_changes.step_id if undo else 0
        self.noticed.emit(Notice(text, kind, step_id, hint))  # type: ignore[arg-type]

    # Undo ------------------------------------------------------------------------------------

    def next_undo(self) -> Row | None:
        """The step that Undo would take back, for the menu."""
        return history.next_undo(self.store)

    def next_redo(self) -> Row | None:
        """What Redo would do again, for the menu."""
        return history.next_redo(self.store)

    def undo(
        self,
        step_id: int | None = None,
        choices: taking_back.Choices | None = None,
        then: Callable[[], None] | None = None,
    ) -> bool:
        """Take back the last step or a given one; ``False`` when that could not be done (said).

        ``choices`` says what happens to records edited since; without it they are asked about.
        A step of many rows goes through the lane: then ``True`` says that it has begun. ``then``
        is called once it is taken back.
        """
        if step_id is None:
            row = self.next_undo()
            if row is None:
                self.say("There is nothing to undo.", kind="info", undo=False)
                return False
            step_id = row["id"]
        back = step_id
        return self._turn_back(
            lambda store: taking_back.undo(store, back, choices=choices), step_id, then
        )

    def redo(self, choices: taking_back.Choices | None = None) -> bool:
        """Do again what was undone last; ``False`` when that could not be done (said)."""
        return self._turn_back(lambda store: taking_back.redo_last(store, choices=choices), None)

    def _turn_back(
        self,
        work: Callable[[Store], Changes],
        step_id: int | None,
        then: Callable[[], None] | None = None,
    ) -> bool:
        try:
            self._must_be_free()
            step = self.next_redo() if step_id is None else history.step(self.store, step_id)
            if step is not None and step["rows"] >= MANY_ROWS:
                self._turn_back_beside(work, step, step_id, then)
                return True
            self.store.last_changes = Changes()
            changes = work(self.store)
        except Exception as error:
            if not self._could_not(error, step_id):
                raise
            return False
        self._tell()
        self._turned(changes, then)
        return True

    def _turn_back_beside(
        self,
        work: Callable[[Store], Changes],
        step: Row,
        step_id: int | None,
        then: Callable[[], None] | None,
    ) -> None:
        def failed(error: object) -> None:
            if isinstance(error, Exception) and not self._could_not(error, step_id):
                raise error

        verb = "Undoing" if step_id is not None else "Redoing"
        job = Job(
            f"{verb} “{step['label']}”", lambda store, _progress: work(store), stoppable=False
        )
        job.finished.connect(lambda changes: self._turned(changes, then))
        job.failed.connect(failed)
        self.start(job)

    def _turned(self, changes: Changes, then: Callable[[], None] | None) -> None:
        self.say(f"{changes.label}.", undo=False)
        if then is not None:
            then()

    def _could_not(self, error: Exception, step_id: int | None) -> bool:
        """Say why nothing was taken back; ``False`` for what nobody foresaw."""
        if isinstance(error, taking_back.UndoConflict):
            self.undo_conflicted.emit(error, step_id)
        elif isinstance(error, errors.NothingToUndo):
            self.say(error.message, kind="info", undo=False)
        elif isinstance(error, errors.BookError):
            self._not_done(error)
        elif isinstance(error, Refusal):
            self.say(error.message, kind="warn", undo=False)
        else:
            return False
        return True

    # Jobs ------------------------------------------------------------------------------------

    def start(self, job: Job) -> Job:
        """Send a job through the background lane; its changes reach everybody like any other."""
        job.ended.connect(self._job_ended)
        if self.job is None:
            self._begin_job(job)
        else:
            self._waiting.append(job)
        return job

    def beside(self, work: Callable[[], object], then: Callable[[], None]) -> None:
        """Let the lane do something slow that needs no book.

        ``then`` is a method of a widget: it is called on this thread while the widget lives.
        """
        errand = Errand(work)
        errand.done.connect(then)
        self.lane.start(errand, self.store)

    def wait_for_jobs(self) -> bool:
        """Wait for the lane before closing; ``False`` when it takes too long."""
        return self.lane.wait()

    def _begin_job(self, job: Job) -> None:
        self.job = job
        self.busy_changed.emit(job)
        self.lane.start(job, self.store)

    def _job_ended(self) -> None:
        job, self.job = self.job, None
        if job is not None:
            for changes in job.changes:
                if changes.tables or changes.everything:
                    self.dirty = True
                    self.changed.emit(changes)
        if self._waiting:
            self._begin_job(self._waiting.pop(0))
        else:
            self.busy_changed.emit(None)

    # The file --------------------------------------------------------------------------------

    def check_file(self) -> None:
        """Look whether the file is still ours: on wake, on focus, and now and then."""
        try:
            if self.store.check_file():
                self.changed.emit(self.store.last_changes)
                self.say("The book was changed by another program and read again.", kind="info",
                         undo=False)  # fmt: skip
        except (errors.BookMoved, errors.BookOverwritten) as lost:
            self.book_lost.emit(lost)
        except errors.BookError as error:
            self._not_done(error)

    # Inside ----------------------------------------------------------------------------------

    def _must_be_free(self) -> None:
        if self.job is not None and self.job.writes:
            message = f"{self.job.label} is still running. Wait for it, or cancel it first."
            raise Refusal(message)

    def _tell(self) -> None:
        changes = self.store.last_changes
        if changes.tables or changes.everything:
            self.dirty = True
            self.changed.emit(changes)

    def _not_done(self, error: errors.BookError) -> NotDone:
        if isinstance(error, errors.BookMoved | errors.BookOverwritten):
            self.book_lost.emit(error)
        else:
            self.noticed.emit(Notice(error.message, "danger", 0, error.hint))
        return NotDone(error)
