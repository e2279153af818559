"""Letter templates in the book, and the letters that were made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta

from app.storage.errors import UnknownRow
from app.storage.queries import calendar
from app.storage.store import Store
from app.storage.tables import Row

_AHEAD = timedelta(days=366)
"""How far a letter looks ahead: a series without an end has no last appointment."""


def templates(store: Store) -> list[Row]:
    """The newest version of each template kept in the book, by name."""
    return store.dicts(
        "SELECT id, name, sha256, created_at FROM document d WHERE kind = 'template'"
        " AND media_type NOT LIKE 'text/%' AND id = (SELECT max(id) FROM document"
        " WHERE kind = 'template' AND name = d.name) ORDER BY name"
    )


def uses(store: Store) -> dict[str, tuple[int, str]]:
    """How many runs each template had and when the last was, by the template's name."""
    rows = store.select(
        "SELECT template_name, count(*), max(made_at) FROM letter_run GROUP BY template_name"
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def runs(store: Store, limit: int = 500) -> list[Row]:
    """Letter runs, the newest first; ``contact`` is the person of a run with one letter."""
    return store.dicts(
        "SELECT r.id, r.template_name, r.output_name, r.made_at, r.letters, r.left_out,"
        " r.channel, r.purpose, r.state,"
        " coalesce((SELECT c.name FROM letter l JOIN contact c ON c.id = l.contact_id"
        " WHERE l.letter_run_id = r.id LIMIT 1), '') AS contact"
        " FROM letter_run r ORDER BY r.id DESC LIMIT ?",
        (limit,),
    )


def letters_of(store: Store, run_id: int) -> list[Row]:
    """The letters of a run with whom they went to, in their order."""
    return store.dicts(
        "SELECT l.id, l.contact_id, coalesce(CASE WHEN json_extract(l.edits, '$.covers') IS NULL"
        " THEN c.name END, json_extract(l.merge_values, '$.full_name'), c.name, '') AS name,"
        " coalesce(json_extract(l.merge_values, '$.company'), '') AS company,"
        " coalesce(json_extract(l.merge_values, '$.town'), '') AS town, l.state, l.outcome,"
        " l.recipient, l.overridden, l.at"
        " FROM letter l LEFT JOIN contact c ON c.id = l.contact_id WHERE l.letter_run_id = ?"
        " ORDER BY l.id",
        (run_id,),
    )


def open_deals_of(store: Store, ids: Sequence[int], firm_ids: Sequence[int]) -> list[Row]:
    """Deals that are still open with these people or firms, the next to close first."""
    return store.dicts(
        "SELECT d.id, d.contact_id, d.account_id, d.title, d.amount, d.currency, d.expected_close,"
        " s.name AS stage FROM deal d JOIN stage s ON s.id = d.stage_id WHERE d.state = 'open'"
        " AND (d.contact_id IN (SELECT value FROM json_each(?))"
        " OR d.account_id IN (SELECT value FROM json_each(?)))"
        " ORDER BY d.expected_close = '', d.expected_close, d.id",
        (str(list(ids)), str(list(firm_ids))),
    )


def next_appointments_of(store: Store, ids: Sequence[int], day: str) -> list[Row]:
    """What is to come with these people in the year from a day on, the next first.

    A series gives each of its times. Besides what ``calendar.between`` gives: ``contact_id``.
    """
    wanted = set(ids)
    last = date.fromisoformat(day) + _AHEAD
    rows = calendar.between(
        store, f"{day}T00:00", f"{last.isoformat()}T00:00", having=(list(wanted), (), ())
    )
    return [
        {**row, "contact_id": contact}
        for row in rows
        if row["status"] not in ("cancelled", "no-show") and row["start"] >= day
        for contact in json.loads(row["contact_ids"])
        if contact in wanted
    ]


def last_sent(store: Store, ids: Sequence[int], template_name: str, since: str) -> dict[int, str]:
    """When these people last got a letter of that name since a moment, by their number."""
    rows = store.select(
        "SELECT contact_id, max(at) FROM (SELECT l.contact_id, CASE WHEN l.at <> '' THEN l.at"
        " ELSE u.made_at END AS at FROM letter l JOIN letter_run u ON u.id = l.letter_run_id"
        " WHERE u.template_name = ? AND l.state IN ('sent', 'sending', 'unsure')"
        " AND l.contact_id IN (SELECT value FROM json_each(?))"
        " UNION ALL SELECT v.contact_id, v.at FROM activity v JOIN letter l ON l.id = v.letter_id"
        " JOIN letter_run u ON u.id = l.letter_run_id WHERE u.template_name = ?"
        " AND v.contact_id IN (SELECT value FROM json_each(?))) WHERE at >= ? GROUP BY contact_id",
        (template_name, str(list(ids)), template_name, str(list(ids)), since),
    )
    return {int(row[0]): str(row[1]) for row in rows}


def done_in(store: Store, run_id: int) -> set[int]:
    """Who has a letter of that run already, the others of a household included."""
    rows = store.select(
        "SELECT contact_id, json_extract(edits, '$.covers') FROM letter WHERE letter_run_id = ?"
        " AND state IN ('made', 'sent', 'sending', 'queued', 'unsure')",
        (run_id,),
    )
    found: set[int] = set()
    for contact_id, covers in rows:
        found.update(json.loads(covers) if covers else [])
        if contact_id is not None:
            found.add(int(contact_id))
    return found


def run(store: Store, run_id: int) -> Row:
    """One run whole; raises ``UnknownRow``."""
    row = store.get("letter_run", run_id)
    if row is None:
        message = f"There is no run of letters with the number {run_id}."
        raise UnknownRow(message)
    return row


def letters_in(store: Store, run_id: int) -> list[Row]:
    """The letters of a run with everything that is kept of them, in their order."""
    names = ", ".join(store.info("letter").columns)
    return store.dicts(f"SELECT {names} FROM letter WHERE letter_run_id = ? ORDER BY id", (run_id,))


def covered(row: Row) -> list[int]:
    """Whom a kept letter names: its person, or all of a household."""
    people = json.loads(row["edits"] or "{}").get("covers", ())
    return [int(each) for each in people] or ([row["contact_id"]] if row["contact_id"] else [])


def joint_letters(store: Store, ids: Sequence[int]) -> list[Row]:
    """Letters that go to one of these people and name others besides."""
    return store.dicts(
        "SELECT id, contact_id, edits FROM letter WHERE json_extract(edits, '$.covers')"
        " IS NOT NULL AND contact_id IN (SELECT value FROM json_each(?))",
        (str(list(ids)),),
    )


def letter_with_run(store: Store, letter_id: int) -> Row:
    """A letter with its template: what is needed to make it again. Raises ``UnknownRow``."""
    rows = store.dicts(
        "SELECT l.id, l.contact_id, l.merge_values, l.edits, u.template_name, u.options,"
        " u.channel, d.sha256, coalesce(c.name, '') AS person FROM letter l"
        " JOIN letter_run u ON u.id = l.letter_run_id LEFT JOIN contact c ON c.id = l.contact_id"
        " LEFT JOIN document d ON d.id = u.template_document_id WHERE l.id = ?",
        (letter_id,),
    )
    if not rows:
        message = f"There is no letter with the number {letter_id}."
        raise UnknownRow(message)
    return rows[0]


def template_details(store: Store, name: str) -> Row | None:
    """What is kept of the newest template of that name: purpose, language, subject, field map."""
    rows = store.dicts(
        "SELECT t.id, t.document_id, t.purpose, t.language, t.subject, t.field_map"
        " FROM letter_template t JOIN document d ON d.id = t.document_id"
        " WHERE d.kind = 'template' AND d.name = ? ORDER BY d.id DESC LIMIT 1",
        (name,),
    )
    return rows[0] if rows else None


def label_sheets(store: Store) -> list[Row]:
    """The label sheets of the firm's own, by name, their measures as JSON."""
    return store.dicts("SELECT id, name, measures FROM label_sheet ORDER BY name")


def with_tag(store: Store, tag_id: int) -> list[int]:
    """Everybody with a tag, by name."""
    rows = store.select(
        "SELECT c.id FROM tagging g JOIN contact_line c ON c.id = g.contact_id"
        " WHERE g.tag_id = ? ORDER BY c.name_key, c.id",
        (tag_id,),
    )
    return [int(row[0]) for row in rows]
