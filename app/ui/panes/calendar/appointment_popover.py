"""The editor of one appointment, beside it. Each field saves by itself; a new one needs a title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.calendar.appointment import Appointment, parse_wall
from app.models.errors import Refusal
from app.models.qt.session import Session
from app.storage.changes import Changes
from app.storage.queries import calendar, records
from app.storage.settings import setting
from app.ui import book_time
from app.ui.panes.ask_beside import AskBeside
from app.ui.panes.calendar.appointment_form import AppointmentForm
from app.ui.panes.calendar.appointment_keeping import Keeper
from app.ui.panes.calendar.appointment_quick import person_named, read_typed, typed_draft
from app.ui.panes.calendar.appointment_story import beside_words, story_words
from app.ui.panes.calendar.calendar_events import finding_of, wall_text
from app.ui.panes.calendar.calendar_known import Known, read_known
from app.ui.panes.calendar.repeat_words import moved_rule
from app.ui.panes.calendar.series_question import ask_scope
from app.ui.panes.calendar.week_layout import EventKey
from app.ui.panes.people.record_picker import choice_of
from app.ui.panes.reminder_words import LEADS, with_own


class AppointmentPopover(AppointmentForm):
    """`open_for` an appointment of the book, or `open_new` with a draft.

    Signals: `span_changed(start, end, all_day)` while a new one is typed; `saved(key)`;
    `delete_requested(key)`, `status_wished(key, status)`, `menu_wished(key)`, `steps_wished(key)`.
    """

    span_changed = Signal(object, object, bool)
    saved = Signal(object)
    delete_requested = Signal(object)
    status_wished = Signal(object, str)
    menu_wished = Signal(object)
    steps_wished = Signal(object)

    def __init__(
        self, session: Session, window: QWidget, *, clock: Callable[[], datetime] = book_time.now
    ) -> None:
        super().__init__(session, window, clock=clock)
        self._draft = Appointment()
        self._keeper = Keeper(session)
        self._question = AskBeside(window)
        self._known: Known = read_known(session)
        self._filling = self._refused = False
        self._connect()

    def _connect(self) -> None:
        self._session.changed.connect(self._follow)
        self.title.committed.connect(self._title_typed)
        self.kinds.chosen.connect(self._kind_chosen)
        self.people.changed.connect(self._people_changed)
        self.times.changed.connect(self._span_chosen)
        self.times.edited.connect(self._show_free)
        self.place.committed.connect(lambda text: self._save(place=text.strip()))
        self.private.clicked.connect(lambda: self._save(private=int(self.private.isChecked())))
        self.remind.chosen.connect(lambda key: self._save(reminder_minutes=key))
        self.repeat.changed.connect(lambda rule: self._save(rrule=rule))
        self.rooms.changed.connect(self._rooms_changed)
        self.bring.committed.connect(lambda text: self._save(bring=text.strip()))
        self.free.anyway.connect(self._book_anyway)
        self.offer.taken.connect(self._take_offer)
        self.about.chosen.connect(self._about_chosen)
        self.who.changed.connect(self._who_changed)
        self.state.chosen.connect(self._state_chosen)
        self.more.clicked.connect(lambda: self.menu_wished.emit(self.key()))
        self.steps.clicked.connect(lambda: self.steps_wished.emit(self.key()))
        self.note.committed.connect(lambda text: self._save(note=text))
        self.delete.clicked.connect(self._delete)
        self.done.clicked.connect(self.finish)
        self.title.given_up.connect(self.close_popover)
        for part in (self.free, self.repeat, self.files):
            part.resized.connect(self.refit)
        for field in (self.people, self.times, self.place, self.about.account, self.note):
            field.escaped.connect(self.close_popover)

    # Opening ---------------------------------------------------------------------------------

    def open_for(self, key: EventKey, near: QRect) -> None:
        """Edit an appointment of the book; raises ``UnknownRow``."""
        self._keeper.begin()
        self.show_again(key)
        self.open_at(near, side="end")

    def show_again(self, key: EventKey) -> None:
        """Show what was changed from outside, also when it is another row now."""
        found = self._keeper.open(key)
        self._draft = found.appointment
        self._fill(found.contacts, found.staff, found.resources)

    def _follow(self, changes: Changes) -> None:
        """What was undone or changed elsewhere must not be written back from here."""
        if not self.isVisible() or not self._draft.id or changes.kind == "do":
            return
        if not changes.touches("appointment", "attendance"):
            return
        if self._session.read(calendar.appointment, *self.key()) is None:
            self.close_popover()
        else:
            self.show_again(self.key())

    def open_new(
        self,
        draft: Appointment,
        near: QRect,
        *,
        people: Sequence[int] = (),
        staff: Sequence[int] | None = None,
        rooms: Sequence[int] = (),
    ) -> None:
        """Write a new appointment; it is kept as soon as it has a title."""
        self._keeper.begin()
        self._draft = draft
        self._fill(list(people), list(staff) if staff is not None else self._usual_staff(), rooms)
        self._take_people()
        self.open_at(near, side="end")
        self.title.setFocus(Qt.FocusReason.PopupFocusReason)

    def appointment_id(self) -> int:
        """The appointment that is edited; 0 while it is only a draft."""
        return self._draft.id

    def key(self) -> EventKey:
        """What names the appointment that is edited."""
        return self._keeper.key

    def _usual_staff(self) -> list[int]:
        known = read_known(self._session)
        if known.me:
            return [known.me]
        return list(known.staff) if len(known.staff) == 1 else []

    def _fill(self, people: list[int], staff: Sequence[int], rooms: Sequence[int]) -> None:
        self._filling = True
        self._known, self._refused = read_known(self._session), False
        draft = self._draft
        self.title.show_text(draft.title)
        self.say_title_error("")
        self.kinds.show_kinds(self._known.kinds.values())
        self.kinds.set_current(draft.kind)
        self.people.show_chosen([choice_of(self._session, "contact", one) for one in people])
        self._show_times()
        self.place.set_text(draft.place)
        self.who.show_choices(self._known.names(), staff)
        self.rooms.show_choices(self._known.resources, rooms)
        self.private.setChecked(bool(draft.private))
        self.remind.set_options(with_own(LEADS, draft.reminder_minutes), draft.reminder_minutes)
        self.repeat.show_rule(draft.rrule, parse_wall(draft.start_at).date())
        self.state.set_current(draft.status)
        self.bring.set_text(draft.bring)
        self.bring.setVisible(bool(draft.bring))
        self.note.set_text(draft.note)
        self._show_kept()
        self._filling = False
        self._show_free()
        self._show_offer()

    def _show_times(self) -> None:
        start, end = parse_wall(self._draft.start_at), parse_wall(self._draft.end_at)
        usual, zone = self._known.kind(self._draft.kind).minutes, self._draft.zone
        all_day = bool(self._draft.all_day)
        self.times.show_span(start, end, all_day=all_day, usual=usual, zone=zone)
        self._show_zones()

    def _show_zones(self) -> None:
        self.beside.say(
            beside_words(self._session, self._draft, self._known.zone, self.people.ids())
        )

    def _show_kept(self) -> None:
        kept = bool(self._draft.id)
        for part in (self.delete, self.more, self.steps):
            part.setVisible(kept)
        self.say_saved(kept)
        self.files.show_files(self._draft.id, self._draft.series_id)
        found = self._keeper.opened
        self.story.say(story_words(self._session, found, self._clock()) if found else "")

    # Changing --------------------------------------------------------------------------------

    def _title_typed(self, text: str) -> None:
        if self._draft.id:
            self._save(title=text.strip())
            return
        found = read_typed(text, self._known, self._clock)
        self._draft = typed_draft(found, self._draft, self._known)
        self._take_kind(self._draft.kind)
        start, end = parse_wall(self._draft.start_at), parse_wall(self._draft.end_at)
        self._take_span(start, end, all_day=bool(self._draft.all_day))
        person = person_named(self._session, found.people)
        if person is not None and not self.people.ids():
            self.people.show_chosen([choice_of(self._session, "contact", person)])
            self._take_people()
        self.title.show_text(self._draft.title)
        self.kinds.set_current(self._draft.kind)
        self._save()

    def _take_span(self, start: datetime, end: datetime, *, all_day: bool) -> None:
        self._draft = replace(
            self._draft,
            start_at=wall_text(start, all_day=all_day),
            end_at=wall_text(end, all_day=all_day),
            all_day=int(all_day),
            zone=self._draft.zone or self._known.zone or self._session.read(setting, "zone"),
        )
        self._show_times()
        self.repeat.show_rule(self._draft.rrule, start.date())
        self._show_free()
        if not self._draft.id:
            self.span_changed.emit(start, end, all_day)

    def _span_chosen(self, start: datetime, end: datetime, all_day: bool) -> None:
        old = parse_wall(self._draft.start_at).date()
        rule = moved_rule(self._draft.rrule, old, start.date())
        self._draft = replace(self._draft, rrule=rule)
        self._take_span(start, end, all_day=all_day)
        self._save()

    def _kind_chosen(self, kind: str) -> None:
        """Another kind; a draft takes its usual length."""
        if not self._draft.id and not self._draft.all_day:
            over = self._known.over_at(self._draft.start_at, kind, self._draft.zone)
            self._take_span(parse_wall(self._draft.start_at), over, all_day=False)
        self._take_kind(kind)
        self._save(kind=kind)

    def _take_kind(self, key: str) -> None:
        """What comes with a kind: time kept free around it, and what to bring."""
        kind = self._known.kind(key)
        bring = self._draft.bring or kind.bring
        self._draft = replace(
            self._draft,
            before_minutes=kind.before_minutes,
            after_minutes=kind.after_minutes,
            bring=bring,
        )
        self.bring.set_text(bring)
        self.bring.setVisible(bool(bring))

    def _state_chosen(self, key: object) -> None:
        """A state of the book is a deed of its own; a draft just takes it."""
        if self._draft.id:
            self.state.set_current(self._draft.status)
            self.status_wished.emit(self.key(), str(key))
        else:
            self._draft = replace(self._draft, status=str(key))

    def _people_changed(self) -> None:
        self._take_people()
        self._save(people=self.people.ids())

    def _take_people(self) -> None:
        """What comes with people: their firm, their clock, their address."""
        people = self.people.ids()
        if people and self._draft.account_id is None:
            places = self._session.read(records.accounts_of, people[0])
            account_id = places[0]["id"] if places and not places[0]["to_date"] else None
            self._draft = replace(self._draft, account_id=account_id)
        self._show_zones()
        self._show_offer()

    def _who_changed(self) -> None:
        self._show_free()
        self._save(staff=self.who.ids())

    def _rooms_changed(self) -> None:
        self._show_free()
        self._save(rooms=self.rooms.ids())

    def _show_free(self) -> None:
        if self._filling:
            return
        start, end = self.times.span()
        shown = end > start
        self.free.setVisible(shown)
        if shown:
            all_day = bool(self._draft.all_day)
            typed = replace(
                self._draft,
                start_at=wall_text(start, all_day=all_day),
                end_at=wall_text(end, all_day=all_day),
            )
            people = (self.people.ids(), self.who.ids(), self.rooms.ids())
            finding = finding_of(self._session, typed, *people)
            self.free.show_finding(finding, self._draft.anyway_reason)
        self.refit()

    def _show_offer(self) -> None:
        people, draft = self.people.ids(), self._draft
        self.offer.show_for(people, draft.account_id, draft.place)
        self.about.show_about(draft.account_id, draft.deal_id, people)
        self.refit()

    def _take_offer(self, found: str) -> None:
        self.place.set_text(found)
        self._save(place=found)

    def _about_chosen(self, values: dict[str, int | None]) -> None:
        """Another account or deal, or none; what is offered with it follows."""
        self._save(**values)
        self._show_offer()

    # Keeping ---------------------------------------------------------------------------------

    def _save(
        self,
        *,
        people: list[int] | None = None,
        staff: list[int] | None = None,
        rooms: list[int] | None = None,
        **values: object,
    ) -> None:
        """Keep a changed field; a draft is kept once it has a title, then with all of it."""
        self._draft = replace(self._draft, **values)  # type: ignore[arg-type]
        if "place" in values:
            self._show_offer()
        if not self._draft.id and not self._draft.title.strip():
            return
        if not self._draft.id:
            people, staff, rooms = self.people.ids(), self.who.ids(), self.rooms.ids()
        if self._keeper.must_ask():
            self._ask_scope(people, staff, rooms)
        else:
            self._keep(people, staff, rooms)

    def _ask_scope(self, *who: list[int] | None) -> None:
        """Of a series: how much is meant? Without an answer it stays as it was."""

        def answered(scope: str) -> None:
            self._keeper.scope = scope
            self._keep(*who)

        near = QRect(self.mapTo(self.window(), self.title.pos()), self.title.size())
        title = self.tr("Change “{}”").format(self._draft.title)
        ask_scope(self._question, near, title, answered, lambda: self.show_again(self.key()))

    def _keep(
        self,
        people: list[int] | None,
        staff: list[int] | None,
        rooms: list[int] | None,
        anyway: str = "",
    ) -> None:
        try:
            found = self._keeper.keep(self._draft, people, staff, rooms, anyway)
        except Refusal as refusal:
            self._say_refusal(refusal)
            return
        self._draft, self._refused = found.appointment, False
        self.say_title_error("")
        self._show_kept()
        self._show_free()
        self.saved.emit(self.key())

    def _book_anyway(self, reason: str) -> None:
        self._keep(self.people.ids(), self.who.ids(), self.rooms.ids(), reason)

    def finish(self) -> None:
        """Commit what is being typed and close, unless something is wrong or asked."""
        self.title.commit()
        if self._refused and self.free.asks() and self.free.insist():
            return
        if not self.title_error.isVisibleTo(self) and not self._question.isVisible():
            self.close_popover()

    def leave(self) -> None:
        """Close after a press elsewhere; a question waits for its answer."""
        if self._refused and self.free.asks() and self.free.insist():
            return
        if not self._question.isVisible():
            super().leave()

    def _say_refusal(self, refusal: Refusal) -> None:
        fields = {"start_at": self.times.start, "end_at": self.times.end, "place": self.place}
        name = refusal.problems[0].field
        field = fields.get(name)
        if name == "clash":
            self._refused = True
            self._show_free()
        elif field is not None and field.isVisibleTo(self):
            field.set_error(refusal.message)
        else:
            self.say_title_error(refusal.message)
        self.say_saved(False)

    def _delete(self) -> None:
        key = self.key()
        self.close_popover()
        if key[0]:
            self.delete_requested.emit(key)
