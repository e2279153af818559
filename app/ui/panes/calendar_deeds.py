"""What is done with appointments on the calendar page: opened, drawn, dropped, deleted, asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from PySide6.QtCore import QObject, QRect, SignalInstance
from PySide6.QtWidgets import QWidget

from app.models.appointment import Appointment
from app.models.errors import Refusal
from app.models.qt.session import Session
from app.ui.panes import calendar_work
from app.ui.panes.appointment_popover import AppointmentPopover
from app.ui.panes.ask_beside import AskBeside
from app.ui.panes.calendar_known import Known
from app.ui.panes.week_drag import Landing
from app.ui.panes.week_layout import NO_EVENT, EventKey, Owner
from app.ui.panes.week_view import WeekView


class Page(Protocol):
    """What the deeds need of the page."""

    known: Known
    clock: Callable[[], datetime]
    week: WeekView
    record_shown: SignalInstance

    def window(self) -> QWidget:
        """The window of the page."""

    def choose(self, key: EventKey) -> None:
        """Choose an event."""

    def box_of(self, key: EventKey) -> QRect:
        """Where an event stands in the window."""

    def show_drawn(
        self, start: datetime, end: datetime, *, all_day: bool, owner: Owner | None = None
    ) -> QRect:
        """Tint a place; its box in the window."""

    def go_to(self, day: Any) -> None:
        """Show a day."""

    def shows_day(self, day: Any) -> bool:
        """Whether a day is on view."""

    def wished_start(self) -> datetime:
        """When a new appointment begins."""

    def refresh(self) -> None:
        """Show the days as the book has them."""


class CalendarDeeds(QObject):
    """Carries out what views and menus wish."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__(page)  # type: ignore[arg-type]
        self._session, self._page = session, page
        self.editor: AppointmentPopover | None = None
        self.question: AskBeside | None = None

    # The editor ------------------------------------------------------------------------------

    def open_event(self, key: EventKey) -> None:
        """Open the editor beside an appointment."""
        if key == NO_EVENT:
            return
        self._page.choose(key)
        self._popover().open_for(key, self._page.box_of(key))
        self._page.record_shown.emit("appointment", key[0])

    def begin(self, wishes: dict[str, Any]) -> None:
        """Begin an appointment with what is known of it."""
        page = self._page
        kind = page.known.kind(str(wishes.get("kind") or "meeting"))
        at = wishes.get("start_at")
        start = datetime.fromisoformat(at) if at else page.wished_start()
        end = start + timedelta(minutes=kind.minutes)
        if wishes.get("end_at"):
            end = datetime.fromisoformat(wishes["end_at"])
        draft = replace(
            calendar_work.draft(self._session, start, end, all_day=False),
            kind=kind.key,
            title=str(wishes.get("title") or ""),
            account_id=wishes.get("account_id"),
            deal_id=wishes.get("deal_id"),
            place=str(wishes.get("place") or ""),
        )
        page.go_to(start.date())
        staff = wishes.get("staff")
        self._open_draft(draft, people=list(wishes.get("contacts") or ()), staff=staff)

    def draw_span(
        self, start: datetime, end: datetime, all_day: bool, owner: Owner | None = None
    ) -> None:
        """Begin an appointment where it was drawn; in somebody's column they go."""
        draft = calendar_work.draft(self._session, start, end, all_day=all_day)
        staff = [owner[1]] if owner is not None and owner[0] == "staff" and owner[1] else None
        self._open_draft(draft, staff=staff, owner=owner)

    def _open_draft(
        self,
        draft: Appointment,
        people: Sequence[int] = (),
        staff: Sequence[int] | None = None,
        owner: Owner | None = None,
    ) -> None:
        start, end = (datetime.fromisoformat(text) for text in (draft.start_at, draft.end_at))
        self._page.choose(NO_EVENT)
        near = self._page.show_drawn(start, end, all_day=bool(draft.all_day), owner=owner)
        self._popover().open_new(draft, near, people=people, staff=staff)

    def _popover(self) -> AppointmentPopover:
        if self.editor is None:
            page = self._page
            self.editor = AppointmentPopover(self._session, page.window(), clock=page.clock)
            self.editor.closed.connect(page.week.clear_drawn)
            self.editor.span_changed.connect(self._drawn_moved)
            self.editor.saved.connect(self._kept)
        return self.editor

    def _drawn_moved(self, start: datetime, end: datetime, all_day: bool) -> None:
        self._page.show_drawn(start, end, all_day=all_day)
        if not self._page.shows_day(start.date()):
            self._page.go_to(start.date())

    def _kept(self, key: EventKey) -> None:
        self._page.week.clear_drawn()
        self._page.choose(key)

    # Moving, copying, deleting ---------------------------------------------------------------

    def drop(self, landing: Landing) -> None:
        """Move or copy an appointment to where it was dropped."""
        page = self._page
        try:
            if landing.copy:
                key = calendar_work.copy(self._session, landing)
            else:
                key = calendar_work.move(self._session, landing, page.clock().date())
        except Refusal as refusal:
            self._session.say(refusal.message, kind="warn", undo=False)
            page.refresh()
            return
        if not page.shows_day(landing.start.date()):
            page.go_to(landing.start.date())
        page.week.choose(key, ring=page.week.ring)
        page.choose(key)

    def delete(self, key: EventKey) -> None:
        """Delete an appointment; of a series, ask how much of it."""
        if key != NO_EVENT:
            calendar_work.delete(self._session, key)

    def show_menu(self, key: EventKey) -> None:
        """Show what can be done with an appointment."""
