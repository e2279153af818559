"""Hand out a list: exactly the rows and columns on view, in the format of the file's name."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.desk import calendar_events, cards
from app.desk.whole_lists import ENTITIES, Entity, WholeList
from app.exchange import writers
from app.exchange.tables import list_workbook
from app.exchange.writers import Writer
from app.models.activity import KINDS as ACTIVITY_KINDS
from app.models.calendar.appointment import KINDS as APPOINTMENT_KINDS
from app.models.calendar.appointment import STATUSES
from app.models.columns import COLUMNS, Column
from app.models.deal import STATES
from app.models.errors import Refusal
from app.models.money import digits
from app.models.operations.appointment_kinds import kinds
from app.storage.queries import lists, many
from app.storage.queries.lists import ListQuery
from app.storage.store import Store
from app.storage.tables import Row

Progress = Callable[[int, int, str], None]
PAGE = 2_000
_PAID = ("deal", "account")


@dataclass(frozen=True, slots=True)
class Exported:
    """A list that was written."""

    rows: int
    file: Path
    seconds: float
    columns: tuple[str, ...] = ()
    """The keys of the columns of a table; none for cards and calendars."""


def formats_for(entity: str) -> tuple[Writer, ...]:
    """The formats that a list of this kind of record can be saved as, the usual one first."""
    takes = {"table", "records"}
    if entity in ("contact", "account"):
        takes.add("cards")
    if entity in ("appointment", "task"):
        takes.add("events")
    return tuple(writer for writer in writers.WRITERS if writer.takes in takes)


def export_list(
    store: Store,
    query: ListQuery,
    columns: Sequence[Column] | None,
    to: Path,
    title: str = "",
    progress: Progress | None = None,
    *,
    form: str = "",
    shortened: str = "",
    rows: Sequence[Row] | None = None,
) -> Exported:
    """Write the records of a view to a file; the ending of its name says which format.

    ``form`` is the key of a writer, where an ending stands for several (vCard 3.0 and 4.0).
    ``shortened`` is what stands behind the beginning of a text that is longer than a cell of a
    workbook holds; without it such a list is refused.

    A table gets exactly these columns; with ``None`` every fact a column of its own, under
    headings that our own import knows. Cards and calendars get everything about each record.
    Ids without a sort key go out in the order in which they are given. ``rows`` stand in a table
    instead of the book's own: what repeats is on view once a day, but a row of the book only once.
    Raises ``Refusal`` for an ending that does not fit, ``CannotWrite`` and ``UnwritableList``;
    a file that stood there before then stays.
    """
    started = time.perf_counter()
    writer = writer_of(query.entity, to, form)
    ids = _ordered(list(lists.list_ids(store, query)), query)
    told = _Telling(progress, len(ids if rows is None else rows))
    keys: tuple[str, ...] = ()
    if writer.takes == "cards":
        count = writer.write(to, told.over(_cards(store, query.entity, ids)))
    elif writer.takes == "events":
        count = writer.write(to, told.over(_events(store, query.entity, ids)))
    else:
        lines = writer.takes == "records"
        shown = _List(store, query.entity, ids, columns, tag_lines=lines, given=rows)
        keys = tuple(column.key for column in shown.columns)
        if writer.takes == "records":
            count = writer.write(to, told.over(shown.records()))
        else:
            count = _write_table(writer, shown, to, title, told, shortened)
    return Exported(count, to, time.perf_counter() - started, keys)


def _ordered(ids: list[int], query: ListQuery) -> list[int]:
    if query.sort or not query.ids:
        return ids
    places = {row_id: place for place, row_id in enumerate(query.ids)}
    return sorted(ids, key=places.__getitem__)


class _List:
    """The rows of a view with the columns asked for, or with everything there is to know."""

    def __init__(
        self,
        store: Store,
        entity: str,
        ids: list[int],
        columns: Sequence[Column] | None,
        *,
        tag_lines: bool = False,
        given: Sequence[Row] | None = None,
    ) -> None:
        self.store, self.entity, self.ids, self.given = store, entity, ids, given
        self.whole: WholeList | None = None
        if columns is None and entity in ENTITIES:
            kind: Entity = "contact" if entity == "contact" else "account"
            self.whole = WholeList(store, kind, ids, tag_lines)
            columns = self.whole.columns
        self.columns: Sequence[Column] = COLUMNS[entity] if columns is None else columns

    def rows(self) -> Iterator[Row]:
        if self.whole is not None:
            return self.whole.rows()
        if self.given is not None:
            return iter(self.given)
        return paged(self.store, self.entity, self.ids)

    def records(self) -> Iterator[dict[str, Any]]:
        return _records(self.rows(), self.columns)

    def currency(self) -> str:
        """The one currency of all amounts, if there is one."""
        if self.whole is not None or self.entity not in _PAID:
            return ""
        used = many.currencies(self.store, lists.SOURCES[self.entity], self.ids)
        return used[0] if len(used) == 1 else ""


def writer_of(entity: str, to: Path, form: str = "") -> Writer:
    """The format for that file name; raises ``Refusal`` naming those that fit."""
    writer = writers.writer_for(to, form)
    fitting = formats_for(entity)
    if writer is None or writer not in fitting:
        endings = dict.fromkeys(ending for each in fitting for ending in each.extensions[:1])
        raise Refusal(
            f"This list cannot be saved as {to.suffix or 'a file without an ending'}. "
            f"These can be written: {', '.join(endings)}."
        )
    return writer


class _Telling:
    """Reports rows as they pass; the report raises when the person cancels."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total

    def over(self, rows: Iterable[Any]) -> Iterator[Any]:
        for number, row in enumerate(rows):
            if self._progress is not None and number % 200 == 0:
                self._progress(number, self._total, "rows")
            yield row


