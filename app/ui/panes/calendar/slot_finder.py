"""Find a time: for whom, how long, when it suits; the best free slots, and why others are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.models.calendar.appointment import parse_wall
from app.models.calendar.slots import Rejected, Slot, SlotAnswer, SlotWish
from app.models.errors import Refusal
from app.models.operations import booking
from app.models.qt.session import Session
from app.storage.wall_time import over_at
from app.ui import book_time, words
from app.ui.delegates.rows import TodoRowValue
from app.ui.delegates.small_rows import TodoRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.panes.calendar.appointment_form import TickMenu
from app.ui.panes.calendar.calendar_known import Known, read_known
from app.ui.panes.calendar.event_words import clock_text
from app.ui.panes.calendar.repeat_words import DAYS
from app.ui.panes.people.record_picker import RecordPicker, choice_of
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.chips import Pill
from app.ui.widgets.combo import ComboField
from app.ui.widgets.dates import DateField
from app.ui.widgets.editor_parts import ErrorLine, side_by_side
from app.ui.widgets.fields import TextField
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover

PARTS = (("", "Any time"), ("morning", "Morning"), ("afternoon", "Afternoon"),
         ("evening", "Evening"))  # fmt: skip
SPAN = timedelta(days=27)
TYPING_MS = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A slot that was pressed, for whom it was looked for."""

    start_at: str
    end_at: str
    kind: str
    contacts: Sequence[int]
    staff: Sequence[int]
    resources: Sequence[int]


