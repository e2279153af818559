"""The rarer deeds of an appointment: its outcome, papers, files, steps, zone, closed days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QRect, QTimeZone, SignalInstance
from PySide6.QtWidgets import QWidget

from app.models.activity_series import in_words
from app.models.calendar.appointment import ENDED, parse_wall
from app.models.calendar.recurrence import sentence
from app.models.errors import Refusal
from app.models.operations import activity_series, appointment_series, appointments
from app.models.qt.session import Session
from app.storage.queries import calendar
from app.ui import words
from app.ui.dialogs import files
from app.ui.panes.ask_beside import AskBeside
from app.ui.panes.calendar import appointment_papers as papers
from app.ui.panes.calendar.appointment_invite import Inviting
from app.ui.panes.calendar.appointment_outcome import OutcomeCard
from app.ui.panes.calendar.appointment_steps import whom_for
from app.ui.panes.calendar.calendar_known import Known
from app.ui.panes.calendar.calendar_work import Opened, is_hidden, opened
from app.ui.panes.calendar.week_drag import Landing
from app.ui.panes.calendar.week_layout import EventKey
from app.ui.panes.letters.letter_maker import show_outside
from app.ui.printing.flowing import preview

Deed = Callable[[], object]
MOST_NAMED = 4


class Where(Protocol):
    """What these deeds need of the page."""

    known: Known
    clock: Callable[[], datetime]
    letter_requested: SignalInstance

    def window(self) -> QWidget:
        """The window of the page."""

    def box_of(self, key: EventKey) -> QRect:
        """Where an event stands in the window."""


class Others(Protocol):
    """The deeds of the page that these lead to."""

    question: AskBeside

    def drop(self, landing: Landing) -> None:
        """Move or copy an appointment."""


class MoreDeeds:
    """`deeds` gives those that make sense for an appointment, by their name in the menu."""

    def __init__(self, session: Session, page: Where, others: Others) -> None:
        self._session, self._page, self._others = session, page, others
        self._outcome: OutcomeCard | None = None

    def deeds(self, key: EventKey, found: Opened) -> dict[str, Deed]:
        """What can be done with an appointment besides opening and deleting it."""
        made: dict[str, Deed] = {
            "copy": lambda: self._copy(key, found),
            "card": lambda: self._print_card(found),
            "ics": lambda: self._save_file(found),
            "steps": lambda: self.ask_steps(key),
        }
        if found.contacts:
            made["confirmation"] = lambda: self._make_letter(key)
            made["letter"] = lambda: self._page.letter_requested.emit(found.contacts)
        if found.contacts and found.appointment.status not in ENDED:
            made["invite"] = lambda: self._invite(key, found)
        if not found.appointment.all_day:
            made["zone"] = lambda: self._ask_zone(key, found)
        if found.in_series and not found.exception:
            made["closed_days"] = lambda: self.ask_closed_days(key)
        if self._is_over(found):
            made["outcome"] = lambda: self.ask_outcome(key, self._page.box_of(key))
        return made

    def _is_over(self, found: Opened) -> bool:
        over = parse_wall(found.appointment.end_at) <= self._page.clock()
        return over and found.appointment.status in ("tentative", "confirmed", "arrived")

    def ask_outcome(self, key: EventKey, near: QRect) -> None:
        """Ask whether it took place, for a note, and what comes next."""
        if self._outcome is None:
            self._outcome = OutcomeCard(self._session, self._page.window(), clock=self._page.clock)
        self._outcome.ask(key, near)

    def _copy(self, key: EventKey, found: Opened) -> None:
        start, end = parse_wall(found.appointment.start_at), parse_wall(found.appointment.end_at)
        week = timedelta(days=7)
        self._others.drop(Landing(key, start + week, end + week, copy=True))

    # Papers and files ------------------------------------------------------------------------

    def _booked(self, found: Opened) -> papers.Booked:
        one = found.appointment
        names = self._page.known.names()
        return papers.Booked(
            one.title,
            parse_wall(one.start_at),
            parse_wall(one.end_at),
            bool(one.all_day),
            one.place,
            one.bring,
            ", ".join(names[who] for who in found.staff if who in names),
            found.contacts,
            sentence(one.rrule, one.start_at, one.zone),
        )

    def _print_card(self, found: Opened) -> None:
        card = papers.card_of(self._session, self._booked(found))
        preview(
            self._page.window(), lambda printer: papers.card_document(card, printer),
            papers.card_printer(), found.appointment.title,
        )  # fmt: skip

    def _make_letter(self, key: EventKey) -> None:
        """Make the Word letter that confirms it, and open it."""
        from app.desk import appointment_letters
        from app.exchange.new_file import CannotWrite
        from app.exchange.word.letters import UnusableTemplate

        today = self._page.clock().date()
        try:
            made = self._session.do(appointment_letters.make, key[0], key[1], today)
        except (Refusal, CannotWrite, UnusableTemplate) as error:
            self._session.say(str(error), kind="warn", undo=False)
            return
        count = words.counted(made.letters, "letter")
        self._session.say(f"{count} made, saved as {made.files[0].name}.")
        show_outside(made.files[0])

    def _invite(self, key: EventKey, found: Opened) -> None:
        if is_hidden(self._session, key, self._page.known):
            self._session.say("This appointment is private.", kind="info", undo=False)
            return
        near, today = self._page.box_of(key), self._page.clock().date()
        Inviting(self._session, self._others.question, near, today).ask(key, found)

    def _save_file(self, found: Opened) -> None:
        from app.desk import calendar_events
        from app.exchange.calendars import icalendar_out
        from app.exchange.new_file import CannotWrite

        start = Path.home() / f"{_file_name(found.appointment.title)}.ics"
        title = "Save as calendar file"
        path = files.choose_save(self._page.window(), title, start, "Calendars (*.ics)")
        if path is None:
            return
        first = found.master or found.appointment.id
        changed = [row["id"] for row in self._session.read(calendar.exceptions_of, first)]
        try:
            events = list(self._session.read(calendar_events.events, [first, *changed]))
            icalendar_out.write(path.with_suffix(".ics"), events)
        except CannotWrite as error:
            self._session.say(str(error), kind="warn", undo=False)
            return
        self._session.say(f"Saved as {path.with_suffix('.ics').name}.", undo=False)

    # Steps, zone, closed days ----------------------------------------------------------------

    def ask_steps(self, key: EventKey) -> None:
        """Ask which series of steps to start, counted from the day of an appointment."""
        found = opened(self._session, key)
        known = self._session.read(activity_series.all_series)
        choices = [(place, f"{one.name}: {in_words(one)}") for place, one in enumerate(known)]
        one = found.appointment
        whom = whom_for(found, self._page.known)

        def start(_key: str, _text: str) -> None:
            series = known[int(str(question.choice.current_key()))]
            day = parse_wall(one.start_at).date()
            self._do(
                lambda: self._session.do(activity_series.start_series, series, whom, day),
                f"“{series.name}” started.",
            )

        question = self._others.question
        question.ask(
            self._page.box_of(key), "Start a series of steps", [("start", "Start")], start,
            line=f"Counted from {_day(one.start_at, self._page.clock().date())}.",
            choice="Steps", choices=choices,
        )  # fmt: skip

    def _ask_zone(self, key: EventKey, found: Opened) -> None:
        zones = sorted(bytes(one.data()).decode() for one in QTimeZone.availableTimeZoneIds())
        first = [found.appointment.zone, self._page.known.zone]
        places = list(dict.fromkeys([*first, *(one for one in zones if "/" in one)]))
        question = self._others.question

        def keep(_key: str, _text: str) -> None:
            zone = str(question.choice.current_key())
            moved = replace(found.appointment, zone=zone)
            self._do(
                lambda: self._session.do(appointments.save_appointment, moved),
                f"“{moved.title}” is kept in the time of {_city(zone)}.",
            )

        question.ask(
            self._page.box_of(key), "Time zone of the appointment", [("keep", "Keep")], keep,
            line="The times stay as they are written; they are meant there.",
            choice="Time zone", choices=[(one, one.replace("_", " ")) for one in places],
        )  # fmt: skip

    def ask_closed_days(self, key: EventKey) -> None:
        """Say which times of a series fall on closed days, and offer the next working days."""
        found = opened(self._session, key)
        closed = self._session.read(appointment_series.series_on_closed_days, found.master)
        if not closed:
            self._session.say("No time of this series falls on a closed day.", kind="info",
                              undo=False)  # fmt: skip
            return
        today = self._page.clock().date()
        named = [
            f"{_day(one.start_at, today)} ({one.reason}) → {_day(one.proposed_start, today)}"
            for one in closed[:MOST_NAMED]
        ]
        more = f"\nand {len(closed) - MOST_NAMED} more" if len(closed) > MOST_NAMED else ""
        self._others.question.ask(
            self._page.box_of(key),
            f"{words.counted(len(closed), 'time falls', 'times fall')} on closed days",
            [("move", "Move to the next working day")],
            lambda _key, _text: self._do(
                lambda: self._session.do(
                    appointment_series.move_off_closed_days, found.master, closed
                ),
                f"“{found.appointment.title}” moved off closed days",
            ),
            line="\n".join(named) + more,
        )

    def _do(self, work: Deed, said: str) -> None:
        try:
            work()
        except Refusal as refusal:
            self._session.say(refusal.message, kind="warn", undo=False)
            return
        self._session.say(said)


def _day(wall: str, today: date) -> str:
    return words.short_day(parse_wall(wall).date(), today)


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def _file_name(title: str) -> str:
    """A title without the signs that files cannot have in their names."""
    return "".join(" " if sign in '\\/:*?"<>|' else sign for sign in title).strip() or "Appointment"
