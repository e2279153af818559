"""The editor of one to-do, beside its row. Each field saves by itself; a new one needs a title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.errors import Refusal
from app.models.operations import tasks
from app.models.qt.session import Session
from app.models.task import Task
from app.storage.changes import Changes
from app.storage.queries import records
from app.ui import book_time, words
from app.ui.at_work import staff_at_work
from app.ui.panes.calendar.repeat_words import moved_rule
from app.ui.panes.people.record_picker import choice_of
from app.ui.panes.reminder_words import TASK_LEADS, with_own
from app.ui.panes.today.todo_form import WIDTH, TodoForm

__all__ = ["WIDTH", "TodoPopover"]


class TodoPopover(TodoForm):
    """`open_for` a to-do of the book, or `open_new` with what is known of it.

    Signal: ``record_requested(str, id)`` for the person, firm or deal it is about.
    """

    record_requested = Signal(str, object)

    def __init__(
        self, session: Session, window: QWidget, *, clock: Callable[[], datetime] = book_time.now
    ) -> None:
        super().__init__(session, window, clock=clock)
        self._draft = Task()
        session.changed.connect(self._follow)
        self.title.committed.connect(lambda text: self._save(title=text.strip()))
        self.title.given_up.connect(self.close_popover)
        self.day.date_changed.connect(self._day_changed)
        self.time.time_changed.connect(self._time_changed)
        self.contact.changed.connect(lambda: self._about(contact_id=self.contact.one()))
        self.account.changed.connect(lambda: self._about(account_id=self.account.one()))
        self.deal.chosen.connect(lambda key: self._about(deal_id=key or None))
        self.owner.chosen.connect(lambda key: self._save(staff_id=key or None))
        self.channel.chosen.connect(lambda key: self._save(channel=str(key)))
        self.priority.chosen.connect(lambda key: self._save(priority=key))
        self.remind.chosen.connect(lambda key: self._save(reminder_minutes=key))
        self.repeat.changed.connect(self._repeat_chosen)
        self.repeat.resized.connect(self.refit)
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
        if draft.staff_id is None:
            self._draft = replace(draft, staff_id=staff_at_work(self._session))
        self._fill()
        self.open_at(near)
        self.title.setFocus(Qt.FocusReason.PopupFocusReason)

    def task_id(self) -> int:
        """The to-do that is edited; 0 while it is a draft."""
        return self._draft.id

    def _fill(self) -> None:
        draft = self._draft
        self.title.show_text(draft.title)
        self.say_title_error("")
        self.day.set_value(date.fromisoformat(draft.due_on) if draft.due_on else None)
        self.time.set_value(time.fromisoformat(draft.due_time) if draft.due_time else None)
        for picker, kind, one in (
            (self.contact, "contact", draft.contact_id),
            (self.account, "account", draft.account_id),
        ):
            picker.show_chosen([choice_of(self._session, kind, one)] if one else [])
        self._show_deals()
        staff = self._session.read(records.staff)
        nobody = (0, self.tr("Nobody yet"))
        self.owner.set_options(
            [nobody] + [(row["id"], row["name"]) for row in staff], draft.staff_id or 0
        )
        self.owner.setVisible(bool(staff))
        self.channel.set_current(draft.channel)
        self.priority.set_current(max(-1, min(draft.priority, 1)))
        self.remind.set_options(
            with_own(TASK_LEADS, draft.reminder_minutes), draft.reminder_minutes
        )
        self.repeat.show_rule(draft.repeat, self._first_day())
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

    def _first_day(self) -> date:
        due = self._draft.due_on
        return date.fromisoformat(due) if due else self._clock().date()

    def _repeat_chosen(self, rule: str) -> None:
        """Something that repeats needs a day to count from: today, until one is chosen."""
        due = self._draft.due_on
        if rule and not due:
            due = self._clock().date().isoformat()
            self.day.set_value(self._clock().date())
        self._save(repeat=rule, due_on=due)

    def _day_changed(self, day: date | None) -> None:
        rule = self._draft.repeat
        if rule and day is None:
            self.day.set_value(self._first_day())
            return
        if rule and day is not None:
            rule = moved_rule(rule, self._first_day(), day)
        self._save(due_on=day.isoformat() if day else "", repeat=rule)
        self.repeat.show_rule(rule, self._first_day())

    def _about(self, **values: object) -> None:
        """It is about somebody or something else; the deals offered follow."""
        self._save(**values)
        self._show_deals()
        self.refit()

    def _show_deals(self) -> None:
        draft = self._draft
        people = [draft.contact_id] if draft.contact_id else []
        self.deal.show_for(people, draft.account_id, draft.deal_id)

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
            self.say_title_error(refusal.message)
            return
        self._draft = replace(self._draft, id=made)
        self.say_title_error("")
        self._show_kept()
        if new:
            self._session.say(self.tr("To-do “{}” added.").format(self._draft.title))

    def say_title_error(self, text: str) -> None:
        """Say what is wrong, and make room for it."""
        super().say_title_error(text)
        self.refit()

    def _open_link(self) -> None:
        owner = self._owner()
        self.close_popover()
        if owner:
            self.record_requested.emit(*owner)

    def _tick(self) -> None:
        """Done; something that repeats says when it comes again."""
        title, again = self._draft.title, None
        try:
            again = self._session.do(tasks.tick_task, self._draft.id, today=self._clock().date())
        except Refusal as refusal:
            self.say_title_error(refusal.message)
            return
        self.close_popover()
        self._session.say(done_words(self._session, title, again, self._clock().date()))

    def _delete(self) -> None:
        title = self._draft.title
        try:
            self._session.do(tasks.delete_tasks, [self._draft.id])
        except Refusal as refusal:
            self.say_title_error(refusal.message)
            return
        self.close_popover()
        self._session.say(self.tr("To-do “{}” deleted.").format(title))


def done_words(session: Session, title: str, again: int | None, today: date) -> str:
    """What is said when a to-do was ticked off; one that repeats says when it comes again."""
    if not again:
        return f"Done: {title}."
    due = session.read(tasks.load_task, again).due_on
    return f"Done: {title}. Again {words.day_said(date.fromisoformat(due), today)}."
