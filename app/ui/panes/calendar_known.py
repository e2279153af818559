"""What the calendar knows of the business: who works here, what there is, kinds, the zone."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.appointment import KINDS
from app.models.qt.session import Session
from app.storage.queries import records
from app.storage.settings import setting

_PLURALS = {
    "meeting": "Meetings",
    "visit": "Site visits",
    "install": "Installs",
    "care": "Care rounds",
    "call": "Calls",
    "office": "Office",
}


@dataclass(frozen=True, slots=True)
class KindLook:
    """A kind of appointment: words, colour category, usual minutes and buffers."""

    key: str
    name: str
    plural: str
    colour: str
    minutes: int
    before: int = 0
    after: int = 0
    bring: str = ""
    series_id: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Read once whenever the book changes, so that painting asks the book nothing."""

    staff: dict[int, str]
    resources: dict[int, str]
    kinds: dict[str, KindLook]
    zone: str

    def kind(self, key: str) -> KindLook:
        """A kind; one that nobody knows is slate and an hour long."""
        return self.kinds.get(key) or KindLook(key, key, key, "slate", 60)


def read_known(session: Session) -> Known:
    """Read it from the book."""
    return Known(
        {row["id"]: row["name"] for row in session.read(records.staff)},
        {},
        {
            key: KindLook(key, name, _PLURALS.get(key, name), colour, minutes)
            for key, (name, colour, minutes) in KINDS.items()
        },
        session.read(setting, "zone"),
    )
