"""One thing of a foreign calendar, in our own terms: an appointment, a to-do or a note."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EntryPerson:
    """Somebody named with an entry; ``role`` is organizer, attendee, staff, contact or resource."""

    name: str
    email: str
    role: str = "attendee"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one property of one entry; ``state`` as the ledger of imports names it.

    ``row`` is the place of the component in its file, from 1.
    """

    row: int
    property: str
    value: str
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """``kind`` is event, task or note. Times are wall times of ``zone``.

    ``recurrence`` is the original start of a changed occurrence, in the zone of ``zone``; then
    ``following`` says that all later ones change with it. ``rule`` is RFC 5545, already within
    limits. ``status`` is "" when the file says nothing, ``private`` and ``free`` None.
    ``cancels`` calls it off; ``answers`` says that it is somebody's answer to an invitation.
    ``reminder_minutes`` is -1 for nothing said. ``extra`` are properties that we have no place for,
    as (what stands before the colon, raw value); components inside as BEGIN and END among them.
    ``digest`` is the same for the same content, whenever it was exported.
    """

    kind: str
    row: int
    uid: str
    title: str = ""
    note: str = ""
    place: str = ""
    start: str = ""
    end: str = ""
    zone: str = ""
    all_day: bool = False
    recurrence: str = ""
    following: bool = False
    rule: str = ""
    rdates: tuple[str, ...] = ()
    exdates: tuple[str, ...] = ()
    status: str = ""
    cancels: bool = False
    answers: bool = False
    private: bool | None = None
    free: bool | None = None
    reminder_minutes: int = -1
    categories: tuple[str, ...] = ()
    people: tuple[EntryPerson, ...] = ()
    sequence: int = 0
    created: str = ""
    modified: str = ""
    due: str = ""
    done_at: str = ""
    priority: int = 0
    own: tuple[tuple[str, str], ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    digest: str = ""

    @property
    def key(self) -> str:
        """What it is known by in a book: the UID, with the original start for an exception."""
        return f"{self.uid}#{self.recurrence}" if self.recurrence else self.uid
