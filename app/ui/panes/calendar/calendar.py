"""The calendar: days, weeks, a month or a list, and the editor beside an appointment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QLocale, QPoint, QRect, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.models.calendar.appointment import parse_wall
from app.models.qt.session import Session
from app.storage.changes import Changes
from app.storage.queries import calendar
from app.ui import book_time
from app.ui.pane import ListWish, Pane
from app.ui.panes.calendar import calendar_lists_out, calendar_print, week_access, week_layout
from app.ui.panes.calendar.calendar_deeds import CalendarDeeds
from app.ui.panes.calendar.calendar_events import (
    event_of,
    next_half_hour,
    numbers,
    range_title,
    reach_lines,
    rows_seen,
    special_days,
    when_holidays_known,
)
from app.ui.panes.calendar.calendar_head import CalendarHead
from app.ui.panes.calendar.calendar_known import read_known
from app.ui.panes.calendar.calendar_list import AppointmentList
from app.ui.panes.calendar.calendar_panels import CalendarPanels
from app.ui.panes.calendar.calendar_side import CalendarSide
from app.ui.panes.calendar.month_view import MonthView
from app.ui.panes.calendar.week_crowds import is_crowd
from app.ui.panes.calendar.week_layout import NO_EVENT, Event, EventKey, Owner
from app.ui.panes.calendar.week_view import WeekView
from app.ui.widgets.cards import Rule

FOLLOWS = (
    "appointment", "attendance", "contact", "account", "staff", "resource", "appointment_kind",
)  # fmt: skip
TICK_MS = 20_000
LIST_DAYS = 28


class CalendarPane(Pane):
    """The page of appointments. ``clock`` gives the wall time of now."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], datetime] = book_time.now,
    ) -> None:
        super().__init__(session, parent)
        self.clock = clock
        self.day, self.mode = clock().date(), "week"
        self.known = read_known(session)
        self.side = CalendarSide(session, self.day)
        self.week = WeekView()
        self.month = MonthView()
        self.list = AppointmentList()
        self.head = CalendarHead()
        self.deeds = CalendarDeeds(session, self)
        self.panels = CalendarPanels(session, self)
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
        column.addWidget(self.head)
        column.addWidget(Rule("border"))
        column.addWidget(self.panels.offer)
        column.addLayout(body, 1)

    def _connect(self) -> None:
        self.side.date_chosen.connect(self.go_to)
        self.side.filters_changed.connect(self.refresh)
        head = self.head
        head.modes.chosen.connect(self.show_mode)
        head.hidden.clicked.connect(lambda: self.side.choose_weekends(True))
        head.today.clicked.connect(self.go_today)
        head.leaf_requested.connect(self.leaf)
        head.paper.clicked.connect(self.print_page)
        head.export.clicked.connect(self.export_page)
        head.new.clicked.connect(self.new_record)
        head.find.clicked.connect(lambda: self.panels.find())
        head.waiting.clicked.connect(self.panels.show_waiting)
        for view in (self.week, self.month):
            week_access.install(view)
            view.span_drawn.connect(self.deeds.draw_span)
            view.event_dropped.connect(self.deeds.drop)
            view.leaf_requested.connect(self.leaf)
        for view in (self.week, self.month, self.list):
            view.event_opened.connect(self.deeds.open_event)
            view.delete_requested.connect(self.deeds.delete)
            view.menu_requested.connect(self.deeds.show_menu)
        self.week.crowd_opened.connect(
            lambda key: self.panels.open_crowd(self.week.placed.events_of(key), self.box_of(key))
        )
        self.week.today_requested.connect(self.go_today)
        self.month.day_entered.connect(self._enter_day)
        self.month.day_chosen.connect(self._day_chosen)
        self.session.changed.connect(self._follow)

    # What is shown ---------------------------------------------------------------------------

    def load(self) -> None:
        """Read the shown days."""
        self.side.suit_weekend(self.day)
        self._read_known()
        self.refresh()
        timer = QTimer(self)
        timer.setInterval(TICK_MS)
        timer.timeout.connect(lambda: self.week.show_now(self.clock()))
        timer.start()

    def _read_known(self) -> None:
        self.known = read_known(self.session)
        self.side.read(self.known)

    def days(self) -> tuple[date, int]:
        """The first shown day and how many."""
        if self.mode == "day":
            return self.day, 1
        if self.mode == "month":
            weeks = self.month.weeks()
            return weeks[0][0], 42
        if self.mode == "list":
            return self.day, LIST_DAYS
        if self.side.weekends.isChecked():
            return week_layout.week_start(self.day, QLocale().firstDayOfWeek().value - 1), 7
        return week_layout.week_start(self.day), 5

    def shows_day(self, day: date) -> bool:
        """Whether a day is on view."""
        first, count = self.days()
        return first <= day < first + timedelta(days=count)

    def refresh(self) -> None:
        """Read the shown days again."""
        if not self.entered:
            return
        now = self.clock()
        self.week.show_now(now)
        self.month.show_month(self.day, now)
        first, count = self.days()
        # Holidays are read after the page was painted: their package takes a moment to load.
        QTimer.singleShot(0, self, lambda: when_holidays_known(self.session, self._show_notes))
        read = 7 if self.mode == "week" else count
        events = self.events(first, first + timedelta(days=read))
        self.head.show_title(range_title(self.mode, self.day, first, count))
        self.head.say_hidden(events, first + timedelta(days=5) if count == 5 else None)
        if self.mode == "month":
            self.month.show_events(events)
        elif self.mode == "list":
            self.list.show_events(events, first, now)
        else:
            end = datetime.combine(first + timedelta(days=count), datetime.min.time())
            events = [one for one in events if one.start < end]
            columns = week_layout.day_columns(first, count)
            if self.mode == "day":
                columns = self.side.columns(self.day, events)
            self.week.show_columns(columns)
            self.week.show_events(events)

    def _show_notes(self) -> None:
        if self.session.store.is_closed:  # the holidays came when the book was shut already
            return
        first, count = self.days()
        notes = special_days(self.session, first, first + timedelta(days=count))
        for view in (self.week, self.month):
            view.show_notes(notes)

    def events(self, first: date, last: date) -> list[Event]:
        """The events of the days from one to before another that pass the filters."""
        begin = datetime.combine(first, datetime.min.time())
        seen = rows_seen(self.session, self._rows(first, last), self.known)
        made = (event_of(row, self.known, self.clock()) for row in seen)
        return [event for event in made if event is not None and event.end > begin]

    def _rows(self, first: date, last: date) -> list[dict[str, Any]]:
        span = (f"{first.isoformat()}T00:00", f"{last.isoformat()}T00:00")
        return [row for row in self.session.read(calendar.between, *span) if self._passes(row)]

    def list_on_view(self) -> ListWish:
        """The appointments on view."""
        first, count = self.days()
        rows = self._rows(first, first + timedelta(days=count))
        title = self.head.title.whole_text()
        return calendar_lists_out.appointments_wish(self.session, rows, self.known, title)

    def _passes(self, row: dict[str, Any]) -> bool:
        rooms = numbers(row.get("resource_ids") or "")
        return self.side.shows(row["kind"], numbers(row["staff_ids"]), rooms)

    def view(self) -> WeekView | MonthView | AppointmentList:
        """The view on top."""
        if self.mode == "month":
            return self.month
        return self.list if self.mode == "list" else self.week

    def show_mode(self, mode: str) -> None:
        """Show a day, a week, a month or the list."""
        self.mode = mode
        self.head.modes.set_current(mode)
        self._stack.setCurrentWidget(self.view())
        self.refresh()

    def go_to(self, day: date) -> None:
        """Show the days around a day."""
        self.day = day
        self.side.month.set_selected(day)
        self.refresh()

    def go_today(self) -> None:
        """Show today."""
        self.side.suit_weekend(self.clock().date())
        self.side.month.set_today(self.clock().date())
        self.go_to(self.clock().date())
        self.week.go_to_morning()

    def leaf(self, by: int) -> None:
        """Go on or back by what is shown."""
        if self.mode == "month":
            count = self.day.year * 12 + self.day.month - 1 + by
            self.go_to(date(count // 12, count % 12 + 1, 1))
            return
        self.go_to(self.day + timedelta(days={"day": 1, "list": LIST_DAYS}.get(self.mode, 7) * by))

    def _enter_day(self, day: date) -> None:
        self.day = day
        self.side.month.set_selected(day)
        self.show_mode("day")

    def _day_chosen(self, day: date) -> None:
        other_month = day.month != self.day.month
        self.day = day
        self.side.month.set_selected(day)
        if other_month:
            self.refresh()

    def _follow(self, changes: Changes) -> None:
        if self.entered and (changes.touches(*FOLLOWS) or not changes.tables):
            self._read_known()
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
        start = parse_wall(row["start_at"])
        occurrence = row["start_at"] if row.get("rrule") else ""
        self.show_occurrence((record_id, occurrence), start.date())

    def show_occurrence(self, key: EventKey, day: date) -> None:
        """Show one appointment, or one of a series, on its day with its editor."""
        if self.mode in ("month", "list"):
            self.show_mode("week")
        if day.weekday() > 4 and self.mode == "week":
            self.side.weekends.setChecked(True)
        self.go_to(day)
        self.deeds.open_event(key)

    def new_record(self) -> None:
        """Begin an appointment at the next half hour of the shown day."""
        self.make_appointment({})

    def make_appointment(self, wishes: dict[str, Any]) -> None:
        """Begin an appointment: title, kind, contacts, account_id, deal_id, start_at, end_at."""
        self.enter()
        if self.mode in ("month", "list"):
            self.show_mode("week")
        self.deeds.begin(wishes)

    def find_time(self, contacts: list[int]) -> None:
        """Look for a time with these people."""
        self.panels.find(contacts=contacts)

    def show_missed(self) -> None:
        """Show who does not come."""
        self.panels.show_missed()

    def show_waiting(self) -> None:
        """Show who waits for a time."""
        self.panels.show_waiting()

    def wished_start(self) -> datetime:
        """When a new appointment begins that nobody gave a time."""
        now = self.clock()
        if self.mode in ("day", "week") and not self.shows_day(now.date()):
            first = self.days()[0]
            return datetime(first.year, first.month, first.day, 9)
        return next_half_hour(now)

    def choose(self, key: EventKey) -> None:
        """Choose an event in the view on top; the keyboard's ring stays where it is."""
        self.view().choose(key, ring=self.view().ring)

    def anchor(self, panel: str) -> QWidget:
        """What a panel opens beside."""
        return self.head.find if panel == "find" else self.head.waiting

    def clear_drawn(self) -> None:
        """Forget the place of an appointment that was being typed."""
        self.week.clear_drawn()

    def box_of(self, key: EventKey) -> QRect:
        """Where an event stands in the window; somewhere in the view when it is not seen."""
        view = self.view()
        box = view.event_box(key)
        if box is None:
            box = QRect(QPoint(view.width() // 3, 80), view.size() / 8)
        return self._in_window(box)

    def show_drawn(
        self, start: datetime, end: datetime, *, all_day: bool, owner: Owner | None = None
    ) -> QRect:
        """Tint the place of an appointment that is being typed; its box in the window."""
        self.week.show_drawn(start, end, all_day=all_day, owner=owner)
        if self.mode == "list":
            return self.box_of(NO_EVENT)
        view = self.month if self.mode == "month" else self.week
        return self._in_window(view.span_box(start, end, all_day=all_day, owner=owner))

    def _in_window(self, box: QRect) -> QRect:
        view = self.list if self.mode == "list" else self.view().viewport()  # type: ignore[union-attr]
        return QRect(view.mapTo(self.window(), box.topLeft()), box.size())

    # The page --------------------------------------------------------------------------------

    def delete_selected(self) -> None:
        """Delete the chosen appointment."""
        if self.chosen() != NO_EVENT:
            self.deeds.delete(self.chosen())

    def edit_selected(self) -> None:
        """Open the chosen appointment."""
        if self.chosen() != NO_EVENT:
            self.deeds.open_event(self.chosen())

    def chosen(self) -> EventKey:
        """The chosen appointment, or one of a series."""
        view = self.view()
        key = view.current() if isinstance(view, AppointmentList) else view.chosen_key
        return NO_EVENT if is_crowd(key) else key

    def selected(self) -> list[tuple[str, int]]:
        """The chosen appointment."""
        return [("appointment", self.chosen()[0])] if self.chosen() != NO_EVENT else []

    def print_page(self) -> None:
        """Print what is shown: the sheet of a day, the plan of a week, a month, a list."""
        calendar_print.show(self.window(), self.sheet())

    def sheet(self) -> calendar_print.Sheet:
        """What is shown, for paper: with how to reach the people of a day or a list."""
        first, count = self.days()
        events = self.events(first, first + timedelta(days=count))
        asked = self.mode in ("day", "list")
        more = reach_lines(self.session, [one.id for one in events]) if asked else {}
        title = self.head.title.whole_text()
        return calendar_print.Sheet(self.mode, title, first, count, events, more, self.day.month)

    def areas(self) -> list[QWidget]:
        """Side, then days."""
        return [self.side.month, self._stack.currentWidget()]

    def save_layout(self) -> dict[str, object]:
        """Which view, and whether weekends are shown where that was chosen."""
        return {"mode": self.mode, **self.side.layout_kept()}

    def restore_layout(self, layout: dict[str, object]) -> None:
        """Take that back."""
        self.side.take_layout(layout)
        mode = str(layout.get("mode") or "week")
        if mode in ("day", "week", "month", "list"):
            self.show_mode(mode)
