"""All that a page about one person or firm shows, read at once as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.models.qt.session import Session
from app.storage.errors import UnknownRow
from app.storage.queries import households, records
from app.storage.settings import setting
from app.storage.tables import Row

Owner = Literal["contact", "account"]


@dataclass(frozen=True, slots=True)
class Facts:
    """One record and what hangs on it; ``links`` are a person's firms or a firm's people."""

    kind: Owner
    id: int
    row: Row
    phones: tuple[Row, ...] = ()
    emails: tuple[Row, ...] = ()
    addresses: tuple[Row, ...] = ()
    tags: tuple[Row, ...] = ()
    own_fields: tuple[Row, ...] = ()
    links: tuple[Row, ...] = ()
    staff: tuple[Row, ...] = ()
    country: str = "GB"
    language: str = "en"
    """The language of the business, for greetings of people whose own is not known."""
    borrowed_address: Row | None = None
    """The firm's address, which a person without one of their own takes."""
    parent: Row | None = None
    home_address: Row | None = None
    """The household's address, which comes before the firm's."""

    def text(self, key: str) -> str:
        """A column of the record as text; nothing as ""."""
        value = self.row.get(key)
        return "" if value is None else str(value)

    @property
    def name(self) -> str:
        """The shown name."""
        return self.text("name")

    @property
    def first_name(self) -> str:
        """How to call them in a sentence: the first name, or the whole name."""
        return self.text("first_name") or self.name

    @property
    def company(self) -> Row | None:
        """The firm a person is at now, the main one first."""
        return next((link for link in self.links if not link["to_date"]), None)


def read_facts(session: Session, kind: Owner, row_id: int) -> Facts | None:
    """Everything about a record, or None when it is not in the book any more."""
    try:
        row = session.read(records.record, kind, row_id)
    except UnknownRow:
        return None
    addresses = session.read(households.addresses_of, kind, [row_id]).get(row_id, [])
    borrowed = home = None
    if kind == "contact":
        household = row.get("household_id")
        if household and not addresses:
            places = session.read(households.addresses_of, "household", [household])
            home = next(iter(places.get(household, [])), None)
        links = session.read(records.accounts_of, row_id)
        if not addresses:
            borrowed, _ = session.read(records.postal_address, row_id)
    else:
        links = session.read(records.people_of, row_id)
    parent = session.store.get("account", row["parent_id"]) if row.get("parent_id") else None
    return Facts(
        kind, row_id, row,
        phones=tuple(session.read(records.phones, kind, row_id)),
        emails=tuple(session.read(records.emails, kind, row_id)),
        addresses=tuple(addresses),
        tags=tuple(session.read(records.tags, kind, row_id)),
        own_fields=tuple(session.read(records.own_fields, kind, row_id)),
        links=tuple(links),
        staff=tuple(session.read(records.staff)),
        country=session.read(setting, "country"),
        language=session.read(setting, "locale").replace("_", "-"),
        borrowed_address=borrowed,
        parent=parent,
        home_address=home,
    )  # fmt: skip
