"""Putting a to-do off: tomorrow, next week, another day or no day, beside its row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.models.activity_series import working_day
from app.models.errors import Refusal
from app.models.operations import tasks
from app.models.qt.session import Session
from app.models.task import Task
from app.storage.queries import records
from app.ui import words
from app.ui.widgets.buttons import Button
from app.ui.widgets.dates import DateField
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover


class PutOff(Popover):
    """`ask` about one to-do; the answer moves it, with Undo."""

    def __init__(self, session: Session, window: QWidget, clock: Callable[[], datetime]) -> None:
        super().__init__(window, padding=16, width=280)
        self._session, self._clock, self._task = session, clock, 0
        self._days: list[date | None] = []
        self.title = Label("", "lead", wrap=True)
        self.body.addWidget(self.title)
        self.buttons = [Button("", wide=True) for _ in range(4)]
        for place, button in enumerate(self.buttons):
            button.clicked.connect(lambda _on=False, one=place: self._take(self._days[one]))
            self.body.addWidget(button)
        self.day = DateField(self.tr("Another day"), today=lambda: self._clock().date())
        self.day.date_changed.connect(self._take)
        self.day.escaped.connect(self.close_popover)
        self.body.addWidget(self.day)
        self.body.setSpacing(8)

    def ask(self, task_id: int, near: QRect) -> None:
        """Ask to which day."""
        task = self._session.read(tasks.load_task, task_id)
        self._task = task_id
        self.title.set_text(self.tr("Put off “{}”").format(task.title))
        today = self._clock().date()
        monday = today + timedelta(days=7 - today.weekday())
        month = working_day(today + timedelta(days=28))
        tomorrow = today + timedelta(days=1)
        self._days = [tomorrow, monday if monday != tomorrow else monday + timedelta(days=7),
                      month, None]  # fmt: skip
        said = (self.tr("Tomorrow"), self.tr("Next week"), self.tr("In four weeks"))
        for button, word, day in zip(self.buttons, said, self._days, strict=False):
            button.setText(f"{word}, {words.short_day(day, today)}" if day else word)
        self.buttons[3].setText(self.tr("No day"))
        self.buttons[3].setVisible(bool(task.due_on) and not task.repeat)
        self.day.set_value(None)
        self.open_at(near, side="end")
        self.buttons[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, day: date | None) -> None:
        self.close_popover()
        move_task(self._session, self._task, day, self._clock().date())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from answer to answer."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        shown = [one for one in self.buttons if one.isVisibleTo(self)]
        held = next((i for i, one in enumerate(shown) if one.hasFocus()), None)
        if step and held is not None:
            shown[(held + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)


def shifted_day(task: Task, days: int, today: date) -> date:
    """The day of a to-do so many days on or back; never before today, late ones count from it."""
    due = date.fromisoformat(task.due_on) if task.due_on else today
    return max(max(due, today) + timedelta(days=days), today)


def move_task(session: Session, task_id: int, day: date | None, today: date) -> None:
    """Put a to-do on another day, or on none; its time of day stays."""
    task = session.read(tasks.load_task, task_id)
    time = task.due_time if day else ""
    try:
        session.do(tasks.put_off, [task_id], day.isoformat() if day else "", time)
    except Refusal as refusal:
        session.say(refusal.message, kind="warn", undo=False)
        return
    title = session.read(records.title, "task", task_id)[0]
    if day is None:
        session.say(f"“{title}” has no day now.")
    else:
        session.say(f"“{title}” put off to {words.day_said(day, today)}.")
