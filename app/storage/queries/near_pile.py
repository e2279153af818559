"""Look-alikes that wait for a decision, both sides beside each other."""

from __future__ import annotations

import json
from typing import Any

from app.storage.queries import compared
from app.storage.store import Store
from app.storage.tables import Row

_COLUMNS = (
    ("job_title", "Job title"), ("department", "Department"), ("birthday", "Birthday"),
    ("language", "Language"), ("note", "Note"),
)  # fmt: skip


def facts_of(record: Row) -> dict[str, str]:
    """A record as an import compares it, in words: label to value, in the order of a view."""
    contact, account = record["contact"], record["account"] or {}
    found = {"Name": str(contact.get("name") or account.get("name", ""))}
    if contact:
        found["Company"] = str(account.get("name", ""))
    found["Phone"] = "\n".join(each["value"] for each in record["phones"])
    found["Email"] = "\n".join(each["value"] for each in record["emails"])
    found["Address"] = "\n".join(_address(each) for each in record["addresses"])
    for name, label in _COLUMNS:
        found[label] = str(contact.get(name, ""))
    code = contact.get("customer_code") or account.get("customer_code", "")
    found["Customer number"] = str(code)
    return {label: value for label, value in found.items() if value}


def _address(row: Row) -> str:
    town = f"{row.get('postcode', '')} {row.get('town', '')}".strip()
    return ", ".join(part for part in (row.get("street", ""), town) if part)


def open_pairs(store: Store, limit: int = 200) -> list[dict[str, Any]]:
    """Pairs nobody has decided about, the likeliest first: id, kind, both ids, reasons, facts."""
    rows = store.dicts(
        "SELECT * FROM near_match WHERE state = 'open' ORDER BY per_mille DESC, id LIMIT ?",
        (limit,),
    )
    return [_pair(store, row) for row in rows]


def alike_count(store: Store, kind: str) -> int:
    """How many people (contact) or firms (account) wait on the pile."""
    pile = "FROM near_match WHERE state = 'open'"
    return int(
        store.value(
            f"SELECT count(*) FROM (SELECT {kind}_id AS who {pile} UNION"
            f" SELECT other_{kind}_id {pile}) WHERE who IS NOT NULL"
        )
        or 0
    )


def _pair(store: Store, row: Row) -> dict[str, Any]:
    kind = "contact" if row["contact_id"] else "account"
    sides = [
        compared.record_of(store, kind, row[name]) for name in (f"{kind}_id", f"other_{kind}_id")
    ]
    return {
        "id": row["id"], "kind": kind, "newer": row[f"{kind}_id"], "older": row[f"other_{kind}_id"],
        "per_mille": row["per_mille"], "reasons": json.loads(row["reasons"]),
        "newer_facts": facts_of(sides[0]) if sides[0] else {},
        "older_facts": facts_of(sides[1]) if sides[1] else {},
    }  # fmt: skip
