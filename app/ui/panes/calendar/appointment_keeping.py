"""How the editor keeps an appointment: new, single, changed on its own, or so much of a series."""

from __future__ import annotations

from collections.abc import Sequence

from app.models.calendar.appointment import Appointment
from app.models.operations import appointment_series, appointments
from app.models.qt.session import Session
from app.ui.panes.calendar.appointment_steps import say_started, steps_of
from app.ui.panes.calendar.calendar_work import ALL, ONE, Opened, opened
from app.ui.panes.calendar.week_layout import NO_EVENT, EventKey


class Keeper:
    """Knows which appointment is open and how much of its series the person means."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.key: EventKey = NO_EVENT
        self.opened: Opened | None = None
        self.scope = ""

    def begin(self) -> None:
        """A new appointment is written."""
        self.key, self.opened, self.scope = NO_EVENT, None, ""

    def open(self, key: EventKey) -> Opened:
        """An appointment of the book is edited; raises ``UnknownRow``."""
        found = opened(self._session, key)
        if self.opened is None or found.master != self.opened.master or not found.in_series:
            self.scope = ""
        self.key, self.opened = key, found
        return found

    def must_ask(self) -> bool:
        """Whether the person must say how much of a series is meant."""
        found = self.opened
        return found is not None and found.in_series and not found.exception and not self.scope

    def keep(
        self,
        draft: Appointment,
        contacts: Sequence[int] | None,
        staff: Sequence[int] | None,
        resources: Sequence[int] | None,
        anyway: str = "",
    ) -> Opened:
        """Write it; raises ``Refusal``, of which the field "clash" can be overruled by a reason.

        A new one starts the steps of its kind, in the same step of the book.
        """
        found = self.opened
        steps = None if draft.id else steps_of(self._session, draft.kind)
        if steps is not None:
            made = self._session.do(
                appointments.book_with_series, draft, steps, contacts=contacts or (),
                staff=staff or (), resources=resources or (), anyway=anyway,
            )  # fmt: skip
            say_started(self._session, steps)
            return self.open((made, draft.start_at if draft.rrule else ""))
        if found is None or not self.scope or found.exception:
            made = self._session.do(
                appointments.save_appointment,
                draft,
                contacts=contacts,
                staff=staff,
                resources=resources,
                anyway=anyway,
            )
            series = bool(draft.rrule)
            return self.open((made, draft.start_at if series else ""))
        made = self._session.do(
            appointment_series.change_occurrence,
            found.master,
            found.occurrence,
            draft,
            scope=self.scope,
            contacts=contacts,
            staff=staff,
            resources=resources,
            anyway=anyway,
        )
        if self.scope == ONE or not draft.rrule:
            return self.open((made, ""))
        again = self.open((made, draft.start_at))
        # What follows is a series of its own now: more changes mean all of it.
        self.scope = ALL
        return again
