"""What persons and firms have in common: reach, tags, own fields, stars, deletion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from app.models.errors import Problem, Refusal
from app.models.phone import normalise, search_digits
from app.models.reach import EmailAddress, PhoneNumber, PostalAddress
from app.storage.queries import records
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.text import fold

Owner = Literal["contact", "account"]
TAG_COLOURS = ("evergreen", "blue", "amber", "rose", "violet", "sky", "brick", "slate")


def save_phones(store: Store, owner: Owner, row_id: int, phones: Sequence[PhoneNumber]) -> None:
    """Make these the phone numbers, in this order; numbers not among them go."""
    country = setting(store, "country")
    wanted = [phone for phone in phones if phone.value.strip()]
    with store.step(f"Change phones of {_name(store, owner, row_id)}"):
        _drop_others(store, "phone", owner, row_id, {phone.id for phone in wanted if phone.id})
        for position, phone in enumerate(wanted):
            number = normalise(phone.value.strip(), country)
            store.put(
                "phone",
                _identified(phone.id)
                | {
                    f"{owner}_id": row_id, "kind": phone.kind, "label": phone.label,
                    "value": number.value, "e164": number.e164, "position": position,
                    "digits": " ".join(search_digits(number.value, number.e164)),
                },
            )  # fmt: skip


def save_emails(store: Store, owner: Owner, row_id: int, emails: Sequence[EmailAddress]) -> None:
    """Make these the email addresses, in this order. Raises ``Refusal`` for one that is none.

    One that was corrected is no longer known as one that emails came back from.
    """
    wanted = [email for email in emails if email.value.strip()]
    for email in wanted:
        if not looks_like_email(email.value):
            message = f"{email.value.strip()} is no email address."
            raise Refusal([Problem("email", message)])
    with store.step(f"Change emails of {_name(store, owner, row_id)}"):
        _drop_others(store, "email_address", owner, row_id, {e.id for e in wanted if e.id})
        known = {row["id"]: row["value"] for row in records.emails(store, owner, row_id)}
        for position, email in enumerate(wanted):
            corrected = known.get(email.id, email.value.strip()) != email.value.strip()
            store.put(
                "email_address",
                _identified(email.id)
                | ({"undeliverable_on": ""} if corrected else {})
                | {
                    f"{owner}_id": row_id, "kind": email.kind, "label": email.label,
                    "value": email.value.strip(), "position": position,
                },
            )  # fmt: skip


def save_addresses(
    store: Store, owner: Owner, row_id: int, addresses: Sequence[PostalAddress]
) -> None:
    """Make these the postal addresses, in this order; empty ones go."""
    wanted = [address for address in addresses if not address.is_empty()]
    with store.step(f"Change address of {_name(store, owner, row_id)}"):
        _drop_others(store, "address", owner, row_id, {a.id for a in wanted if a.id})
        for position, address in enumerate(wanted):
            parts = {
                name: getattr(address, name).strip()
                for name in ("street", "street2", "postcode", "town", "region", "country")
            }
            store.put(
                "address",
                _identified(address.id)
                | {f"{owner}_id": row_id, "kind": address.kind, "label": address.label}
                | parts
                | {"position": position},
            )


def tag_id(store: Store, name: str) -> int:
    """The tag of that name, made on first use. Must run inside a step."""
    name = " ".join(name.split())
    key = fold(name)
    if not key:
        message = "A tag needs a name."
        raise Refusal(message, "tag")
    known = store.value("SELECT id FROM tag WHERE name_key = ?", (key,))
    if known is not None:
        return int(known)
    colour = TAG_COLOURS[sum(key.encode()) % len(TAG_COLOURS)]
    return store.put("tag", {"name": name, "name_key": key, "colour": colour})


def add_tag(store: Store, owner: Owner, ids: Iterable[int], name: str) -> int:
    """Tag many at once; those that have the tag already are left alone. Returns how many got it."""
    wanted = list(ids)
    noun = _count_noun(owner, len(wanted))
    with store.step(f"Tag {noun} “{name.strip()}”"):
        tag = tag_id(store, name)
        have = {
            row[0]
            for row in store.select(f"SELECT {owner}_id FROM tagging WHERE tag_id = ?", (tag,))
        }
        rows = [(tag, row_id) for row_id in wanted if row_id not in have]
        if len(rows) == 1:
            store.put("tagging", {"tag_id": tag, f"{owner}_id": rows[0][1]})
        else:
            store.put_many("tagging", ("tag_id", f"{owner}_id"), rows)
    return len(rows)


def remove_tag(store: Store, owner: Owner, ids: Iterable[int], name: str) -> int:
    """Take a tag off many at once; returns how many had it."""
    wanted = list(ids)
    with store.step(f"Take tag “{name}” off {_count_noun(owner, len(wanted))}"):
        return store.remove_many(
            "tagging",
            f"tag_id IN (SELECT id FROM tag WHERE name_key = ?)"
            f" AND {owner}_id IN (SELECT value FROM json_each(?))",
            (fold(name.strip()), str(wanted)),
        )


def own_field_id(store: Store, owner: Owner, label: str, kind: str = "text") -> int:
    """The firm's own field of that label, made on first use. Must run inside a step."""
    label = " ".join(label.split())
    key = fold(label)
    known = store.value("SELECT id FROM field WHERE entity = ? AND label_key = ?", (owner, key))
    if known is not None:
        return int(known)
    position = store.value("SELECT count(*) FROM field WHERE entity = ?", (owner,))
    return store.put(
        "field",
        {"entity": owner, "label": label, "label_key": key, "kind": kind, "position": position},
    )


