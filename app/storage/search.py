"""How a typed text becomes a query, and what it finds: names, firms, emails, towns, notes, numbers.

Typed text never reaches MATCH raw (R16): it is folded, split, quoted, and its last word is taken
as a beginning. Hits of one kind come out of the index in name order or newest first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.storage.schema.derived import KINDS
from app.storage.store import Store
from app.storage.text import doc_range, fold

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_PHONE = re.compile(r"^[\d\s()+./\-–]{3,}$")
NAMES = {number: kind for kind, number in KINDS.items()}
BEGINNINGS = {
    "contact": ("name_key", "last_name_key", "company_key"),
    "account": ("name_key",),
}
"""Indexed columns of list lines in which a text of one or two letters is looked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found: its kind, its id, and which part of it matched."""

    kind: str
    id: int
    matched: str


def phone_digits(text: str) -> str:
    """The digits of a typed phone number in any notation, or nothing when it is no number."""
    if not _PHONE.match(text.strip()):
        return ""
    cleaned = text.replace("(0)", "")
    digits = "".join(c for c in cleaned if c.isdecimal())
    return digits.removeprefix("00")


def digit_forms(digits: str) -> list[str]:
    """How a typed number may stand in the index: as typed, and without a zero too many.

    ``44 0161`` is the calling code followed by the trunk zero, which the index does not hold.
    """
    forms = {digits, digits.lstrip("0")}
    forms.update(
        digits[:length] + digits[length + 1 :]
        for length in (1, 2, 3)
        if len(digits) > length + 3 and digits[length] == "0"
    )
    return sorted(form for form in forms if form)


def match_text(text: str) -> str:
    """The MATCH expression for a typed text; empty when there is nothing to look for."""
    words = _WORD.findall(fold(text.replace("\x00", " ")))
    if not words:
        return ""
    quoted = [f'"{word}"' for word in words]
    quoted[-1] += "*"
    return " AND ".join(quoted)


def number_match(digits: str) -> str:
    """The MATCH expression for a phone number: with the trunk zero, without, or international."""
    return "reach : (" + " OR ".join(f'"{form}"*' for form in digit_forms(digits)) + ")"


def expression(text: str) -> str:
    """What to look for, whether words or a number was typed."""
    digits = phone_digits(text)
    words = match_text(text)
    if not digits or not words:
        return words
    return f"({words}) OR {number_match(digits)}"


def find_ids(store: Store, kind: str, text: str, limit: int) -> list[int]:
    """The first records of a kind that match, in name order (people, firms) or newest first.

    One or two letters ask for names that begin so; longer texts for words anywhere.
    """
    if is_short(kind, text):
        return named_ids(store, kind, text, limit)
    sought = expression(text)
    if not sought:
        return []
    first, last = doc_range(KINDS[kind])
    rows = store.select(
        "SELECT d.entity_id FROM search s JOIN search_doc d ON d.id = s.rowid"
        " WHERE s.search MATCH ? AND s.rowid BETWEEN ? AND ? ORDER BY s.rowid LIMIT ?",
        (sought, first, last, limit),
    )
    return [row[0] for row in rows]


def is_short(kind: str, text: str) -> bool:
    """Whether a text is a word of one or two letters, for which only names are looked at."""
    return kind in BEGINNINGS and len(text.strip()) <= 2 and len(match_text(text)) > 0


def beginning(kind: str, text: str) -> tuple[str, list[str]]:
    """The condition over list lines ``r`` for names (or companies) that begin with a text."""
    folded = fold(text).strip()
    until = folded[:-1] + chr(ord(folded[-1]) + 1)
    columns = BEGINNINGS[kind]
    tests = " OR ".join(
        f"r.id IN (SELECT id FROM {kind}_line WHERE {column} >= ? AND {column} < ?)"
        for column in columns
    )
    return f"({tests})", [folded, until] * len(columns)


def named_ids(store: Store, kind: str, text: str, limit: int) -> list[int]:
    """Records whose name begins with a text, in name order, by the name index alone."""
    folded = fold(text).strip()
    until = folded[:-1] + chr(ord(folded[-1]) + 1)
    rows = store.select(
        f"SELECT id FROM {kind}_line WHERE name_key >= ? AND name_key < ?"
        " ORDER BY name_key, id LIMIT ?",
        (folded, until, limit),
    )
    found = dict.fromkeys(row[0] for row in rows)
    for column in BEGINNINGS[kind][1:]:
        if len(found) < limit:
            more = store.select(
                f"SELECT id FROM {kind}_line WHERE {column} >= ? AND {column} < ?"
                f" ORDER BY {column}, name_key LIMIT ?",
                (folded, until, limit),
            )
            found.update(dict.fromkeys(row[0] for row in more))
    return list(found)[:limit]


def infix_ids(store: Store, kind: str, text: str, limit: int) -> list[int]:
    """Records with the text inside a name, or the digits inside a phone number."""
    digits = phone_digits(text)
    if digits and kind in ("contact", "account"):
        condition, values = number_inside(digits)
        rows = store.select(
            f"SELECT DISTINCT {kind}_id FROM phone WHERE ({condition}) AND {kind}_id IS NOT NULL"
            " LIMIT ?",
            (*values, limit),
        )
        return [row[0] for row in rows]
    folded = fold(text).strip()
    if kind not in BEGINNINGS or len(folded) < 3:
        return []
    columns = ("name_key", "company_key") if kind == "contact" else ("name_key",)
    condition = " OR ".join(f"instr({column}, ?)" for column in columns)
    rows = store.select(
        f"SELECT id FROM {kind}_line WHERE {condition} LIMIT ?",
        (*[folded] * len(columns), limit),
    )
    return [row[0] for row in rows]


def number_inside(digits: str) -> tuple[str, list[str]]:
    """The condition over ``phone.digits`` for numbers that hold these digits anywhere."""
    forms = digit_forms(digits)
    return " OR ".join("digits LIKE ?" for _ in forms), [f"%{form}%" for form in forms]


def similar_ids(store: Store, kind: str, text: str, limit: int) -> list[int]:
    """For a text that matches nothing: records with a name one or two letters away."""
    from rapidfuzz import fuzz, process

    folded = fold(text).strip()
    if len(folded) < 4 or kind not in BEGINNINGS:
        return []
    shown = "name_key || ' ' || company_key" if kind == "contact" else "name_key"
    first = folded[:2]
    tests = " OR ".join(f"({column} >= ? AND {column} < ?)" for column in BEGINNINGS[kind])
    rows = store.select(
        f"SELECT id, {shown} FROM {kind}_line WHERE {tests} LIMIT 5000",
        (first, first[0] + chr(ord(first[1]) + 1)) * len(BEGINNINGS[kind]),
    )
    found = process.extract(
        folded, {row[0]: row[1] for row in rows}, scorer=fuzz.partial_ratio, score_cutoff=80,
        limit=limit,
    )  # fmt: skip
    return [row_id for _, _, row_id in found]


def _named(store: Store, kind: str, sought: str, limit: int) -> list[int]:
    """Records whose very name matches."""
    first, last = doc_range(KINDS[kind])
    rows = store.select(
        "SELECT d.entity_id FROM search s JOIN search_doc d ON d.id = s.rowid"
        " WHERE s.search MATCH ? AND s.rowid BETWEEN ? AND ? ORDER BY s.rowid LIMIT ?",
        (f"name : ({sought})", first, last, limit),
    )
    return [row[0] for row in rows]


def _find_kind(store: Store, text: str, kind: str, limit: int) -> list[Hit]:
    number = phone_digits(text)
    sought = match_text(text)
    found: dict[int, str] = {}
    if is_short(kind, text):
        found = dict.fromkeys(named_ids(store, kind, text, limit), "name")
    elif sought and not number:
        found = dict.fromkeys(_named(store, kind, sought, limit), "name")
    if len(found) < limit:
        found = dict.fromkeys(find_ids(store, kind, text, limit), "") | found
    if len(found) < limit:
        inside = infix_ids(store, kind, text, limit - len(found))
        found = found | dict.fromkeys((i for i in inside if i not in found), "part")
    named_first = sorted(found.items(), key=lambda item: item[1] != "name")
    return [Hit(kind, row_id, matched) for row_id, matched in named_first[:limit]]


def matched_part(store: Store, hit: Hit, text: str) -> str:
    """Which part of a record a text was found in: name, company, reach, place, note or several."""
    sought = expression(text)
    for column in ("name", "company", "reach", "place", "note") if sought else ():
        found = store.one(
            "SELECT 1 FROM search s JOIN search_doc d ON d.id = s.rowid WHERE s.search MATCH ?"
            " AND d.kind = ? AND d.entity_id = ?",
            (f"{{{column}}} : ({sought})", KINDS[hit.kind], hit.id),
        )
        if found:
            return column
    return "several"


def find(store: Store, text: str, kinds: tuple[str, ...], limit: int) -> list[Hit]:
    """The best hits of each kind: names first, then any field, then a name a bit different."""
    known = [kind for kind in kinds if kind in KINDS]
    hits = [hit for kind in known for hit in _find_kind(store, text, kind, limit)]
    if hits:
        return hits
    return [
        Hit(kind, row_id, "similar name")
        for kind in known
        for row_id in similar_ids(store, kind, text, 5)
    ]
