"""What is done with appointments on the calendar page: opened, drawn, dropped, deleted, asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Protocol

from PySide6.QtCore import QObject, QPoint, QRect, Signal, SignalInstance
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from app.models.calendar.appointment import Appointment
from app.models.errors import Refusal
from app.models.qt.session import Session
from app.storage.wall_time import wall_text
from app.ui.panes.ask_beside import AskBeside
from app.ui.panes.calendar import calendar_work
from app.ui.panes.calendar.appointment_popover import AppointmentPopover
from app.ui.panes.calendar.calendar_deeds_more import MoreDeeds
from app.ui.panes.calendar.calendar_known import Known
from app.ui.panes.calendar.calendar_menu import show_menu
from app.ui.panes.calendar.series_question import ask_reason, ask_scope
from app.ui.panes.calendar.week_drag import Landing
from app.ui.panes.calendar.week_layout import NO_EVENT, EventKey, Owner


class Page(Protocol):
    """What the deeds need of the page."""

    known: Known
    clock: Callable[[], datetime]
    record_shown: SignalInstance
    letter_requested: SignalInstance

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

    def clear_drawn(self) -> None:
        """Take that tint away."""

    def go_to(self, day: date) -> None:
        """Show a day."""

    def shows_day(self, day: date) -> bool:
        """Whether a day is on view."""

    def wished_start(self) -> datetime:
        """When a new appointment begins."""

    def refresh(self) -> None:
        """Show the days as the book has them."""


class CalendarDeeds(QObject):
    """Carries out what views and menus wish.

    Signals: `slot_freed(key before, row)` when time became free, `time_wished(key)` when another
    time is looked for.
    """

    slot_freed = Signal(object)
    time_wished = Signal(object)

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__(page)  # type: ignore[arg-type]
        self._session, self._page = session, page
        self.editor: AppointmentPopover | None = None
        self._asking: AskBeside | None = None
        self.more = MoreDeeds(session, page, self)

    @property
    def question(self) -> AskBeside:
        """The one question beside an appointment."""
        if self._asking is None:
            self._asking = AskBeside(self._page.window())
        return self._asking

    # The editor ------------------------------------------------------------------------------

    def open_event(self, key: EventKey) -> None:
        """Open the editor beside an appointment."""
        if key == NO_EVENT:
            return
        self._page.choose(key)
        if calendar_work.is_hidden(self._session, key, self._page.known):
            self._session.say(self.tr("This appointment is private."), kind="info", undo=False)
            return
        self.popover().open_for(key, self._page.box_of(key))
        self._page.record_shown.emit("appointment", key[0])

    def begin(self, wishes: dict[str, Any]) -> None:
        """Begin an appointment with what is known of it."""
        page = self._page
        kind = page.known.kind(str(wishes.get("kind") or "meeting"))
        at = wishes.get("start_at")
        start = datetime.fromisoformat(at) if at else page.wished_start()
        end = page.known.over_at(wall_text(start), kind.key)
        if wishes.get("end_at"):
            end = datetime.fromisoformat(wishes["end_at"])
        draft = replace(
            calendar_work.draft(self._session, start, end, all_day=False),
            kind=kind.key,
            title=str(wishes.get("title") or ""),
            account_id=wishes.get("account_id"),
            deal_id=wishes.get("deal_id"),
            place=str(wishes.get("place") or ""),
            before_minutes=kind.before_minutes,
            after_minutes=kind.after_minutes,
            bring=kind.bring,
        )
        page.go_to(start.date())
        people, rooms = list(wishes.get("contacts") or ()), list(wishes.get("resources") or ())
        self._open_draft(draft, people, wishes.get("staff"), rooms)

    def draw_span(
        self, start: datetime, end: datetime, all_day: bool, owner: Owner | None = None
    ) -> None:
        """Begin an appointment where it was drawn; in somebody's column they go."""
        draft = calendar_work.draft(self._session, start, end, all_day=all_day)
        whose, number = owner or ("", 0)
        staff = [number] if whose == "staff" and number else None
        rooms = [number] if whose == "resource" else []
        self._open_draft(draft, (), staff, rooms, owner)

    def _open_draft(
        self,
        draft: Appointment,
        people: Sequence[int],
        staff: Sequence[int] | None,
        rooms: Sequence[int],
        owner: Owner | None = None,
    ) -> None:
        start, end = (datetime.fromisoformat(text) for text in (draft.start_at, draft.end_at))
        self._page.choose(NO_EVENT)
        near = self._page.show_drawn(start, end, all_day=bool(draft.all_day), owner=owner)
        self.popover().open_new(draft, near, people=people, staff=staff, rooms=rooms)

    def popover(self) -> AppointmentPopover:
        """The editor, made on first use."""
        if self.editor is None:
            page = self._page
            self.editor = AppointmentPopover(self._session, page.window(), clock=page.clock)
            self.editor.closed.connect(page.clear_drawn)
            self.editor.span_changed.connect(self._drawn_moved)
            self.editor.saved.connect(self._kept)
            self.editor.delete_requested.connect(self.delete)
            self.editor.status_wished.connect(self.set_status)
            self.editor.menu_wished.connect(self.show_menu)
            self.editor.steps_wished.connect(self.more.ask_steps)
            self.editor.free.move_wished.connect(self._leave_closed_days)
        return self.editor

    def _leave_closed_days(self) -> None:
        key = self.popover().key()
        self.popover().close_popover()
        self.more.ask_closed_days(key)

    def _drawn_moved(self, start: datetime, end: datetime, all_day: bool) -> None:
        self._page.show_drawn(start, end, all_day=all_day)
        if not self._page.shows_day(start.date()):
            self._page.go_to(start.date())

    def _kept(self, key: EventKey) -> None:
        self._page.clear_drawn()
        self._page.choose(key)

    # Moving, copying, deleting ---------------------------------------------------------------

    def drop(self, landing: Landing) -> None:
        """Move or copy an appointment to where it was dropped; of a series, ask how much."""
        if landing.copy or not landing.key[1]:
            self._drop(landing, calendar_work.ALL)
            return
        title = self.tr("Move “{}”").format(self._title(landing.key))
        near = self._page.box_of(landing.key)
        ask_scope(self.question, near, title, lambda scope: self._drop(landing, scope),
                  self._page.refresh)  # fmt: skip

    def _drop(self, landing: Landing, scope: str, anyway: str = "") -> None:
        page = self._page
        freed = None if landing.copy else calendar_work.slot_of(self._session, landing.key)
        try:
            if landing.copy:
                key = calendar_work.copy(self._session, landing, anyway=anyway)
            else:
                today = page.clock().date()
                key = calendar_work.move(
                    self._session, landing, today, scope=scope, anyway=anyway
                )  # fmt: skip
        except Refusal as refusal:
            page.refresh()
            self.refused(refusal, landing.key, lambda why: self._drop(landing, scope, why))
            return
        if not page.shows_day(landing.start.date()):
            page.go_to(landing.start.date())
        page.choose(key)
        if freed is not None:
            self.slot_freed.emit(freed)

    def refused(self, refusal: Refusal, key: EventKey, again: Callable[[str], object]) -> None:
        """A clash can be overruled with a reason; anything else is only said."""
        clashes = [one.message for one in refusal.problems if one.field == "clash"]
        if clashes:
            ask_reason(self.question, self._page.box_of(key), " ".join(clashes), again)
        else:
            self._session.say(refusal.message, kind="warn", undo=False)

    def _title(self, key: EventKey) -> str:
        return calendar_work.title_of(self._session, key)

    def delete(self, key: EventKey) -> None:
        """Delete an appointment; of a series, ask how much of it."""
        if key == NO_EVENT:
            return
        if not calendar_work.opened(self._session, key).in_series:
            self._delete(key, "")
            return
        title = self.tr("Delete “{}”").format(self._title(key))
        near = self._page.box_of(key)
        ask_scope(self.question, near, title, lambda scope: self._delete(key, scope))

    def _delete(self, key: EventKey, scope: str) -> None:
        freed = calendar_work.slot_of(self._session, key)
        try:
            calendar_work.delete(self._session, key, scope)
        except Refusal as refusal:
            self._session.say(refusal.message, kind="warn", undo=False)
            return
        if freed is not None:
            self.slot_freed.emit(freed)

    # States ----------------------------------------------------------------------------------

    def set_status(self, key: EventKey, status: str) -> None:
        """Say how an appointment stands; a cancellation asks who and why."""
        if status != "cancelled":
            self._set_status(key, status)
            return
        self.question.ask(
            self._page.box_of(key),
            self.tr("Cancel “{}”").format(self._title(key)),
            [("cancel", self.tr("Cancel the appointment"))],
            lambda _key, why: self._set_status(key, status, why),
            choice=self.tr("Who cancels"),
            choices=[("customer", self.tr("The customer")), ("us", self.tr("We do"))],
            field=self.tr("Why (if you know)"),
        )

    def _set_status(self, key: EventKey, status: str, reason: str = "") -> None:
        by = str(self.question.choice.current_key() or "") if status == "cancelled" else ""
        freed = calendar_work.slot_of(self._session, key) if status == "cancelled" else None
        try:
            made = calendar_work.set_status(self._session, key, status, by=by, reason=reason)
        except Refusal as refusal:
            self._session.say(refusal.message, kind="warn", undo=False)
            return
        if self.editor is not None and self.editor.isVisible() and self.editor.key() == key:
            self.editor.show_again(made)
        self._page.choose(made)
        self._session.say(calendar_work.status_words(self._session, made))
        if freed is not None:
            self.slot_freed.emit(freed)

    def show_menu(self, key: EventKey, where: QPoint | None = None) -> None:
        """Show what can be done with an appointment, at a place of the screen or beside it."""
        if key == NO_EVENT:
            return
        found = calendar_work.opened(self._session, key)
        deeds: dict[str, Callable[[], object]] = {
            "open": lambda: self.open_event(key),
            "delete": lambda: self.delete(key),
            "reschedule": lambda: self.time_wished.emit(key),
            **self.more.deeds(key, found),
        }
        if self.editor is not None and self.editor.isVisible():
            deeds.pop("open")
        if where is None:
            where = QCursor.pos()
            if not self._page.window().geometry().contains(where):
                where = self._page.window().mapToGlobal(self._page.box_of(key).bottomLeft())
        show_menu(
            self._page.window(),
            where,
            found.appointment.status,
            lambda status: self.set_status(key, status),
            deeds,
        )
