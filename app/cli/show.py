"""``deskbook show KIND ID --in BOOK``: one record whole."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from typing import Any

from app.cli import asking
from app.cli.talk import Talk, facts
from app.desk import recipients
from app.models import money
from app.models.letters.postal import PostalAddress, address_lines
from app.storage.queries import calendar, records
from app.storage.settings import all_settings
from app.storage.store import Store

LINKS = {"contact_id": "contact", "account_id": "account", "deal_id": "deal",
         "document_id": "document"}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("kind", metavar="KIND", type=asking.kind_of, help=", ".join(asking.KINDS))
    parser.add_argument(
        "id", metavar="ID", type=asking.number_of, help="its number, as find and list give it"
    )
    asking.add_book(parser)
    asking.add_json(parser)


def run(args: Any, talk: Talk) -> int:
    """Every field, phone, email, address, own field and link."""
    with asking.opened(args.book) as store:
        found = whole(store, args.kind, args.id)
        heading, below = records.title(store, args.kind, args.id)
    talk.result(found, heading, below, "", *_lines(found))
    return 0


def whole(store: Store, kind: str, row_id: int) -> dict[str, Any]:
    """A record in the shape that scripts rely on; raises ``UnknownRow``."""
    found = records.whole(store, kind, row_id)
    if kind in records.OWNERS:
        _shape_reach(found)
    if kind == "contact":
        found["accounts"] = [_job(row) for row in found["accounts"]]
        found |= _as_written_to(store, row_id)
    elif kind == "account":
        found["people"] = [_job(row) for row in found["people"]]
        found["address_block"] = _account_block(store, found)
    else:
        found["links"] = _links(store, found["fields"])
    if kind == "appointment":
        row = calendar.appointment(store, row_id) or {}
        found |= {key: _listed(row.get(key)) for key in ("contacts", "staff")}
    return found


def _shape_reach(found: dict[str, Any]) -> None:
    for name in ("phones", "emails", "addresses"):
        for place, row in enumerate(found[name]):
            row["primary"] = place == 0
            del row["position"]


def _job(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"], "name": row["name"], "role": row["role"], "title": row["job_title"],
        "from": row["from_date"], "to": row["to_date"],
    }  # fmt: skip


def _as_written_to(store: Store, row_id: int) -> dict[str, Any]:
    """The greetings and the address exactly as a letter would have them."""
    record = recipients.gathered(store, [row_id])[row_id]
    values = recipients.values(record, recipients.sender(store, date.today()))
    greetings = {"formal": values["formal_greeting"], "informal": values["informal_greeting"]}
    return {"salutation": greetings, "address_block": values["address_block"].splitlines()}


def _account_block(store: Store, found: dict[str, Any]) -> list[str]:
    if not found["addresses"]:
        return []
    row, kept = found["addresses"][0], all_settings(store)
    parts = {name: row[name] for name in ("street", "street2", "postcode", "town", "region")}
    return address_lines(
        PostalAddress(country=row["country"], **parts), company=found["fields"]["name"],
        sender_country=kept["country"], sender_language=kept["locale"][:2],
    )  # fmt: skip


def _links(store: Store, fields: dict[str, Any]) -> dict[str, Any]:
    return {
        kind: {"id": fields[column], "name": records.title(store, kind, fields[column])[0]}
        for column, kind in LINKS.items()
        if fields.get(column)
    }


def _listed(text: Any) -> list[str]:
    return [part for part in str(text or "").split(", ") if part]


def _reach_lines(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every number and email, and the addresses that no letter would go to."""
    for name in ("phones", "emails"):
        for row in found.get(name, ()):
            yield f"{_called(row)} {name.removesuffix('s')}", row["value"]
    parts = ("street", "street2", "postcode", "town", "region", "country")
    for row in found.get("addresses", ())[1:]:
        yield f"{_called(row)} address", ", ".join(filter(None, (row[part] for part in parts)))


def _called(row: dict[str, Any]) -> str:
    word = row["label"] or row["kind"]
    return f"{word[:1].upper()}{word[1:]}"


def _lines(found: dict[str, Any]) -> list[str]:
    shown = {
        name.replace("_", " ").capitalize(): value
        for name, value in found["fields"].items()
        if not name.endswith("_id") and name != "name"
    }
    if "amount" in found["fields"]:
        shown["Amount"] = money.show(found["fields"]["amount"], found["fields"]["currency"])
    for heading, value in _reach_lines(found):
        shown[heading] = f"{shown[heading]}, {value}" if heading in shown else value
    shown |= found.get("own_fields", {})
    shown["Tags"] = ", ".join(found.get("tags", ()))
    for row in found.get("accounts", ()):
        shown[f"At {row['name']}"] = row["title"] or row["role"] or "yes"
    shown["People"] = ", ".join(row["name"] for row in found.get("people", ()))
    shown["Address"] = ", ".join(found.get("address_block", ()))
    if "salutation" in found:
        shown["Greeting"] = found["salutation"]["formal"]
    for kind, link in found.get("links", {}).items():
        shown[kind.capitalize()] = link["name"]
    return facts(shown)
