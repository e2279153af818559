"""Who has not been spoken to for longer than is usual: facts for the advice on the Today page."""

from __future__ import annotations

from app.storage.store import Store
from app.storage.tables import Row

_NEXT_STEP = (
    "EXISTS (SELECT 1 FROM task k WHERE k.{owner}_id = {id} AND k.done_at = ''"
    " AND k.due_on <> '' AND k.due_on >= ?)"
)
_MEETING = (
    "EXISTS (SELECT 1 FROM attendance t JOIN appointment e ON e.id = t.appointment_id"
    " WHERE t.contact_id = c.id AND e.status <> 'cancelled' AND (e.start_at >= ?"
    " OR e.series_end >= ?))"
)

_OF_TAGS = (
    "(SELECT g.{0}_id AS id, min(t.rhythm_days) AS days, t.name AS tag FROM tag t JOIN tagging g"
    " ON g.tag_id = t.id WHERE t.rhythm_days > 0 AND g.{0}_id IS NOT NULL GROUP BY g.{0}_id)"
)
_RHYTHM = (
    "CASE WHEN {0}.rhythm_days > 0 THEN {0}.rhythm_days ELSE r.days END AS rhythm,"
    " CASE WHEN {0}.rhythm_days > 0 THEN '' ELSE r.tag END AS tag"
)
_SINCE = "CASE WHEN last_day <> '' THEN last_day ELSE added END"
_DUE = (
    # Most urgent first and cut before plans are looked for: a tag may be carried by everybody.
    "SELECT * FROM (SELECT *, julianday(?) - julianday(CASE WHEN length({since}) = 10 THEN {since}"
    " END) AS silent FROM ({of}) WHERE silent >= rhythm ORDER BY silent / rhythm DESC LIMIT -1) c"
    " WHERE {free} LIMIT ?"
)


def with_rhythm(store: Store, today: str, most: int) -> list[Row]:
    """Contacts whose rhythm passed, their own or a tag's (the shortest counts), nothing planned.

    ``added`` is the day from which those count who were never spoken to; the most urgent first.
    """
    of = (
        "SELECT c.id, c.id AS contact_id, NULL AS account_id, l.name, l.company,"
        " substr(max(l.last_contact_at, ''), 1, 10) AS last_day,"
        f" substr(c.created_at, 1, 10) AS added, {_RHYTHM.format('c')}"
        " FROM contact c JOIN contact_line l ON l.id = c.id"
        f" LEFT JOIN {_OF_TAGS.format('contact')} r ON r.id = c.id"
        " WHERE (c.rhythm_days > 0 OR r.days > 0) AND c.deceased = 0"
    )
    free = f"NOT {_NEXT_STEP.format(owner='contact', id='c.id')} AND NOT {_MEETING}"
    return store.dicts(
        _DUE.format(since=_SINCE, of=of, free=free), (today, today, today, today, most)
    )


def accounts_with_rhythm(store: Store, today: str, most: int) -> list[Row]:
    """Firms whose rhythm passed with nothing planned, as ``with_rhythm`` says it of persons."""
    of = (
        "SELECT a.id, l.contact_id, a.id AS account_id, a.name, l.main_contact AS company,"
        " substr(l.last_contact_at, 1, 10) AS last_day, substr(a.created_at, 1, 10) AS added,"
        f" {_RHYTHM.format('a')} FROM account a JOIN account_line l ON l.id = a.id"
        f" LEFT JOIN {_OF_TAGS.format('account')} r ON r.id = a.id"
        " WHERE (a.rhythm_days > 0 OR r.days > 0)"
    )
    free = (
        f"NOT {_NEXT_STEP.format(owner='account', id='c.id')}"
        " AND NOT EXISTS (SELECT 1 FROM appointment e WHERE e.account_id = c.id"
        " AND e.status <> 'cancelled' AND (e.start_at >= ? OR e.series_end >= ?))"
    )
    return store.dicts(
        _DUE.format(since=_SINCE, of=of, free=free), (today, today, today, today, most)
    )


def customers_gone_quiet(store: Store, after: str, before: str, today: str, most: int) -> list[Row]:
    """Customers last spoken to between two days, with the days of all their contacts (JSON)."""
    return store.dicts(
        "SELECT c.id AS contact_id, l.account_id, l.name, l.company,"
        " substr(l.last_contact_at, 1, 10) AS last_day,"
        " (SELECT json_group_array(DISTINCT substr(v.at, 1, 10)) FROM activity v"
        "  WHERE v.contact_id = c.id AND v.kind <> 'note') AS days"
        " FROM contact_line l JOIN contact c ON c.id = l.id WHERE l.kind = 'customer'"
        " AND l.last_contact_at >= ? AND l.last_contact_at < ? AND c.deceased = 0"
        f" AND NOT {_NEXT_STEP.format(owner='contact', id='c.id')} AND NOT {_MEETING}"
        " AND (SELECT count(*) FROM activity v WHERE v.contact_id = c.id AND v.kind <> 'note') > 3"
        " ORDER BY l.last_contact_at DESC LIMIT ?",
        (after, before, today, today, today, most),
    )


def quiet_deals(store: Store, today: str) -> list[Row]:
    """Open deals with the last contact of their person and whether anything is planned."""
    return store.dicts(
        "SELECT d.id AS deal_id, d.title, d.amount, d.currency, d.contact_id, d.account_id,"
        " coalesce(l.name, a.name, d.title) AS name, coalesce(a.name, l.company, '') AS company,"
        " substr(coalesce(l.last_contact_at, ''), 1, 10) AS last_day,"
        " substr(d.created_at, 1, 10) AS added, d.expected_close,"
        " (EXISTS (SELECT 1 FROM task t WHERE t.deal_id = d.id AND t.done_at = '')"
        "  OR EXISTS (SELECT 1 FROM appointment e WHERE e.deal_id = d.id"
        "  AND e.status <> 'cancelled' AND (e.start_at >= ? OR e.series_end >= ?))) AS planned"
        " FROM deal d LEFT JOIN contact_line l ON l.id = d.contact_id"
        " LEFT JOIN contact c ON c.id = d.contact_id"
        " LEFT JOIN account a ON a.id = d.account_id WHERE d.state = 'open'"
        " AND coalesce(c.deceased, 0) = 0",
        (today, today),
    )
