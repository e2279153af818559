"""People and firms as rows of lists and tables, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from app.models import money
from app.models.columns import Column
from app.storage.tables import Row
from app.ui import words
from app.ui.delegates.rows import Cell, ContactRowValue, Mark, TableRowValue
from app.ui.delegates.table_row import ColumnKind
from app.ui.forms.kind_words import kind_colour, kind_one

STAR = Mark("star", "Starred", "amber.bar", filled=True)
DEAL = Mark("handshake", "Open deal")
TICK = Column("check", "", width=44, sortable=False)
"""The column of boxes that every table begins with."""
_KINDS: dict[str, ColumnKind] = {
    "strong": "name", "chip": "chip", "money": "money", "number": "number", "date": "date",
}  # fmt: skip


def column_kinds(columns: Sequence[Column]) -> list[ColumnKind]:
    """How each column is painted."""
    return ["check" if one.key == "check" else _KINDS.get(one.kind, "text") for one in columns]


def contact_presenter(today: Callable[[], date]) -> Callable[[Row, str], ContactRowValue]:
    """Turns a row into a list's value, counting days from ``today()``."""

    def present(row: Row, section: str) -> ContactRowValue:
        when, tip = _last_contact(row["last_contact_at"], today())
        marks = []
        if row["open_deals"]:
            marks.append(DEAL)
        if row["next_appointment"]:
            day = datetime.fromisoformat(row["next_appointment"][:16]).date()
            said = f"Appointment {words.day_said(day, today())}"
            marks.append(Mark("calendar-check", said))
        if row["starred"]:
            marks.append(STAR)
        line = row["company"] or row["job_title"] or "Private customer"
        return ContactRowValue(
            row["id"], row["name"], line, when, tuple(marks[:2]), section=section, when_tip=tip
        )

    return present


def _last_contact(at: str, today: date) -> tuple[str, str]:
    if not at:
        return "", ""
    moment = words.local_time(at)
    return words.ago_words(moment.date(), today), words.exact_tip(moment)


def table_presenter(
    columns: Sequence[Column], today: Callable[[], date], *, company: bool
) -> Callable[[Row, str], TableRowValue]:
    """Turns a row into cells for those columns."""

    def present(row: Row, _section: str) -> TableRowValue:
        cells = tuple(_cell(column, row, today()) for column in columns)
        return TableRowValue(row["id"], cells, company)

    return present


def _cell(column: Column, row: Row, today: date) -> Cell:
    if column.key == "check":
        return Cell()
    found = column.raw(row)
    if found is None or found == "":
        return Cell()
    if column.key == "last_contact":
        said, tip = _last_contact(found, today)
        return Cell(said, tip=tip)
    if column.kind == "date":
        day = words.local_time(found).date() if len(found) > 10 else date.fromisoformat(found)
        return Cell(words.short_day(day, today), tip=words.exact_day(day))
    if column.kind == "money":
        return Cell(money.show(found, row["currency"] or "GBP")) if found else Cell()
    if column.kind == "number":
        return Cell(f"{found:,}") if found else Cell()
    if column.kind == "chip":
        return Cell(kind_one(found), kind=kind_colour(found))
    if column.key == "main_contact" and row["people"] > 1:
        return Cell(str(found), note=f"+{row['people'] - 1}")
    return Cell(str(found))


def speak_contact(row: Row) -> str:
    """A person in one sentence, as a screen reader should say it."""
    parts = [row["name"], row["company"] or "private customer"]
    if row["open_deals"]:
        parts.append("open deal")
    if row["starred"]:
        parts.append("starred")
    return ", ".join(parts)
