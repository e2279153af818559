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
FETCH_SPARE = 150
"""Extra hits read so that people whose first eight letters are equal still come sorted."""


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
    digits = "".join(c for c in cleaned if c.isdigit())
    return digits.removeprefix("00") if digits.startswith("00") else digits


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
    forms = {digits, digits.lstrip("0")} - {""}
    return "reach : (" + " OR ".join(f'"{form}"*' for form in sorted(forms)) + ")"


def expression(text: str) -> str:
    """What to look for, whether words or a number was typed."""
    digits = phone_digits(text)
    words = match_text(text)
    if not digits or not words:
        return words
    return f"({words}) OR {number_match(digits)}"


def find_ids(store: Store, kind: str, text: str, limit: int) -> list[int]:
    """The first records of a kind that match, in name order (people, firms) or newest first."""
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


def infix_ids(store: Store, kind: str, text: str, limit: int) -> list[int]:
    """Records with the text inside a name, or the digits inside a phone number."""
    digits = phone_digits(text)
    if digits and kind in ("contact", "account"):
        rows = store.select(
            f"SELECT DISTINCT {kind}_id FROM phone WHERE digits LIKE ? AND {kind}_id IS NOT NULL"
            " LIMIT ?",
            (f"%{digits.lstrip('0')}%", limit),
        )
        return [row[0] for row in rows]
    folded = fold(text).strip()
    if kind not in ("contact", "account") or len(folded) < 2:
        return []
    escaped = folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    condition = "name_key LIKE ? ESCAPE '\\'"
    values = [f"%{escaped}%"]
    if kind == "contact":
        condition += " OR company_key LIKE ? ESCAPE '\\' OR email LIKE ? ESCAPE '\\'"
        values *= 3
    rows = store.select(
        f"SELECT id FROM {kind}_line WHERE {condition} ORDER BY name_key LIMIT ?",
        (*values, limit),
    )
    return [row[0] for row in rows]


def similar_ids(store: Store, kind: str, text: str, limit: int) -> list[int]:
    """For a text that matches nothing: records with a name one or two letters away."""
    from rapidfuzz import fuzz, process

    folded = fold(text).strip()
    if len(folded) < 4 or kind not in ("contact", "account"):
        return []
    column = "name_key || ' ' || company_key" if kind == "contact" else "name_key"
    rows = store.select(
        f"SELECT id, {column} FROM {kind}_line WHERE substr(name_key, 1, 1) = ?"
        " OR name_key LIKE ? LIMIT 20000",
        (folded[0], f"% {folded[0]}%"),
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
    if sought and not number:
        found = dict.fromkeys(_named(store, kind, sought, limit), "name")
    if len(found) < limit:
        found = dict.fromkeys(find_ids(store, kind, text, limit), "") | found
    if len(found) < limit:
        inside = infix_ids(store, kind, text, limit - len(found))
        found = found | dict.fromkeys((i for i in inside if i not in found), "part")
    named_first = sorted(found.items(), key=lambda item: item[1] != "name")
    return [Hit(kind, row_id, matched) for row_id, matched in named_first[:limit]]


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
