"""Beside the days: finding a time, the waiting list, and who is offered a time that became free."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, QRect, SignalInstance
from PySide6.QtWidgets import QWidget

from app.models.calendar.appointment import parse_wall, zone_of
from app.models.errors import Refusal
from app.models.operations import appointment_states, waiting
from app.models.operations.waiting import FreedSlot, Offer, Wish
from app.models.qt.session import Session
from app.storage.settings import setting
from app.storage.wall_time import MINUTE, lasting
from app.ui import words
from app.ui.panes.calendar import calendar_work
from app.ui.panes.calendar.calendar_deeds import CalendarDeeds
from app.ui.panes.calendar.crowd_list import CrowdList
from app.ui.panes.calendar.event_words import clock_text
from app.ui.panes.calendar.missed_list import MissedList
from app.ui.panes.calendar.slot_finder import Found, SlotFinder
from app.ui.panes.calendar.waiting_list import WaitingList
from app.ui.panes.calendar.week_layout import NO_EVENT, Event, EventKey
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.notices import InfoBar


class Place(Protocol):
    """What the panels need of the page."""

    clock: Callable[[], datetime]
    deeds: CalendarDeeds
    record_requested: SignalInstance

    def window(self) -> QWidget:
        """The window of the page."""

    def anchor(self, panel: str) -> QWidget:
        """What a panel opens beside: "find" or "waiting"."""

    def choose(self, key: EventKey) -> None:
        """Choose an event."""

    def go_to(self, day: date) -> None:
        """Show a day."""

    def shows_day(self, day: date) -> bool:
        """Whether a day is on view."""


class CalendarPanels(QObject):
    """Made with the page; its popovers are made when they are first asked for."""

    def __init__(self, session: Session, page: Place) -> None:
        super().__init__(page)  # type: ignore[arg-type]
        self._session, self._page = session, page
        self.finder: SlotFinder | None = None
        self.list: WaitingList | None = None
        self.missed: MissedList | None = None
        self._crowd: CrowdList | None = None
        self._moving: EventKey = NO_EVENT
        self._wish: Wish | None = None
        self._offers: list[Offer] = []
        self.offer = InfoBar("", "info", button=self.tr("Offer"))
        self.offer.hide()
        self.offer.pressed.connect(self._take_offer)
        close = IconButton("x", self.tr("Nobody"), box=26)
        close.clicked.connect(self.offer.hide)
        self.offer.layout().addWidget(close)
        page.deeds.time_wished.connect(self._find_another)
        page.deeds.slot_freed.connect(self.look_for_takers)

    # Finding a time --------------------------------------------------------------------------

    def find(self, **wishes: object) -> None:
        """Look for a time for something new."""
        self._moving = NO_EVENT
        self._finder().open_finder(self._near(self._page.anchor("find")), **wishes)  # type: ignore[arg-type]

    def _finder(self) -> SlotFinder:
        if self.finder is None:
            self.finder = SlotFinder(self._session, self._page.window(), clock=self._page.clock)
            self.finder.slot_chosen.connect(self._slot_chosen)
        return self.finder

    def _near(self, button: QWidget) -> QRect:
        corner = button.mapTo(self._page.window(), QPoint(0, 0))
        return QRect(corner, button.size())

    def _find_another(self, key: EventKey) -> None:
        """Look for another time of an appointment; the old one stays in its story."""
        found = calendar_work.opened(self._session, key)
        one = found.appointment
        start, end = parse_wall(one.start_at), parse_wall(one.end_at)
        length = lasting(start, end, zone_of(one.zone))
        editor = self._page.deeds.popover()
        editor.close_popover()
        self.find(
            kind=one.kind,
            minutes=min(length // MINUTE, 1440),
            contacts=found.contacts,
            staff=found.staff,
            resources=found.resources,
            but_not=one.id,
        )
        self._moving = key

    def _slot_chosen(self, found: Found) -> None:
        if self._moving != NO_EVENT:
            self._reschedule(self._moving, found)
            return
        self._page.deeds.begin(
            {
                "kind": found.kind, "start_at": found.start_at, "end_at": found.end_at,
                "contacts": list(found.contacts), "staff": list(found.staff) or None,
                "resources": list(found.resources),
            }
        )  # fmt: skip
        if self._wish is not None:
            self._page.deeds.popover().saved.connect(self._booked)

    def _reschedule(self, key: EventKey, found: Found, anyway: str = "") -> None:
        """The old one stays as cancelled; over a clash a reason is asked for."""
        freed = calendar_work.slot_of(self._session, key)
        title = calendar_work.title_of(self._session, key)
        try:
            made = self._session.do(
                appointment_states.reschedule,
                key[0],
                found.start_at,
                found.end_at,
                occurrence=key[1],
                zone=self._session.read(setting, "zone"),
                anyway=anyway,
            )
        except Refusal as refusal:
            self._page.deeds.refused(refusal, key, lambda why: self._reschedule(key, found, why))
            return
        start = parse_wall(found.start_at)
        day = words.short_day(start.date(), self._page.clock().date())
        self._session.say(f"“{title}” moved to {day}, {clock_text(start)}")
        if not self._page.shows_day(start.date()):
            self._page.go_to(start.date())
        self._page.choose((made, ""))
        if freed is not None:
            self.look_for_takers(freed)

    def show_missed(self) -> None:
        """Show who does not come, on which days and to what."""
        if self.missed is None:
            self.missed = MissedList(self._session, self._page.window())
            self.missed.person_opened.connect(
                lambda one: self._page.record_requested.emit("contact", one)
            )
        self.missed.open_list(self._near(self._page.anchor("waiting")))

    def open_crowd(self, events: Sequence[Event], near: QRect) -> None:
        """List the appointments of a crowded time."""
        if self._crowd is None:
            self._crowd = CrowdList(self._page.window(), self._page.clock)
            self._crowd.event_opened.connect(self._page.deeds.open_event)
        self._crowd.open_list(events, near)

    # Waiting ---------------------------------------------------------------------------------

    def show_waiting(self) -> None:
        """Show who waits."""
        if self.list is None:
            self.list = WaitingList(self._session, self._page.window(), clock=self._page.clock)
            self.list.time_wished.connect(self._find_for)
        self.list.open_list(self._near(self._page.anchor("waiting")))

    def _find_for(self, wish: Wish) -> None:
        self._wish = wish
        self.find(
            kind=wish.kind or "meeting",
            minutes=wish.minutes,
            contacts=[wish.contact_id] if wish.contact_id else [],
            staff=[wish.staff_id] if wish.staff_id else [],
            resources=[wish.resource_id] if wish.resource_id else [],
        )

    def look_for_takers(self, slot: FreedSlot) -> None:
        """Say who waits for a time like the one that became free."""
        offers = self._session.read(waiting.offers_for, slot, self._page.clock())
        self._show_offers(offers)

    def _show_offers(self, offers: Sequence[Offer]) -> None:
        self._offers = list(offers)
        self.offer.setVisible(bool(offers))
        if not offers:
            return
        first = offers[0]
        start = parse_wall(first.start)
        day = words.day_said(start.date(), self._page.clock().date())
        who = ", ".join(part for part in (first.name, first.phone) if part)
        more = f" {len(offers) - 1} more wait." if len(offers) > 1 else ""
        text = f"Slot free {day} at {clock_text(start)}: offer it to {who}?{more}"
        self.offer.set_notice(text, "info", self.tr("Offer"))

    def _take_offer(self) -> None:
        offer, self._wish = self._offers[0], self._offers[0].wish
        self.offer.hide()
        self._page.deeds.begin(
            {
                "kind": offer.wish.kind or "meeting", "title": offer.wish.title,
                "start_at": offer.start, "end_at": offer.end,
                "contacts": [offer.wish.contact_id] if offer.wish.contact_id else [],
                "account_id": offer.wish.account_id,
                "staff": [offer.wish.staff_id] if offer.wish.staff_id else None,
            }
        )  # fmt: skip
        self._page.deeds.popover().saved.connect(self._booked)

    def _booked(self, key: EventKey) -> None:
        """Whoever waited has their appointment now."""
        editor, wish = self._page.deeds.popover(), self._wish
        editor.saved.disconnect(self._booked)
        self._wish = None
        if wish is not None and editor.people.ids()[:1] == [wish.contact_id]:
            self._session.do(waiting.fulfil_wish, wish.id, key[0])
