"""The waiting list: who would come sooner, and what they wait for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.operations import waiting
from app.models.operations.waiting import Wish
from app.models.qt.session import Session
from app.storage.queries.waiting import waiting as waiting_rows
from app.ui import book_time, words
from app.ui.delegates.rows import TodoRowValue
from app.ui.delegates.small_rows import TodoRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.panes.calendar.calendar_known import read_known
from app.ui.panes.people.record_picker import RecordPicker
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.combo import ComboField
from app.ui.widgets.dates import DateField, TimeField
from app.ui.widgets.editor_parts import ErrorLine, side_by_side
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover


class WaitingList(Popover):
    """Who waits, and a form to add somebody. Signal: `time_wished(Wish)` to find them a time."""

    time_wished = Signal(object)

    def __init__(
        self, session: Session, window: QWidget, *, clock: Callable[[], datetime] = book_time.now
    ) -> None:
        super().__init__(window, padding=16, width=400)
        self._session, self._clock = session, clock
        self.body.setSpacing(9)
        self.model = ValueModel()
        self.rows = _WishRows(TodoRow(), ground="raised")
        self.rows.setModel(self.model)
        self.rows.setAccessibleName(self.tr("Waiting list"))
        self.nothing = Label(self.tr("Nobody waits for a time."), "body", "text2")
        self.who = RecordPicker(session, "contact", self.tr("Who waits"))
        self.kind = ComboField(self.tr("What for"))
        self.minutes = TextField(self.tr("Minutes"))
        self.staff = ComboField(self.tr("With whom"))
        self.first = DateField(self.tr("From"), today=lambda: clock().date())
        self.last = DateField(self.tr("Until"), today=lambda: clock().date())
        self.early = TimeField(self.tr("Not before"))
        self.late = TimeField(self.tr("Not after"))
        self.error = ErrorLine()
        self.add = Button(self.tr("Add to the waiting list"), "plus", "primary", small=True)
        self.find = Button(self.tr("Find a time"), "calendar-clock", small=True)
        self.off = Button(self.tr("Take off"), "x", "ghost", small=True)
        self._compose()
        self._connect()

    def _compose(self) -> None:
        head = QHBoxLayout()
        close = IconButton("x", self.tr("Close"), box=26)
        close.clicked.connect(self.close_popover)
        head.addWidget(Label(self.tr("Waiting list"), "lead"), 1)
        head.addWidget(close)
        self.body.addLayout(head)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.rows)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        deeds.addWidget(self.find)
        deeds.addWidget(self.off)
        deeds.addStretch(1)
        self.body.addLayout(deeds)
        self.body.addWidget(self.who)
        self.body.addLayout(side_by_side((self.kind, 3), (self.minutes, 2), (self.staff, 3)))
        self.body.addLayout(side_by_side((self.first, 1), (self.last, 1)))
        self.body.addLayout(side_by_side((self.early, 1), (self.late, 1)))
        self.body.addWidget(self.error)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.add)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self._session.changed.connect(self._follow)
        self.kind.chosen.connect(self._kind_chosen)
        self.add.clicked.connect(self._add)
        self.find.clicked.connect(self._find)
        self.off.clicked.connect(self._take_off)
        self.rows.opened.connect(lambda _id: self._find())
        self.rows.removed.connect(self._take_off)
        self.rows.selection_changed.connect(self._enable)
        for field in (self.who, self.minutes, self.first, self.last, self.early, self.late):
            field.escaped.connect(self.close_popover)

    def open_list(self, near: QRect) -> None:
        """Open beside its button."""
        known = read_known(self._session)
        self.kind.set_options([(key, one.name) for key, one in known.kinds.items()], "meeting")
        self.minutes.set_text(str(known.kind("meeting").minutes))
        anybody = (0, self.tr("Anybody"))
        self.staff.set_options([anybody, *known.names().items()], 0)
        self._clear()
        self.read()
        self.open_at(near)

    def read(self) -> None:
        """Read who waits."""
        today = self._clock().date()
        kinds = {key: one.name for key, one in read_known(self._session).kinds.items()}
        found = [_wish_row(row, kinds, today) for row in self._session.read(waiting_rows)]
        self.model.set_values(found)
        self.rows.setFixedHeight(max(1, min(self.rows.content_height(), 220)))
        self.rows.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self._enable()
        self.refit()

    def _follow(self, changes: object) -> None:
        if self.isVisible():
            self.read()

    def _enable(self) -> None:
        chosen = self.rows.current_id() is not None
        for button in (self.find, self.off):
            button.setVisible(self.model.rowCount() > 0)
            button.setEnabled(chosen)

    def _clear(self) -> None:
        self.who.show_chosen([])
        for field in (self.first, self.last, self.early, self.late):
            field.set_value(None)
        self.error.say("")

    def _kind_chosen(self, key: object) -> None:
        self.minutes.set_text(str(read_known(self._session).kind(str(key)).minutes))

    def _add(self) -> None:
        typed = self.minutes.text().strip()
        first, last = self.first.value(), self.last.value()
        early, late = self.early.value(), self.late.value()
        wish = Wish(
            kind=str(self.kind.current_key() or ""),
            contact_id=self.who.one(),
            staff_id=int(str(self.staff.current_key() or 0)) or None,
            minutes=int(typed) if typed.isdecimal() and len(typed) < 5 else 0,
            from_date=first.isoformat() if first else "",
            to_date=last.isoformat() if last else "",
            from_time=f"{early:%H:%M}" if early else "",
            to_time=f"{late:%H:%M}" if late else "",
        )
        try:
            self._session.do(waiting.save_wish, wish)
        except Refusal as refusal:
            self.error.say(refusal.message)
            self.refit()
            return
        self._clear()
        self._session.say(self.tr("Added to the waiting list."))

    def _chosen(self) -> Wish | None:
        row_id = self.rows.current_id()
        return self._session.read(waiting.load_wish, row_id) if isinstance(row_id, int) else None

    def _find(self) -> None:
        wish = self._chosen()
        if wish is not None:
            self.close_popover()
            self.time_wished.emit(replace(wish))

    def _take_off(self) -> None:
        wish = self._chosen()
        if wish is not None:
            self._session.do(waiting.remove_wishes, [wish.id])
            self._session.say(self.tr("Taken off the waiting list."))


class _WishRows(RowList):
    """Del takes the chosen one off."""

    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)


def _wish_row(row: Mapping[str, Any], kinds: Mapping[str, str], today: date) -> TodoRowValue:
    name = row["contact"] or row["account"] or row["title"]
    times = [words.time_words(one) for one in (row["from_time"], row["to_time"]) if one]
    days = [
        words.short_day(date.fromisoformat(part), today)
        for part in (row["from_date"], row["to_date"]) if part
    ]  # fmt: skip
    parts = (
        kinds.get(row["kind"], ""), words.minutes_words(row["minutes"]),
        f"with {row['staff']}" if row["staff"] else "", row["resource"],
        " to ".join(days), " to ".join(times), row["phone"],
    )  # fmt: skip
    since = words.local_time(row["created_at"]).date()
    return TodoRowValue(row["id"], name, ", ".join(part for part in parts if part),
                        words.ago_words(since, today), lead="avatar")  # fmt: skip