class SlotFinder(Popover):
    """`open_finder` for something new, or for another time of an appointment.

    Signal: `slot_chosen(Found)`.
    """

    slot_chosen = Signal(object)

    def __init__(
        self, session: Session, window: QWidget, *, clock: Callable[[], datetime] = book_time.now
    ) -> None:
        super().__init__(window, padding=16, width=420)
        self._session, self._clock = session, clock
        self._known: Known = read_known(session)
        self._but_not = 0
        self._wait = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._wait.timeout.connect(self.look)
        self.body.setSpacing(9)
        self.title = Label(self.tr("Find a time"), "lead")
        self.kind = ComboField(self.tr("Kind"))
        self.minutes = TextField(self.tr("Minutes"))
        self.people = RecordPicker(session, "contact", self.tr("With"), many=True)
        self.who = TickMenu(self.tr("Who goes"), "user", self.tr("Anybody"))
        self.rooms = TickMenu(self.tr("Room or thing"), "package", self.tr("None"))
        self.first = DateField(self.tr("From"), today=lambda: clock().date())
        self.last = DateField(self.tr("Until"), today=lambda: clock().date())
        self.part = ComboField(self.tr("Best"), PARTS, "")
        self.days = {code: Pill(code, name) for code, name in zip(DAYS, _short(), strict=True)}
        self.error = ErrorLine()
        self.model, self.why = ValueModel(), ValueModel()
        self.rows = self._list(self.model, self.tr("Free times"), 212)
        self.not_rows = self._list(self.why, self.tr("Why not at other times"), 108)
        self._compose()
        self._connect()

    @staticmethod
    def _list(model: ValueModel, name: str, height: int) -> RowList:
        rows = RowList(TodoRow(), ground="raised")
        rows.setModel(model)
        rows.setAccessibleName(name)
        rows.setFixedHeight(height)
        return rows

    def _compose(self) -> None:
        head = QHBoxLayout()
        close = IconButton("x", self.tr("Close"), box=26)
        close.clicked.connect(self.close_popover)
        head.addWidget(self.title, 1)
        head.addWidget(close)
        self.body.addLayout(head)
        self.body.addLayout(side_by_side((self.kind, 3), (self.minutes, 1), (self.part, 2)))
        self.body.addWidget(self.people)
        self.body.addLayout(side_by_side((self.who, 1), (self.rooms, 1)))
        self.body.addLayout(side_by_side((self.first, 1), (self.last, 1)))
        pills = QWidget()
        flow = FlowLayout(pills, gap=4)
        for pill in self.days.values():
            flow.addWidget(pill)
        self.body.addWidget(pills)
        self.body.addWidget(self.error)
        self.body.addWidget(self.rows)
        self.body.addWidget(Label(self.tr("Why not at other times"), "overline", "text2"))
        self.body.addWidget(self.not_rows)

    def _connect(self) -> None:
        self.kind.chosen.connect(self._kind_chosen)
        self.minutes.edited.connect(lambda _text: self._wait.start())
        for signal in (self.people.changed, self.who.changed, self.rooms.changed):
            signal.connect(self.look)
        for field in (self.first, self.last):
            field.date_changed.connect(lambda _day: self.look())
        self.part.chosen.connect(lambda _key: self.look())
        for pill in self.days.values():
            pill.clicked.connect(self.look)
        self.rows.opened.connect(self._choose)
        self.rows.clicked.connect(lambda index: self._choose(self.rows.id_at(index.row())))
        for field in (self.minutes, self.people, self.first, self.last):
            field.escaped.connect(self.close_popover)

    def open_finder(
        self,
        near: QRect,
        *,
        kind: str = "meeting",
        minutes: int = 0,
        contacts: Sequence[int] = (),
        staff: Sequence[int] | None = None,
        resources: Sequence[int] = (),
        but_not: int = 0,
    ) -> None:
        """Open; ``but_not`` is the appointment whose own time counts as free."""
        self._known, self._but_not = read_known(self._session), but_not
        kinds = [(key, one.name) for key, one in self._known.kinds.items()]
        self.kind.set_options(kinds, kind)
        self.minutes.set_text(str(minutes or self._known.kind(kind).minutes))
        chosen = [choice_of(self._session, "contact", one) for one in contacts]
        self.people.show_chosen(chosen)
        mine = [self._known.me] if self._known.me else []
        self.who.show_choices(self._known.names(), mine if staff is None else staff)
        self.rooms.show_choices(self._known.resources, resources)
        today = self._clock().date()
        self.first.set_value(today)
        self.last.set_value(today + SPAN)
        self.look()
        self.open_at(near)

    def wish(self) -> SlotWish:
        """What is looked for; raises ``Refusal`` where the length is no number."""
        typed = self.minutes.text().strip()
        if not typed.isdecimal() or not 5 <= int(typed) <= 1440:
            message = self.tr("An appointment takes 5 minutes to a day.")
            raise Refusal(message, "minutes")
        kind = self._known.kind(str(self.kind.current_key()))
        first = self.first.value() or self._clock().date()
        last = max(self.last.value() or first + SPAN, first)
        days = [place for place, pill in enumerate(self.days.values()) if pill.isChecked()]
        return SlotWish(
            int(typed), self.who.ids(), self.rooms.ids(), self.people.ids(),
            first.isoformat(), last.isoformat(), kind.before_minutes, kind.after_minutes,
            str(self.part.current_key() or ""), days, but_not=self._but_not,
        )  # fmt: skip

    def look(self) -> None:
        """Look for slots with what stands in the fields."""
        try:
            found = self._session.read(booking.free_slots, self.wish())
        except Refusal as refusal:
            self.error.say(refusal.message)
            found = SlotAnswer()
        else:
            self.error.say("" if found.slots else self.tr("Nothing is free. See why below."))
        today = self._clock().date()
        self.model.set_values([_slot_row(one, today) for one in found.slots])
        self.why.set_values([_why_row(n, one, today) for n, one in enumerate(found.rejected)])
        self.refit()

    def _kind_chosen(self, key: object) -> None:
        self.minutes.set_text(str(self._known.kind(str(key)).minutes))
        self.look()

    def _choose(self, start_at: object) -> None:
        value = self.model.value(self.model.row_of(start_at))
        if not isinstance(value, TodoRowValue):
            return
        end_at = over_at(str(start_at), int(self.minutes.text()), self._known.zone)
        found = Found(
            str(start_at), end_at, str(self.kind.current_key()),
            self.people.ids(), self.who.ids(), self.rooms.ids(),
        )  # fmt: skip
        self.close_popover()
        self.slot_chosen.emit(found)


def _slot_row(one: Slot, today: date) -> TodoRowValue:
    start, end = parse_wall(one.start_at), parse_wall(one.end_at)
    title = f"{words.day_words(start.date(), today)}, {clock_text(start)} – {clock_text(end)}"
    return TodoRowValue(one.start_at, title, ", ".join(one.reasons), lead="calendar-plus",
                        kind="evergreen")  # type: ignore[arg-type]  # fmt: skip


def _why_row(number: int, one: Rejected, today: date) -> TodoRowValue:
    start, end = parse_wall(one.start_at), parse_wall(one.end_at)
    span = f"{clock_text(start)} – {clock_text(end)}"
    title = f"{words.day_words(start.date(), today)}, {span}"
    return TodoRowValue(number, title, one.reason, lead="circle-x", kind="slate")


def _short() -> tuple[str, ...]:
    return ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
