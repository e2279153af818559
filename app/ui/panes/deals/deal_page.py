"""The editor of one deal beside its card. Each field saves by itself; a new one needs a title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.models import money
from app.models.deal import STATES, Deal
from app.models.errors import Refusal
from app.models.operations import deals, documents, tasks
from app.models.qt.session import Session
from app.models.task import Task
from app.storage.changes import Changes
from app.storage.queries import board, records, timeline
from app.storage.queries import documents as files_kept
from app.ui import book_time, words
from app.ui.delegates.rows import FileRowValue, TimelineRowValue, TodoRowValue
from app.ui.panes.calendar.start_steps import ask_steps
from app.ui.panes.deals.deal_form import DealForm
from app.ui.panes.files.file_keeping import FileDrop, FileKeeper
from app.ui.panes.files.open_file import open_document
from app.ui.panes.people.record_page import open_outside
from app.ui.panes.people.record_picker import choice_of
from app.ui.panes.people.timeline_words import activity_entry, sectioned


class DealPopover(DealForm):
    """`open_for` a deal of the book or `open_new` with a draft."""

    record_requested = Signal(str, object)
    appointment_requested = Signal(object)
    lost_asked = Signal(object)
    """The deal is lost: somebody asks why."""

    def __init__(
        self,
        session: Session,
        window: QWidget,
        *,
        clock: Callable[[], datetime] = book_time.now,
        open_url: Callable[[str], None] = open_outside,
    ) -> None:
        super().__init__(session, window, clock=clock)
        self._draft, self._open_url = Deal(), open_url
        self.keeper = FileKeeper(session, self)
        self._connect()

    def _connect(self) -> None:
        self._session.changed.connect(self._follow)
        self.title.committed.connect(lambda text: self._save(title=text.strip()))
        self.title.given_up.connect(self.close_popover)
        self.account.changed.connect(self._account_changed)
        self.contact.changed.connect(self._contact_changed)
        self.amount.committed.connect(self._amount_typed)
        self.currency.chosen.connect(lambda key: self._save(currency=str(key)))
        self.stage.chosen.connect(self._stage_chosen)
        self.state.chosen.connect(self._state_chosen)
        self.expected.date_changed.connect(
            lambda day: self._save(expected_close=day.isoformat() if day else "")
        )
        self.owner.chosen.connect(lambda key: self._save(staff_id=key or None))
        self.note.committed.connect(lambda text: self._save(note=text))
        self.reason.committed.connect(lambda text: self._save(lost_reason=text.strip()))
        self.step.editor.returnPressed.connect(self._add_step)
        self.step_add.clicked.connect(self._add_step)
        self.series.clicked.connect(self._start_steps)
        self.todo_row.ticked.connect(lambda task_id, _done: self._tick(task_id))
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.todos)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(lambda: self._tick(self.todos.current_id()))
        self.files.clicked.connect(lambda index: self.open_file(self.files.id_at(index.row())))
        # A double press is two presses: only Enter opens besides.
        self.files.opened.connect(lambda one: self.files.ring_shown and self.open_file(one))
        self.files.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.files.customContextMenuRequested.connect(self._file_menu)
        gone = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.files)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(lambda: self.remove_file(self.files.current_id()))
        self.add_file.clicked.connect(self._choose_file)
        self.keeper.refused.connect(self.say_title_error)
        drop = FileDrop(self, takes=lambda: bool(self._draft.id))
        drop.dropped.connect(self.keep_files)
        self.visit.clicked.connect(self._wish_appointment)
        self.delete.clicked.connect(self._delete)
        self.done.clicked.connect(self.finish)
        for field in (self.account, self.contact, self.amount, self.expected, self.note,
                      self.step, self.reason):  # fmt: skip
            field.escaped.connect(self.close_popover)

    # Opening ---------------------------------------------------------------------------------

    def open_for(self, deal_id: int, near: QRect) -> None:
        """Edit a deal of the book; raises ``UnknownRow``."""
        self._draft = self._session.read(deals.load_deal, deal_id)
        self._fill()
        self.open_at(near, side="end")

    def _follow(self, changes: Changes) -> None:
        """What was undone or changed elsewhere must not be written back from here."""
        if not self.isVisible() or not self._draft.id:
            return
        if changes.kind == "do":
            if changes.touches("task", "document"):
                self._fill_beside()
            return
        if not changes.touches("deal", "task", "activity", "document"):
            return
        row = self._session.read(board.deal, self._draft.id, "")
        if row is None:
            self.close_popover()
        else:
            self._draft = self._session.read(deals.load_deal, self._draft.id)
            self._fill()

    def open_new(self, draft: Deal, near: QRect) -> None:
        """Write a new deal."""
        self._draft = draft
        self._fill()
        self.open_at(near, side="end")
        self.title.setFocus(Qt.FocusReason.PopupFocusReason)

    def deal_id(self) -> int:
        """The deal that is edited; 0 while it is a draft."""
        return self._draft.id

    def _fill(self) -> None:
        draft, read = self._draft, self._session.read
        self.title.show_text(draft.title)
        self.say_title_error("")
        for picker, kind, one in (
            (self.account, "account", draft.account_id),
            (self.contact, "contact", draft.contact_id),
        ):
            picker.show_chosen([choice_of(self._session, kind, one)] if one else [])
        amount = money.show(draft.amount, draft.currency) if draft.amount else ""
        self.amount.set_text(amount)
        self.amount.set_error("")
        self.show_currency(draft.currency)
        stages = [(row["id"], row["name"]) for row in read(board.stages)]
        self.stage.set_options(stages or [(0, deals.FIRST_STAGES[0])], draft.stage_id)
        if not draft.stage_id:
            self.stage.combo.setCurrentIndex(0)
        self.state.set_options(list(STATES.items()), draft.state)
        day = date.fromisoformat(draft.expected_close) if draft.expected_close else None
        self.expected.set_value(day)
        staff = [(0, self.tr("Nobody yet"))] + [(r["id"], r["name"]) for r in read(records.staff)]
        self.owner.set_options(staff, draft.staff_id or 0)
        self.owner.setVisible(len(staff) > 1)
        self.note.set_text(draft.note)
        self.reason.set_text(draft.lost_reason)
        self.reason.setVisible(draft.state == "lost")
        self._fill_beside()
        self.say_saved(bool(draft.id))
        self.delete.setVisible(bool(draft.id))

    def _fill_beside(self) -> None:
        """To-dos, files and what happened: things of a deal that is in the book."""
        kept = bool(self._draft.id)
        for widget in (self.step_row, self.todos, self.files_head, self.files, self.history,
                       self.history_head):  # fmt: skip
            widget.setVisible(kept)
        if not kept:
            self.fit()
            return
        today = self._clock().date()
        read, deal_id = self._session.read, self._draft.id
        todos = [_todo(row, today) for row in read(timeline.open_tasks, "deal", deal_id)]
        files = [
            FileRowValue(
                row["id"], row["name"],
                f"{row['version']} versions" if row["version"] > 1 else "",
                when=words.day_words(words.local_time(row["created_at"]).date(), today))
            for row in read(files_kept.files_of, "deal", deal_id)
        ]  # fmt: skip
        entries = [activity_entry(row, "", today) for row in read(timeline.of_deal, deal_id, 60)]
        happened: list[TimelineRowValue] = [one.value for one in sectioned(entries, today)]
        self.todo_model.set_values(todos)
        self.file_model.set_values(files)
        self.history_model.set_values(happened)
        self.todos.setVisible(bool(todos))
        self.files.setVisible(bool(files))
        self.history.setVisible(bool(happened))
        self.history_head.setVisible(bool(happened))
        self.fit()

    # Changing --------------------------------------------------------------------------------

    def _account_changed(self) -> None:
        self._save(account_id=self.account.one())

    def _contact_changed(self) -> None:
        contact_id, account_id = self.contact.one(), self._draft.account_id
        if contact_id and not account_id:
            places = self._session.read(records.accounts_of, contact_id)
            if places and not places[0]["to_date"]:
                account_id = places[0]["id"]
                self.account.show_chosen([choice_of(self._session, "account", account_id)])
        self._save(contact_id=contact_id, account_id=account_id)

    def _amount_typed(self, text: str) -> None:
        minor = money.parse(text, self._draft.currency)
        if minor is None:
            self.amount.set_error(self.tr("That is no amount."))
            return
        self.amount.set_error("")
        self.amount.set_text(money.show(minor, self._draft.currency) if minor else "")
        self._save(amount=minor)

    def _stage_chosen(self, stage_id: object) -> None:
        if not self._draft.id:
            self._draft = replace(self._draft, stage_id=int(str(stage_id)))
            return
        self._do(deals.move_deal, self._draft.id, stage_id)

    def _state_chosen(self, state: object) -> None:
        if not self._draft.id:
            self.state.set_current("open")
            return
        if state == "open":
            self._do(deals.move_deal, self._draft.id, self._draft.stage_id)
        elif state == "lost":
            self.close_popover()
            self.lost_asked.emit(self._draft.id)
        else:
            on = self._clock().date().isoformat()
            self._do(deals.close_deal, self._draft.id, str(state), on=on)

    def _do(self, operation: Callable[..., Any], *values: object, **named: object) -> None:
        """Run an operation on the deal and show what has become of it."""
        try:
            self._session.do(operation, *values, **named)
        except Refusal as refusal:
            self.say_title_error(refusal.message)
            return
        self._session.say(self._session.store.last_changes.label)
        self._draft = self._session.read(deals.load_deal, self._draft.id)
        self._fill()

    def _start_steps(self) -> None:
        """Ask which series of steps to start."""
        corner = self.series.mapTo(self.window(), QPoint(0, 0))
        near, today = QRect(corner, self.series.size()), self._clock().date()
        ask_steps(self._session, self.window(), "deal", self._draft.id, today, near)

    def _add_step(self) -> None:
        text = self.step.text().strip()
        if not text or not self._draft.id:
            return
        day = self.step_day.value()
        draft = self._draft
        self._session.do(
            tasks.save_task,
            Task(title=text, due_on=day.isoformat() if day else "", deal_id=draft.id,
                 contact_id=draft.contact_id, account_id=draft.account_id,
                 staff_id=draft.staff_id),
        )  # fmt: skip
        self.step.set_text("")
        self.step_day.set_value(None)
        self.say_saved(True)

    def _tick(self, task_id: object) -> None:
        if not isinstance(task_id, int):
            return
        title = self._session.read(records.title, "task", task_id)[0]
        self._session.do(tasks.tick_task, task_id)
        self._session.say(self.tr("Done: {}").format(title))

    def _choose_file(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self.window(), self.tr("Add files"))
        if names:
            self.keep_files([Path(name) for name in names])

    def keep_files(self, paths: Sequence[Path]) -> None:
        """Put files and mails into the book beside this deal."""
        self.keeper.keep(paths, {"deal_id": self._draft.id})

    def open_file(self, document_id: object) -> None:
        """Show a file of this deal in the program the system has for it."""
        if isinstance(document_id, int):
            open_document(self._session, document_id, self._open_url)

    def remove_file(self, document_id: object) -> None:
        """Take a file of this deal out of the book, with Undo."""
        if not isinstance(document_id, int):
            return
        name = self._session.read(records.title, "document", document_id)[0]
        try:
            self._session.do(documents.delete_documents, [document_id])
        except Refusal as refusal:
            self.say_title_error(refusal.message)
            return
        self._session.say(self.tr("{} deleted.").format(name))
        self._fill_beside()

    def _file_menu(self, place: QPoint) -> None:
        document_id = self.files.id_at(self.files.rowAt(place.y()))
        if document_id is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Open"), lambda: self.open_file(document_id))
        menu.addAction(self.tr("Delete"), lambda: self.remove_file(document_id))
        menu.popup(self.files.viewport().mapToGlobal(place))

    def _wish_appointment(self) -> None:
        draft = self._draft
        self.close_popover()
        people = [draft.contact_id] if draft.contact_id else []
        self.appointment_requested.emit(
            {"contacts": people, "account_id": draft.account_id, "deal_id": draft.id or None,
             "title": draft.title}
        )  # fmt: skip

    def _save(self, **values: object) -> None:
        self._draft = replace(self._draft, **values)  # type: ignore[arg-type]
        if not self._draft.id and not self._draft.title.strip():
            return
        new = not self._draft.id
        try:
            made = self._session.do(deals.save_deal, self._draft)
        except Refusal as refusal:
            field = self.amount if refusal.problems[0].field == "amount" else None
            if field is not None:
                field.set_error(refusal.message)
            else:
                self.say_title_error(refusal.message)
            return
        self._draft = self._session.read(deals.load_deal, made)
        self.say_title_error("")
        self.say_saved(True)
        if new:
            self._fill()

    def _delete(self) -> None:
        draft = self._draft
        self.close_popover()
        if draft.id:
            self._session.do(deals.delete_deals, [draft.id])
            self._session.say(self.tr("“{}” deleted").format(draft.title))


def _todo(row: dict[str, Any], today: date) -> TodoRowValue:
    due = date.fromisoformat(row["due_on"]) if row["due_on"] else None
    late = due is not None and due < today
    when = words.day_words(due, today) if due else ""
    return TodoRowValue(
        row["id"],
        row["title"],
        when=f"Late, {when}" if late else when,
        tone="danger" if late else "text2",
    )
