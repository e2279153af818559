"""What can be done with the rows of Today without leaving the page, by menu and by keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QPoint, QRect, SignalInstance
from PySide6.QtWidgets import QMenu, QWidget

from app.models.errors import Refusal
from app.models.operations import tasks
from app.models.qt.session import Session
from app.models.task import Task
from app.storage.queries import records
from app.ui.panes.today.call_card import CallCard
from app.ui.panes.today.put_off import PutOff, move_task, shifted_day
from app.ui.panes.today.today_facts import Facts
from app.ui.panes.today.todo_popover import TodoPopover, done_words
from app.ui.theme.icons import icon

if TYPE_CHECKING:
    from app.ui.panes.today.today_calendar import TodayCalendar


class Page(Protocol):
    """What the deeds need of the page."""

    facts: Facts | None
    record_requested: SignalInstance

    def window(self) -> QWidget:
        """The window of the page."""

    def box_of(self, row_id: object) -> QRect:
        """Where a row stands in the window."""

    def open_row(self, row_id: object) -> None:
        """What Enter does with a row."""

    def go_to_row(self, row_id: object) -> None:
        """Show whom a row is about on their own page."""

    def write_to(self, contact_id: int) -> None:
        """Begin a letter."""

    def calendar(self) -> TodayCalendar:
        """Appointments worked from here."""


class TodayDeeds(QObject):
    """Made with the page; its popovers are made when they are first asked for."""

    def __init__(self, session: Session, page: Page, clock: Callable[[], datetime]) -> None:
        super().__init__(page)  # type: ignore[arg-type]
        self._session, self._page, self._clock = session, page, clock
        self.editor: TodoPopover | None = None
        self.put_off_card: PutOff | None = None
        self.call_card: CallCard | None = None

    # To-dos ----------------------------------------------------------------------------------

    def todo_editor(self) -> TodoPopover:
        """The editor of to-dos."""
        if self.editor is None:
            self.editor = TodoPopover(self._session, self._page.window(), clock=self._clock)
            self.editor.record_requested.connect(self._page.record_requested)
        return self.editor

    def tick(self, task_id: object, done: bool) -> None:
        """Tick a to-do off; one that repeats says when it comes again."""
        title = self._session.read(records.title, "task", task_id)[0]
        today = self._clock().date()
        again = self._do(lambda: self._session.do(tasks.tick_task, task_id, done=done, today=today))
        if again is not False:
            self._session.say(done_words(self._session, title, again, today))  # type: ignore[arg-type]

    def delete(self, task_id: int) -> None:
        """Delete a to-do, with Undo."""
        title = self._session.read(records.title, "task", task_id)[0]
        if self._do(lambda: self._session.do(tasks.delete_tasks, [task_id])) is not False:
            self._session.say(f"To-do “{title}” deleted.")

    def put_off(self, task_id: int) -> None:
        """Ask to which day."""
        if self.put_off_card is None:
            self.put_off_card = PutOff(self._session, self._page.window(), self._clock)
        self.put_off_card.ask(task_id, self._page.box_of(task_id))

    def shift(self, task_id: int, days: int) -> None:
        """Move a to-do by days, as Alt with an arrow asks."""
        task, today = self._session.read(tasks.load_task, task_id), self._clock().date()
        day = shifted_day(task, days, today)
        if day.isoformat() != task.due_on:
            move_task(self._session, task_id, day, today)

    def _do(self, work: Callable[[], object]) -> object:
        """Do it; ``False`` when the rules said no, which was told."""
        try:
            return work()
        except Refusal as refusal:
            self._session.say(refusal.message, kind="warn", undo=False)
            return False

    # People ----------------------------------------------------------------------------------

    def about(self, row_id: object) -> dict[str, int]:
        """Whom a row is about: contact_id, account_id, deal_id, as far as there are any."""
        facts = self._page.facts
        return dict(facts.about.get(row_id, {})) if facts is not None else {}

    def whom(self, row_id: object) -> tuple[str, int] | None:
        """The record that commands take for the chosen row: the person first."""
        about = self.about(row_id)
        kinds = ("contact", "account", "deal")
        return next(((kind, about[f"{kind}_id"]) for kind in kinds if f"{kind}_id" in about), None)

    def log_call(self, row_id: object) -> None:
        """Ask what was said."""
        if not self.about(row_id):
            self._session.say("Choose somebody first.", kind="info", undo=False)
            return
        if self.call_card is None:
            self.call_card = CallCard(self._session, self._page.window(), self._clock)
        self.call_card.ask(self.about(row_id), self._page.box_of(row_id))

    def new_todo(self, row_id: object) -> None:
        """Write down what there is to do about somebody."""
        self.todo_editor().open_new(Task(**self.about(row_id)), self._page.box_of(row_id))  # type: ignore[arg-type]

    def start_steps(self, row_id: object) -> None:
        """Ask which series of steps to start for them."""
        from app.ui.panes.calendar.start_steps import ask_steps

        about = self.about(row_id)
        deal = about.get("deal_id")
        kind, one = ("deal", deal) if deal else self.whom(row_id) or ("", 0)
        today = self._clock().date()
        ask_steps(self._session, self._page.window(), kind, one, today, self._page.box_of(row_id))

    # Menus -----------------------------------------------------------------------------------

    def show_menu(self, row_id: object, where: QPoint) -> None:
        """Show what can be done with a row."""
        facts = self._page.facts
        if facts is None:
            return
        if row_id in facts.keys:
            self._page.calendar().deeds.show_menu(facts.keys[row_id], where)
            return
        menu = QMenu(self._page.window())
        menu.aboutToHide.connect(menu.deleteLater)
        if facts.opens.get(row_id, ("", 0))[0] == "task" and isinstance(row_id, int):
            self._add_task(menu, row_id)
        self._add_person(menu, row_id)
        if facts.opens.get(row_id, ("", 0))[0] == "task" and isinstance(row_id, int):
            menu.addSeparator()
            _add(menu, "trash-2", "Delete\tDel", lambda: self.delete(row_id))
        menu.popup(where)

    def _add_task(self, menu: QMenu, task_id: int) -> None:
        _add(menu, "pencil", "Open\tEnter", lambda: self._page.open_row(task_id))
        _add(menu, "check", "Tick off\tSpace", lambda: self.tick(task_id, True))
        _add(menu, "calendar-clock", "Put off…\tCtrl+Shift+D", lambda: self.put_off(task_id))
        menu.addSeparator()

    def _add_person(self, menu: QMenu, row_id: object) -> None:
        about = self.about(row_id)
        if not about:
            return
        contact = about.get("contact_id")
        _add(menu, "phone", "Log a call…\tCtrl+Shift+C", lambda: self.log_call(row_id))
        _add(menu, "calendar-plus", "New appointment…", lambda: self._page.calendar().book(about))
        _add(menu, "circle-check", "New to-do…", lambda: self.new_todo(row_id))
        _add(menu, "list-todo", "Start a series of steps…", lambda: self.start_steps(row_id))
        if contact:
            _add(menu, "mail", "Write a letter", lambda: self._page.write_to(contact))
        whom = self.whom(row_id)
        name = self._session.read(records.title, *whom)[0] if whom else ""
        _add(menu, "arrow-right", f"Go to {name}", lambda: self._page.go_to_row(row_id))


def _add(menu: QMenu, glyph: str, words: str, deed: Callable[[], object]) -> None:
    menu.addAction(icon(glyph), words.replace("&", "&&")).triggered.connect(
        lambda _on=False: deed()
    )
