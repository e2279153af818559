"""People and firms with every fact a column of its own, under headings that our import knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Literal

from app.exchange.tables import recognise
from app.exchange.tables.csv_out import guarded
from app.exchange.tables.header_words import understand
from app.models.columns import Column
from app.models.imports.import_kinds import said_of
from app.models.imports.list_headings import (
    FIRM,
    PERSON,
    SAID,
    TAG_LINES,
    called_heading,
    own_heading,
    reach_heading,
)
from app.storage.queries import fullness, many
from app.storage.store import Store
from app.storage.tables import Row

Entity = Literal["contact", "account"]
ENTITIES: Final = ("contact", "account")
PAGE: Final = 2_000

_COLUMNS: Final[dict[str, dict[str, str]]] = {
    "contact": {key: key for key in PERSON if key not in ("full_name", "account.name", "tag")}
    | {"full_name": "name", "owner": "staff_id"}
    | {"household": "household_id"},
    "account": {
        "account.name": "name", "account.code": "customer_code", "account.kind": "kind",
        "account.website": "website", "owner": "staff_id", "source": "source", "note": "note",
        "language": "language", "no_post": "no_post", "no_email": "no_email",
        "no_phone": "no_phone", "account.parent": "parent_id",
    },
}  # fmt: skip
"""Target to column of the table."""
_ALWAYS: Final = frozenset(
    {"full_name", "first_name", "last_name", "account.name", "phone.work", "email.work"}
)
_KINDS: Final = {
    "phone": ("mobile", "work", "home", "fax", "other"),
    "email": ("work", "home", "other"),
    "address": ("work", "home", "other"),
}
_NAMED: Final = {
    "contact": ("household", "household_id", "household"),
    "account": ("account.parent", "parent_id", "account"),
}
"""What is said by its name: key, column, and the table of the names."""
_TABLES: Final = {"phone": "phone", "email": "email_address", "address": "address"}
_MOST: Final = 20
"""Phones or emails of a kind with a column each; more stand under each other in one more column."""
_PARTS: Final = ("street", "street2", "postcode", "town", "region", "country")
_PARTS_TAGS: Final = re.compile(r"[;,|\n]|:::|^[*\"]|[*\"]$").search
_COLUMN_KINDS: Final = {
    "birthday": "date", "no_post": "yesno", "no_email": "yesno", "no_phone": "yesno",
    "no_trade": "yesno", "deceased": "yesno", "deceased_on": "date",
}  # fmt: skip


@dataclass(slots=True)
class WholeList:
    """A list with every fact about some people or firms; columns that nobody needs are left out."""

    store: Store
    entity: Entity
    ids: Sequence[int]
    tag_lines: bool = False
    """Tags stand one a line whatever is in them, for formats that nobody prints."""
    columns: tuple[Column, ...] = ()
    _own: dict[str, str] = field(default_factory=dict)
    _staff: dict[int, str] = field(default_factory=dict)
    _named: dict[int, str] = field(default_factory=dict)
    """The household of people, the firm that firms are a part of, by number."""

    def __post_init__(self) -> None:
        self._staff = fullness.staff_names(self.store)
        _, column, table = _NAMED[self.entity]
        self._named = fullness.names_in(self.store, table, self.entity, column)
        self.columns = (*self._plain(), *self._reach(), *self._own_columns())

    def rows(self, ids: Sequence[int] | None = None) -> Iterator[Row]:
        """Each record as values by column key, in the order of the ids."""
        wanted = self.ids if ids is None else ids
        for start in range(0, len(wanted), PAGE):
            yield from self._page(wanted[start : start + PAGE])

    # Columns -----------------------------------------------------------------------------------

    def _plain(self) -> Iterator[Column]:
        names = _COLUMNS[self.entity]
        filled = fullness.filled_columns(self.store, self.entity, list(names.values()), self.ids)
        headings = {**(PERSON if self.entity == "contact" else FIRM), **SAID[self.entity]}
        for target, heading in headings.items():
            if target in _ALWAYS or names.get(target) in filled:
                kind: Any = _COLUMN_KINDS.get(target, "strong" if target == "full_name" else "text")
                yield Column(target, heading, kind)
            elif target == "job_title" and self.entity == "contact":
                yield Column(target, heading)
            elif target == "tag":
                yield from self._tags(heading)

    def _tags(self, heading: str) -> Iterator[Column]:
        names = {
            row["name"]
            for start in range(0, len(self.ids), PAGE)
            for tags in many.tags_of(
                self.store, self.entity, self.ids[start : start + PAGE]
            ).values()
            for row in tags
        }
        self.tag_lines = self.tag_lines or any(map(_PARTS_TAGS, names))
        if names:
            yield Column("tag", TAG_LINES if self.tag_lines else heading)

    def _reach(self) -> Iterator[Column]:
        parts = fullness.address_parts(self.store, self.entity, self.ids)
        for group, kinds in _KINDS.items():
            most, called = self._most(group), self._called(group)
            for kind in kinds:
                target = f"{group}.{kind}"
                fewest = 1 if target in _ALWAYS else 0
                needed = max(most.get(kind, 0), fewest)
                for number in range(
                    1, (needed if group == "address" else min(needed, _MOST + 1)) + 1
                ):
                    if group == "address":
                        yield from self._address(kind, number, parts)
                    else:
                        look: Any = "phone" if group == "phone" else "text"
                        yield Column(_key(target, number), reach_heading(target, number), look)
                    if (key := _key(f"{target}.called", number)) in called:
                        part = f"{target}.street" if group == "address" else target
                        yield Column(key, called_heading(part, number))

    def _most(self, group: str) -> dict[str, int]:
        found: dict[str, int] = {}
        counts = fullness.most_of_kind(self.store, _TABLES[group], self.entity, self.ids)
        for kind, number in counts.items():
            known = kind if kind in _KINDS[group] else "other"
            found[known] = found.get(known, 0) + number
        return found

    def _called(self, group: str) -> set[str]:
        """The keys of the columns that say what somebody's number or address is called."""
        made: Row = {}
        ids = fullness.with_labels(self.store, _TABLES[group], self.entity, self.ids, _KINDS[group])
        for start in range(0, len(ids), PAGE):
            some = ids[start : start + PAGE]
            for found in self._reach_of(group, some).values():
                _put_reach(made, group, found)
        return {key for key in made if ".called" in key}

    def _reach_of(self, group: str, ids: Sequence[int]) -> many.Grouped:
        if group == "address":
            return fullness.addresses_of(self.store, self.entity, ids)
        return many.reach_of(self.store, _TABLES[group], self.entity, ids)

    def _address(self, kind: str, number: int, parts: set[str]) -> Iterator[Column]:
        for part in _PARTS:
            if part in parts:
                target = f"address.{kind}.{part}"
                yield Column(_key(target, number), reach_heading(target, number))

    def _own_columns(self) -> Iterator[Column]:
        for label in fullness.own_labels_used(self.store, self.entity, self.ids):
            heading = own_heading(label, clear=_is_clear(label))
            self._own[label] = f"own:{label}"
            yield Column(f"own:{label}", heading)

    # Rows --------------------------------------------------------------------------------------

    def _page(self, ids: Sequence[int]) -> Iterator[Row]:
        rows = many.rows_of(self.store, self.entity, ids)
        reach = {group: self._reach_of(group, ids) for group in _TABLES}
        tags = many.tags_of(self.store, self.entity, ids)
        own = many.own_fields_of(self.store, self.entity, ids)
        firms = many.places_of(self.store, ids) if self.entity == "contact" else {}
        between = "\n" if self.tag_lines else "; "
        for row_id in ids:
            if row_id not in rows:
                continue
            made = self._facts(rows[row_id], firms.get(row_id, []))
            made["tag"] = between.join(row["name"] for row in tags.get(row_id, []))
            for group, found in reach.items():
                _put_reach(made, group, found.get(row_id, []))
            made |= {f"own:{row['label']}": row["value"] for row in own.get(row_id, [])}
            yield made

    def _facts(self, row: Row, firms: list[Row]) -> Row:
        made: Row = {"id": row["id"]}
        for target, name in _COLUMNS[self.entity].items():
            made[target] = row[name]
        made["owner"] = self._staff.get(row["staff_id"] or 0, "")
        key, column = _NAMED[self.entity][:2]
        made[key] = self._named.get(row[column] or 0, "")
        if self.entity == "contact":
            firm: Row = firms[0] if firms else {}
            made["account.name"] = firm.get("name", "")
            made["job_title"] = row["job_title"] or firm.get("job_title", "")
        return made


