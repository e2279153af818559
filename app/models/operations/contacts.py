"""Verbs on persons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.models.contact import Contact
from app.models.errors import Refusal
from app.models.names import NameParts, display_name, split_name
from app.models.operations import people
from app.models.records import from_row, to_row
from app.storage import clock
from app.storage.ids import new_uuid
from app.storage.queries import records
from app.storage.store import Store
from app.storage.text import fold


def load_contact(store: Store, contact_id: int) -> Contact:
    """The person of that number; raises ``UnknownRow``."""
    return from_row(Contact, records.record(store, "contact", contact_id))


def parts_of(contact: Contact) -> NameParts:
    """The name in parts as the rules of names take it."""
    return NameParts(
        prefix=contact.prefix,
        first=contact.first_name,
        middle=contact.middle_name,
        particle=contact.particle,
        last=contact.last_name,
        suffix=contact.suffix,
    )


def name_keys(name: str, first: str, last: str) -> dict[str, str]:
    """The folded texts by which a person is sorted: as shown, and by family name."""
    family = last or first or name
    behind = f" {first}" if last else ""
    return {"name_key": fold(name), "last_name_key": fold(f"{family}{behind}")}


def named(contact: Contact, typed: str) -> Contact:
    """The person under a name typed as one text, split into its parts."""
    parts = split_name(typed)
    return replace(
        contact,
        name=typed.strip(),
        prefix=parts.prefix,
        first_name=parts.first,
        middle_name=parts.middle,
        particle=parts.particle,
        last_name=parts.last,
        suffix=parts.suffix,
    )


def save_contact(store: Store, contact: Contact, *, label: str = "") -> int:
    """Keep a person, new or known; raises ``Refusal`` with what is wrong. Returns the id."""
    if not contact.name.strip():
        contact = replace(contact, name=display_name(parts_of(contact)))
    problems = contact.problems()
    if problems:
        raise Refusal(problems)
    row = to_row(contact) | name_keys(contact.name, contact.first_name, contact.last_name)
    if "id" not in row:
        row |= {"uuid": new_uuid(), "created_at": clock.now()}
        with store.step(label or f"Add {contact.name}"):
            return store.put("contact", row)
    with store.step(label or f"Change {contact.name}"):
        return store.put("contact", row)


def set_name_parts(store: Store, contact_id: int, **parts: str) -> int:
    """Change parts of a name; the shown name follows."""
    contact = replace(load_contact(store, contact_id), **parts)  # type: ignore[arg-type]
    return save_contact(store, replace(contact, name=display_name(parts_of(contact))))


def link_account(
    store: Store, contact_id: int, account_id: int, *, role: str = "", job_title: str = ""
) -> int:
    """Say that a person works at a firm; the firm's name shows beside the person's."""
    label = f"Add {records.title(store, 'contact', contact_id)[0]} to "
    with store.step(label + records.title(store, "account", account_id)[0]):
        known = store.one(
            "SELECT id FROM contact_account WHERE contact_id = ? AND account_id = ?"
            " AND to_date = ''",
            (contact_id, account_id),
        )
        if known:
            return int(known[0])
        position = store.value(
            "SELECT count(*) FROM contact_account WHERE contact_id = ?", (contact_id,)
        )
        return store.put(
            "contact_account",
            {"contact_id": contact_id, "account_id": account_id, "role": role,
             "job_title": job_title, "position": position},
        )  # fmt: skip


def set_company(store: Store, contact_id: int, company: str) -> int | None:
    """Put a person at the firm of that name (made when new); an empty name ends it today."""
    from app.models.operations.accounts import account_named

    current = [row for row in records.accounts_of(store, contact_id) if not row["to_date"]]
    name = records.title(store, "contact", contact_id)[0]
    with store.step(f"Change company of {name}"):
        if not company.strip():
            for row in current:
                store.put("contact_account", {"id": row["link_id"], "to_date": clock.now()[:10]})
            return None
        account = account_named(store, company)
        if current and current[0]["id"] == account:
            return account
        if current:
            store.put("contact_account", {"id": current[0]["link_id"], "to_date": clock.now()[:10]})
        link_account(store, contact_id, account)
        return account


def delete_contacts(store: Store, ids: Iterable[int]) -> int:
    """Delete persons; one step, to be undone like any other."""
    return people.delete(store, "contact", ids)
