"""What of a book goes into calendar files besides the appointments themselves."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from app.storage.store import Store

FEED_STAMP = "calendar_feed_step"


def without_address(store: Store, ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """Who and what takes part and has no email address, by appointment.

    Each as (CONTACT, UUID), (STAFF, name) or (RESOURCE, name).
    """
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for appointment, contact, staff, resource in store.select(
        "SELECT t.appointment_id, c.uuid, s.name, r.name FROM attendance t"
        " LEFT JOIN contact c ON c.id = t.contact_id AND NOT EXISTS"
        " (SELECT 1 FROM email_address e WHERE e.contact_id = c.id)"
        " LEFT JOIN staff s ON s.id = t.staff_id AND s.email = ''"
        " LEFT JOIN resource r ON r.id = t.resource_id"
        " WHERE t.appointment_id IN (SELECT value FROM json_each(?)) ORDER BY t.position, t.id",
        (json.dumps(list(ids)),),
    ):
        pairs = (("CONTACT", contact), ("STAFF", staff), ("RESOURCE", resource))
        found[appointment] += [(name, value) for name, value in pairs if value]
    return found


def known_addresses(store: Store) -> frozenset[str]:
    """Every email address of people and staff in small letters."""
    rows = store.select("SELECT value FROM email_address UNION SELECT email FROM staff")
    return frozenset(str(row[0]).lower() for row in rows if row[0])


def kind_names(store: Store) -> dict[str, str]:
    """The names of the kinds of appointments that the book has of its own, by key."""
    return dict(store.select("SELECT key, name FROM appointment_kind"))


def working_staff(store: Store) -> dict[int, str]:
    """The names of those who work here, in their order."""
    return dict(
        store.select("SELECT id, name FROM staff WHERE active = 1 ORDER BY position, id")
    )  # fmt: skip


def staff_of_appointments(store: Store) -> dict[int, list[int]]:
    """Who goes, by appointment."""
    found: dict[int, list[int]] = defaultdict(list)
    for appointment, member in store.select(
        "SELECT DISTINCT appointment_id, staff_id FROM attendance WHERE staff_id IS NOT NULL"
    ):
        found[appointment].append(member)
    return found


def all_appointments(store: Store) -> list[tuple[int, bool]]:
    """The id of every appointment and whether it is private."""
    rows = store.select("SELECT id, private FROM appointment ORDER BY id")
    return [(row[0], bool(row[1])) for row in rows]


def last_step(store: Store) -> int:
    """The number of the last change of the book, 0 for a new one."""
    return int(store.value("SELECT max(id) FROM step") or 0)


def feed_stamp(store: Store) -> str:
    """After which change calendar files were written last, and where to; "" for never."""
    return str(store.value("SELECT value FROM business WHERE key = ?", (FEED_STAMP,)) or "")


def is_filed(store: Store, uid: str) -> bool:
    """Whether a mail or note with this identifier is in the timeline."""
    return store.value("SELECT 1 FROM activity WHERE uid = ?", (uid,)) is not None