def _key(target: str, number: int) -> str:
    return target if number == 1 else f"{target}.{number}"


def _put_reach(made: Row, group: str, found: list[Row]) -> None:
    numbers: dict[str, int] = {}
    for row in found:
        kind = row["kind"] if row["kind"] in _KINDS[group] else "other"
        number = numbers[kind] = numbers.get(kind, 0) + 1
        if number > _MOST and group != "address":
            key = _key(f"{group}.{kind}", _MOST + 1)
            made[key] = f"{made[key]}\n{row['value']}" if key in made else row["value"]
            continue
        if said := said_of(row["kind"], row["label"], kind):
            made[_key(f"{group}.{kind}.called", number)] = said
        if group != "address":
            made[_key(f"{group}.{kind}", number)] = row["value"]
            continue
        for part in _PARTS:
            made[_key(f"address.{kind}.{part}", number)] = row[part]


@lru_cache(maxsize=1_000)
def _is_clear(label: str) -> bool:
    """Whether our own import takes the label for nothing but an own field."""
    if guarded(label) != label:
        return False  # the apostrophe before it in a CSV would become a part of it
    heading = understand(label)
    if heading.meanings or not heading.unknown:
        return False  # what its values are would decide
    (guess,) = recognise.columns([label], [["something"]])
    return guess.target == f"own:{label}"
