"""What one step did, row by row, as it goes into the history: columns before and after.

Single rows are coalesced to their net effect. Bulk inserts are dense ranges of ids; bulk deletes
keep the rows packed. A chain of hashes over the steps shows whether the history was altered.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

from app.storage.engine import Connection
from app.storage.tables import Row, row_hash

PACK_ROWS = 5_000
"""Rows in one packed payload of a bulk delete."""


def dump(values: Any) -> str:
    """Values as compact JSON text, as the history keeps them."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def pack(columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> bytes:
    """Whole rows, columns first, packed small."""
    return zlib.compress(dump([columns, rows]).encode(), 1)


def unpack(data: bytes) -> list[Row]:
    """The rows of a packed payload as dictionaries."""
    columns, rows = json.loads(zlib.decompress(data))
    return [dict(zip(columns, row, strict=True)) for row in rows]


@dataclass(slots=True)
class RowChange:
    """Net effect on one row: ``before`` is ``None`` for a new row, ``after`` for a removed one."""

    before: Row | None
    after: Row | None


@dataclass(slots=True)
class Bulk:
    """A dense range of inserted rows, or a packed block of removed ones."""

    op: str
    table: str
    first: int
    last: int
    rows: int
    packed: bytes | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the record of a step."""

    journal: int
    bulk: int
    last: Bulk | None
    contents: int


@dataclass(slots=True)
class Recorder:
    """Collects a step's changes in memory and writes them when the step is about to commit."""

    single: dict[tuple[str, int], RowChange] = field(default_factory=dict)
    bulk: list[Bulk] = field(default_factory=list)
    contents: int = 0
    journal: list[tuple[tuple[str, int], RowChange | None]] = field(default_factory=list)
    """What ``single`` held before each change, so that an inner step can be forgotten."""

    def mark(self) -> Mark:
        """Where the record stands, to be gone back to if an inner step fails."""
        last = replace(self.bulk[-1]) if self.bulk else None
        return Mark(len(self.journal), len(self.bulk), last, self.contents)

    def go_back(self, mark: Mark) -> None:
        """Forget everything since ``mark``; the work is that of what is forgotten."""
        while len(self.journal) > mark.journal:
            key, before = self.journal.pop()
            if before is None:
                self.single.pop(key, None)
            else:
                self.single[key] = before
        del self.bulk[mark.bulk :]
        if mark.last is not None:
            self.bulk[-1] = mark.last
        self.contents = mark.contents

    def row(self, table: str, row_id: int, before: Row | None, after: Row | None) -> None:
        """Note a change of one row, folded into what this step did to it already."""
        known = self.single.get((table, row_id))
        self.journal.append(((table, row_id), replace(known) if known else None))
        if known is None:
            self.single[table, row_id] = RowChange(before, after)
            return
        known.after = after
        if known.before is None and after is None:
            del self.single[table, row_id]

    def inserted_range(self, table: str, first: int, count: int) -> None:
        """Note a bulk insert of ``count`` rows with consecutive ids."""
        if self.bulk:
            last = self.bulk[-1]
            if (last.op, last.table, last.last + 1) == ("insert_range", table, first):
                last.last += count
                last.rows += count
                return
        self.bulk.append(Bulk("insert_range", table, first, first + count - 1, count))

    def deleted_many(
        self, table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]
    ) -> None:
        """Note a bulk delete; ``rows`` carry the id first."""
        for start in range(0, len(rows), PACK_ROWS):
            block = rows[start : start + PACK_ROWS]
            ids = [row[0] for row in block]
            data = pack(columns, block)
            self.bulk.append(Bulk("delete_many", table, min(ids), max(ids), len(block), data))

    def covers(self, table: str, row_id: int) -> bool:
        """Whether a row was made by a bulk insert of this same step."""
        return any(
            part.op == "insert_range" and part.table == table and part.first <= row_id <= part.last
            for part in self.bulk
        )

    def net(self) -> list[tuple[str, int, RowChange]]:
        """The single changes that really changed something."""
        return [
            (table, row_id, change)
            for (table, row_id), change in self.single.items()
            if change.before != change.after
        ]

    def is_empty(self) -> bool:
        """Whether the step changed nothing at all."""
        return not self.bulk and not self.contents and not self.net()


def change_rows(recorder: Recorder, step_id: int) -> list[tuple[Any, ...]]:
    """The rows of table ``change`` for a step, each with a digest of its own."""
    rows: list[tuple[Any, ...]] = []
    for table, row_id, change in recorder.net():
        op, before, after = _images(change)
        digest = row_hash((op, table, row_id, before, after))
        rows.append((step_id, op, table, row_id, row_id, 1, before, after, None, digest))
    for part in recorder.bulk:
        payload = blake2b(part.packed or b"", digest_size=7).hexdigest()
        digest = row_hash((part.op, part.table, part.first, part.last, payload))
        rows.append(
            (step_id, part.op, part.table, part.first, part.last, part.rows, None, None,
             part.packed, digest)
        )  # fmt: skip
    return rows


def _images(change: RowChange) -> tuple[str, str | None, str | None]:
    before, after = change.before, change.after
    if before is None:
        return "insert", None, dump(after)
    if after is None:
        return "delete", dump(before), None
    names = [name for name in after if before.get(name) != after[name]]
    return (
        "update",
        dump({name: before.get(name) for name in names}),
        dump({name: after[name] for name in names}),
    )


def chain_hash(previous: str, head: tuple[Any, ...], digests: list[int]) -> str:
    """The hash of a step over the step before it, its own words and its changes (R27)."""
    text = ascii((previous, *head, tuple(digests)))
    return blake2b(text.encode("ascii"), digest_size=16).hexdigest()


def counts_of(rows: list[tuple[Any, ...]]) -> dict[str, dict[str, int]]:
    """How many rows of which table were added, changed and removed."""
    names = {"insert": "added", "insert_range": "added", "update": "changed"}
    counts: dict[str, dict[str, int]] = {}
    for row in rows:
        verb = names.get(row[1], "removed")
        per_table = counts.setdefault(row[2], {})
        per_table[verb] = per_table.get(verb, 0) + row[5]
    return counts


def write_step(connection: Connection, recorder: Recorder, head: dict[str, Any]) -> tuple[int, str]:
    """Write the step and its changes; return the step's number and its link of the chain."""
    last = connection.execute("SELECT id, chain FROM step ORDER BY id DESC LIMIT 1").fetchone()
    step_id, previous = (last[0] + 1, last[1]) if last else (1, "")
    rows = change_rows(recorder, step_id)
    counts = counts_of(rows)
    # A step that cannot be taken back points at itself.
    target = step_id if head.get("lasting") else head["target"]
    words = (step_id, head["at"], head["actor"], head["label"], head["kind"], target or 0)
    chain = chain_hash(previous, words, [row[-1] for row in rows])
    connection.execute(
        "INSERT INTO step (id, at, actor, label, kind, target_id, rows, counts, chain)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (step_id, head["at"], head["actor"], head["label"], head["kind"], target,
         sum(row[5] for row in rows), dump(counts), chain),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO change (step_id, op, table_name, row_id, last_id, rows, before, after,"
        " packed, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    return step_id, chain
