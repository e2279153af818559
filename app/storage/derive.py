"""Keep list lines and the search index true: after each step, for the records it touched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.storage.changes import Changes
from app.storage.engine import Connection
from app.storage.recorder import Recorder, unpack
from app.storage.schema.derived import KINDS, SEARCH_SOURCES
from app.storage.tables import Row
from app.storage.text import doc_id

LINE_TABLES = {"contact": "contact_line", "account": "account_line"}
OWNED = (
    "contact_account", "phone", "email_address", "address", "tagging", "field_value",
    "activity", "deal",
)  # fmt: skip
"""Tables whose rows show in the line or index entry of the contact or account they belong to."""

FEW = 200
"""Up to so many records, lines are compared before they are written."""

_MOST_RANGES = 8
"""So many ranges of ids are told to a query; what lies in others is merely looked at again."""

NAMED_IN = (
    ("activity", "contact_id", "account_id"),
    ("deal", "contact_id", "account_id"),
    ("document", "contact_id", "account_id"),
    ("task", "contact_id", "account_id"),
)
"""Records that are found by the name of their contact or account."""


def refresh(connection: Connection, recorder: Recorder, changes: Changes) -> None:
    """Make the derived rows of everything a step touched anew, inside the step's transaction."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS affected"
        " (kind TEXT, id INTEGER, PRIMARY KEY (kind, id)) WITHOUT ROWID"
    )
    connection.execute("DELETE FROM temp.affected")
    _collect_single(connection, recorder)
    _collect_bulk(connection, changes, recorder)
    _spread(connection, recorder)
    _rebuild(connection)
    rows = connection.execute(
        "SELECT kind, id FROM temp.affected WHERE kind IN ('contact', 'account') LIMIT 20000"
    ).fetchall()
    changes.contacts = {row[1] for row in rows if row[0] == "contact"}
    changes.accounts = {row[1] for row in rows if row[0] == "account"}
    connection.execute("DELETE FROM temp.affected")


def _add(connection: Connection, kind: str, ids: set[int]) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO temp.affected VALUES (?, ?)", [(kind, row_id) for row_id in ids]
    )


def _collect_single(connection: Connection, recorder: Recorder) -> None:
    found: dict[str, set[int]] = {}
    for table, row_id, change in recorder.net():
        if table == "tag":
            _add_tagged(connection, row_id)
        for image in (change.before, change.after):
            if image is not None:
                _note_image(found, table, {**image, "id": row_id})
    for kind, ids in found.items():
        _add(connection, kind, ids)


def _note_image(found: dict[str, set[int]], table: str, image: Row) -> None:
    """Note which records show something of this row."""
    if table in KINDS:
        found.setdefault(table, set()).add(image["id"])
    if table in OWNED:
        for column, kind in (("contact_id", "contact"), ("account_id", "account")):
            if image.get(column):
                found.setdefault(kind, set()).add(image[column])
    if table == "attendance":
        found.setdefault("appointment", set()).add(image["appointment_id"])
    if table == "address" and image.get("household_id"):
        found.setdefault("household", set()).add(image["household_id"])


def _add_tagged(connection: Connection, tag_id: int) -> None:
    for column, kind in (("contact_id", "contact"), ("account_id", "account")):
        connection.execute(
            f"INSERT OR IGNORE INTO temp.affected SELECT '{kind}', {column} FROM tagging"
            f" WHERE tag_id = ? AND {column} IS NOT NULL",
            (tag_id,),
        )


def _collect_bulk(connection: Connection, changes: Changes, recorder: Recorder) -> None:
    for part in recorder.bulk:
        if part.op == "delete_many":
            _collect_removed(connection, part.table, part.packed or b"")
            continue
        bounds = (part.first, part.last)
        if part.table in KINDS:
            connection.execute(
                f"INSERT OR IGNORE INTO temp.affected SELECT '{part.table}', id FROM {part.table}"
                " WHERE id BETWEEN ? AND ?",
                bounds,
            )
        if part.table in OWNED:
            for column, kind in (("contact_id", "contact"), ("account_id", "account")):
                connection.execute(
                    f"INSERT OR IGNORE INTO temp.affected SELECT '{kind}', {column}"
                    f" FROM {part.table} WHERE id BETWEEN ? AND ? AND {column} IS NOT NULL"
                    + _not_new(recorder, kind, column),
                    bounds,
                )
        if part.table == "attendance":
            connection.execute(
                "INSERT OR IGNORE INTO temp.affected SELECT 'appointment', appointment_id"
                " FROM attendance WHERE id BETWEEN ? AND ?",
                bounds,
            )


