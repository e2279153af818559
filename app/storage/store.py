"""The store: read anything, and write only inside ``step(label)``.

One step is one transaction: rows, history, list lines, search index and row hashes together, all
or nothing. Outside a step the connection is ``query_only``, so a stray write cannot happen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.storage import clock, derive, errors
from app.storage.changes import Changes
from app.storage.engine import Connection, sqlite_utils_database, watched
from app.storage.identity import FileIdentity
from app.storage.ids import new_id, new_ids
from app.storage.recorder import Recorder, write_step
from app.storage.tables import RECORDED, Row, TableInfo, Value, hashed_rows, read_info, row_hash

Opener = Any
"""``open_connection(path, read_only) -> Connection``; given by ``book`` so that we can reopen."""


class Store:
    """One open book. Made by ``book.open_book``; closed by ``close``."""

    def __init__(
        self, path: Path, connection: Connection, identity: FileIdentity, opener: Opener
    ) -> None:
        self.path = path
        self.connection = connection
        self.identity = identity
        self.actor = ""
        self.read_only_because = ""
        self.last_changes = Changes()
        self._opener = opener
        self._infos: dict[str, TableInfo] = {}
        self.is_closed = False
        self._recorder: Recorder | None = None
        self._tip = self._read_tip()

    # Reading -------------------------------------------------------------------------------

    def select(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Rows of a query as tuples. Errors of the world come as ``BookError``."""
        with self._plain_errors():
            return list(self.connection.execute(sql, tuple(parameters)).fetchall())

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a query, if there is one."""
        rows = self.select(sql, parameters)
        return rows[0] if rows else None

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first value of the first row, or ``None``."""
        row = self.one(sql, parameters)
        return row[0] if row else None

    def dicts(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Rows of a query as dictionaries by column name."""
        with self._plain_errors():
            cursor = self.connection.execute(sql, tuple(parameters))
            names = [part[0] for part in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def get(self, table: str, row_id: int) -> Row | None:
        """One row of a table as a dictionary without its hash, or ``None``."""
        info = self.info(table)
        row = self.one(f"SELECT {', '.join(info.columns)} FROM {table} WHERE id = ?", (row_id,))
        return dict(zip(info.columns, row, strict=True)) if row else None

    def info(self, table: str) -> TableInfo:
        """The columns, defaults and links of a table, read from the file once."""
        found = self._infos.get(table)
        if found is None:
            found = self._infos[table] = read_info(self.connection, table)
        return found

    def links_to(self, parent: str) -> list[Any]:
        """Every column of a recorded table that points at ``parent``."""
        return [
            link for name in RECORDED for link in self.info(name).links if link.parent == parent
        ]

    @property
    def database(self) -> Any:
        """The book as a sqlite-utils ``Database`` for schema work and looking around."""
        return sqlite_utils_database(self.connection)

    # Writing -------------------------------------------------------------------------------

    @property
    def in_step(self) -> bool:
        """Whether a step is open on this store."""
        return self._recorder is not None

    @contextmanager
    def step(
        self,
        label: str,
        *,
        kind: str = "do",
        target: int | None = None,
        watch: Callable[[], None] | None = None,
    ) -> Iterator[Changes]:
        """One change of the book: everything in the block happens, or nothing does.

        Nested use joins the outer step as a savepoint. A block that changes nothing leaves no
        step. ``watch`` is called again and again while lists and index are made for many rows;
        what it raises takes everything back. Raises ``BookMoved``, ``BookOverwritten``,
        ``BookLocked``, ``DiskFull`` and the like.
        """
        if self._recorder is not None:
            with self._savepoint() as changes:
                yield changes
            return
        with self._plain_errors():
            self._begin()
        changes = Changes(label=label, kind=kind)
        recorder = self._recorder = Recorder()
        try:
            with self._plain_errors():
                yield changes
                with watched(self.connection, watch):
                    self._finish(recorder, changes, target)
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._recorder = None
        self.last_changes = changes

    def put(self, table: str, values: Row) -> int:
        """Insert a row, or change the given columns of the row whose ``id`` is given.

        Returns the id. An unchanged row is left alone and leaves nothing in the history.
        """
        recorder = self._writing()
        row_id = values.get("id")
        if row_id is None:
            return self._insert(recorder, table, {**values, "id": new_id()})
        before = self.get(table, row_id)
        if before is None:
            return self._insert(recorder, table, values)
        after = {**before, **values}
        if after != before:
            names = [name for name in values if before[name] != values[name]]
            sets = ", ".join(f"{name} = ?" for name in names)
            self.connection.execute(
                f"UPDATE {table} SET {sets}, chk = ? WHERE id = ?",
                (*(values[name] for name in names), row_hash(tuple(after.values())), row_id),
            )
            if not recorder.covers(table, row_id):
                recorder.row(table, row_id, before, after)
        return int(row_id)

    def put_many(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> int:
        """Insert many rows at once and return the first of their consecutive ids.

        ``rows`` hold the values of ``columns`` (``id`` is not among them unless the caller
        reserved a dense range with ``ids.new_ids`` and gives it as the first column).
        """
        recorder = self._writing()
        if not rows:
            return 0
        info = self.info(table)
        given = columns[0] == "id"
        first = int(rows[0][0] or 0) if given else new_ids(len(rows))
        numbered = rows if given else [(i, *row) for i, row in enumerate(rows, first)]
        said, full = hashed_rows(info, columns if given else ("id", *columns), numbered)
        marks = ", ".join("?" * len(said))
        self.connection.executemany(
            f"INSERT INTO {table} ({', '.join(said)}) VALUES ({marks})", full
        )
        recorder.inserted_range(table, first, len(rows))
        return first

    def remove(self, table: str, row_id: int) -> bool:
        """Delete one row; ``False`` when there was none. Rows that point at it go first."""
        recorder = self._writing()
        before = self.get(table, row_id)
        if before is None:
            return False
        self.connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        recorder.row(table, row_id, before, None)
        return True

    def remove_many(self, table: str, where: str, parameters: Sequence[Any] = ()) -> int:
        """Delete every row that meets our own SQL condition; returns how many."""
        recorder = self._writing()
        info = self.info(table)
        rows = self.select(
            f"SELECT {', '.join(info.columns)} FROM {table} WHERE {where}", parameters
        )
        if len(rows) <= 1:
            for row in rows:
                self.remove(table, row[0])
            return len(rows)
        self.connection.execute(f"DELETE FROM {table} WHERE {where}", tuple(parameters))
        recorder.deleted_many(table, info.columns, rows)
        return len(rows)

    def write_content(self, sql: str, parameters: Sequence[Any]) -> None:
        """Write file content, which is known by its hash and not kept in the history."""
        recorder = self._writing()
        self.connection.execute(sql, tuple(parameters))
        recorder.contents += 1

    def set_business(self, key: str, value: str) -> None:
        """Keep a setting of the business in the book. Settings are no part of the history."""
        recorder = self._writing()
        self.connection.execute(
            "INSERT INTO business (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )
        recorder.contents += 1

    def execute_in_step(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Run bookkeeping SQL of the storage floor (temp tables, undo marks) inside a step."""
        self._writing()
        return self.connection.execute(sql, tuple(parameters))

    def mark_undone(self, target: int, by: int | None) -> None:
        """Note which step took ``target`` back, or that it stands again."""
        self.connection.execute("UPDATE step SET undone_by = ? WHERE id = ?", (by, target))

    # The file ------------------------------------------------------------------------------

    def check_file(self) -> bool:
        """Look whether the file is still ours; reload after a change by another program.

        Returns whether something was reloaded. Raises ``BookMoved`` or ``BookOverwritten``.
        """
        state = self.identity.state()
        if state == "same":
            return False
        if state == "moved":
            message = f"{self.path.name} was moved, deleted or replaced while it was open."
            raise errors.BookMoved(message)
        self.reload()
        return True

    def reload(self, *, accept_other: bool = False) -> None:
        """Open the file anew. Unless told otherwise, it must still hold our last step."""
        fresh = self._opener(self.path, bool(self.read_only_because))
        self.connection.close()
        self.connection = fresh
        self.identity.note()
        self._infos.clear()
        step_id, chain = self._tip
        if step_id and not accept_other:
            row = self.one("SELECT chain FROM step WHERE id = ?", (step_id,))
            if row is None or row[0] != chain:
                self.identity.forget()
                message = f"Another copy of {self.path.name} was written over it."
                raise errors.BookOverwritten(message)
        self._tip = self._read_tip()
        self.last_changes = Changes(everything=True)

    def close(self) -> None:
        """Close the file. Reading or writing afterwards is a mistake."""
        self.is_closed = True
        self.connection.close()

    # Inside --------------------------------------------------------------------------------

    def _insert(self, recorder: Recorder, table: str, values: Row) -> int:
        info = self.info(table)
        row: Row = {name: values.get(name, info.defaults[name]) for name in info.columns}
        unknown = set(values) - set(row)
        if unknown:
            message = f"{table} has no column {sorted(unknown)[0]}"
            raise KeyError(message)
        marks = ", ".join("?" * (len(row) + 1))
        self.connection.execute(
            f"INSERT INTO {table} ({', '.join(row)}, chk) VALUES ({marks})",
            (*row.values(), row_hash(tuple(row.values()))),
        )
        recorder.row(table, row["id"], None, row)
        return int(row["id"])

    def _writing(self) -> Recorder:
        if self._recorder is None:
            message = "Nothing is written outside a step."
            raise errors.WriteOutsideStep(message)
        return self._recorder

    def _begin(self) -> None:
        if self.read_only_because:
            raise errors.BookReadOnly(self.read_only_because)
        for _ in range(5):
            self.check_file()
            self.connection.execute("PRAGMA query_only=OFF")
            try:
                self.connection.execute("BEGIN IMMEDIATE")
                if self.identity.state() == "same":
                    return
            except BaseException:
                self._roll_back()
                raise
            self._roll_back()
        message = "Another program keeps writing to the book."
        raise errors.BookLocked(message)

    def _finish(self, recorder: Recorder, changes: Changes, target: int | None) -> None:
        if not self.connection.in_transaction:
            message = "The disk is full or failed, and the change was taken back."
            raise errors.DiskFull(message)
        if recorder.is_empty() and not changes.recorded_always:
            self._roll_back()
            return
        self._list_touched(recorder, changes)
        derive.refresh(self.connection, recorder, changes)
        if recorder.bulk or recorder.net() or changes.recorded_always:
            head = {
                "at": clock.now(), "actor": self.actor, "label": changes.label,
                "kind": changes.kind, "target": target, "lasting": changes.lasting,
            }  # fmt: skip
            changes.step_id, chain = write_step(self.connection, recorder, head)
            if target is not None:
                self.mark_undone(target, changes.step_id)
        with self.identity.committing():
            self.connection.execute("COMMIT")
        self.connection.execute("PRAGMA query_only=ON")
        if changes.step_id:
            self._tip = (changes.step_id, chain)

    def _list_touched(self, recorder: Recorder, changes: Changes) -> None:
        for table, row_id, _ in recorder.net():
            changes.table(table).ids.add(row_id)
        for part in recorder.bulk:
            changes.table(part.table).ranges.append((part.first, part.last))

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")
        self.connection.execute("PRAGMA query_only=ON")

    @contextmanager
    def _savepoint(self) -> Iterator[Changes]:
        recorder = self._writing()
        mark = recorder.mark()
        self.connection.execute("SAVEPOINT inner_step")
        try:
            yield Changes()
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK TO inner_step")
                self.connection.execute("RELEASE inner_step")
            recorder.go_back(mark)
            raise
        self.connection.execute("RELEASE inner_step")

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        """The one place where the engine's errors become ours; nothing is swallowed."""
        try:
            yield
        except Exception as error:
            known = errors.from_sqlite(error)
            if known is None:
                raise
            raise known from error

    def _read_tip(self) -> tuple[int, str]:
        row = self.connection.execute(
            "SELECT id, chain FROM step ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return (row[0], row[1]) if row else (0, "")
