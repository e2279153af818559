"""The fields of the to-do editor and how they lie; what they do is said by the popover."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.calendar.recurrence import sentence
from app.models.qt.session import Session
from app.models.task import CHANNELS
from app.ui.panes.calendar.appointment_form import FitScroll
from app.ui.panes.calendar.appointment_repeat import RepeatField
from app.ui.panes.deal_choice import DealChoice
from app.ui.panes.editor_popover import EditorPopover
from app.ui.panes.people.record_picker import RecordPicker
from app.ui.panes.reminder_words import TASK_LEADS
from app.ui.widgets.buttons import Button, LinkLabel
from app.ui.widgets.cards import Rule
from app.ui.widgets.combo import ComboField
from app.ui.widgets.dates import DateField, TimeField
from app.ui.widgets.editor_parts import foot_row, head_row, side_by_side
from app.ui.widgets.fields import TextArea

WIDTH = 400
PRIORITIES = ((1, "High"), (0, "Normal"), (-1, "Low"))


class TodoForm(EditorPopover):
    """What, by when, how urgent, about whom, who does it, and whether it comes again."""

    def __init__(self, session: Session, window: QWidget, *, clock: Callable[[], datetime]) -> None:
        super().__init__(window, title=self.tr("What is there to do?"), width=WIDTH, spacing=10)
        self._session, self._clock = session, clock
        self.day = DateField(self.tr("By"), today=lambda: self._clock().date())
        self.time = TimeField(self.tr("At"))
        self.channel = ComboField(self.tr("What it is"), list(CHANNELS.items()))
        self.priority = ComboField(self.tr("Priority"), PRIORITIES, icon="flag")
        self.contact = RecordPicker(session, "contact", self.tr("Contact"))
        self.account = RecordPicker(session, "account", self.tr("Account"))
        self.deal = DealChoice(session)
        self.link = LinkLabel("", "small_medium")
        self.owner = ComboField(self.tr("Looked after by"))
        self.remind = ComboField(self.tr("Remind me"), TASK_LEADS, icon="bell")
        self.repeat = RepeatField(self._clock, self._say_rule)
        self.note = TextArea(self.tr("Notes"), lines=2)
        self.delete = Button(self.tr("Delete"), kind="danger")
        self.tick = Button(self.tr("Tick off"), "check", "ghost")
        self.done = Button(self.tr("Done"), kind="primary")
        self._compose()

    def _say_rule(self, rule: str, start: date) -> str:
        words = sentence(rule, start.isoformat())
        return self.tr("{}. Ticking it off makes the next one.").format(words) if words else ""

    def _compose(self) -> None:
        self.body.addLayout(head_row(self.title, self.done.click, self.tr("Close")))
        self.body.addWidget(self.title_error)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(side_by_side((self.day, 2), (self.time, 1)))
        column.addLayout(side_by_side((self.channel, 1), (self.priority, 1)))
        column.addLayout(side_by_side((self.contact, 1), (self.account, 1)))
        column.addWidget(self.deal)
        column.addWidget(self.link)
        column.addLayout(side_by_side((self.owner, 1), (self.remind, 1)))
        column.addWidget(self.repeat)
        column.addWidget(self.note)
        self.area = FitScroll(inner)
        self.body.addWidget(self.area, 1)
        self.body.addWidget(Rule())
        self.body.addLayout(foot_row((self.delete, self.tick), self.saved_mark, self.done))
