"""Columns of lists as data: what a list shows, and what goes to Excel with its real type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from app.models.money import to_major

Kind = Literal["text", "strong", "chip", "date", "datetime", "number", "money", "phone", "yesno"]
RowDict = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key (also its sort key), heading, kind, and width in pixels at base size."""

    key: str
    label: str
    kind: Kind = "text"
    width: int = 140
    source: str = ""
    """The name of the row's value when it is not the key."""
    sortable: bool = True
    shown: bool = True

    def raw(self, row: RowDict) -> Any:
        """The value as the book holds it."""
        return row.get(self.source or self.key)

    def value(self, row: RowDict) -> Any:
        """The value with its real type: date, number in major units, text; ``None`` when empty."""
        found = self.raw(row)
        if found is None or found == "":
            return None
        return _TYPED.get(self.kind, _text)(found, row)


def _text(found: Any, row: RowDict) -> Any:
    del row
    return str(found)


def _date(found: Any, row: RowDict) -> Any:
    del row
    try:
        return date.fromisoformat(str(found)[:10])
    except ValueError:
        return str(found)


def _money(found: Any, row: RowDict) -> Any:
    return to_major(int(found), str(row.get("currency") or "GBP")) if int(found) else None


def _number(found: Any, row: RowDict) -> Any:
    del row
    return found if isinstance(found, int | float) else str(found)


def _yesno(found: Any, row: RowDict) -> Any:
    del row
    return "yes" if found else None


_TYPED: dict[str, Callable[[Any, RowDict], Any]] = {
    "date": _date, "money": _money, "number": _number, "yesno": _yesno,
}  # fmt: skip

CONTACT_COLUMNS = (
    Column("name", "Name", "strong", 230),
    Column("company", "Company", width=190),
    Column("job_title", "Job title", width=150),
    Column("email", "Email", width=230),
    Column("phone", "Phone", "phone", 140),
    Column("town", "Town", width=120),
    Column("postcode", "Postcode", width=90, shown=False),
    Column("country", "Country", width=80, shown=False),
    Column("kind", "Kind", "chip", 100),
    Column("tags", "Tags", width=180),
    Column("last_contact", "Last contact", "date", 120, source="last_contact_at"),
    Column("owner", "Looked after by", width=140, shown=False),
    Column("open_deals", "Open deals", "number", 90, shown=False),
    Column("created", "Added", "date", 110, source="created_at", shown=False),
)
ACCOUNT_COLUMNS = (
    Column("name", "Account", "strong", 248),
    Column("main_contact", "Main contact", width=170),
    Column("town", "Town", width=110),
    Column("kind", "Kind", "chip", 106),
    Column("open_amount", "Open deals", "money", 104),
    Column("won_amount", "Sold so far", "money", 104),
    Column("last_contact", "Last contact", "date", 118, source="last_contact_at"),
    Column("owner", "Looked after by", width=140),
    Column("customer_code", "Customer code", width=110, shown=False),
    Column("phone", "Phone", "phone", 130, shown=False),
    Column("email", "Email", width=200, shown=False),
    Column("postcode", "Postcode", width=90, shown=False),
    Column("country", "Country", width=80, shown=False),
    Column("tags", "Tags", width=160, shown=False),
    Column("people", "People", "number", 80, shown=False),
    Column("created", "Added", "date", 110, source="created_at", shown=False),
)
DEAL_COLUMNS = (
    Column("title", "Deal", "strong", 240),
    Column("account", "Account", width=190, sortable=False),
    Column("contact", "Contact", width=160, sortable=False),
    Column("stage", "Stage", "chip", 120),
    Column("amount", "Amount", "money", 110),
    Column("currency", "Currency", width=80, sortable=False, shown=False),
    Column("state", "State", width=90),
    Column("expected_close", "Expected", "date", 120),
    Column("owner", "Looked after by", width=140, sortable=False),
    Column("created", "Added", "date", 110, source="created_at", shown=False),
)
APPOINTMENT_COLUMNS = (
    Column("start", "From", "datetime", 150, source="start_at"),
    Column("end", "To", "datetime", 150, source="end_at", sortable=False),
    Column("title", "Title", "strong", 220),
    Column("kind", "Kind", width=100, sortable=False),
    Column("contacts", "With", width=180, sortable=False),
    Column("account", "Account", width=160, sortable=False),
    Column("staff", "Who goes", width=140, sortable=False),
    Column("place", "Where", width=200, sortable=False),
    Column("status", "State", width=100, sortable=False),
    Column("zone", "Zone", width=120, sortable=False, shown=False),
)
TASK_COLUMNS = (
    Column("title", "What", "strong", 260),
    Column("due", "Due", "date", 110, source="due_on"),
    Column("due_time", "At", width=70, sortable=False),
    Column("contact", "Contact", width=160, sortable=False),
    Column("account", "Account", width=160, sortable=False),
    Column("owner", "Who", width=140, sortable=False),
    Column("done", "Done", "date", 110, source="done_at", sortable=False),
)
DOCUMENT_COLUMNS = (
    Column("name", "Name", "strong", 280),
    Column("contact", "Contact", width=160, sortable=False),
    Column("account", "Account", width=160, sortable=False),
    Column("size", "Size", "number", 100),
    Column("created", "Added", "date", 110, source="created_at"),
)
ACTIVITY_COLUMNS = (
    Column("at", "When", "datetime", 150),
    Column("kind", "Kind", width=90, sortable=False),
    Column("contact", "Contact", width=170, sortable=False),
    Column("account", "Account", width=170, sortable=False),
    Column("subject", "Subject", "strong", 220, sortable=False),
    Column("body", "Text", width=320, sortable=False),
    Column("staff", "By", width=120, sortable=False),
)
COLUMNS: dict[str, tuple[Column, ...]] = {
    "contact": CONTACT_COLUMNS,
    "account": ACCOUNT_COLUMNS,
    "deal": DEAL_COLUMNS,
    "appointment": APPOINTMENT_COLUMNS,
    "task": TASK_COLUMNS,
    "document": DOCUMENT_COLUMNS,
    "activity": ACTIVITY_COLUMNS,
}
"""The columns of each kind of record, in the order in which they are offered."""


def chosen_columns(entity: str, keys: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """The columns of those keys in that order; without keys, the ones shown at first."""
    columns = COLUMNS[entity]
    if not keys:
        return tuple(column for column in columns if column.shown)
    by_key = {column.key: column for column in columns}
    return tuple(by_key[key] for key in keys if key in by_key)