def make_own_field(store: Store, owner: Owner, label: str) -> int:
    """Make one of the firm's own fields; the known one when its label exists already."""
    if not label.strip():
        message = "A field needs a name."
        raise Refusal(message, "label")
    with store.step(f"Add field {label.strip()}"):
        return own_field_id(store, owner, label)


def save_own_field(store: Store, owner: Owner, row_id: int, label: str, value: str) -> None:
    """Fill one of the firm's own fields; an empty value takes it away."""
    with store.step(f"Change {label} of {_name(store, owner, row_id)}"):
        field = own_field_id(store, owner, label)
        known = store.value(
            f"SELECT id FROM field_value WHERE field_id = ? AND {owner}_id = ?", (field, row_id)
        )
        if not value.strip():
            if known is not None:
                store.remove("field_value", known)
            return
        store.put(
            "field_value",
            _identified(known or 0)
            | {"field_id": field, f"{owner}_id": row_id, "value": value.strip()},
        )


def set_column(store: Store, owner: Owner, ids: Iterable[int], column: str, value: object) -> int:
    """Set kind, starred or staff of many at once; returns how many were changed."""
    allowed = {"kind": "kind", "starred": "star", "staff_id": "looked after by"}
    if column not in allowed:
        message = f"{column} cannot be set for many at once."
        raise Refusal(message)
    wanted = list(ids)
    with store.step(f"Change {allowed[column]} of {_count_noun(owner, len(wanted))}"):
        before = store.select(
            f"SELECT count(*) FROM {owner} WHERE {column} IS NOT ?"
            " AND id IN (SELECT value FROM json_each(?))",
            (value, str(wanted)),
        )
        for row_id in wanted:
            store.put(owner, {"id": row_id, column: value})
    return int(before[0][0])


