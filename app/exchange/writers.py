"""The one list of writers: what a list, contacts or a calendar can be saved as."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.exchange import json_out
from app.exchange.calendars import icalendar_out
from app.exchange.cards import vcard_out
from app.exchange.tables import csv_out, list_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from app.exchange.tables.list_workbook import Column


@dataclass(frozen=True, slots=True)
class Writer:
    """A format to write. `takes` says what `write` is given after the path.

    "table": title, columns (list_workbook.Column), rows; "cards": vcard_out.Card values;
    "events": icalendar_out.CalendarEvent values; "records": mappings. `write` returns the number
    written and raises CannotWrite.
    """

    key: str
    name: str
    extensions: tuple[str, ...]
    takes: str
    write: Callable[..., int]


def _csv_table(
    path: str | Path, _title: str, columns: Sequence[Column], rows: Iterable[Sequence[object]]
) -> int:
    return csv_out.write(path, [column.label for column in columns], rows)


def _newer_cards(path: str | Path, cards: Iterable[vcard_out.Card]) -> int:
    return vcard_out.write(path, cards, "4.0")


WRITERS: tuple[Writer, ...] = (
    Writer("xlsx", "Excel workbook", (".xlsx",), "table", list_workbook.write),
    Writer("csv", "CSV, for any spreadsheet", (".csv",), "table", _csv_table),
    Writer("vcard3", "vCard 3.0", (".vcf", ".vcard"), "cards", vcard_out.write),
    Writer("vcard4", "vCard 4.0", (".vcf", ".vcard"), "cards", _newer_cards),
    Writer("ics", "iCalendar", (".ics",), "events", icalendar_out.write),
    Writer("json", "JSON", (".json",), "records", json_out.write),
)


def writer_for(path: str | Path, key: str = "") -> Writer | None:
    """The writer for the ending of this file name, or None; of several that with this key."""
    ending = Path(path).suffix.lower()
    fitting = [writer for writer in WRITERS if ending in writer.extensions]
    return next((writer for writer in fitting if writer.key == key), next(iter(fitting), None))
