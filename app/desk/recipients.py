"""Everything a letter can say about many people, gathered with a handful of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.models.merge_values import values_for
from app.models.postal import PostalAddress, has_address
from app.storage.queries import many
from app.storage.settings import all_settings
from app.storage.store import Store
from app.storage.tables import Row

_BATCH = 2_000
NOBODY: Mapping[str, Any] = {"at_home": False, "company": ""}


def sender(store: Store, today: date) -> dict[str, Any]:
    """What a letter can say about us, from the settings of the book."""
    kept = all_settings(store)
    return {
        "sender_name": kept["sender_name"], "business_name": kept["business_name"],
        "business_address": kept["business_address"], "sender_phone": kept["business_phone"],
        "sender_email": kept["business_email"], "country": kept["country"],
        "language": kept["locale"].replace("_", "-"), "today": today,
    }  # fmt: skip


def gathered(store: Store, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The record of each person for ``merge_values.values_for``; unknown ids are left out.

    Besides, ``no_post``, ``account_id`` and ``at_home`` (whether the address is their own home).
    """
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(ids), _BATCH):
        found.update(_batch(store, ids[start : start + _BATCH]))
    return found


def values(record: Mapping[str, Any], from_us: Mapping[str, Any]) -> dict[str, Any]:
    """All merge values of one person; the firm does not stand above a home address."""
    made = values_for(record, from_us)
    if record["at_home"] and record["company"]:
        at_home = {**record, "company": "", "department": ""}
        made["address_block"] = values_for(at_home, from_us)["address_block"]
    return made


def can_arrive(address: Mapping[str, Any]) -> bool:
    """Whether a letter to this address could arrive."""
    street = str(address.get("street") or address.get("street2") or "")
    if has_address(PostalAddress(street=street, **_part(address, "town", "postcode"))):
        return True
    # A village without street names is reached by postcode and town alone.
    return bool(address.get("town") and address.get("postcode"))


def _part(address: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: str(address.get(name) or "") for name in names}


def _batch(store: Store, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    contacts = many.rows_of(store, "contact", ids)
    firms = many.places_of(store, ids)
    firm_ids = sorted({place["id"] for places in firms.values() for place in places})
    hanging = _Hanging(store, ids, firm_ids)
    return {
        contact_id: _record(row, firms.get(contact_id, []), hanging)
        for contact_id, row in contacts.items()
    }


class _Hanging:
    """Phones, emails, addresses and own fields of some people and of their firms."""

    def __init__(self, store: Store, ids: Sequence[int], firm_ids: Sequence[int]) -> None:
        owners = (("contact", ids), ("account", firm_ids))
        self._reach = {
            (table, owner): many.reach_of(store, table, owner, wanted)
            for table in ("phone", "email_address", "address")
            for owner, wanted in owners
        }
        self._own = {owner: many.own_fields_of(store, owner, wanted) for owner, wanted in owners}

    def of(self, table: str, owner: str, row_id: int) -> list[Row]:
        return self._reach[table, owner].get(row_id, [])

    def own_fields(self, owner: str, row_id: int) -> dict[str, str]:
        return {row["label"]: row["value"] for row in self._own[owner].get(row_id, [])}


def _record(row: Row, firms: list[Row], hanging: _Hanging) -> dict[str, Any]:
    firm: Mapping[str, Any] = firms[0] if firms else {}
    firm_id = firm.get("id")
    address, own = _address(row["id"], firms, hanging)
    phones = hanging.of("phone", "contact", row["id"])
    firm_phones = hanging.of("phone", "account", firm_id) if firm_id else []
    emails = hanging.of("email_address", "contact", row["id"])
    if firm_id and not emails:
        emails = hanging.of("email_address", "account", firm_id)
    own_fields = hanging.own_fields("contact", row["id"])
    if firm_id:
        own_fields = hanging.own_fields("account", firm_id) | own_fields
    return {
        "title": row["prefix"], "first_name": row["first_name"],
        "middle_name": row["middle_name"],
        "last_name": f"{row['particle']} {row['last_name']}".strip(),
        "suffix": row["suffix"], "full_name": row["name"], "nickname": row["nickname"],
        "company": firm.get("name", ""), "department": row["department"],
        "job_title": row["job_title"] or firm.get("job_title", ""),
        "phone": _phone([*phones, *firm_phones]), "mobile": _of_kind(phones, "mobile"),
        "fax": _of_kind([*phones, *firm_phones], "fax"),
        "email": emails[0]["value"] if emails else "",
        "website": firm.get("website", ""), "customer_code": firm.get("customer_code", ""),
        "language": row["language"], "gender": row["gender"], "birthday": row["birthday"],
        "formal_greeting": row["greeting_formal"],
        "informal_greeting": row["greeting_informal"],
        "address": address, "own_fields": own_fields, "no_post": row["no_post"],
        "account_id": firm_id, "at_home": own and address.get("kind") == "home",
    }  # fmt: skip


def _address(contact_id: int, firms: list[Row], hanging: _Hanging) -> tuple[Row, bool]:
    """The address letters go to: the person's own, else that of a firm they work for."""
    own = hanging.of("address", "contact", contact_id)
    if own:
        return own[0], True
    for firm in firms:
        found = hanging.of("address", "account", firm["id"])
        if found:
            return found[0], False
    return {}, False


def _phone(phones: list[Row]) -> str:
    landline = [each["value"] for each in phones if each["kind"] not in ("mobile", "fax")]
    any_kind = [each["value"] for each in phones if each["kind"] != "fax"]
    return str((landline or any_kind or [""])[0])


def _of_kind(phones: list[Row], kind: str) -> str:
    return next((str(each["value"]) for each in phones if each["kind"] == kind), "")
