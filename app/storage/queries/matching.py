"""By what people and firms of the book are recognised when a file is brought in."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from app.storage.queries import records
from app.storage.store import Store
from app.storage.tables import Row
from app.storage.text import digits, fold


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
        key = e164 or digits(value)
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
    """Contacts by their customer code, or by that of their firm when they are alone there."""
    return _by(
        store,
        "SELECT customer_code, id FROM contact WHERE customer_code <> ''"
        " UNION ALL SELECT a.customer_code, min(m.contact_id) FROM account a"
        " JOIN contact_account m ON m.account_id = a.id WHERE a.customer_code <> ''"
        " GROUP BY a.id HAVING count(*) = 1",
    )


def known_account_codes(store: Store) -> dict[str, list[int]]:
    """Firms by customer code, oldest first."""
    return _by(store, "SELECT customer_code, id FROM account WHERE customer_code <> '' ORDER BY id")


def known_cards(store: Store) -> dict[str, list[int]]:
    """Contacts by UUID."""
    return _by(store, "SELECT uuid, id FROM contact")


def known_account_cards(store: Store) -> dict[str, list[int]]:
    """Firms by UUID."""
    return _by(store, "SELECT uuid, id FROM account")


def known_places(store: Store) -> list[Row]:
    """Every postal address of a person or their household, with the person's folded name."""
    return store.dicts(
        "SELECT c.id, c.name_key, a.street, a.postcode, a.town FROM address a"
        " JOIN contact c ON c.id = a.contact_id"
        " UNION ALL SELECT c.id, c.name_key, a.street, a.postcode, a.town FROM address a"
        " JOIN contact c ON c.household_id = a.household_id ORDER BY 1"
    )


def members_with(store: Store, contact_id: int) -> list[int]:
    """The other people of a person's household, oldest first."""
    return [
        row[0]
        for row in store.select(
            "SELECT o.id FROM contact c JOIN contact o ON o.household_id = c.household_id"
            " WHERE c.id = ?1 AND o.id <> ?1 ORDER BY o.id",
            (contact_id,),
        )
    ]


def known_lines(store: Store) -> list[tuple[int, str, str, str, str]]:
    """Everybody in short: id, folded name, folded company, postcode, town."""
    return [
        (row[0], row[1], row[2], row[3], row[4])
        for row in store.select(
            "SELECT id, name_key, company_key, postcode, town FROM contact_line ORDER BY id"
        )
    ]


def known_stages(store: Store) -> list[tuple[int, str]]:
    """Every stage of deals: id and name, first pipeline first."""
    return [
        (row[0], row[1])
        for row in store.select(
            "SELECT s.id, s.name FROM stage s JOIN pipeline p ON p.id = s.pipeline_id"
            " ORDER BY p.position, p.id, s.position, s.id"
        )
    ]


def _by(store: Store, sql: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for key, row_id in store.select(sql):
        found[key].append(row_id)
    return found


def contact_record(
    store: Store, contact_id: int, *, with_work: bool = False, with_files: bool = False
) -> Row | None:
    """A person as the import compares them: filled columns, reach, firm, tags, own fields.

    `with_work` adds deals and entries of the timeline, `with_files` their files.
    """
    row = store.get("contact", contact_id)
    if row is None:
        return None
    hidden = {"id", "name_key", "last_name_key", "created_at", "import_id", "import_row",
              "staff_id", "starred", "household_id", "household_place"}  # fmt: skip
    accounts = [place for place in records.accounts_of(store, contact_id) if not place["to_date"]]
    firm = accounts[0]["id"] if accounts else None
    home = store.get("household", row["household_id"]) if row["household_id"] else None
    found = {
        "contact": {k: v for k, v in row.items() if v not in ("", None) and k not in hidden},
        **(_firm(store, firm) if firm else {"account": None, "account_phones": []}),
        "owner": records.staff_name(store, row["staff_id"]),
        "household": home["joint_name"] or home["name"] if home else "",
        **_reach(store, "contact", contact_id),
    }
    if home:
        found["addresses"] += records.addresses(store, "household", home["id"])
    if len(accounts) > 1:
        found["firms"] = {fold(place["name"]): _firm(store, place["id"]) for place in accounts[1:]}
    if with_files:
        found["files"] = _files(store, "contact_id", contact_id)
    return found | _work(store, contact_id, firm) if with_work else found


def _firm(store: Store, account_id: int) -> Row:
    return {
        "account": _account_columns(store, account_id),
        "account_phones": records.phones(store, "account", account_id),
    }


def account_record(
    store: Store, account_id: int, *, with_work: bool = False, with_files: bool = False
) -> Row | None:
    """A firm as the import compares it."""
    row = store.get("account", account_id)
    if row is None:
        return None
    found = {
        "contact": {},
        "account": _account_columns(store, account_id),
        "account_phones": records.phones(store, "account", account_id),
        "owner": records.staff_name(store, row["staff_id"]),
        "household": "",
        **_reach(store, "account", account_id),
    }
    if with_files:
        found["files"] = _files(store, "account_id", account_id)
    return found | _work(store, None, account_id) if with_work else found


def _files(store: Store, column: str, row_id: int) -> list[Row]:
    return store.dicts(f"SELECT name, sha256 FROM document WHERE {column} = ?", (row_id,))


def _work(store: Store, contact_id: int | None, account_id: int | None) -> Row:
    of = (
        "SELECT id, title, amount, currency, stage_id, state, expected_close,"
        " account_id IS NOT NULL AS at_firm FROM deal WHERE"
    )
    deals = store.dicts(f"{of} contact_id = ? ORDER BY id", (contact_id,))
    own = {fold(deal["title"]) for deal in deals}
    of_firm = store.dicts(
        f"{of} account_id = ?1 AND (?2 IS NULL OR contact_id IS NOT ?2) ORDER BY id",
        (account_id, contact_id),
    )
    # Of two that are called the same a row about somebody means their own
    deals = [*(deal for deal in of_firm if fold(deal["title"]) not in own), *deals]
    column, row_id = ("contact_id", contact_id) if contact_id else ("account_id", account_id)
    entries = store.dicts(
        f"SELECT kind, at, subject, body FROM activity WHERE {column} = ?", (row_id,)
    )
    return {"deals": deals, "notes": entries}


def _account_columns(store: Store, account_id: int) -> dict[str, Any]:
    row = store.get("account", account_id) or {}
    wanted = (
        "name", "uuid", "customer_code", "kind", "website", "source", "note", "language",
        "no_post", "no_email", "no_phone",
    )  # fmt: skip
    return {name: row[name] for name in wanted if row.get(name)}


def _reach(store: Store, owner: str, row_id: int) -> dict[str, Any]:
    return {
        "phones": records.phones(store, owner, row_id),
        "emails": records.emails(store, owner, row_id),
        "addresses": records.addresses(store, owner, row_id),
        "tags": [tag["name"] for tag in records.tags(store, owner, row_id)],
        "own_fields": {f["label"]: f["value"] for f in records.own_fields(store, owner, row_id)},
    }
