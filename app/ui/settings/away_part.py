"""Leave, closed days and one-off openings: a list, and a form to add one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.calendar.working_hours import HoursException
from app.models.errors import Refusal
from app.models.operations import hours
from app.models.qt.session import Session
from app.storage.queries.hours import exceptions
from app.storage.tables import Row
from app.ui import book_time, words
from app.ui.delegates.rows import TodoRowValue
from app.ui.delegates.small_rows import TodoRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import ComboField
from app.ui.widgets.dates import DateField, TimeField
from app.ui.widgets.editor_parts import ErrorLine, side_by_side
from app.ui.widgets.fields import TextField

BACK = timedelta(days=31)


class AwayPart(QWidget):
    """Everything from a month ago on."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = ValueModel()
        self.rows = RowList(TodoRow(), ground="canvas")
        self.rows.setModel(self.model)
        self.rows.setAccessibleName("Leave and closed days")
        self.whose = ComboField("Who")
        self.what = ComboField("What", [(0, "Away or closed"), (1, "Open as well")], 0)
        self.reason = TextField("Why", placeholder="Leave")
        self.first = DateField("From")
        self.last = DateField("Until")
        self.early = TimeField("From (time)")
        self.late = TimeField("Until (time)")
        self.error = ErrorLine()
        self.add = Button("Add", "plus", small=True)
        self.remove = Button("Take away", "x", "ghost", small=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.rows)
        column.addLayout(side_by_side((self.whose, 1), (self.what, 1), (self.reason, 1)))
        column.addLayout(
            side_by_side((self.first, 2), (self.last, 2), (self.early, 1), (self.late, 1))
        )
        column.addWidget(self.error)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch(1)
        column.addLayout(row)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.rows.selection_changed.connect(self._enable)

    def show_people(self, choices: Sequence[tuple[object, str]]) -> None:
        """Show who there is and what is kept."""
        self.whose.set_options(choices, self.whose.current_key() or choices[0][0])
        today = book_time.today()
        found = self._session.read(exceptions, (today - BACK).isoformat(), "9999-12-31")
        self.model.set_values([_row(row, today) for row in found])
        self.rows.setFixedHeight(max(1, min(self.rows.content_height(), 220)))
        self.rows.setVisible(bool(found))
        self._enable()

    def _enable(self) -> None:
        self.remove.setEnabled(self.rows.current_id() is not None)

    def _add(self) -> None:
        first = self.first.value()
        if first is None:
            self.error.say("Say from which day.")
            return
        early, late = self.early.value(), self.late.value()
        owner, number = self.whose.current_key()  # type: ignore[misc]
        made = HoursException(
            staff_id=number if owner == "staff" else None,
            resource_id=number if owner == "resource" else None,
            from_date=first.isoformat(),
            to_date=(self.last.value() or first).isoformat(),
            from_time=f"{early:%H:%M}" if early else "",
            to_time=f"{late:%H:%M}" if late else "",
            open=int(str(self.what.current_key())),
            reason=self.reason.text().strip(),
        )
        try:
            self._session.do(hours.save_exception, made)
        except Refusal as refusal:
            self.error.say(refusal.message)
            return
        self.error.say("")
        for field in (self.first, self.last, self.early, self.late):
            field.set_value(None)
        self.reason.set_text("")

    def _remove(self) -> None:
        chosen = self.rows.current_id()
        if isinstance(chosen, int):
            self._session.do(hours.remove_exception, chosen)
            self._session.say("Taken away.")


def _row(row: Row, today: date) -> TodoRowValue:
    first, last = date.fromisoformat(row["from_date"]), date.fromisoformat(row["to_date"])
    day = words.short_day(first, today)
    span = day if first == last else f"{day} to {words.short_day(last, today)}"
    span = [words.time_words(one) for one in (row["from_time"], row["to_time"]) if one]
    times = f", {' – '.join(span)}" if span else ""
    title = row["reason"] or ("Open" if row["open"] else "Away")
    whose = row["whose"] or "The business"
    glyph, kind = ("calendar-plus", "evergreen") if row["open"] else ("calendar-clock", "slate")
    return TodoRowValue(row["id"], title, f"{whose}, {span}{times}", lead=glyph, kind=kind)
