"""The editor of one appointment, beside it. Each field saves by itself; a new one needs a title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.appointment import Appointment, parse_wall
from app.models.errors import Refusal
from app.models.operations import appointments
from app.models.qt.session import Session
from app.models.quick_words import read_line
from app.storage.changes import Changes
from app.storage.queries import calendar, records
from app.storage.settings import setting
from app.ui.panes.appointment_form import AppointmentForm
from app.ui.panes.calendar_events import address_line, finding_of, numbers, wall_text
from app.ui.panes.calendar_known import Known, read_known
from app.ui.panes.record_picker import choice_of
from app.ui.panes.week_layout import EventKey
from app.ui.widgets.date_words import parse_date
from app.ui.widgets.dates import locale_day_first


class AppointmentPopover(AppointmentForm):
    """`open_for` an appointment of the book, or `open_new` with a draft.

    Signals: `span_changed(start, end, all_day)` while a new one is typed; `saved(key)`.
    """

    span_changed = Signal(object, object, bool)
    saved = Signal(object)

    def __init__(
        self, session: Session, window: QWidget, *, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        super().__init__(session, window, clock=clock)
        self._draft = Appointment()
        self._known: Known = read_known(session)
        self._filling = False
        self._connect()

    def _connect(self) -> None:
        self._session.changed.connect(self._follow)
        self.title.committed.connect(self._title_typed)
        self.kinds.chosen.connect(self._kind_chosen)
        self.people.changed.connect(self._people_changed)
        self.times.changed.connect(self._span_chosen)
        self.times.edited.connect(self._show_free)
        self.place.committed.connect(lambda text: self._save(place=text.strip()))
        self.offer.clicked.connect(self._take_offer)
        self.who.changed.connect(self._who_changed)
        self.state.chosen.connect(lambda key: self._save(status=str(key)))
        self.note.committed.connect(lambda text: self._save(note=text))
        self.delete.clicked.connect(self._delete)
        self.done.clicked.connect(self.finish)
        self.title.given_up.connect(self.close_popover)
        for part in (self.free, self.repeat):
            part.resized.connect(self.refit)
        for field in (self.people, self.times, self.place, self.note):
            field.escaped.connect(self.close_popover)

    # Opening ---------------------------------------------------------------------------------

    def open_for(self, key: EventKey, near: QRect) -> None:
        """Edit an appointment of the book; raises ``UnknownRow``."""
        self._read(key[0])
        self.open_at(near, side="end")

    def _read(self, appointment_id: int) -> None:
        row = self._session.read(calendar.appointment, appointment_id)
        self._draft = self._session.read(appointments.load_appointment, appointment_id)
        staff = numbers(row["staff_ids"]) if row else []
        self._fill(numbers(row["contact_ids"]) if row else [], staff)

    def _follow(self, changes: Changes) -> None:
        """What was undone or changed elsewhere must not be written back from here."""
        if not self.isVisible() or not self._draft.id or changes.kind == "do":
            return
        if not changes.touches("appointment", "attendance"):
            return
        if self._session.read(calendar.appointment, self._draft.id) is None:
            self.close_popover()
        else:
            self._read(self._draft.id)

    def open_new(
        self,
        draft: Appointment,
        near: QRect,
        *,
        people: Sequence[int] = (),
        staff: Sequence[int] | None = None,
    ) -> None:
        """Write a new appointment; it is kept as soon as it has a title."""
        self._draft = draft
        self._fill(list(people), list(staff) if staff is not None else self._usual_staff())
        self.open_at(near, side="end")
        self.title.setFocus(Qt.FocusReason.PopupFocusReason)

    def appointment_id(self) -> int:
        """The appointment that is edited; 0 while it is only a draft."""
        return self._draft.id

    def _usual_staff(self) -> list[int]:
        staff = self._session.read(records.staff)
        mine = [row["id"] for row in staff if row["name"] == self._session.store.actor]
        return mine or ([staff[0]["id"]] if len(staff) == 1 else [])

    def _fill(self, people: list[int], staff: list[int]) -> None:
        self._filling = True
        self._known = read_known(self._session)
        draft = self._draft
        self.title.show_text(draft.title)
        self._say_title_error("")
        self.kinds.show_kinds(self._known.kinds.values())
        self.kinds.set_current(draft.kind)
        self.people.show_chosen([choice_of(self._session, "contact", one) for one in people])
        self._show_times()
        self.place.set_text(draft.place)
        self.who.show_choices(self._known.staff, staff)
        self.rooms.show_choices(self._known.resources, [])
        self.state.set_current(draft.status)
        self.note.set_text(draft.note)
        self.delete.setVisible(bool(draft.id))
        self._say_saved(bool(draft.id))
        self._filling = False
        self._show_free()
        self._show_offer()

    def _show_times(self) -> None:
        start, end = parse_wall(self._draft.start_at), parse_wall(self._draft.end_at)
        usual = self._known.kind(self._draft.kind).minutes
        self.times.show_span(start, end, all_day=bool(self._draft.all_day), usual=usual)

    # Changing --------------------------------------------------------------------------------

    def _title_typed(self, text: str) -> None:
        if self._draft.id:
            self._save(title=text.strip())
            return
        found = read_line(
            text,
            self._clock(),
            lambda words, today: parse_date(words, today, day_first=locale_day_first()),
        )
        kind = found.kind or self._draft.kind
        self._draft = replace(self._draft, title=found.title, kind=kind)
        self._read_quick(found.start, found.minutes, found.has_time, whole=found.all_day)
        self.title.show_text(found.title)
        self.kinds.set_current(kind)
        self._save()

    def _read_quick(
        self, at: datetime | None, minutes: int | None, has_time: bool, *, whole: bool
    ) -> None:
        start, end = parse_wall(self._draft.start_at), parse_wall(self._draft.end_at)
        usual = int((end - start).total_seconds() // 60)
        if has_time:
            usual = self._known.kind(self._draft.kind).minutes
        if at is not None:
            start = at if has_time or whole else datetime.combine(at.date(), start.time())
        all_day = whole or bool(self._draft.all_day and not has_time)
        length = timedelta(minutes=minutes or usual) if not whole else timedelta(days=1)
        self._take_span(start, start + length, all_day=all_day)

    def _take_span(self, start: datetime, end: datetime, *, all_day: bool) -> None:
        self._draft = replace(
            self._draft,
            start_at=wall_text(start, all_day=all_day),
            end_at=wall_text(end, all_day=all_day),
            all_day=int(all_day),
            zone=self._draft.zone or self._known.zone or self._session.read(setting, "zone"),
        )
        self._show_times()
        self._show_free()
        if not self._draft.id:
            self.span_changed.emit(start, end, all_day)

    def _span_chosen(self, start: datetime, end: datetime, all_day: bool) -> None:
        self._take_span(start, end, all_day=all_day)
        self._save()

    def _kind_chosen(self, kind: str) -> None:
        """Another kind; a draft takes its usual length."""
        self._draft = replace(self._draft, kind=kind)
        if not self._draft.id and not self._draft.all_day:
            start = parse_wall(self._draft.start_at)
            length = timedelta(minutes=self._known.kind(kind).minutes)
            self._take_span(start, start + length, all_day=False)
        self._save(kind=kind)

    def _people_changed(self) -> None:
        people = self.people.ids()
        account_id = self._draft.account_id
        if people and account_id is None:
            places = self._session.read(records.accounts_of, people[0])
            account_id = places[0]["id"] if places and not places[0]["to_date"] else None
        self._save(people=people, account_id=account_id)
        self._show_offer()

    def _who_changed(self) -> None:
        self._show_free()
        self._save(staff=self.who.ids())

    def _show_free(self) -> None:
        if self._filling:
            return
        start, end = self.times.span()
        shown = not self._draft.all_day and end > start
        self.free.setVisible(shown)
        if shown:
            self.free.show_finding(
                finding_of(self._session, self._draft, start, end, self.who.ids())
            )
        self.refit()

    def _show_offer(self) -> None:
        found = address_line(self._session, self.people.ids(), self._draft.account_id)
        fits = bool(found) and not self._draft.place
        self.offer.setText(self.tr("Use {}").format(found) if fits else "")
        self.offer.setVisible(fits)
        self.refit()

    def _take_offer(self) -> None:
        found = address_line(self._session, self.people.ids(), self._draft.account_id)
        self.place.set_text(found)
        self._save(place=found)

    # Keeping ---------------------------------------------------------------------------------

    def _save(
        self,
        *,
        people: list[int] | None = None,
        staff: list[int] | None = None,
        **values: object,
    ) -> None:
        """Keep a changed field; a draft is kept once it has a title, then with all of it."""
        self._draft = replace(self._draft, **values)  # type: ignore[arg-type]
        if "place" in values:
            self._show_offer()
        if not self._draft.id and not self._draft.title.strip():
            return
        if not self._draft.id:
            people, staff = self.people.ids(), self.who.ids()
        try:
            made = self._session.do(
                appointments.save_appointment, self._draft, contacts=people, staff=staff
            )
        except Refusal as refusal:
            self._say_refusal(refusal)
            return
        self._draft = replace(self._draft, id=made)
        self._say_title_error("")
        self.delete.setVisible(True)
        self._say_saved(True)
        self.saved.emit((made, ""))

    def _say_refusal(self, refusal: Refusal) -> None:
        fields = {"start_at": self.times.start, "end_at": self.times.end, "place": self.place}
        field = fields.get(refusal.problems[0].field)
        if field is not None and field.isVisibleTo(self):
            field.set_error(refusal.message)
        else:
            self._say_title_error(refusal.message)
        self._say_saved(False)

    def _delete(self) -> None:
        draft = self._draft
        self.close_popover()
        if draft.id:
            self._session.do(appointments.delete_appointments, [draft.id])
            self._session.say(self.tr("“{}” deleted").format(draft.title))
