"""Who and what of a book the people, places and kinds of a foreign calendar are."""

from __future__ import annotations

from collections.abc import Iterable

from app.models.calendar.appointment import KINDS
from app.models.calendar.calendar_changes import Who
from app.models.calendar.calendar_entry import CalendarEntry, EntryPerson
from app.storage.store import Store
from app.storage.text import fold


class Known:
    """Contacts, staff, resources, firms and kinds of a book, looked up once for a whole file."""

    def __init__(self, store: Store, entries: Iterable[CalendarEntry]) -> None:
        people = [person for entry in entries for person in entry.people]
        asked = bool(people) or any(entry.own for entry in entries)
        self._contacts = _by_email(store, people)
        self._staff: dict[str, int] = {}
        self._staff_names: dict[str, int] = {}
        self._resources: dict[str, int] = {}
        if asked:
            for row_id, name, email in store.select("SELECT id, name, email FROM staff"):
                self._staff_names.setdefault(fold(name), row_id)
                if email:
                    self._staff.setdefault(email.lower(), row_id)
            for row_id, name in store.select("SELECT id, name FROM resource"):
                self._resources.setdefault(fold(name), row_id)
        self._store = store
        kinds = store.select("SELECT key, name FROM appointment_kind ORDER BY position, id")
        pairs = kinds or [(key, facts[0]) for key, facts in KINDS.items()]
        self._kinds = {fold(key): key for key, _ in pairs} | {
            fold(name): key for key, name in pairs
        }
        self.usual_kind = pairs[0][0]

    def kind(self, categories: Iterable[str]) -> str:
        """The first category that is one of our kinds, or ""."""
        return next(
            (self._kinds[fold(each)] for each in categories if fold(each) in self._kinds), ""
        )

    def has_address(self, address: str) -> bool:
        """Whether somebody of the book, that the file names, has this address."""
        return address.lower() in self._contacts or address.lower() in self._staff

    def people(self, entry: CalendarEntry) -> list[Who]:
        """Who of the book takes part: contacts and staff by address, resources by name."""
        found: list[Who] = []
        for person in entry.people:
            who = self._person(person)
            if who is not None and who not in found:
                found.append(who)
        for name, value in entry.own:
            who = self._own(name, value)
            if who is not None and who not in found:
                found.append(who)
        return found

    def _person(self, person: EntryPerson) -> Who | None:
        email = person.email.lower()
        if person.role == "resource" or (person.name and not email):
            known = self._resources.get(fold(person.name))
            return None if known is None else ("resource_id", known)
        if email in self._staff:
            return "staff_id", self._staff[email]
        if email in self._contacts:
            return "contact_id", self._contacts[email]
        return None

    def _own(self, name: str, value: str) -> Who | None:
        """Those that a book wrote out itself because they have no address."""
        if name == "STAFF" and fold(value) in self._staff_names:
            return "staff_id", self._staff_names[fold(value)]
        if name == "RESOURCE" and fold(value) in self._resources:
            return "resource_id", self._resources[fold(value)]
        if name == "CONTACT":
            known = self._store.value("SELECT id FROM contact WHERE uuid = ?", (value,))
            return None if known is None else ("contact_id", int(known))
        return None

    def account(self, entry: CalendarEntry) -> int | None:
        """The firm that an export of ours named, if the book has one of that name."""
        for name, value in entry.own:
            if name == "ACCOUNT":
                known = self._store.value("SELECT id FROM account WHERE uuid = ?", (value,))
                return None if known is None else int(known)
        return None


def _by_email(store: Store, people: list[EntryPerson]) -> dict[str, int]:
    emails = sorted({person.email.lower() for person in people if person.email})
    found: dict[str, int] = {}
    for start in range(0, len(emails), 500):
        some = emails[start : start + 500]
        marks = ", ".join("?" * len(some))
        rows = store.select(
            "SELECT lower(value), contact_id FROM email_address WHERE contact_id IS NOT NULL"
            f" AND lower(value) IN ({marks}) ORDER BY contact_id DESC",
            some,
        )
        found.update(rows)
    return found