def _not_new(recorder: Recorder, kind: str, column: str) -> str:
    """The condition that leaves aside records which the same step made in bulk: listed already."""
    ranges: list[list[int]] = []
    for part in recorder.bulk:
        if part.op != "insert_range" or part.table != kind:
            continue
        if ranges and ranges[-1][1] + 1 == part.first:
            ranges[-1][1] = part.last
        else:
            ranges.append([part.first, part.last])
    return "".join(f" AND {column} NOT BETWEEN {a} AND {b}" for a, b in ranges[:_MOST_RANGES])


def _collect_removed(connection: Connection, table: str, packed: bytes) -> None:
    found: dict[str, set[int]] = {}
    for row in unpack(packed):
        _note_image(found, table, row)
    for kind, ids in found.items():
        _add(connection, kind, ids)


def _spread(connection: Connection, recorder: Recorder) -> None:
    """Follow names: a firm's people show its name, a firm shows its people's last contact."""
    renamed = _renamed(recorder)
    address_moved = any(table == "address" for table, _, _ in recorder.net())
    for kind, ids in renamed.items():
        for row_id in ids:
            for table, *_ in NAMED_IN:
                connection.execute(
                    f"INSERT OR IGNORE INTO temp.affected SELECT '{table}', id FROM {table}"
                    f" WHERE {kind}_id = ?",
                    (row_id,),
                )
    if address_moved:
        _spread_household(connection)
    if address_moved or renamed["account"]:
        connection.execute(
            "INSERT OR IGNORE INTO temp.affected SELECT 'contact', m.contact_id"
            " FROM contact_account m JOIN temp.affected f ON f.kind = 'account'"
            " AND f.id = m.account_id"
        )
    if renamed["contact"] or _shows_at_the_firm(recorder):
        connection.execute(
            "INSERT OR IGNORE INTO temp.affected SELECT 'account', m.account_id"
            " FROM contact_account m JOIN temp.affected f"
            " ON f.kind = 'contact' AND f.id = m.contact_id"
        )


def _renamed(recorder: Recorder) -> dict[str, list[int]]:
    """The people and firms that got another name."""
    renamed: dict[str, list[int]] = {"contact": [], "account": []}
    for table, row_id, change in recorder.net():
        before, after = change.before, change.after
        if table in renamed and before and after and before["name"] != after["name"]:
            renamed[table].append(row_id)
    return renamed


def _spread_household(connection: Connection) -> None:
    """Who lives in a household shows its address."""
    connection.execute(
        "INSERT OR IGNORE INTO temp.affected SELECT 'contact', c.id FROM contact c"
        " JOIN temp.affected f ON f.kind = 'household' AND f.id = c.household_id"
    )


def _shows_at_the_firm(recorder: Recorder) -> bool:
    """Whether the step did something to a person that their firm's line shows too."""
    shown = {"contact_account", "activity"}
    if any(part.table in (*shown, "contact") for part in recorder.bulk):
        return True
    return any(
        table in shown or (table == "contact" and None in (change.before, change.after))
        for table, _, change in recorder.net()
    )


def _rebuild(connection: Connection) -> None:
    kinds = connection.execute("SELECT kind, count(*) FROM temp.affected GROUP BY kind").fetchall()
    for kind, count in kinds:
        line = LINE_TABLES.get(kind)
        if line and count <= FEW:
            _renew_lines(connection, kind, line)
        elif line:
            chosen = "(SELECT id FROM temp.affected WHERE kind = ?)"
            connection.execute(f"DELETE FROM {line} WHERE id IN {chosen}", (kind,))
            with _indexed_after(connection, line, count):
                connection.execute(
                    f"INSERT INTO {line} SELECT * FROM {line}_source WHERE id IN {chosen}",
                    (kind,),
                )
        if kind in KINDS:
            index_records(connection, kind)


@contextmanager
def _indexed_after(connection: Connection, line: str, count: int) -> Iterator[None]:
    """Where more lines come than there are, make the indexes once they stand, sorted at once."""
    (there,) = connection.execute(f"SELECT count(*) FROM {line}").fetchone()
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql > ''",
        (line,),
    ).fetchall()
    if count <= there:
        indexes = []
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _, sql in indexes:
        connection.execute(sql)


