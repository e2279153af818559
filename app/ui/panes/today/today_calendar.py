"""Appointments worked from Today: the calendar's own editor, menu and questions, beside the row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Protocol

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from app.models.qt.session import Session
from app.ui.panes.calendar.calendar_deeds import CalendarDeeds
from app.ui.panes.calendar.calendar_events import next_half_hour
from app.ui.panes.calendar.calendar_known import Known, read_known
from app.ui.panes.calendar.calendar_panels import CalendarPanels
from app.ui.panes.calendar.week_layout import EventKey, Owner


class Page(Protocol):
    """What appointments on Today need of the page."""

    def window(self) -> QWidget:
        """The window of the page."""

    def refresh(self) -> None:
        """Read the day again."""

    def choose_appointment(self, key: EventKey) -> None:
        """Choose its row."""

    def appointment_box(self, key: EventKey) -> QRect:
        """Where its row stands in the window."""


class TodayCalendar(QObject):
    """Stands where the deeds of the calendar expect a page with days.

    Signal: `letter_requested(contacts)`. ``panels.offer`` is the bar that says who waits for a
    time that became free.
    """

    letter_requested = Signal(object)
    record_shown = Signal(str, object)
    record_requested = Signal(str, object)

    def __init__(self, session: Session, page: Page, clock: Callable[[], datetime]) -> None:
        super().__init__(page)  # type: ignore[arg-type]
        self._session, self._page, self.clock = session, page, clock
        self.deeds = CalendarDeeds(session, self)
        self.panels = CalendarPanels(session, self)

    @property
    def known(self) -> Known:
        """What the business has now."""
        return read_known(self._session)

    def book(self, about: Mapping[str, int]) -> None:
        """Begin an appointment with somebody, given as contact_id, account_id and deal_id."""
        contact = about.get("contact_id")
        wishes = {key: about.get(key) for key in ("account_id", "deal_id")}
        self.deeds.begin({**wishes, "contacts": [contact] if contact else []})

    def window(self) -> QWidget:
        """The window of the page."""
        return self._page.window()

    def choose(self, key: EventKey) -> None:
        """Choose its row."""
        self._page.choose_appointment(key)

    def box_of(self, key: EventKey) -> QRect:
        """Where its row stands in the window."""
        return self._page.appointment_box(key)

    def anchor(self, _panel: str) -> QWidget:
        """Panels open over the page."""
        return self._page  # type: ignore[return-value]

    def show_drawn(
        self, _start: datetime, _end: datetime, *, all_day: bool, owner: Owner | None = None
    ) -> QRect:
        """There are no hours here to be tinted."""
        del all_day, owner
        return self._page.appointment_box((0, ""))

    def clear_drawn(self) -> None:
        """Nothing was tinted."""

    def go_to(self, _day: date) -> None:
        """Other days are the calendar's."""

    def shows_day(self, _day: date) -> bool:
        """Nothing is gone to."""
        return True

    def wished_start(self) -> datetime:
        """When a new appointment begins: soon, but not at night."""
        start = next_half_hour(self.clock())
        if start.hour < 8 or start.hour >= 18:
            day = start.date() + timedelta(days=int(start.hour >= 18))
            start = datetime(day.year, day.month, day.day, 9)
        return start

    def refresh(self) -> None:
        """Read the day again."""
        self._page.refresh()
