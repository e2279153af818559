"""What a row of an import adds to a person or firm that is in the book already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.models.imports.import_draft import Draft
from app.models.imports.import_match import phone_key
from app.models.imports.import_rows import put_beside
from app.models.operations.accounts import account_named
from app.models.operations.contacts import link_account, name_keys
from app.models.operations.people import Owner, own_field_id, tag_id
from app.models.operations.staff import staff_named
from app.models.phone import search_digits
from app.storage.queries import records
from app.storage.store import Store
from app.storage.text import digits

Home = tuple[int, int]
"""A household, and somebody's place in it."""

Parked = tuple[str, str]
"""The label of an own field, and a value that lost against the one in place."""


def update_contact(store: Store, contact_id: int, draft: Draft, home: Home | None = None) -> None:
    """Change what the draft names, add what it brings; nothing is taken away.

    `home` is the household of a couple and the place of this one in it.
    """
    if draft.contact:
        row = {**(store.get("contact", contact_id) or {}), **draft.contact}
        more = row.pop("note_more", "")
        if more:
            row["note"] = f"{row['note']}\n{more}" if row["note"] else more
        changed = {name: row[name] for name in draft.contact if name in row}
        keys = name_keys(row["name"], row["first_name"], row["last_name"])
        store.put("contact", {"id": contact_id, **changed, "note": row["note"], **keys})
    if draft.owner:
        store.put("contact", {"id": contact_id, "staff_id": staff_named(store, draft.owner)})
    if home is not None:
        store.put(
            "contact", {"id": contact_id, "household_id": home[0], "household_place": home[1]}
        )
    _add_reach(store, "contact", contact_id, draft, home[0] if home else None)
    account = draft.account or {}
    if account.get("name"):
        account_id = account_named(store, account["name"])
        title = str(draft.contact.get("job_title", "")) if draft.contact else ""
        link_account(store, contact_id, account_id, job_title=title)
        _change_account(store, account_id, account)
        _add_phones(store, "account", account_id, draft.account_phones)


def update_account(store: Store, account_id: int, draft: Draft) -> None:
    """Change what the draft names of a firm, add what it brings."""
    _change_account(store, account_id, draft.account or {})
    if draft.owner:
        store.put("account", {"id": account_id, "staff_id": staff_named(store, draft.owner)})
    _add_reach(store, "account", account_id, draft)
    _add_phones(store, "account", account_id, draft.account_phones)


def add_to_firm(
    store: Store, account_id: int, values: dict[str, str], phones: list[dict[str, str]]
) -> None:
    """Change columns of a firm and add the numbers that it does not have yet."""
    _change_account(store, account_id, values)
    there = records.phones(store, "account", account_id)
    have = {phone_key(phone) for phone in there} | {digits(phone["value"]) for phone in there}
    for phone in phones:
        if have.isdisjoint((phone_key(phone), digits(phone["value"]))):
            have.add(phone_key(phone))
            _add_phones(store, "account", account_id, [phone])


def _change_account(store: Store, account_id: int, values: dict[str, str]) -> None:
    changed = {
        name: value
        for name, value in values.items()
        if name not in ("name", "uuid", "parent") and value
    }
    if changed:
        store.put("account", {"id": account_id, **changed})


def _add_reach(
    store: Store, owner: Owner, row_id: int, draft: Draft, home: int | None = None
) -> None:
    _add_phones(store, owner, row_id, draft.phones)
    for email in draft.emails:
        _append(store, "email_address", owner, row_id, dict(email))
    for address in draft.addresses:
        whose, number = ("household", home) if home is not None else (owner, row_id)
        _append(store, "address", whose, number, dict(address))
    for name in draft.tags:
        tag = tag_id(store, name)
        if not store.one(
            f"SELECT 1 FROM tagging WHERE tag_id = ? AND {owner}_id = ?", (tag, row_id)
        ):
            store.put("tagging", {"tag_id": tag, f"{owner}_id": row_id})
    _put_own(store, owner, row_id, draft.own_fields)


def beside(
    store: Store, owner: Owner, row_id: int, own: Mapping[str, str], pairs: Sequence[Parked]
) -> dict[str, str]:
    """Own fields with what lost in them, beside what stands there already or will by `own`."""
    labels = {label for label, _ in pairs}
    there = records.own_fields(store, owner, row_id) if labels else []
    kept = {field["label"]: field["value"] for field in there if field["label"] in labels}
    return put_beside({**kept, **own}, pairs)


def keep_beside(store: Store, owner: Owner, row_id: int, pairs: Sequence[Parked]) -> None:
    """Write what lost into own fields of somebody who is in the book."""
    _put_own(store, owner, row_id, beside(store, owner, row_id, {}, pairs))


def _put_own(store: Store, owner: Owner, row_id: int, own: Mapping[str, str]) -> None:
    for label, value in own.items():
        field = own_field_id(store, owner, label)
        known = store.value(
            f"SELECT id FROM field_value WHERE field_id = ? AND {owner}_id = ?", (field, row_id)
        )
        row: dict[str, Any] = {"field_id": field, f"{owner}_id": row_id, "value": value}
        store.put("field_value", row if known is None else {"id": known, **row})


def _add_phones(store: Store, owner: Owner, row_id: int, phones: list[dict[str, str]]) -> None:
    for phone in phones:
        forms = " ".join(search_digits(phone["value"], phone.get("e164", "")))
        _append(store, "phone", owner, row_id, {**phone, "digits": forms})


def _append(store: Store, table: str, owner: str, row_id: int, values: dict[str, Any]) -> None:
    position = store.value(f"SELECT count(*) FROM {table} WHERE {owner}_id = ?", (row_id,))
    allowed = set(store.info(table).columns)
    row = {name: value for name, value in values.items() if name in allowed}
    store.put(table, {**row, f"{owner}_id": row_id, "position": position})
