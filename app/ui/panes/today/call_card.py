"""A call noted where one is: what was said, and what comes next; both in one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.models.activity import Activity
from app.models.errors import Refusal
from app.models.operations import activities
from app.models.qt.session import Session
from app.models.task import Task
from app.storage.queries import records
from app.ui.at_work import staff_at_work
from app.ui.widgets.buttons import Button
from app.ui.widgets.dates import DateField
from app.ui.widgets.editor_parts import ErrorLine, side_by_side
from app.ui.widgets.fields import TextArea, TextField
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover


class CallCard(Popover):
    """`ask` about a call with somebody, given as contact_id, account_id and deal_id."""

    def __init__(self, session: Session, window: QWidget, clock: Callable[[], datetime]) -> None:
        super().__init__(window, padding=16, width=360)
        self._session, self._about = session, dict[str, int]()
        self.title = Label("", "lead", wrap=True)
        self.phone = Label("", "body", "text2", wrap=True)
        self.note = TextArea(self.tr("What was said"), lines=3)
        self.step = TextField(self.tr("Next step"), placeholder=self.tr("Send the quote"))
        self.due = DateField(self.tr("By"), today=lambda: clock().date())
        self.error = ErrorLine()
        self.log = Button(self.tr("Log the call"), "phone", "primary")
        self.log.clicked.connect(self._keep)
        for part in (self.title, self.phone, self.note):
            self.body.addWidget(part)
        self.body.addLayout(side_by_side((self.step, 3), (self.due, 2)))
        self.body.addWidget(self.error)
        row = QHBoxLayout()
        row.addWidget(self.log)
        row.addStretch(1)
        self.body.addLayout(row)
        for field in (self.step, self.due):
            field.editor.returnPressed.connect(self._keep)
        for field in (self.note, self.step, self.due):
            field.escaped.connect(self.close_popover)

    def ask(self, about: Mapping[str, int], near: QRect) -> None:
        """Ask what was said; it shows the number to call."""
        self._about = dict(about)
        kind, one = _whom(about)
        self.title.set_text(self.tr("Call with {}").format(self._name()))
        phones = self._session.read(records.phones, kind, one) if kind != "deal" else []
        self.phone.set_text(", ".join(row["value"] for row in phones[:3]))
        self.phone.setVisible(bool(phones))
        self.note.set_text("")
        self.step.set_text("")
        self.due.set_value(None)
        self.error.say("")
        self.open_at(near, side="end")
        self.note.editor.setFocus(Qt.FocusReason.PopupFocusReason)

    def _name(self) -> str:
        return str(self._session.read(records.title, *_whom(self._about))[0])

    def _keep(self) -> None:
        said, step, due = self.note.text().strip(), self.step.text().strip(), self.due.value()
        me = staff_at_work(self._session)
        day = due.isoformat() if due else ""
        then = Task(title=step, due_on=day, staff_id=me, **self._about) if step else None
        call = Activity(
            kind="call", direction="out", subject="" if said else self.tr("Call"), body=said,
            staff_id=me, **self._about,
        )  # fmt: skip
        try:
            self._session.do(activities.log_with_next, call, then)
        except Refusal as refusal:
            self.error.say(refusal.message)
            self.refit()
            return
        self.close_popover()
        self._session.say(self.tr("Call with {} logged.").format(self._name()))


def _whom(about: Mapping[str, int]) -> tuple[str, int]:
    kinds = ("contact", "account", "deal")
    return next((kind, about[f"{kind}_id"]) for kind in kinds if f"{kind}_id" in about)
