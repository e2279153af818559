"""Households and the addresses that letters go to, for many people at once."""

from __future__ import annotations

from collections.abc import Sequence

from app.storage.store import Store
from app.storage.tables import Row

Grouped = dict[int, list[Row]]

_AMONG = "IN (SELECT value FROM json_each(?))"
_MEMBER = (
    "id, name, prefix, first_name, particle, last_name, gender, language, birthday, deceased,"
    " household_id, household_role, household_place"
)


def households(store: Store, ids: Sequence[int]) -> dict[int, Row]:
    """Households by their number; unknown ones are left out."""
    rows = store.dicts(
        "SELECT id, name, joint_name, greeting_formal, greeting_informal, note FROM household"
        f" WHERE id {_AMONG}",
        (str(list(ids)),),
    )
    return {row["id"]: row for row in rows}


def members_of(store: Store, ids: Sequence[int]) -> Grouped:
    """The people of many households, in the order chosen."""
    rows = store.dicts(
        f"SELECT {_MEMBER} FROM contact WHERE household_id {_AMONG}"
        " ORDER BY household_id, household_place, id",
        (str(list(ids)),),
    )
    found: Grouped = {}
    for row in rows:
        found.setdefault(int(row["household_id"]), []).append(row)
    return found


def addresses_of(store: Store, owner: str, ids: Sequence[int]) -> Grouped:
    """The whole addresses of many people, firms or households, the preferred one first."""
    rows = store.dicts(
        f"SELECT {owner}_id AS owner_id, id, kind, label, street, street2, postcode, town, region,"
        " country, from_date, to_date, season_from, season_to, undeliverable_on,"
        f" undeliverable_why FROM address WHERE {owner}_id {_AMONG} ORDER BY position, id",
        (str(list(ids)),),
    )
    found: Grouped = {}
    for row in rows:
        found.setdefault(int(row.pop("owner_id")), []).append(row)
    return found


def emails_of(store: Store, owner: str, ids: Sequence[int]) -> Grouped:
    """The email addresses of many people or firms with the day a mail came back, if one did."""
    rows = store.dicts(
        f"SELECT {owner}_id AS owner_id, id, kind, label, value, undeliverable_on"
        f" FROM email_address WHERE {owner}_id {_AMONG} ORDER BY position, id",
        (str(list(ids)),),
    )
    found: Grouped = {}
    for row in rows:
        found.setdefault(int(row.pop("owner_id")), []).append(row)
    return found


def homes(store: Store) -> list[Row]:
    """People outside households with an own address at home, and where it is."""
    return store.dicts(
        "SELECT c.id, c.last_name, a.kind, a.street, a.street2, a.postcode, a.town,"
        " a.country FROM contact c JOIN address a ON a.contact_id = c.id"
        " WHERE c.household_id IS NULL AND a.street <> '' AND c.deceased = 0"
        " AND (a.kind = 'home' OR NOT EXISTS (SELECT 1 FROM contact_account m"
        " WHERE m.contact_id = c.id AND m.to_date = '')) ORDER BY c.id, a.position"
    )


def by_codes(store: Store, codes: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Whose customer codes these are: ("contact" or "account", id) by the code, case aside."""
    wanted = [code.casefold() for code in codes]
    found: dict[str, tuple[str, int]] = {}
    for kind in ("account", "contact"):
        rows = store.select(
            f"SELECT id, customer_code FROM {kind} WHERE customer_code <> ''"
            " AND lower(customer_code) IN (SELECT value FROM json_each(json_array("
            + ", ".join("?" * len(wanted))
            + ")))",
            wanted,
        )
        found.update({str(code).casefold(): (kind, int(row_id)) for row_id, code in rows})
    return found
