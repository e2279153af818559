"""Lists: the ids of a view in order, and the rows of a page. Everything else is fetched later.

``ListQuery`` says what is wanted in plain values; sort keys come from an allowlist.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.storage import search
from app.storage.queries.rules import Rule, condition
from app.storage.schema.derived import KINDS
from app.storage.store import Store
from app.storage.tables import Row
from app.storage.text import doc_range, fold

SOURCES: dict[str, str] = {
    "contact": "contact_line",
    "account": "account_line",
    "deal": "deal",
    "appointment": "appointment",
    "task": "task",
    "document": "document",
    "activity": "activity",
}

STAFF = "(SELECT name FROM staff WHERE id = r.staff_id)"
SORTS: dict[str, dict[str, str]] = {
    "contact": {
        "name": "r.name_key {d}, r.id",
        "last_name": "r.last_name_key {d}, r.name_key",
        "company": "r.company_key {d}, r.name_key",
        "town": "r.town {d}, r.name_key",
        "last_contact": "r.last_contact_at {d}, r.name_key",
        "created": "r.id {d}",
        "job_title": "r.job_title {d}, r.name_key",
        "email": "r.email {d}, r.name_key",
        "phone": "r.phone {d}, r.name_key",
        "kind": "r.kind {d}, r.name_key",
        "tags": "r.tags {d}, r.name_key",
        "postcode": "r.postcode {d}, r.name_key",
        "country": "r.country {d}, r.name_key",
        "open_deals": "r.open_deals {d}, r.name_key",
        "owner": STAFF + " {d}, r.name_key",
    },
    "account": {
        "name": "r.name_key {d}, r.id",
        "main_contact": "r.main_contact {d}, r.name_key",
        "town": "r.town {d}, r.name_key",
        "kind": "r.kind {d}, r.name_key",
        "open_amount": "r.open_amount {d}, r.name_key",
        "won_amount": "r.won_amount {d}, r.name_key",
        "last_contact": "r.last_contact_at {d}, r.name_key",
        "owner": STAFF + " {d}, r.name_key",
        "customer_code": "r.customer_code {d}, r.name_key",
        "created": "r.id {d}",
        "people": "r.people {d}, r.name_key",
        "email": "r.email {d}, r.name_key",
        "phone": "r.phone {d}, r.name_key",
        "postcode": "r.postcode {d}, r.name_key",
        "country": "r.country {d}, r.name_key",
        "tags": "r.tags {d}, r.name_key",
    },
    "deal": {
        "created": "r.id {d}",
        "title": "r.title {d}, r.id",
        "amount": "r.amount {d}, r.id",
        "expected_close": "r.expected_close {d}, r.id",
        "state": "r.state {d}, r.id",
        "stage": "(SELECT position FROM stage WHERE id = r.stage_id) {d}, r.position, r.id",
    },
    "appointment": {"start": "r.start_at {d}, r.id", "title": "r.title {d}, r.id"},
    "task": {
        "due": "(r.due_on = '') , r.due_on {d}, r.due_time, r.id",
        "title": "r.title {d}, r.id",
        "created": "r.id {d}",
    },
    "document": {"created": "r.id {d}", "name": "r.name {d}, r.id", "size": "r.size {d}, r.id"},
    "activity": {"at": "r.at {d}, r.id"},
}
DEFAULT_SORT = {
    "contact": "name", "account": "name", "deal": "stage", "appointment": "start",
    "task": "due", "document": "created", "activity": "at",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a list shows: which records, found by what text, in which order."""

    entity: str
    rule: Rule | None = None
    text: str = ""
    sort: str = ""
    descending: bool = False
    ids: tuple[int, ...] = ()


def _where(store: Store, query: ListQuery) -> tuple[str, list[Any]]:
    sql, values = condition(query.entity, query.rule)
    if query.ids:
        sql = f"({sql}) AND r.id IN (SELECT value FROM json_each(?))"
        values.append(str(list(query.ids)))
    if query.text.strip():
        matching, bound = _text_filter(store, query)
        sql, values = f"({sql}) AND {matching}", [*values, *bound]
    return sql, values


def _text_filter(store: Store, query: ListQuery) -> tuple[str, list[Any]]:
    if search.is_short(query.entity, query.text):
        sql, words = search.beginning(query.entity, query.text)
        return sql, list(words)
    sought = search.expression(query.text)
    if not sought:
        return "0", []
    first, last = doc_range(KINDS[query.entity])
    hits = (
        "SELECT d.entity_id FROM search s JOIN search_doc d ON d.id = s.rowid"
        " WHERE s.search MATCH ? AND s.rowid BETWEEN ? AND ?"
    )
    bound: list[Any] = [sought, first, last]
    digits = search.phone_digits(query.text)
    if digits and query.entity in ("contact", "account"):
        column = f"{query.entity}_id"
        condition, values = search.number_inside(digits)
        hits += f" UNION SELECT {column} FROM phone WHERE ({condition}) AND {column} IS NOT NULL"
        bound += values
    elif not store.one(f"{hits} LIMIT 1", bound):
        return "r.id IN (SELECT value FROM json_each(?))", [
            str(search.infix_ids(store, query.entity, query.text, 5_000))
        ]
    return f"r.id IN ({hits})", bound


