"""What the calendar knows of the business: who works here, what there is, kinds, the zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.models.names import initials
from app.models.operations.appointment_kinds import AppointmentKind, kinds
from app.models.operations.resources import resources
from app.models.qt.session import Session
from app.storage.queries import records
from app.storage.settings import setting
from app.storage.wall_time import over_at, parse_wall
from app.ui.at_work import staff_at_work

_PLURALS = {
    "meeting": "Meetings",
    "visit": "Site visits",
    "install": "Installs",
    "care": "Care rounds",
    "call": "Calls",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here: name, initials and colour category."""

    name: str
    letters: str
    colour: str


@dataclass(frozen=True, slots=True)
class Known:
    """Read once whenever the book changes, so that painting asks the book nothing.

    ``me`` is who sits at this computer, or 0.
    """

    staff: dict[int, Person]
    resources: dict[int, str]
    kinds: dict[str, AppointmentKind]
    zone: str
    me: int = 0

    def kind(self, key: str) -> AppointmentKind:
        """A kind; one that nobody knows is slate and an hour long."""
        return self.kinds.get(key) or AppointmentKind(key=key, name=key, colour="slate", minutes=60)

    def over_at(self, start_at: str, kind: str, zone: str = "") -> datetime:
        """When something of a kind is over that begins at a wall time of a zone, or ours."""
        return parse_wall(over_at(start_at, self.kind(kind).minutes, zone or self.zone))

    def names(self) -> dict[int, str]:
        """Who works here, by id."""
        return {key: person.name for key, person in self.staff.items()}


def plural_of(kind: AppointmentKind) -> str:
    """A kind as the side of the calendar lists it."""
    usual = _PLURALS.get(kind.key, "")
    return usual if usual.startswith(kind.name) else kind.name


def read_known(session: Session) -> Known:
    """Read it from the book."""
    people = {
        row["id"]: Person(row["name"], row["initials"] or initials(row["name"]), row["colour"])
        for row in session.read(records.staff)
    }
    return Known(
        people,
        {one.id: one.name for one in session.read(resources)},
        {kind.key: kind for kind in session.read(kinds) if kind.active},
        session.read(setting, "zone"),
        staff_at_work(session) or 0,
    )
