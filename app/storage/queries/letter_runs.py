"""Letter templates in the book, and the letters that were made."""

from __future__ import annotations

from app.storage.store import Store
from app.storage.tables import Row


def templates(store: Store) -> list[Row]:
    """The newest version of each template kept in the book, by name."""
    return store.dicts(
        "SELECT id, name, sha256, created_at FROM document d WHERE kind = 'template' AND id ="
        " (SELECT max(id) FROM document WHERE kind = 'template' AND name = d.name) ORDER BY name"
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
        " coalesce((SELECT c.name FROM letter l JOIN contact c ON c.id = l.contact_id"
        " WHERE l.letter_run_id = r.id LIMIT 1), '') AS contact"
        " FROM letter_run r ORDER BY r.id DESC LIMIT ?",
        (limit,),
    )


def letters_of(store: Store, run_id: int) -> list[Row]:
    """The letters of a run with whom they went to, in their order."""
    return store.dicts(
        "SELECT l.id, l.contact_id, coalesce(c.name, json_extract(l.merge_values, '$.full_name'),"
        " '') AS name, coalesce(json_extract(l.merge_values, '$.company'), '') AS company,"
        " coalesce(json_extract(l.merge_values, '$.town'), '') AS town"
        " FROM letter l LEFT JOIN contact c ON c.id = l.contact_id WHERE l.letter_run_id = ?"
        " ORDER BY l.id",
        (run_id,),
    )


def with_tag(store: Store, tag_id: int) -> list[int]:
    """Everybody with a tag, by name."""
    rows = store.select(
        "SELECT c.id FROM tagging g JOIN contact_line c ON c.id = g.contact_id"
        " WHERE g.tag_id = ? ORDER BY c.name_key, c.id",
        (tag_id,),
    )
    return [int(row[0]) for row in rows]
