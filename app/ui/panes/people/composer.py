"""The composer: write a note, log a call, plan a to-do or appointment, keep a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.models.activity import Activity
from app.models.errors import Refusal
from app.models.operations import activities, tasks
from app.models.qt.session import Session
from app.models.task import Task
from app.ui import book_time
from app.ui.at_work import staff_at_work
from app.ui.forms.facts import Facts
from app.ui.panes.files.file_keeping import FileKeeper
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Pressable
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import TextEditor
from app.ui.widgets.label import Label
from app.ui.widgets.segmented import SegmentedControl

TABS = (
    ("note", "Note", "notebook-pen"),
    ("call", "Call", "phone"),
    ("task", "To-do", "list-todo"),
    ("appointment", "Appointment", "calendar-plus"),
    ("file", "File", "paperclip"),
)
_INVITES = {
    "note": "Write a note about {name}…",
    "call": "What was said with {name}?",
    "task": "What is there to do for {name}?",
    "appointment": "What is the appointment with {name}?",
    "file": "A word about the file, if you like",
}
_SAVES = {
    "note": "Save note", "call": "Log call", "task": "Add to-do",
    "appointment": "Choose a time", "file": "Choose files",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """What is typed for one record and not kept yet."""

    tab: str = "note"
    text: str = ""
    direction: str = "out"
    due: date | None = None
    files: tuple[Path, ...] = field(default=())


class _Tab(Pressable):
    """A tab of the composer: icon and word, tinted while it holds; the icon where it is narrow."""

    def __init__(self, key: str, text: str, icon: str) -> None:
        super().__init__(text)
        self.key, self._icon = key, icon
        self.setCheckable(True)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def minimumSizeHint(self) -> QSize:
        """Room for the icon."""
        return QSize(32, self._measure().height())

    def _measure(self) -> QSize:
        theme = current()
        width = theme.metrics("small_medium").horizontalAdvance(self.text()) + 41
        return QSize(width, theme.small_control_height)

    def _draw(self, canvas: Canvas) -> None:
        held = self.isChecked()
        fill = "accent_tint" if held else "hover" if self.hovered else None
        words = "accent_text" if held else "text2"
        canvas.box(canvas.rect(0, 0, canvas.width, canvas.height), Radius.control, fill)
        whole = canvas.width >= self._measure().width()
        start = 9 if whole else (canvas.width - 14) / 2
        canvas.icon(canvas.rect(start, (canvas.height - 14) / 2, 14, 14), self._icon, words)
        self._draw_ring(canvas, Radius.control)
        if not whole:
            return
        room = canvas.rect(30, 0, canvas.width - 34, canvas.height)
        canvas.text(room, self.text(), "small_medium", words)


class Composer(Card):
    """Keeps what happened. Text stays when the world refuses, and per record while one looks away.

    Signal: ``appointment_requested(dict)``.
    """

    appointment_requested = Signal(object)

    def __init__(
        self,
        session: Session,
        *,
        clock: Callable[[], datetime] = book_time.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(padding=8, parent=parent)
        self._session, self._clock = session, clock
        self._facts: Facts | None = None
        self._drafts: dict[tuple[str, int], Draft] = {}
        self.keeper = FileKeeper(session, self)
        self.keeper.kept.connect(lambda _ids: self._clear())
        self.keeper.refused.connect(self._show_error)
        self.editor = TextEditor()
        self.editor.entered.connect(self.save)
        self.editor.escaped.connect(self._escaped)
        self.editor.textChanged.connect(self._changed)
        self.error = Label("", "small", "danger", wrap=True)
        self.error.hide()
        top = QVBoxLayout()
        top.setContentsMargins(6, 5, 6, 0)
        top.addWidget(self.editor)
        top.addWidget(self.error)
        self.body.addLayout(top)
        self.body.addLayout(self._compose_more())
        self.body.addLayout(self._compose_tabs())
        current().changed.connect(self._fit)
        self._fit()
        self.choose("note")

    def _compose_more(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(6, 0, 6, 0)
        row.setSpacing(8)
        self.direction = SegmentedControl(
            (("out", self.tr("We called")), ("in", self.tr("They called"))), "out"
        )
        self.due = DateField("", None, today=lambda: self._clock().date())
        self.due.editor.setAccessibleName(self.tr("Due"))
        self.due.editor.setPlaceholderText(self.tr("Due: tomorrow, fri, 19.11."))
        self.due.setFixedWidth(230)
        row.addWidget(self.direction)
        row.addWidget(self.due)
        row.addStretch(1)
        return row

    def _compose_tabs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        self.tabs: dict[str, _Tab] = {}
        for key, text, icon in TABS:
            tab = self.tabs[key] = _Tab(key, text, icon)
            tab.clicked.connect(lambda _checked=False, key=key: self._pressed(key))
            self._group.addButton(tab)
            row.addWidget(tab)
        row.addStretch(1)
        self.button = Button(self.tr("Save note"), kind="primary", small=True)
        self.button.setToolTip("Ctrl+Enter")
        self.button.clicked.connect(self.save)
        row.addWidget(self.button)
        return row

    def tab(self) -> str:
        """The tab that holds."""
        return next(key for key, tab in self.tabs.items() if tab.isChecked())

    def text(self) -> str:
        """What is typed."""
        return self.editor.toPlainText()

    def choose(self, tab: str, *, focus: bool = False) -> None:
        """Turn to a tab; what is typed stays."""
        self.tabs[tab].setChecked(True)
        name = self._facts.first_name if self._facts else ""
        invite = _INVITES[tab].format(name=name)
        self.editor.setPlaceholderText(invite)
        self.editor.setAccessibleName(invite)
        self.direction.setVisible(tab == "call")
        self.due.setVisible(tab == "task")
        self.button.setText(_SAVES[tab])
        self._changed()
        if focus:
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_facts(self, facts: Facts) -> None:
        """Turn to another record; what is typed for the one before waits there."""
        same = self._facts is not None and (self._facts.kind, self._facts.id) == (
            facts.kind, facts.id,
        )  # fmt: skip
        if not same:
            self._keep_draft()
            self._facts = facts
            self._take_draft(self._drafts.pop((facts.kind, facts.id), Draft()))
        self._facts = facts
        self.choose(self.tab())

    def save(self) -> None:
        """Keep what is typed; on success the composer is empty again."""
        if self._facts is None:
            return
        tab = self.tab()
        if tab == "appointment":
            self._wish_appointment()
            return
        if tab == "file":
            names, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose files"))
            self.add_files([Path(name) for name in names])
            return
        try:
            said = self._do(tab)
        except Refusal as refusal:
            self._show_error(refusal.message)
            return
        self._clear()
        self._session.say(said)

    def add_files(self, paths: list[Path]) -> None:
        """Keep files in the book and mention them in the timeline; mails become entries."""
        facts = self._facts
        if facts is None or not paths:
            return
        self.keeper.keep(paths, {f"{facts.kind}_id": facts.id}, self.text().strip())

    def _do(self, tab: str) -> str:
        facts, text = self._facts, self.text().strip()
        owner = {f"{facts.kind}_id": facts.id}
        if tab == "task":
            title, _, note = text.partition("\n")
            due = self.due.value()
            self._session.do(
                tasks.save_task,
                Task(
                    title=title, note=note.strip(),
                    staff_id=facts.row["staff_id"] or staff_at_work(self._session),
                    due_on=due.isoformat() if due else "", **owner,
                ),
            )  # fmt: skip
            return f"To-do for {facts.name} added."
        entry = Activity(kind=tab, body=text, staff_id=staff_at_work(self._session), **owner)
        if tab == "call":
            entry = replace(
                entry, direction=self.direction.current_key(),
                subject="" if text else self._call_words(),
            )  # fmt: skip
        self._session.do(activities.log_activity, entry)
        return f"Call with {facts.name} logged." if tab == "call" else "Note saved."

    def _call_words(self) -> str:
        name = self._facts.first_name
        return f"{name} called" if self.direction.current_key() == "in" else f"Called {name}"

    def _wish_appointment(self) -> None:
        facts = self._facts
        wishes: dict[str, object] = {"title": self.text().strip()}
        if facts.kind == "contact":
            wishes["contacts"] = [facts.id]
            if facts.company:
                wishes["account_id"] = facts.company["id"]
        else:
            wishes["account_id"] = facts.id
        self._clear()
        self.appointment_requested.emit(wishes)

    def _pressed(self, tab: str) -> None:
        self.choose(tab, focus=True)
        if tab == "file":
            self.save()

    def _changed(self) -> None:
        self._show_error("")
        ready = bool(self.text().strip()) or self.tab() in ("call", "appointment", "file")
        self.button.setVisible(ready and (bool(self.text().strip()) or self.tab() != "note"))

    def _show_error(self, sentence: str) -> None:
        self.error.set_text(sentence)
        self.error.setVisible(bool(sentence))

    def _escaped(self) -> None:
        self._show_error("")
        self.editor.clearFocus()

    def _clear(self) -> None:
        self._take_draft(Draft(tab="note"))

    def _keep_draft(self) -> None:
        if self._facts is None or not self.text().strip():
            return
        self._drafts[self._facts.kind, self._facts.id] = Draft(
            self.tab(), self.text(), self.direction.current_key(), self.due.value()
        )

    def _take_draft(self, draft: Draft) -> None:
        self.editor.setPlainText(draft.text)
        self.direction.set_current(draft.direction)
        self.due.set_value(draft.due)
        self.choose(draft.tab)

    def _fit(self) -> None:
        self.editor.setFont(current().font("field"))
        self.editor.setFixedHeight(2 * (current().line("field") + 2))
