"""By what people and firms of the book are recognised when a file is brought in."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from app.storage.queries import records
from app.storage.store import Store
from app.storage.tables import Row


def known_emails(store: Store) -> dict[str, list[int]]:
    """Contacts by email in lower case, oldest first."""
    return _by(store, "SELECT lower(value), contact_id FROM email_address"
               " WHERE contact_id IS NOT NULL ORDER BY contact_id")  # fmt: skip


def known_phones(store: Store) -> dict[str, list[int]]:
    """Contacts by E.164 number, or by the bare digits of a number that has none."""
    rows = store.select(
        "SELECT e164, value, contact_id FROM phone WHERE contact_id IS NOT NULL ORDER BY contact_id"
    )
    found: dict[str, list[int]] = defaultdict(list)
    for e164, value, contact_id in rows:
        key = e164 or "".join(char for char in value if char.isdigit())
        if key:
            found[key].append(contact_id)
    return found


def known_names(store: Store) -> dict[tuple[str, str], list[int]]:
    """Contacts by folded name and folded company (an empty text without one)."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for name, company, row_id in store.select(
        "SELECT name_key, company_key, id FROM contact_line ORDER BY id"
    ):
        found[name, company].append(row_id)
        if company:
            found[name, ""].append(row_id)
    return found


def known_accounts(store: Store) -> dict[str, list[int]]:
    """Firms by folded name, oldest first."""
    return _by(store, "SELECT name_key, id FROM account ORDER BY id")


def known_codes(store: Store) -> dict[str, list[int]]:
    """Contacts by the customer code of their firm when they are alone there."""
    return _by(
        store,
        "SELECT a.customer_code, min(m.contact_id) FROM account a JOIN contact_account m"
        " ON m.account_id = a.id WHERE a.customer_code <> '' GROUP BY a.id"
        " HAVING count(*) = 1",
    )


def _by(store: Store, sql: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for key, row_id in store.select(sql):
        found[key].append(row_id)
    return found


def contact_record(store: Store, contact_id: int) -> Row | None:
    """A person as the import compares them: filled columns, reach, firm, tags, own fields."""
    row = store.get("contact", contact_id)
    if row is None:
        return None
    hidden = {"id", "uuid", "name_key", "last_name_key", "created_at", "import_id", "import_row",
              "staff_id", "starred"}  # fmt: skip
    accounts = [place for place in records.accounts_of(store, contact_id) if not place["to_date"]]
    return {
        "contact": {k: v for k, v in row.items() if v not in ("", None) and k not in hidden},
        "account": _account_columns(store, accounts[0]["id"]) if accounts else None,
        "account_phones": records.phones(store, "account", accounts[0]["id"]) if accounts else [],
        "owner": records.staff_name(store, row["staff_id"]),
        **_reach(store, "contact", contact_id),
    }


def account_record(store: Store, account_id: int) -> Row | None:
    """A firm as the import compares it."""
    row = store.get("account", account_id)
    if row is None:
        return None
    return {
        "contact": {},
        "account": _account_columns(store, account_id),
        "account_phones": records.phones(store, "account", account_id),
        "owner": records.staff_name(store, row["staff_id"]),
        **_reach(store, "account", account_id),
    }


def _account_columns(store: Store, account_id: int) -> dict[str, Any]:
    row = store.get("account", account_id) or {}
    wanted = ("name", "customer_code", "kind", "website", "source", "note")
    return {name: row[name] for name in wanted if row.get(name)}


def _reach(store: Store, owner: str, row_id: int) -> dict[str, Any]:
    return {
        "phones": records.phones(store, owner, row_id),
        "emails": records.emails(store, owner, row_id),
        "addresses": records.addresses(store, owner, row_id),
        "tags": [tag["name"] for tag in records.tags(store, owner, row_id)],
        "own_fields": {f["label"]: f["value"] for f in records.own_fields(store, owner, row_id)},
    }
