"""Write down a to-do from anywhere: what, and by when."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from app.models.errors import Refusal
from app.models.operations import activities
from app.models.qt.session import Session
from app.models.task import Task
from app.storage.queries import records
from app.ui.dialogs.plain import PlainDialog
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import TextField


class QuickTodo(PlainDialog):
    """A to-do, about the person, firm or deal on view when ``owner`` (kind, id) is given."""

    def __init__(
        self,
        session: Session,
        owner: tuple[str, int] | None,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        about = session.read(records.title, *owner)[0] if owner else ""
        super().__init__("New to-do", f"About {about}" if about else "", width=420, parent=parent)
        self._session = session
        self._owner = owner
        self.what = TextField("What is there to do?")
        self.due = DateField("By when?", None, today=lambda: today)
        self.body.addWidget(self.what)
        self.body.addWidget(self.due)
        self.add_button("", "Cancel", "ghost")
        self.add_button("save", "Add to-do", "primary", stays=True, then=self.save)
        self.what.editor.returnPressed.connect(self.save)
        self.what.editor.setFocus()

    def save(self) -> None:
        """Keep it and close; say at the field what is wrong otherwise."""
        due = self.due.value()
        links = {f"{self._owner[0]}_id": self._owner[1]} if self._owner else {}
        task = Task(title=self.what.text().strip(), due_on=due.isoformat() if due else "", **links)
        try:
            self._session.do(activities.save_task, task)
        except Refusal as refusal:
            self.what.set_error(refusal.message)
            return
        self.accept()
        self._session.say(f"To-do “{task.title}” added.")
