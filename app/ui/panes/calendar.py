"""The calendar: days, weeks, a month or a list, and the editor beside an appointment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QLocale, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.models.appointment import KINDS, Appointment
from app.models.qt.session import Session
from app.storage.changes import Changes
from app.storage.queries import calendar
from app.storage.settings import setting
from app.ui.pane import Pane
from app.ui.panes import calendar_print, calendar_work, week_access
from app.ui.panes.appointment_popover import AppointmentPopover
from app.ui.panes.calendar_events import event_of, numbers, range_title
from app.ui.panes.calendar_list import AppointmentList
from app.ui.panes.calendar_side import CalendarSide
from app.ui.panes.month_view import MonthView
from app.ui.panes.week_layout import Event, week_start
from app.ui.panes.week_view import WeekView
from app.ui.widgets.buttons import Button, IconButton, LinkLabel
from app.ui.widgets.cards import Rule
from app.ui.widgets.label import Label
from app.ui.widgets.segmented import SegmentedControl

FOLLOWS = ("appointment", "attendance", "contact", "account", "staff")
TICK_MS = 20_000


class CalendarPane(Pane):
    """The page of appointments. ``clock`` gives the wall time of now."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__(session, parent)
        self._clock = clock
        self._day, self._mode = clock().date(), "week"
        self._popover: AppointmentPopover | None = None
        self.side = CalendarSide(session, self._day)
        self.week = WeekView()
        self.month = MonthView()
        self.list = AppointmentList(session, clock=clock)
        self._title = Label("", "title")
        self._hidden = LinkLabel("", "small_medium")
        self.modes = SegmentedControl(
            [("day", self.tr("Day")), ("week", self.tr("Week")), ("month", self.tr("Month")),
             ("list", self.tr("List"))],
            "week",
        )  # fmt: skip
        self._stack = QStackedWidget()
        self._compose()
        self._connect()

    def _compose(self) -> None:
        for view in (self.week, self.month, self.list):
            self._stack.addWidget(view)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.side)
        body.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(Rule("border"))
        column.addLayout(body, 1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 12, 16, 12)
        row.setSpacing(8)
        today = Button(self.tr("Today"))
        today.clicked.connect(self.go_today)
        back = IconButton("chevron-left", self.tr("Earlier"))
        ahead = IconButton("chevron-right", self.tr("Later"))
        back.clicked.connect(lambda: self.leaf(-1))
        ahead.clicked.connect(lambda: self.leaf(1))
        paper = IconButton("printer", self.tr("Print"))
        paper.clicked.connect(self.print_page)
        new = Button(self.tr("New appointment"), "plus", "primary")
        new.clicked.connect(self.new_record)
        row.addWidget(self._title)
        row.addSpacing(8)
        for widget in (today, back, ahead, self._hidden):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.modes, paper, new):
            row.addWidget(widget)
        return row

    def _connect(self) -> None:
        self.side.date_chosen.connect(self.go_to)
        self.side.filters_changed.connect(self.refresh)
        self.side.weekends.toggled.connect(self.refresh)
        self.modes.chosen.connect(self.show_mode)
        self._hidden.clicked.connect(lambda: self.side.choose_weekends(True))
        week_access.install(self.week)
        self.week.event_opened.connect(self.open_appointment)
        self.week.span_drawn.connect(self._draw_span)
        self.week.event_moved.connect(self._move)
        self.week.event_copied.connect(self._copy)
        self.week.delete_requested.connect(self._delete)
        self.week.leaf_requested.connect(self.leaf)
        self.week.today_requested.connect(self.go_today)
        self.month.event_opened.connect(self.open_appointment)
        self.month.day_entered.connect(self._enter_day)
        self.month.day_chosen.connect(self._day_chosen)
        self.month.leaf_requested.connect(self.leaf)
        self.list.event_opened.connect(self.open_appointment)
        self.list.delete_requested.connect(self._delete)
        self.session.changed.connect(self._follow)

    # What is shown ---------------------------------------------------------------------------

    def load(self) -> None:
        """Read the shown days."""
        self.side.suit_weekend(self._day)
        self.side.read()
        self.refresh()
        timer = QTimer(self)
        timer.setInterval(TICK_MS)
        timer.timeout.connect(lambda: self.week.show_now(self._clock()))
        timer.start()

    def days(self) -> tuple[date, int]:
        """The first shown day and how many."""
        if self._mode == "day":
            return self._day, 1
        if self._mode == "month":
            weeks = self.month.weeks()
            return weeks[0][0], 42
        if self._mode == "list":
            return self._day, 28
        if self.side.weekends.isChecked():
            return week_start(self._day, QLocale().firstDayOfWeek().value - 1), 7
        return week_start(self._day), 5

    def refresh(self) -> None:
        """Read the shown days again."""
        if not self.entered:
            return
        now = self._clock()
        self.week.show_now(now)
        self.month.show_month(self._day, now)
        first, count = self.days()
        events = self._events(first, first + timedelta(days=max(count, 7)))
        self._title.set_text(range_title(self._mode, self._day, first, count))
        self._say_hidden(events, first, count)
        if self._mode == "month":
            self.month.show_events(events)
        elif self._mode == "list":
            self.list.show_from(first, self.side.hidden_kinds())
        else:
            end = datetime.combine(first + timedelta(days=count), datetime.min.time())
            self.week.show_days(first, count)
            self.week.show_events([one for one in events if one.start < end])

    def _events(self, first: date, last: date) -> list[Event]:
        rows = self.session.read(
            calendar.between, f"{first.isoformat()}T00:00", f"{last.isoformat()}T00:00"
        )
        home = self.session.read(setting, "zone")
        shown = [row for row in rows if self.side.shows(row["kind"], numbers(row["staff_ids"]))]
        begin = datetime.combine(first, datetime.min.time())
        made = (event_of(row, home) for row in shown)
        return [event for event in made if event is not None and event.end > begin]

    def _say_hidden(self, events: list[Event], first: date, count: int) -> None:
        """Say when the weekend that is not shown holds something."""
        hidden = 0
        if self._mode == "week" and count == 5:
            saturday = datetime.combine(first + timedelta(days=5), datetime.min.time())
            hidden = sum(one.start >= saturday for one in events)
        text = self.tr("{} at the weekend").format(hidden) if hidden else ""
        self._hidden.setText(text)
        self._hidden.setVisible(bool(text))

    def show_mode(self, mode: str) -> None:
        """Show a day, a week, a month or the list."""
        self._mode = mode
        self.modes.set_current(mode)
        view = {"month": self.month, "list": self.list}.get(mode, self.week)
        self._stack.setCurrentWidget(view)
        self.refresh()

    def go_to(self, day: date) -> None:
        """Show the days around a day."""
        self._day = day
        self.side.month.set_selected(day)
        self.refresh()

    def go_today(self) -> None:
        """Show today."""
        self.side.suit_weekend(self._clock().date())
        self.side.month.set_today(self._clock().date())
        self.go_to(self._clock().date())
        self.week.go_to_morning()

    def leaf(self, by: int) -> None:
        """Go on or back by what is shown."""
        if self._mode == "month":
            count = self._day.year * 12 + self._day.month - 1 + by
            self.go_to(date(count // 12, count % 12 + 1, 1))
            return
        self.go_to(self._day + timedelta(days={"day": 1, "list": 28}.get(self._mode, 7) * by))

    def _enter_day(self, day: date) -> None:
        self._day = day
        self.side.month.set_selected(day)
        self.show_mode("day")

    def _day_chosen(self, day: date) -> None:
        other_month = day.month != self._day.month
        self._day = day
        self.side.month.set_selected(day)
        if other_month:
            self.refresh()

    def _follow(self, changes: Changes) -> None:
        if self.entered and changes.touches(*FOLLOWS):
            self.side.read()
            self.refresh()

    # Appointments ----------------------------------------------------------------------------

    def open_record(self, kind: str, record_id: int) -> None:
        """Show an appointment on its day with its editor."""
        if kind != "appointment":
            return
        self.enter()
        row = self.session.read(calendar.appointment, record_id)
        if row is None:
            self.session.say(self.tr("This appointment is not in the book."), kind="info",
                             undo=False)  # fmt: skip
            return
        if self._mode in ("month", "list"):
            self.show_mode("week")
        day = date.fromisoformat(row["start_at"][:10])
        if day.weekday() > 4 and self._mode == "week":
            self.side.weekends.setChecked(True)
        self.go_to(day)
        self.open_appointment(record_id)

    def open_appointment(self, record_id: int) -> None:
        """Open the editor beside an appointment."""
        self.week.choose(record_id)
        self._editor().open_for(record_id, self._near(record_id))
        self.record_shown.emit("appointment", record_id)

    def new_record(self) -> None:
        """Begin an appointment at the next half hour of the shown day."""
        self.make_appointment({})

    def make_appointment(self, wishes: dict[str, Any]) -> None:
        """Begin an appointment: title, kind, contacts, account_id, deal_id, start_at, end_at."""
        self.enter()
        if self._mode in ("month", "list"):
            self.show_mode("week")
        kind = str(wishes.get("kind") or "meeting")
        start = self._wished_start(wishes)
        length = timedelta(minutes=KINDS.get(kind, ("", "", 45))[2])
        end = datetime.fromisoformat(wishes["end_at"]) if wishes.get("end_at") else start + length
        draft = replace(
            calendar_work.draft(self.session, start, end, all_day=False),
            kind=kind,
            title=str(wishes.get("title") or ""),
            account_id=wishes.get("account_id"),
            deal_id=wishes.get("deal_id"),
            place=str(wishes.get("place") or ""),
        )
        self.go_to(start.date())
        self._open_draft(draft, people=list(wishes.get("contacts") or ()))

    def _wished_start(self, wishes: dict[str, Any]) -> datetime:
        if wishes.get("start_at"):
            return datetime.fromisoformat(wishes["start_at"])
        now = self._clock()
        first, count = self.days()
        if self._mode == "day" and self._day != now.date():
            return datetime(self._day.year, self._day.month, self._day.day, 9)
        if self._mode == "week" and not first <= now.date() < first + timedelta(days=count):
            return datetime(first.year, first.month, first.day, 9)
        late = now.replace(minute=0, second=0, microsecond=0) + timedelta(minutes=30)
        return late if late > now else late + timedelta(minutes=30)

    def _draw_span(self, start: datetime, end: datetime, all_day: bool) -> None:
        self._open_draft(calendar_work.draft(self.session, start, end, all_day=all_day))

    def _open_draft(self, draft: Appointment, people: list[int] | None = None) -> None:
        all_day = bool(draft.all_day)
        start, end = (datetime.fromisoformat(text) for text in (draft.start_at, draft.end_at))
        self.week.choose(0)
        self.week.show_drawn(start, end, all_day=all_day)
        box = self.week.span_box(start, end, all_day=all_day)
        near = QRect(self.week.viewport().mapTo(self.window(), box.topLeft()), box.size())
        self._editor().open_new(draft, near, people=people or ())

    def _editor(self) -> AppointmentPopover:
        if self._popover is None:
            self._popover = AppointmentPopover(self.session, self.window(), clock=self._clock)
            self._popover.closed.connect(self.week.clear_drawn)
            self._popover.span_changed.connect(self._drawn_moved)
            self._popover.saved.connect(self._kept)
        return self._popover

    def _drawn_moved(self, start: datetime, end: datetime, all_day: bool) -> None:
        self.week.show_drawn(start, end, all_day=all_day)
        first, count = self.days()
        if not first <= start.date() < first + timedelta(days=count):
            self.go_to(start.date())

    def _kept(self, record_id: int) -> None:
        self.week.clear_drawn()
        self.week.choose(record_id)

    def _near(self, record_id: int) -> QRect:
        view: QWidget = self.week.viewport()
        box = self.week.event_box(record_id)
        if self._mode == "month":
            view, box = self.month, self.month.event_box(record_id)
        elif self._mode == "list":
            view, box = self.list, self.list.row_box(record_id)
        if box is None:
            box = QRect(QPoint(view.width() // 3, 80), view.size() / 8)
        return QRect(view.mapTo(self.window(), box.topLeft()), box.size())

    def _move(self, record_id: int, start: datetime, end: datetime) -> None:
        if calendar_work.move(self.session, record_id, start, end, self._clock().date()):
            first, count = self.days()
            if not first <= start.date() < first + timedelta(days=count):
                self.go_to(start.date())
            self.week.choose(record_id, ring=self.week.ring)

    def _copy(self, record_id: int, start: datetime, end: datetime) -> None:
        self.week.choose(calendar_work.copy(self.session, record_id, start, end))

    def _delete(self, record_id: int) -> None:
        calendar_work.delete(self.session, record_id)

    # The page --------------------------------------------------------------------------------

    def delete_selected(self) -> None:
        """Delete the chosen appointment."""
        for _, record_id in self.selected():
            self._delete(record_id)

    def edit_selected(self) -> None:
        """Open the chosen appointment."""
        for _, record_id in self.selected():
            self.open_appointment(record_id)

    def selected(self) -> list[tuple[str, int]]:
        """The chosen appointment."""
        chosen = self.list.current() if self._mode == "list" else self.week.chosen_id
        return [("appointment", chosen)] if chosen else []

    def print_page(self) -> None:
        """Print the shown days as a list."""
        first, count = self.days()
        events = self._events(first, first + timedelta(days=count))
        calendar_print.preview(self.window(), self._title.whole_text(), events)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+T goes to today."""
        held = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if held and event.key() == Qt.Key.Key_T:
            self.go_today()
            return
        super().keyPressEvent(event)

    def areas(self) -> list[QWidget]:
        """Side, then days."""
        return [self.side.month, self._stack.currentWidget()]

    def save_layout(self) -> dict[str, object]:
        """Which view, and whether weekends are shown where that was chosen."""
        return {"mode": self._mode, "weekends": self.side.chosen_weekends}

    def restore_layout(self, layout: dict[str, object]) -> None:
        """Take that back."""
        weekends = str(layout.get("weekends")).lower()
        if weekends in ("true", "false"):
            self.side.choose_weekends(weekends == "true")
        mode = str(layout.get("mode") or "week")
        if mode in ("day", "week", "month", "list"):
            self.show_mode(mode)
