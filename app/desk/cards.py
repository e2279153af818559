"""People and firms as vCards, with all that hangs on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from app.exchange.cards.vcard_out import Card, CardAddress, CardValue
from app.models.imports.import_kinds import said_of
from app.models.letters.country_line import country_name
from app.models.picture_kinds import picture_ending
from app.storage import blobs
from app.storage.queries import documents, fullness, many
from app.storage.store import Store
from app.storage.tables import Row


def people(store: Store, ids: Sequence[int]) -> Iterator[Card]:
    """A card for each person, in the order of ``ids``."""
    rows = many.rows_of(store, "contact", ids)
    hanging = _Hanging(store, "contact", ids)
    firms = many.places_of(store, ids)
    for row_id in ids:
        if row_id in rows:
            yield _person(rows[row_id], hanging, firms.get(row_id, []))


def _person(row: Row, hanging: _Hanging, firms: list[Row]) -> Card:
    firm: Row = firms[0] if firms else {}
    website = firm.get("website", "")
    return Card(
        uid=row["uuid"], full_name=row["name"],
        last_name=f"{row['particle']} {row['last_name']}".strip(),
        first_name=row["first_name"], middle_name=row["middle_name"], title=row["prefix"],
        suffix=row["suffix"], nickname=row["nickname"], company=firm.get("name", ""),
        department=row["department"], job_title=row["job_title"] or firm.get("job_title", ""),
        birthday=row["birthday"], note=row["note"], language=row["language"],
        websites=(CardValue(website, "work"),) if website else (),
        gender=row["gender"], facts=_facts(row, hanging), **hanging.of(row["id"]),
    )  # fmt: skip


def _facts(row: Row, hanging: _Hanging, group: str = "") -> tuple[tuple[str, str], ...]:
    """What no card has a place for, and our own import takes back."""
    found = [("owner", hanging.staff.get(row["staff_id"] or 0, "")), ("source", row["source"])]
    code = "account.code" if group else "customer_code"
    found += [(f"{group}kind", row["kind"]), (code, row["customer_code"])]
    found += [(name, "yes" if row[name] else "") for name in ("no_post", "no_email", "no_phone")]
    if not group:
        names = ("particle", "greeting_formal", "greeting_informal", "deceased_on")
        found += [(name, row[name]) for name in names]
        found += [(name, "yes" if row[name] else "") for name in ("no_trade", "deceased")]
    return tuple(found)


def firms(store: Store, ids: Sequence[int]) -> Iterator[Card]:
    """A card for each firm, in the order of ``ids``."""
    rows = many.rows_of(store, "account", ids)
    hanging = _Hanging(store, "account", ids)
    for row_id in ids:
        row = rows.get(row_id)
        if row is not None:
            website = row["website"]
            yield Card(
                uid=row["uuid"], full_name=row["name"], company=row["name"], note=row["note"],
                websites=(CardValue(website, "work"),) if website else (), of="org",
                facts=_facts(row, hanging, "account."), **hanging.of(row_id),
            )  # fmt: skip


class _Hanging:
    """Phones, emails, addresses, tags, own fields and photos of some people or firms."""

    def __init__(
        self, store: Store, owner: Literal["contact", "account"], ids: Sequence[int]
    ) -> None:
        self._phones = many.reach_of(store, "phone", owner, ids)
        self._emails = many.reach_of(store, "email_address", owner, ids)
        self._addresses = fullness.addresses_of(store, owner, ids)
        self._tags = many.tags_of(store, owner, ids)
        self._own = many.own_fields_of(store, owner, ids)
        self._photos: dict[int, str] = {}
        for row in documents.pictures_of(store, owner, ids):
            self._photos.setdefault(row[f"{owner}_id"], row["sha256"])
        self._store = store
        self.staff = fullness.staff_names(store)

    def of(self, row_id: int) -> dict[str, Any]:
        return {
            "phones": _values(self._phones.get(row_id, [])),
            "emails": _values(self._emails.get(row_id, [])),
            "addresses": tuple(
                _address(row, number == 0)
                for number, row in enumerate(self._addresses.get(row_id, []))
            ),
            "tags": tuple(row["name"] for row in self._tags.get(row_id, [])),
            "photo": self._photo(row_id),
            "own_fields": tuple((row["label"], row["value"]) for row in self._own.get(row_id, [])),
        }

    def _photo(self, row_id: int) -> bytes:
        """The picture of one person, read when their card is written; b"" without one."""
        digest = self._photos.get(row_id, "")
        data = blobs.read(self._store, digest) if digest else b""
        return data if picture_ending(data) else b""


def _values(rows: list[Row]) -> tuple[CardValue, ...]:
    several = len(rows) > 1
    return tuple(
        CardValue(row["value"], _kind(row), several and number == 0, _label(row))
        for number, row in enumerate(rows)
    )


def _kind(row: Row) -> str:
    return "" if row["kind"] == "other" else str(row["kind"])


def _label(row: Row) -> str:
    """What it is called; with the kind before it where the words alone would say another."""
    return said_of(row["kind"], row["label"], row["kind"])


def _address(row: Row, preferred: bool) -> CardAddress:
    country = country_name(row["country"], "en") if row["country"] else ""
    return CardAddress(
        street=row["street"], street2=row["street2"], town=row["town"], region=row["region"],
        postcode=row["postcode"], country=country or row["country"],
        kind=_kind(row), preferred=preferred, label=_label(row),
    )  # fmt: skip