def delete(store: Store, owner: Owner, ids: Iterable[int]) -> int:
    """Delete persons or firms with all that is theirs alone; shared things only let go of them.

    Deals, to-dos, files and timeline entries that also belong to somebody else stay.
    """
    wanted = [row_id for row_id in ids if store.get(owner, row_id) is not None]
    other = "account" if owner == "contact" else "contact"
    label = (
        f"Delete {_name(store, owner, wanted[0])}"
        if len(wanted) == 1
        else f"Delete {_count_noun(owner, len(wanted))}"
    )
    with store.step(label):
        chosen = f"{owner}_id IN (SELECT value FROM json_each(?))"
        ids_text = str(wanted)
        _let_go(store, owner, other, wanted, ids_text)
        for table in ("phone", "email_address", "address", "tagging", "field_value",
                      "contact_account", "consent", "waiting", "near_match"):  # fmt: skip
            store.remove_many(table, chosen, (ids_text,))
        store.remove_many("near_match", f"other_{chosen}", (ids_text,))
        if owner == "contact":
            store.remove_many("attendance", chosen, (ids_text,))
        store.remove_many(owner, "id IN (SELECT value FROM json_each(?))", (ids_text,))
    return len(wanted)


def _let_go(store: Store, owner: Owner, other: str, wanted: list[int], ids_text: str) -> None:
    """Free what others still need from the rows that go, and delete what nobody else has."""
    chosen = f"{owner}_id IN (SELECT value FROM json_each(?))"
    if owner == "contact":
        from app.models.operations.letter_runs import pass_on_letters

        pass_on_letters(store, wanted)
    for table in ("activity", "letter", "task", "document", "deal"):
        alone = f"{chosen} AND {other}_id IS NULL"
        if table == "document":
            alone += " AND appointment_id IS NULL"
        if table == "deal":
            _free_deal_links(store, alone, ids_text)
        if table == "letter":
            _free_column(store, "activity", "letter_id", f"SELECT id FROM letter WHERE {alone}",
                         ids_text)  # fmt: skip
        if table == "document":
            used = "SELECT id FROM document WHERE " + alone
            _free_column(store, "activity", "document_id", used, ids_text)
            _free_column(store, "letter_run", "template_document_id", used, ids_text)
            _free_column(store, "document", "version_of_id", used, ids_text)
        store.remove_many(table, alone, (ids_text,))
        for (row_id,) in store.select(f"SELECT id FROM {table} WHERE {chosen}", (ids_text,)):
            store.put(table, {"id": row_id, f"{owner}_id": None})
    if owner == "account":
        _let_go_of_account(store, wanted, ids_text)


def _let_go_of_account(store: Store, wanted: list[int], ids_text: str) -> None:
    """Appointments lose the firm, and firms below it stand on their own."""
    for table, column in (("appointment", "account_id"), ("account", "parent_id")):
        rows = store.select(
            f"SELECT id FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",
            (ids_text,),
        )
        for (row_id,) in rows:
            store.put(table, {"id": row_id, column: None})
    for row_id in wanted:
        store.put("account", {"id": row_id, "parent_id": None})


def _free_deal_links(store: Store, alone: str, ids_text: str) -> None:
    for table in ("activity", "task", "document", "appointment"):
        _free_column(store, table, "deal_id", f"SELECT id FROM deal WHERE {alone}", ids_text)


def _free_column(store: Store, table: str, column: str, used: str, ids_text: str) -> None:
    rows = store.select(f"SELECT id FROM {table} WHERE {column} IN ({used})", (ids_text,))
    for (row_id,) in rows:
        store.put(table, {"id": row_id, column: None})


def looks_like_email(text: str) -> bool:
    """Whether a text can be one email address (syntax only, nothing is asked of the network)."""
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(
            text.strip(), check_deliverability=False, test_environment=True,
            allow_smtputf8=True,
        )  # fmt: skip
    except EmailNotValidError:
        return False
    return True


def _identified(row_id: int) -> dict[str, object]:
    return {"id": row_id} if row_id else {}


def _drop_others(store: Store, table: str, owner: str, row_id: int, kept: set[int]) -> None:
    for (child,) in store.select(f"SELECT id FROM {table} WHERE {owner}_id = ?", (row_id,)):
        if child not in kept:
            store.remove(table, child)


def _name(store: Store, owner: str, row_id: int) -> str:
    return records.title(store, owner, row_id)[0] or owner


def _count_noun(owner: str, count: int) -> str:
    noun = owner if count == 1 else f"{owner}s"
    return f"{count:,} {noun}"
