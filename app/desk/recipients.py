"""Everything a letter can say about many people, gathered with a handful of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.desk.letter_lists import Lists
from app.models.household import greeted
from app.models.letters.letter_address import Destination, destination
from app.models.letters.merge_names import APPOINTMENT_NAMES
from app.models.letters.merge_values import values_for
from app.models.letters.postal import PostalAddress, has_address
from app.storage.queries import households, many
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


def gathered(
    store: Store, ids: Sequence[int], day: date | None = None
) -> dict[int, dict[str, Any]]:
    """The record of each person for ``merge_values.values_for``; unknown ids are left out.

    Besides, what decides whether they get something: the marks of person and firm, ``deceased``,
    ``birthday``, household, ``destination`` (where letters go that day) and ``email_returned``;
    ``account_id``, and ``at_home`` (whether the address is their own home).
    """
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(ids), _BATCH):
        found.update(_batch(store, ids[start : start + _BATCH], day or date.today()))
    return found


def values(record: Mapping[str, Any], from_us: Mapping[str, Any]) -> dict[str, Any]:
    """All merge values of one person; the firm does not stand above a home address."""
    made = values_for(record, from_us)
    made |= {name: str(record.get(name) or "") for name in APPOINTMENT_NAMES}
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


def _batch(store: Store, ids: Sequence[int], day: date) -> dict[int, dict[str, Any]]:
    contacts = many.rows_of(store, "contact", ids)
    firms = many.places_of(store, ids)
    firm_ids = sorted({place["id"] for places in firms.values() for place in places})
    homes = sorted({row["household_id"] for row in contacts.values() if row["household_id"]})
    hanging = _Hanging(store, ids, firm_ids, homes, day)
    return {
        contact_id: _record(row, firms.get(contact_id, []), hanging)
        for contact_id, row in contacts.items()
    }


class _Hanging:
    """Phones, emails, addresses, lists and own fields of some people, firms and households."""

    def __init__(
        self,
        store: Store,
        ids: Sequence[int],
        firm_ids: Sequence[int],
        homes: Sequence[int],
        day: date,
    ) -> None:
        owners = {"contact": ids, "account": firm_ids, "household": homes}
        people = [(owner, owners[owner]) for owner in ("contact", "account")]
        self.day = day
        self.firms = many.rows_of(store, "account", firm_ids)
        self.members = households.members_of(store, homes) if homes else {}
        self.lists = Lists(store, ids, firm_ids, day)
        self._reach = {("phone", o): many.reach_of(store, "phone", o, each) for o, each in people}
        for owner, each in people:
            self._reach["email", owner] = households.emails_of(store, owner, each)
        for owner, each in owners.items():
            self._reach["address", owner] = households.addresses_of(store, owner, each)
        self._own = {owner: many.own_fields_of(store, owner, each) for owner, each in people}

    def of(self, table: str, owner: str, row_id: int | None) -> list[Row]:
        return self._reach[table, owner].get(row_id, []) if row_id else []

    def own_fields(self, owner: str, row_id: int) -> dict[str, str]:
        return {row["label"]: row["value"] for row in self._own[owner].get(row_id, [])}


def _record(row: Row, firms: list[Row], hanging: _Hanging) -> dict[str, Any]:
    firm: Mapping[str, Any] = firms[0] if firms else {}
    firm_id = firm.get("id")
    going = _destination(row, firms, hanging)
    address = dict(going.address)
    phones = hanging.of("phone", "contact", row["id"])
    firm_phones = hanging.of("phone", "account", firm_id)
    own_fields = hanging.own_fields("contact", row["id"])
    if firm_id:
        own_fields = hanging.own_fields("account", firm_id) | own_fields
    own = going.source == "own" and address.get("kind") == "home"
    return {
        "id": row["id"], "title": row["prefix"], "first_name": row["first_name"],
        "middle_name": row["middle_name"],
        "last_name": f"{row['particle']} {row['last_name']}".strip(),
        "suffix": row["suffix"], "full_name": row["name"], "nickname": row["nickname"],
        "company": firm.get("name", ""), "department": row["department"],
        "job_title": row["job_title"] or firm.get("job_title", ""),
        "phone": _phone([*phones, *firm_phones]), "mobile": _of_kind(phones, "mobile"),
        "fax": _of_kind([*phones, *firm_phones], "fax"),
        "website": firm.get("website", ""),
        "customer_code": row["customer_code"] or firm.get("customer_code", ""),
        "language": row["language"], "gender": row["gender"], "birthday": row["birthday"],
        "formal_greeting": row["greeting_formal"],
        "informal_greeting": row["greeting_informal"], "postal_name": row["postal_name"],
        "informal": row["informal"], "partner_name": _partner(row, hanging),
        "address": address, "own_fields": own_fields,
        "account_id": firm_id, "at_home": own or going.source == "household",
        "destination": going,
    } | _email(row["id"], firm_id, hanging) | _marks(row, firm_id, hanging) | hanging.lists.of(
        row["id"], firm_id, row["language"]
    )  # fmt: skip


def _destination(row: Row, firms: list[Row], hanging: _Hanging) -> Destination:
    """The person's own address, else the household's, else that of a firm they work for."""
    places: list[tuple[str, int | None, list[Row]]] = [
        ("own", None, hanging.of("address", "contact", row["id"])),
        ("household", None, hanging.of("address", "household", row["household_id"])),
    ]
    places += [("firm", firm["id"], hanging.of("address", "account", firm["id"])) for firm in firms]
    return destination(places, hanging.day)


def _email(contact_id: int, firm_id: int | None, hanging: _Hanging) -> dict[str, Any]:
    """The address mail goes to: one that works, the person's own before the firm's."""
    own = hanging.of("email", "contact", contact_id)
    known = [*own, *hanging.of("email", "account", firm_id)]
    arriving = [each for each in known if not each["undeliverable_on"]]
    chosen = next(iter(arriving or known), None)
    return {
        "email": chosen["value"] if chosen else "",
        "email_returned": bool(known) and not arriving,
    }


def _marks(row: Row, firm_id: int | None, hanging: _Hanging) -> dict[str, Any]:
    names = ("no_post", "no_email", "no_trade", "deceased", "household_id", "household_role",
             "household_place")  # fmt: skip
    firm = hanging.firms.get(firm_id or 0, {})
    return {name: row[name] for name in names} | {
        "firm_no_post": firm.get("no_post", 0), "firm_no_email": firm.get("no_email", 0),
    }  # fmt: skip


def _partner(row: Row, hanging: _Hanging) -> str:
    adults = greeted(hanging.members.get(row["household_id"] or 0, []), hanging.day)
    others = [one for one in adults if one["id"] != row["id"]]
    return str(others[0]["first_name"] or others[0]["name"]) if len(others) == 1 else ""


def _phone(phones: list[Row]) -> str:
    landline = [each["value"] for each in phones if each["kind"] not in ("mobile", "fax")]
    any_kind = [each["value"] for each in phones if each["kind"] != "fax"]
    return str((landline or any_kind or [""])[0])


def _of_kind(phones: list[Row], kind: str) -> str:
    return next((str(each["value"]) for each in phones if each["kind"] == kind), "")
