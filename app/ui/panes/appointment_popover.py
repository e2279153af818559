"""The editor of one appointment, beside it. Each field saves by itself; a new one needs a title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.models.appointment import KINDS, Appointment, parse_wall
from app.models.errors import Refusal
from app.models.operations import appointments
from app.models.qt.session import Session
from app.models.quick_words import read_line
from app.storage.changes import Changes
from app.storage.queries import calendar, records
from app.storage.settings import setting
from app.ui.panes.appointment_form import AppointmentForm
from app.ui.panes.calendar_events import address_line, free_words, numbers, wall_text
from app.ui.panes.record_picker import choice_of
from app.ui.widgets.date_words import parse_date, parse_time
from app.ui.widgets.dates import locale_day_first


class AppointmentPopover(AppointmentForm):
    """`open_for` an appointment of the book, or `open_new` with a draft.

    Signals: `span_changed(start, end, all_day)` while a new one is typed; `deleted`.
    """

    span_changed = Signal(object, object, bool)
    saved = Signal(object)

    def __init__(
        self, session: Session, window: QWidget, *, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        super().__init__(session, window, clock=clock)
        self._draft = Appointment()
        self._staff: list[int] = []
        self._filling = False
        self._connect()

    def _connect(self) -> None:
        self._session.changed.connect(self._follow)
        self.title.committed.connect(self._title_typed)
        self.kinds.chosen.connect(self._kind_chosen)
        self.people.changed.connect(self._people_changed)
        self.day.date_changed.connect(lambda _day: self._day_changed())
        self.last_day.date_changed.connect(lambda _day: self._times_changed())
        self.start.time_changed.connect(lambda _time: self._start_changed())
        self.end.time_changed.connect(lambda _time: self._times_changed())
        self.all_day.toggled.connect(self._all_day_toggled)
        for field in (self.start, self.end, self.day):
            field.edited.connect(lambda _text: self._show_free())
        self.place.committed.connect(lambda text: self._save(place=text.strip()))
        self.offer.clicked.connect(self._take_offer)
        self.state.chosen.connect(lambda key: self._save(status=str(key)))
        self.note.committed.connect(lambda text: self._save(note=text))
        self.delete.clicked.connect(self._delete)
        self.done.clicked.connect(self.finish)
        self.title.given_up.connect(self.close_popover)
        for field in (self.people, self.day, self.start, self.end, self.place, self.note):
            field.escaped.connect(self.close_popover)

    # Opening ---------------------------------------------------------------------------------

    def open_for(self, appointment_id: int, near: QRect) -> None:
        """Edit an appointment of the book; raises ``UnknownRow``."""
        self._read(appointment_id)
        self.open_at(near, side="end")

    def _read(self, appointment_id: int) -> None:
        row = self._session.read(calendar.appointment, appointment_id)
        self._draft = self._session.read(appointments.load_appointment, appointment_id)
        self._staff = numbers(row["staff_ids"]) if row else []
        self._fill(numbers(row["contact_ids"]) if row else [])

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
        self._staff = list(staff) if staff is not None else self._usual_staff()
        self._fill(list(people))
        self.open_at(near, side="end")
        self.title.setFocus(Qt.FocusReason.PopupFocusReason)

    def appointment_id(self) -> int:
        """The appointment that is edited; 0 while it is only a draft."""
        return self._draft.id

    def _usual_staff(self) -> list[int]:
        staff = self._session.read(records.staff)
        mine = [row["id"] for row in staff if row["name"] == self._session.store.actor]
        return mine or ([staff[0]["id"]] if len(staff) == 1 else [])

    def _fill(self, people: list[int]) -> None:
        self._filling = True
        draft = self._draft
        self.title.show_text(draft.title)
        self._say_title_error("")
        self.kinds.set_current(draft.kind)
        self.people.show_chosen([choice_of(self._session, "contact", one) for one in people])
        start, end = parse_wall(draft.start_at), parse_wall(draft.end_at)
        self.all_day.setChecked(bool(draft.all_day))
        self._show_times(start, end)
        self.place.set_text(draft.place)
        self.state.set_current(draft.status)
        self.note.set_text(draft.note)
        self.delete.setVisible(bool(draft.id))
        self._fill_staff()
        self._say_saved(bool(draft.id))
        self._filling = False
        self._show_free()
        self._show_offer()

    def _show_times(self, start: datetime, end: datetime) -> None:
        whole = bool(self._draft.all_day)
        self.day.set_value(start.date())
        self.start.set_value(None if whole else start.time())
        self.end.set_value(None if whole else end.time())
        self.last_day.set_value((end - timedelta(days=1)).date() if whole else start.date())
        self.start.setVisible(not whole)
        self.end.setVisible(not whole)
        self.last_day.setVisible(whole)

    def _fill_staff(self) -> None:
        staff = self._session.read(records.staff)
        self.who_field.setVisible(bool(staff))
        menu = QMenu(self.who)
        for row in staff:
            entry = QAction(row["name"].replace("&", "&&"), menu, checkable=True)
            entry.setChecked(row["id"] in self._staff)
            entry.toggled.connect(lambda on, one=row["id"]: self._staff_toggled(one, on))
            menu.addAction(entry)
        self.who.menu = menu
        self._name_staff()

    def _name_staff(self) -> None:
        names = {row["id"]: row["name"] for row in self._session.read(records.staff)}
        going = [names[one] for one in self._staff if one in names]
        if len(going) > 1:
            words = self.tr("{} and {} more").format(going[0], len(going) - 1)
        else:
            words = going[0] if going else self.tr("Nobody yet")
        self.who.show_words(words)
        self.who.setToolTip(", ".join(going))
        self.who.setAccessibleName(self.tr("Who goes: {}").format(", ".join(going) or words))

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
        usual = KINDS[self._draft.kind][2] if has_time else int((end - start).total_seconds() // 60)
        if at is not None:
            start = at if has_time or whole else datetime.combine(at.date(), start.time())
        all_day = int(whole or bool(self._draft.all_day and not has_time))
        length = timedelta(minutes=minutes or usual) if not whole else timedelta(days=1)
        self._take_span(start, start + length, all_day=all_day)

    def _take_span(self, start: datetime, end: datetime, *, all_day: int) -> None:
        zone = self._draft.zone or self._home_zone()
        self._draft = replace(
            self._draft,
            start_at=wall_text(start, all_day=bool(all_day)),
            end_at=wall_text(end, all_day=bool(all_day)),
            all_day=all_day,
            zone=zone,
        )
        self._filling = True
        self.all_day.setChecked(bool(all_day))
        self._show_times(start, end)
        self._filling = False
        self._show_free()
        if not self._draft.id:
            self.span_changed.emit(start, end, bool(all_day))

    def _home_zone(self) -> str:
        return self._session.read(setting, "zone")

    def _kind_chosen(self, key: str) -> None:
        start, end = parse_wall(self._draft.start_at), parse_wall(self._draft.end_at)
        usual = KINDS.get(self._draft.kind, ("", "", 0))[2]
        length = int((end - start).total_seconds() // 60)
        if not self._draft.id and not self._draft.all_day and length == usual:
            self._take_span(start, start + timedelta(minutes=KINDS[key][2]), all_day=0)
        self._save(kind=key)

    def _people_changed(self) -> None:
        people = self.people.ids()
        account_id = self._draft.account_id
        if account_id is None and people:
            places = self._session.read(records.accounts_of, people[0])
            account_id = places[0]["id"] if places and not places[0]["to_date"] else None
        self._save(people=people, account_id=account_id)
        self._show_offer()

    def _staff_toggled(self, staff_id: int, on: bool) -> None:
        self._staff = [one for one in self._staff if one != staff_id] + ([staff_id] if on else [])
        self._name_staff()
        self._show_free()
        self._save(staff=self._staff)

    def _all_day_toggled(self, on: bool) -> None:
        if self._filling:
            return
        start = parse_wall(self._draft.start_at)
        if on:
            midnight = datetime.combine(start.date(), time())
            self._take_span(midnight, midnight + timedelta(days=1), all_day=1)
        else:
            begin = datetime.combine(start.date(), time(9))
            length = timedelta(minutes=KINDS.get(self._draft.kind, ("", "", 60))[2])
            self._take_span(begin, begin + length, all_day=0)
        self._save()

    def _day_changed(self) -> None:
        """Another day: the times and the length stay."""
        day = self.day.value()
        if day is None:
            self.day.set_value(parse_wall(self._draft.start_at).date())
            return
        start, end = parse_wall(self._draft.start_at), parse_wall(self._draft.end_at)
        shift = day - start.date()
        self._take_span(start + shift, end + shift, all_day=self._draft.all_day)
        self._save()

    def _start_changed(self) -> None:
        """Another beginning: the length stays."""
        at = self.start.value()
        start, end = parse_wall(self._draft.start_at), parse_wall(self._draft.end_at)
        if at is None:
            self.start.set_value(start.time())
            return
        begin = datetime.combine(start.date(), at)
        self._take_span(begin, begin + (end - start), all_day=0)
        self._save()

    def _times_changed(self) -> None:
        start, end = self._typed_span()
        if end <= start:
            field = self.last_day if self._draft.all_day else self.end
            field.set_error(self.tr("It ends before it begins."))
            return
        self._take_span(start, end, all_day=self._draft.all_day)
        self._save()

    def _typed_span(self) -> tuple[datetime, datetime]:
        """The span that stands in the fields now, half-typed times included."""
        day = self._typed_day() or parse_wall(self._draft.start_at).date()
        if self._draft.all_day:
            last = self.last_day.value() or day
            return datetime.combine(day, time()), datetime.combine(last + timedelta(days=1), time())
        start, end = parse_wall(self._draft.start_at), parse_wall(self._draft.end_at)
        first = parse_time(self.start.text()) or start.time()
        last_time = parse_time(self.end.text()) or end.time()
        begin = datetime.combine(day, first)
        if self.start.editor.hasFocus():
            return begin, begin + (end - start)
        over = timedelta(days=(end.date() - start.date()).days)
        return begin, datetime.combine(day, last_time) + over

    def _typed_day(self) -> date | None:
        text = self.day.text()
        if text == "":
            return self.day.value()
        found = parse_date(text, self._clock().date(), day_first=locale_day_first())
        return found or self.day.value()

    def _show_free(self) -> None:
        if self._filling:
            return
        start, end = self._typed_span()
        shown = not self._draft.all_day and end > start
        self.free.setVisible(shown)
        self.free_icon.setVisible(shown)
        if not shown:
            return
        free, words = free_words(self._session, self._draft, start, end, self._staff)
        self.free.set_text(words)
        self.free.set_style(colour="text2" if free else "warn")
        icon, tone = ("circle-check", "accent") if free else ("triangle-alert", "warn")
        self.free_icon.set_icon(icon, tone)
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
            people, staff = self.people.ids(), self._staff
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
        self.saved.emit(made)

    def _say_refusal(self, refusal: Refusal) -> None:
        fields = {"start_at": self.start, "end_at": self.end, "place": self.place}
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
