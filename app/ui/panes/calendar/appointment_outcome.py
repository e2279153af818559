"""After an appointment, one question: did it take place? With a note, and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.operations import appointment_states
from app.models.qt.session import Session
from app.ui import book_time
from app.ui.panes.calendar.calendar_work import opened, title_of
from app.ui.panes.calendar.week_layout import NO_EVENT, EventKey
from app.ui.widgets.buttons import Button
from app.ui.widgets.dates import DateField
from app.ui.widgets.editor_parts import ErrorLine, side_by_side
from app.ui.widgets.fields import TextArea, TextField
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover


class OutcomeCard(Popover):
    """`ask` about one appointment. Signal: `settled` once it was answered."""

    settled = Signal()

    def __init__(
        self, session: Session, window: QWidget, *, clock: Callable[[], datetime] = book_time.now
    ) -> None:
        super().__init__(window, padding=16, width=360)
        self._session, self._key = session, NO_EVENT
        self.title = Label("", "lead", wrap=True)
        self.note = TextArea(self.tr("Note"), lines=3)
        self.step = TextField(self.tr("Next step"), placeholder=self.tr("Send the quote"))
        self.due = DateField(self.tr("By"), today=lambda: clock().date())
        self.error = ErrorLine()
        self.held = Button(self.tr("It took place"), "circle-check", "primary")
        self.missed = Button(self.tr("Did not come"), "circle-x")
        self.held.clicked.connect(lambda: self._settle(held=True))
        self.missed.clicked.connect(lambda: self._settle(held=False))
        self.body.addWidget(self.title)
        self.body.addWidget(self.note)
        self.body.addLayout(side_by_side((self.step, 3), (self.due, 2)))
        self.body.addWidget(self.error)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.held)
        row.addWidget(self.missed)
        row.addStretch(1)
        self.body.addLayout(row)
        for field in (self.note, self.step, self.due):
            field.escaped.connect(self.close_popover)

    def ask(self, key: EventKey, near: QRect) -> None:
        """Ask about an appointment of the book."""
        self._key = key
        self.title.set_text(self.tr("Did “{}” take place?").format(title_of(self._session, key)))
        self.note.set_text("")
        self.step.set_text("")
        self.due.set_value(None)
        self.error.say("")
        # Nobody can miss what nobody else was to come to.
        self.missed.setVisible(bool(opened(self._session, key).contacts))
        self.open_at(near, side="end")
        self.held.setFocus(Qt.FocusReason.PopupFocusReason)

    def _settle(self, *, held: bool) -> None:
        due = self.due.value()
        try:
            self._session.do(
                appointment_states.confirm_outcome,
                self._key[0],
                occurrence=self._key[1],
                held=held,
                note=self.note.text().strip(),
                next_step=self.step.text().strip(),
                due_on=due.isoformat() if due else "",
            )
        except Refusal as refusal:
            self.error.say(refusal.message)
            self.refit()
            return
        title = title_of(self._session, self._key)
        self.close_popover()
        words = self.tr("“{}” took place.") if held else self.tr("“{}”: did not come.")
        self._session.say(words.format(title))
        self.settled.emit()
