"""By what people and firms of the book are recognised when a file is brought in."""

from __future__ import annotations

from collections import defaultdict

from app.storage.store import Store
from app.storage.tables import Row
from app.storage.text import digits


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