def _write_table(
    writer: Writer, shown: _List, to: Path, title: str, told: _Telling, shortened: str
) -> int:
    currency = shown.currency()
    heads = [_head(column, currency) for column in shown.columns]
    said = words_of(shown.store, shown.entity)
    rows: Iterator[list[Any]] = (
        [said_value(column, row, said) for column in shown.columns] for row in shown.rows()
    )
    if shortened:
        rows = ([_fitting(value, shortened) for value in row] for row in rows)
    return int(writer.write(to, title or "List", heads, told.over(rows)))


def _fitting(value: Any, shortened: str) -> Any:
    """A value that a cell holds: of a text that is too long the beginning, and ``shortened``."""
    if list_workbook.fits(value):
        return value
    return value[: list_workbook.SAFE_LENGTH - len(shortened)] + shortened


def _head(column: Column, currency: str) -> list_workbook.Column:
    kind = "text" if column.kind in ("strong", "chip") else column.kind
    money = currency if kind == "money" else ""
    return list_workbook.Column(column.label, kind, currency=money)


def paged(store: Store, entity: str, ids: Sequence[int]) -> Iterator[Row]:
    """The rows of a view, fetched a page at a time."""
    for start in range(0, len(ids), PAGE):
        yield from lists.page(store, entity, ids[start : start + PAGE])


def records_of(
    store: Store, entity: str, ids: Sequence[int], columns: Sequence[Column]
) -> Iterator[dict[str, Any]]:
    """Each record as plain values by column key, with its number and, for money, its currency."""
    return _records(paged(store, entity, ids), columns)


def _records(rows: Iterable[Row], columns: Sequence[Column]) -> Iterator[dict[str, Any]]:
    paid = any(column.kind == "money" for column in columns)
    for row in rows:
        made: dict[str, Any] = {"id": row["id"]}
        made.update((column.key, plain_value(column, row)) for column in columns)
        if paid:
            made.setdefault("currency", row.get("currency") or "")
        yield made


def plain_value(column: Column, row: Row) -> Any:
    """A value for JSON: moments as the book holds them, amounts as numbers, "" for nothing."""
    if column.kind == "datetime":
        return column.raw(row) or ""
    if column.kind == "yesno":
        return bool(column.raw(row))
    value = column.value(row)
    return "" if value is None else value


def words_of(store: Store, entity: str) -> dict[str, Mapping[str, str]]:
    """How the keys in some columns of a kind of record read: by column, by key."""
    if entity == "appointment":
        usual = {key: facts[0] for key, facts in APPOINTMENT_KINDS.items()}
        names = {kind.key: kind.name for kind in kinds(store, everything=True)}
        return {"kind": usual | names, "status": STATUSES}
    if entity == "activity":
        return {"kind": {key: key.capitalize() for key in (*ACTIVITY_KINDS, "appointment")}}
    return {"state": STATES} if entity == "deal" else {}


def said_value(column: Column, row: Row, said: Mapping[str, Mapping[str, str]]) -> Any:
    """A value for a table as ``typed_value`` gives it, a key as it reads on the screen."""
    if column.key in said:
        key = str(column.raw(row) or "")
        return said[column.key].get(key, key)
    return typed_value(column, row)


def typed_value(column: Column, row: Row) -> Any:
    """A value for a table: real dates, amounts to the penny, moments in local wall time."""
    if column.kind == "datetime":
        return _moment(column, row)
    value = column.value(row)
    if column.kind == "chip" and value:
        return value[:1].upper() + value[1:]  # as it is read on the screen
    if column.kind == "money" and value is not None:
        places = digits(str(row.get("currency") or "GBP"))
        return Decimal(int(column.raw(row))).scaleb(-places)
    return value


def _moment(column: Column, row: Row) -> Any:
    text = str(column.raw(row) or "")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text or None
    if row.get("all_day"):
        # All-day appointments end before the day they name; a reader wants the last day.
        last = column.key == "end"
        return (moment - timedelta(days=1)).date() if last else moment.date()
    if moment.tzinfo is not None:
        moment = moment.astimezone().replace(tzinfo=None)
    return moment.replace(microsecond=0)


def _cards(store: Store, entity: str, ids: Sequence[int]) -> Iterator[Any]:
    make = cards.people if entity == "contact" else cards.firms
    for start in range(0, len(ids), PAGE):
        yield from make(store, ids[start : start + PAGE])


def _events(store: Store, entity: str, ids: Sequence[int]) -> Iterator[Any]:
    make = calendar_events.events if entity == "appointment" else calendar_events.tasks
    for start in range(0, len(ids), PAGE):
        yield from make(store, ids[start : start + PAGE])