def list_ids(store: Store, query: ListQuery) -> array[int]:
    """The ids of every record of a view, in its order."""
    sql, values = _where(store, query)
    sorts = SORTS[query.entity]
    order = sorts.get(query.sort) or sorts[DEFAULT_SORT[query.entity]]
    order = order.replace("{d}", "DESC" if query.descending else "ASC")
    rows = store.select(
        f"SELECT r.id FROM {SOURCES[query.entity]} r WHERE {sql} ORDER BY {order}", values
    )
    return array("q", [row[0] for row in rows])


_STARTS = {"last_name": "last_name_key", "company": "company_key"}


def first_from(store: Store, query: ListQuery, typed: str) -> int | None:
    """The first person or firm of a view whose name begins with a typed text, or ``None``.

    Where the view is sorted by family name or company, that is what the text begins.
    """
    start = fold(typed)
    if query.entity not in ("contact", "account") or not start:
        return None
    column = _STARTS.get(query.sort, "name_key") if query.entity == "contact" else "name_key"
    sql, values = _where(store, query)
    row = store.one(
        f"SELECT r.id FROM {SOURCES[query.entity]} r WHERE ({sql}) AND r.{column} >= ?"
        f" AND r.{column} < ? ORDER BY r.{column}, r.name_key, r.id LIMIT 1",
        (*values, start, start + chr(0x10FFFF)),
    )
    return int(row[0]) if row else None


def count(store: Store, query: ListQuery) -> int:
    """How many records a view holds."""
    sql, values = _where(store, query)
    return int(
        store.value(f"SELECT count(*) FROM {SOURCES[query.entity]} r WHERE {sql}", values) or 0
    )


def letters(store: Store, query: ListQuery) -> list[tuple[str, int]]:
    """The first letters of a list sorted by name, with how many records each has, in order.

    Names that begin otherwise stand under "#": digits before A, other scripts again after Z.
    """
    sql, values = _where(store, query)
    column = "last_name_key" if query.sort == "last_name" else "name_key"
    rows = store.select(
        f"SELECT substr(r.{column}, 1, 1) AS head, count(*) FROM {SOURCES[query.entity]} r"
        f" WHERE {sql} GROUP BY head ORDER BY head",
        values,
    )
    found: list[tuple[str, int]] = []
    for head, size in rows:
        letter = head.upper() if "a" <= head <= "z" else "#"
        if found and found[-1][0] == letter:
            found[-1] = (letter, found[-1][1] + size)
        else:
            found.append((letter, size))
    return found


_EXTRA = {
    "contact": (
        ", (SELECT min(e.start_at) FROM attendance t JOIN appointment e ON e.id = t.appointment_id"
        " WHERE t.contact_id = r.id AND e.start_at >= strftime('%Y-%m-%dT%H:%M', 'now')"
        " AND e.status NOT IN ('cancelled')) AS next_appointment"
        ", (SELECT name FROM staff WHERE id = r.staff_id) AS owner"
        ", (SELECT no_post FROM contact WHERE id = r.id) AS no_post"
    ),
    "account": ", (SELECT name FROM staff WHERE id = r.staff_id) AS owner",
    "deal": (
        ", (SELECT name FROM stage WHERE id = r.stage_id) AS stage"
        ", (SELECT name FROM account WHERE id = r.account_id) AS account"
        ", (SELECT name FROM contact WHERE id = r.contact_id) AS contact"
        ", (SELECT name FROM staff WHERE id = r.staff_id) AS owner"
    ),
    "appointment": (
        ", (SELECT name FROM account WHERE id = r.account_id) AS account"
        ", (SELECT group_concat(c.name, ', ') FROM attendance t JOIN contact c"
        " ON c.id = t.contact_id WHERE t.appointment_id = r.id) AS contacts"
        ", (SELECT group_concat(s.name, ', ') FROM attendance t JOIN staff s"
        " ON s.id = t.staff_id WHERE t.appointment_id = r.id) AS staff"
    ),
    "task": (
        ", (SELECT name FROM account WHERE id = r.account_id) AS account"
        ", (SELECT name FROM contact WHERE id = r.contact_id) AS contact"
        ", (SELECT name FROM staff WHERE id = r.staff_id) AS owner"
    ),
    "document": (
        ", (SELECT name FROM account WHERE id = r.account_id) AS account"
        ", (SELECT name FROM contact WHERE id = r.contact_id) AS contact"
        ", (SELECT count(*) FROM letter l JOIN letter_run u ON u.id = l.letter_run_id"
        " WHERE u.template_document_id = r.id) AS letters"
        ", (SELECT max(made_at) FROM letter_run WHERE template_document_id = r.id) AS last_used"
    ),
    "activity": (
        ", (SELECT name FROM account WHERE id = r.account_id) AS account"
        ", (SELECT name FROM contact WHERE id = r.contact_id) AS contact"
        ", (SELECT name FROM staff WHERE id = r.staff_id) AS staff"
        ", (SELECT name FROM document WHERE id = r.document_id) AS document"
    ),
}


def page(store: Store, entity: str, ids: Sequence[int]) -> list[Row]:
    """The rows of a page in the order of ``ids``; rows deleted meanwhile are left out."""
    if not ids:
        return []
    rows = store.dicts(
        f"SELECT r.*{_EXTRA[entity]} FROM {SOURCES[entity]} r"
        " WHERE r.id IN (SELECT value FROM json_each(?))",
        (str(list(ids)),),
    )
    by_id = {row["id"]: row for row in rows}
    return [by_id[row_id] for row_id in ids if row_id in by_id]