def _renew_lines(connection: Connection, kind: str, line: str) -> None:
    """Write only the lines that really differ: most edits change nothing that a list shows."""
    chosen = "(SELECT id FROM temp.affected WHERE kind = ?)"
    old = {
        row[0]: row
        for row in connection.execute(
            f"SELECT * FROM {line} WHERE id IN {chosen}", (kind,)
        ).fetchall()
    }
    new = connection.execute(
        f"SELECT * FROM {line}_source WHERE id IN {chosen}", (kind,)
    ).fetchall()
    differing = [row for row in new if old.pop(row[0], None) != row]
    gone = [(row_id,) for row_id in old] + [(row[0],) for row in differing]
    connection.executemany(f"DELETE FROM {line} WHERE id = ?", gone)
    if differing:
        marks = ", ".join("?" * len(differing[0]))
        connection.executemany(f"INSERT INTO {line} VALUES ({marks})", differing)


def index_records(connection: Connection, kind: str) -> None:
    """Take the affected records of a kind out of the index and put their present words in."""
    number = KINDS[kind]
    source = SEARCH_SOURCES[kind]
    chosen = "(SELECT id FROM temp.affected WHERE kind = ?)"
    old = f"SELECT id FROM search_doc WHERE kind = {number} AND entity_id IN {chosen}"
    connection.execute(f"DELETE FROM search WHERE rowid IN ({old})", (kind,))
    connection.execute(
        f"DELETE FROM search_doc WHERE kind = {number} AND entity_id IN {chosen}", (kind,)
    )
    connection.execute(
        "INSERT OR IGNORE INTO search_doc (id, kind, entity_id)"
        f" SELECT doc_id({number}, s.sort_text, s.low), {number}, s.entity_id FROM ({source}) s"
        f" WHERE s.entity_id IN {chosen}",
        (kind,),
    )
    _place_collided(connection, kind, number, source)
    words = ", ".join(_searchable(name) for name in ("name", "company", "reach", "place", "note"))
    # Records are read in the order of their ids and sorted once: the other way round, each would
    # be fetched from a random page (three times slower for a large import).
    connection.execute(
        f"WITH texts AS MATERIALIZED (SELECT d.id AS doc, s.* FROM temp.affected f"
        f" CROSS JOIN search_doc d ON d.kind = {number} AND d.entity_id = f.id"
        f" CROSS JOIN ({source}) s ON s.entity_id = f.id WHERE f.kind = ? ORDER BY d.id)"
        " INSERT INTO search (rowid, name, company, reach, place, note)"
        f" SELECT doc, {words} FROM texts",
        (kind,),
    )


def reindex(connection: Connection, kind: str, ids: set[int]) -> None:
    """Put the words of these records into the index anew, in the transaction of the caller.

    For content that is no part of the history and so is not seen by ``refresh``.
    """
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS affected"
        " (kind TEXT, id INTEGER, PRIMARY KEY (kind, id)) WITHOUT ROWID"
    )
    connection.execute("DELETE FROM temp.affected")
    _add(connection, kind, ids)
    index_records(connection, kind)
    connection.execute("DELETE FROM temp.affected")


def _searchable(column: str) -> str:
    """The SQL for a text in the index; plain ASCII goes in as it is (the index folds case).

    More bytes than characters is what tells other texts, four times sooner than a look at each.
    """
    beyond = f"octet_length({column}) > length({column})"
    return f"CASE WHEN {beyond} THEN search_words({column}) ELSE {column} END"


def _place_collided(connection: Connection, kind: str, number: int, source: str) -> None:
    """Give the few records whose wished place was taken the next free one."""
    left = connection.execute(
        f"SELECT s.sort_text, s.low, s.entity_id FROM temp.affected f"
        f" CROSS JOIN ({source}) s ON s.entity_id = f.id WHERE f.kind = ?"
        f" AND NOT EXISTS (SELECT 1 FROM search_doc WHERE kind = {number} AND entity_id = f.id)",
        (kind,),
    ).fetchall()
    for sort_text, low, entity_id in left:
        place = doc_id(number, sort_text, low)
        while connection.execute("SELECT 1 FROM search_doc WHERE id = ?", (place,)).fetchone():
            place += 1
        connection.execute(
            "INSERT INTO search_doc (id, kind, entity_id) VALUES (?, ?, ?)",
            (place, number, entity_id),
        )


def rebuild_all(connection: Connection) -> None:
    """Make every line and the whole index anew; the first rung of the repair ladder (R23)."""
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    connection.execute("DELETE FROM search_doc")
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS affected"
        " (kind TEXT, id INTEGER, PRIMARY KEY (kind, id)) WITHOUT ROWID"
    )
    connection.execute("DELETE FROM temp.affected")
    for kind in KINDS:
        connection.execute(f"INSERT INTO temp.affected SELECT '{kind}', id FROM {kind}")
    for line in LINE_TABLES.values():
        connection.execute(f"DELETE FROM {line}")
    _rebuild(connection)
    connection.execute("DELETE FROM temp.affected")
