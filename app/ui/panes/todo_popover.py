"""The editor of one to-do, beside its row. Each field saves by itself; a new one needs a title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.operations import tasks
from app.models.qt.session import Session
from app.models.task import Task
from app.storage.changes import Changes
from app.storage.queries import records
from app.ui.panes.record_picker import RecordPicker, choice_of
from app.ui.panes.title_line import TitleLine
from app.ui.widgets.buttons import Button, IconButton, LinkLabel
from app.ui.widgets.cards import Rule
from app.ui.widgets.combo import ComboField
from app.ui.widgets.dates import DateField, TimeField
from app.ui.widgets.editor_parts import ErrorLine, SavedMark, side_by_side
from app.ui.widgets.fields import TextArea
from app.ui.widgets.popover import Popover

WIDTH = 380


class TodoForm(Popover):
    """What, by when, about whom, and who does it."""

    def __init__(self, session: Session, window: QWidget, *, clock: Callable[[], datetime]) -> None:
        super().__init__(window, padding=18, width=WIDTH)
        self._session, self._clock = session, clock
        self.body.setSpacing(10)
        self.title = TitleLine(self.tr("What is there to do?"), self.tr("Title"))
        self.title_error = ErrorLine()
        self.day = DateField(self.tr("By"), today=lambda: self._clock().date())
        self.time = TimeField(self.tr("At"))
        self.contact = RecordPicker(session, "contact", self.tr("Contact"))
        self.account = RecordPicker(session, "account", self.tr("Account"))
        self.link = LinkLabel("", "small_medium")
        self.owner = ComboField(self.tr("Looked after by"))
        self.note = TextArea(self.tr("Notes"), lines=3)
        self.delete = Button(self.tr("Delete"), kind="danger")
        self.tick = Button(self.tr("Tick off"), "check", "ghost")
        self.done = Button(self.tr("Done"), kind="primary")
        self.saved_mark = SavedMark()
        self._compose()

    def _compose(self) -> None:
        head = QHBoxLayout()
        close = IconButton("x", self.tr("Close"), box=26)
        close.clicked.connect(self.done.click)
        head.addWidget(self.title, 1)
        head.addWidget(close)
        self.body.addLayout(head)
        self.body.addWidget(self.title_error)
        self.body.addLayout(side_by_side((self.day, 2), (self.time, 1)))
        self.body.addLayout(side_by_side((self.contact, 1), (self.account, 1)))
        self.body.addWidget(self.link)
        self.body.addWidget(self.owner)
        self.body.addWidget(self.note)
        self.body.addWidget(Rule())
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self.delete)
        foot.addWidget(self.tick)
        foot.addStretch(1)
        foot.addWidget(self.saved_mark)
        foot.addSpacing(6)
        foot.addWidget(self.done)
        self.body.addLayout(foot)


class TodoPopover(TodoForm):
    """`open_for` a to-do of the book, or `open_new` with what is known of it.

    Signal: ``record_requested(str, id)`` for the person, firm or deal it is about.
    """

    record_requested = Signal(str, object)

    def __init__(
        self, session: Session, window: QWidget, *, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        super().__init__(session, window, clock=clock)
        self._draft = Task()
        session.changed.connect(self._follow)
        self.title.committed.connect(lambda text: self._save(title=text.strip()))
        self.title.given_up.connect(self.close_popover)
        self.day.date_changed.connect(lambda day: self._save(due_on=day.isoformat() if day else ""))
        self.time.time_changed.connect(self._time_changed)
        self.contact.changed.connect(lambda: self._save(contact_id=self.contact.one()))
        self.account.changed.connect(lambda: self._save(account_id=self.account.one()))
        self.owner.chosen.connect(lambda key: self._save(staff_id=key or None))
        self.note.committed.connect(lambda text: self._save(note=text))
        self.link.clicked.connect(self._open_link)
        self.delete.clicked.connect(self._delete)
        self.tick.clicked.connect(self._tick)
        self.done.clicked.connect(self.finish)
        self.title.returnPressed.connect(self._entered)
        for field in (self.day, self.time, self.contact, self.account, self.note):
            field.escaped.connect(self.close_popover)

    # Opening ---------------------------------------------------------------------------------

    def open_for(self, task_id: int, near: QRect) -> None:
        """Edit a to-do of the book; raises ``UnknownRow``."""
        self._draft = self._session.read(tasks.load_task, task_id)
        self._fill()
        self.open_at(near)

    def open_new(self, draft: Task, near: QRect) -> None:
        """Write a new to-do; it is kept once it has a title."""
        self._draft = draft
        self._fill()
        self.open_at(near)
        self.title.setFocus(Qt.FocusReason.PopupFocusReason)

    def task_id(self) -> int:
        """The to-do that is edited; 0 while it is a draft."""
        return self._draft.id

    def finish(self) -> None:
        """Commit what is being typed and close, unless something is wrong."""
        self.title.commit()
        if not self.title_error.isVisibleTo(self):
            self.close_popover()

    def _fill(self) -> None:
        draft = self._draft
        self.title.show_text(draft.title)
        self._say_error("")
        self.day.set_value(date.fromisoformat(draft.due_on) if draft.due_on else None)
        self.time.set_value(time.fromisoformat(draft.due_time) if draft.due_time else None)
        for picker, kind, one in (
            (self.contact, "contact", draft.contact_id),
            (self.account, "account", draft.account_id),
        ):
            picker.show_chosen([choice_of(self._session, kind, one)] if one else [])
        staff = self._session.read(records.staff)
        nobody = (0, self.tr("Nobody yet"))
        self.owner.set_options(
            [nobody] + [(row["id"], row["name"]) for row in staff], draft.staff_id or 0
        )
        self.owner.setVisible(bool(staff))
        self.note.set_text(draft.note)
        self._show_kept()

    def _show_kept(self) -> None:
        kept = bool(self._draft.id)
        self.saved_mark.show_kept(kept)
        self.delete.setVisible(kept)
        self.tick.setVisible(kept)
        owner = self._owner()
        name = self._session.read(records.title, *owner)[0] if owner else ""
        self.link.setText(self.tr("Open {}").format(name) if name else "")
        self.link.setVisible(bool(name))
        self.refit()

    def _owner(self) -> tuple[str, int] | None:
        draft = self._draft
        about = (("contact", draft.contact_id), ("deal", draft.deal_id),
                 ("account", draft.account_id))  # fmt: skip
        return next(((kind, one) for kind, one in about if one), None)

    def _follow(self, changes: Changes) -> None:
        """What was undone or changed elsewhere must not be written back from here."""
        if not self.isVisible() or not self._draft.id or not changes.touches("task"):
            return
        row = self._session.store.get("task", self._draft.id)
        if row is None or row["done_at"]:
            self.close_popover()
        elif changes.kind != "do":
            self._draft = self._session.read(tasks.load_task, self._draft.id)
            self._fill()

    # Changing --------------------------------------------------------------------------------

    def _entered(self) -> None:
        """Enter in a title that is kept already is done with it."""
        if self._draft.id and not self.title_error.isVisibleTo(self):
            self.close_popover()

    def _time_changed(self, at: time | None) -> None:
        self._save(due_time=f"{at:%H:%M}" if at else "")

    def _save(self, **values: object) -> None:
        self._draft = replace(self._draft, **values)  # type: ignore[arg-type]
        if not self._draft.id and not self._draft.title.strip():
            return
        new = not self._draft.id
        try:
            made = self._session.do(tasks.save_task, self._draft)
        except Refusal as refusal:
            self._say_error(refusal.message)
            return
        self._draft = replace(self._draft, id=made)
        self._say_error("")
        self._show_kept()
        if new:
            self._session.say(self.tr("To-do “{}” added.").format(self._draft.title))

    def _say_error(self, text: str) -> None:
        self.title_error.say(text)
        self.refit()

    def _open_link(self) -> None:
        owner = self._owner()
        self.close_popover()
        if owner:
            self.record_requested.emit(*owner)

    def _tick(self) -> None:
        self._end(tasks.tick_task, self._draft.id, self.tr("Done: {}."))

    def _delete(self) -> None:
        self._end(tasks.delete_tasks, [self._draft.id], self.tr("To-do “{}” deleted."))

    def _end(self, operation: Callable[..., object], what: object, words: str) -> None:
        title = self._draft.title
        try:
            self._session.do(operation, what)
        except Refusal as refusal:
            self._say_error(refusal.message)
            return
        self.close_popover()
        self._session.say(words.format(title))
