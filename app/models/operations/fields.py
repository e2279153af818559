"""Verbs on one field of a person or firm: what a page writes when a field is left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from app.models.calendar.zones import zone_named
from app.models.contact import Contact
from app.models.dates import read_date
from app.models.errors import Problem, Refusal
from app.models.operations import accounts, contacts, people
from app.models.operations.people import Owner
from app.models.reach import EmailAddress, PhoneNumber, PostalAddress
from app.models.records import from_row
from app.storage.queries import records
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.tables import Row

What = Literal["phone", "email", "address"]
_KINDS: dict[str, Any] = {
    "phone": (PhoneNumber, records.phones, people.save_phones),
    "email": (EmailAddress, records.emails, people.save_emails),
    "address": (PostalAddress, records.addresses, people.save_addresses),
}
_NAME_PARTS = frozenset(
    ("prefix", "first_name", "middle_name", "particle", "last_name", "suffix")
)  # fmt: skip


def set_contact(store: Store, contact_id: int, **values: Any) -> int:
    """Change fields of a person; the shown name follows its parts. Raises ``Refusal``."""
    if _NAME_PARTS & values.keys():
        return contacts.set_name_parts(store, contact_id, **values)
    return contacts.save_contact(store, replace(contacts.load_contact(store, contact_id), **values))


def rename_contact(store: Store, contact_id: int, typed: str) -> int:
    """Give a person another name, typed as one text. Raises ``Refusal`` for none."""
    contact = contacts.load_contact(store, contact_id)
    if not typed.strip():
        raise Refusal([Problem("name", "A contact needs a name, an email or a phone number.")])
    return contacts.save_contact(store, contacts.named(contact, typed))


def set_birthday(store: Store, contact_id: int, typed: str) -> int:
    """Take a birthday as people write it, with or without the year; empty takes it away."""
    day = ""
    if typed.strip():
        order = "mdy" if setting(store, "locale").endswith("_US") else "dmy"
        day = read_date(typed, order) or ""  # type: ignore[arg-type]
        if not day:
            raise Refusal([Problem("birthday", "This is no day we know. Try 12 March 1979.")])
    return set_contact(store, contact_id, birthday=day)


def set_account(store: Store, account_id: int, **values: Any) -> int:
    """Change fields of a firm. Raises ``Refusal``."""
    return accounts.save_account(store, replace(accounts.load_account(store, account_id), **values))


def set_zone(store: Store, owner: Owner, row_id: int, typed: str) -> None:
    """Say where the clocks of a person or firm stand; empty: not known. Raises ``Refusal``.

    The place is typed as people say it: "New York".
    """
    zone = zone_named(typed)
    if typed.strip() and not zone:
        message = "No single time zone is called so. Type a large town, such as New York."
        raise Refusal([Problem("zone", message)])
    with store.step(f"Change time zone of {records.title(store, owner, row_id)[0]}"):
        store.put(owner, {"id": row_id, "zone": zone})


def set_parent(store: Store, account_id: int, name: str) -> int:
    """Say to which firm a firm belongs, by name (made when new); empty: to none."""
    with store.step(f"Change {records.title(store, 'account', account_id)[0]}"):
        parent = accounts.account_named(store, name) if name.strip() else None
        return set_account(store, account_id, parent_id=parent)


def change_reach(
    store: Store, owner: Owner, row_id: int, what: What, item_id: int, **values: str
) -> None:
    """Change one phone, email or address; ``item_id`` 0 adds one at the end. Raises ``Refusal``."""
    entity, read, save = _KINDS[what]
    items = [from_row(entity, row) for row in read(store, owner, row_id)]
    if item_id:
        items = [replace(item, **values) if item.id == item_id else item for item in items]
    else:
        items.append(entity(**values))
    save(store, owner, row_id, items)


def drop_reach(store: Store, owner: Owner, row_id: int, what: What, item_id: int) -> None:
    """Take one phone, email or address away."""
    entity, read, save = _KINDS[what]
    items = [from_row(entity, row) for row in read(store, owner, row_id)]
    save(store, owner, row_id, [item for item in items if item.id != item_id])


def prefer_reach(store: Store, owner: Owner, row_id: int, what: What, item_id: int) -> None:
    """Make one phone, email or address the preferred one, which is the first."""
    entity, read, save = _KINDS[what]
    items = [from_row(entity, row) for row in read(store, owner, row_id)]
    save(store, owner, row_id, sorted(items, key=lambda item: item.id != item_id))


def set_job(store: Store, link_id: int, **values: str) -> None:
    """Change role, job title or dates of somebody's place at a firm; dates are ISO days."""
    link = records.record(store, "contact_account", link_id)
    begin = values.get("from_date", link["from_date"])
    end = values.get("to_date", link["to_date"])
    if begin and end and end < begin:
        raise Refusal([Problem("to_date", "This ends before it begins.")])
    name = records.title(store, "contact", link["contact_id"])[0]
    with store.step(f"Change work of {name}"):
        store.put("contact_account", {"id": link_id, **values})


def drop_job(store: Store, link_id: int) -> None:
    """Take a firm off a person altogether, as if it had been a mistake."""
    link = records.record(store, "contact_account", link_id)
    person = records.title(store, "contact", link["contact_id"])[0]
    firm = records.title(store, "account", link["account_id"])[0]
    with store.step(f"Take {person} off {firm}"):
        store.remove("contact_account", link_id)


def join_account(store: Store, contact_id: int, name: str) -> int:
    """Add a person to the firm of that name, made when new, beside those they have."""
    if not name.strip():
        raise Refusal([Problem("company", "Say which company.")])
    person = records.title(store, "contact", contact_id)[0]
    with store.step(f"Add {person} to {name.strip()}"):
        return contacts.link_account(store, contact_id, accounts.account_named(store, name))


def add_person(store: Store, values: Row) -> int:
    """Add a person from ``name``, ``company``, ``phone``, ``email`` and ``tag`` in one step.

    Without a name the email or phone number stands for it. Raises ``Refusal``.
    """
    name, email, phone = (
        str(values.get(key, "")).strip() for key in ("name", "email", "phone")
    )  # fmt: skip
    blank = Contact(kind=str(values.get("kind", "")))
    contact = contacts.named(blank, name) if name else replace(blank, name=email or phone)
    with store.step(f"Add {contact.name}"):
        row_id = contacts.save_contact(store, contact)
        if str(values.get("company", "")).strip():
            contacts.set_company(store, row_id, str(values["company"]))
        if phone:
            kind = "mobile" if phone.replace(" ", "").startswith(("07", "+447")) else "work"
            people.save_phones(store, "contact", row_id, [PhoneNumber(phone, kind)])
        if email:
            people.save_emails(store, "contact", row_id, [EmailAddress(email)])
        if str(values.get("tag", "")).strip():
            people.add_tag(store, "contact", [row_id], str(values["tag"]))
    return row_id
