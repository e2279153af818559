"""Rows in which nothing is out of the ordinary, made into records without the general road.

Most rows of most lists say a name in parts, a firm, mail, numbers and one address, each in a cell
of its own and written as it is kept. `PlainRows` makes the record of such a row at once. It says
the same as `gathered` and `finished` say of it, and nothing of any other row: as soon as a cell
wants a thought (a word for nothing, a second number, a stray blank), the row takes their road.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, cast

from app.models.dates import DateOrder, read_date
from app.models.imports.import_cells import mute_words
from app.models.imports.import_draft import EMPTY, LEFT_OUT, PARKED, STORED, TRANSFORMED
from app.models.imports.import_gathered import Column
from app.models.imports.import_match import Record
from app.models.imports.import_reach import is_email
from app.models.imports.import_record import is_firm_alone, is_firm_title, joined_name, once
from app.models.imports.import_targets import LEAVE_OUT, OWN
from app.models.letters.country_names import country_code
from app.models.phone import plain_number

_TEXTS: Final = frozenset(
    {"prefix", "first_name", "middle_name", "particle", "last_name", "suffix", "nickname"}
    | {"job_title", "department", "source"}
)
_PARTS: Final = ("street", "street2", "postcode", "town", "region", "country")
_SPECIAL: Final = ("words", "couples", "tightens", "named", "figures")
"""Options with which a column is never plain."""

_strip = str.strip


class PlainRows:
    """The plain rows of one table; `made` says whether its columns allow any at all."""

    def __init__(self, headers: Sequence[str], mapping: Sequence[Column], country: str) -> None:
        self._country = country
        self._width = len(headers)
        self._texts: list[tuple[str, int]] = []
        self._account = self._birthday = self._note = self._land = -1
        self._order: DateOrder = "ymd"
        self._emails: list[tuple[str, int]] = []
        self._phones: list[tuple[str, int]] = []
        self._parts: list[tuple[str, int]] = []
        self._kind = ""
        self._own: list[tuple[str, int]] = []
        self._fates = [LEFT_OUT] * self._width
        self._mute: set[str] = set()
        targets = [column.target for column in mapping if column.target != LEAVE_OUT]
        self.made = all(self._take(column) for column in mapping) and len(targets) == len(
            {target for target in targets if not target.startswith(("email.", "phone."))}
        ) + sum(target.startswith(("email.", "phone.")) for target in targets)

    def _take(self, column: Column) -> bool:
        """Note where a column goes; false where its cells are not for this road."""
        target, at = column.target, column.index
        if target == LEAVE_OUT:
            return True
        if any(column.options.get(name) for name in _SPECIAL):
            return False
        self._mute.update(mute_words(target))
        self._fates[at] = STORED
        group, _, rest = target.partition(".")
        if target.startswith(OWN):
            self._own.append((target[len(OWN) :], at))
            self._fates[at] = PARKED
        elif target in _TEXTS:
            self._texts.append((target, at))
        elif group == "address":
            return self._take_address(rest, cast("int", column.options.get("number", 1)), at)
        elif group == "email":
            self._emails.append((rest if rest in {"work", "home"} else "other", at))
        elif group == "phone":
            self._phones.append((rest, at))
        else:
            return self._take_single(column)
        return True

    def _take_single(self, column: Column) -> bool:
        if column.target == "account.name":
            self._account = column.index
        elif column.target == "note":
            self._note = column.index
        elif column.target == "birthday":
            self._birthday = column.index
            self._order = cast("DateOrder", column.options.get("date_order", "ymd"))
        else:
            return False
        return True

    def _take_address(self, rest: str, number: int, at: int) -> bool:
        kind, _, part = rest.partition(".")
        slot = f"{kind} {number}"
        if part not in _PARTS or self._kind not in ("", slot):
            return False
        self._kind = slot
        if part == "country":
            self._land = at
        self._parts.append((part, at))
        self._parts.sort(key=lambda each: _PARTS.index(each[0]))
        return True

    def read(self, cells: Sequence[object]) -> tuple[Record, bytearray] | None:
        """The record of a row and the fate of each cell; None for a row that is not plain."""
        texts = _texts_of(cells)
        if texts is None or len(texts) != self._width or not self._mute.isdisjoint(texts):
            return None
        contact = self._named(texts)
        numbers = self._numbers(texts)
        if contact is None or numbers is None:
            return None
        fates = bytearray(
            [fate if text else EMPTY for fate, text in zip(self._fates, texts, strict=True)]
        )
        emails = [
            {"kind": kind, "label": "", "value": texts[at]}
            for kind, at in self._emails
            if texts[at]
        ]
        addresses = self._address(texts, fates)
        if addresses is None or not all(is_email(each["value"]) for each in emails):
            return None
        if not self._days(texts, cells, contact, fates):
            return None
        record: Record = {
            "contact": contact,
            "account": {"name": texts[self._account]} if self._named_firm(texts) else None,
            "phones": numbers,
            "account_phones": [],
            "emails": emails,
            "addresses": addresses,
            "tags": [],
            "own_fields": {label: texts[at] for label, at in self._own if texts[at]},
            "files": [],
            "owner": "",
            "deals": [],
            "notes": [],
            "household": "",
            "partner": None,
        }
        return record, fates

    def _named_firm(self, texts: Sequence[str]) -> bool:
        return self._account >= 0 and texts[self._account] != ""

    def _named(self, texts: Sequence[str]) -> dict[str, str | int] | None:
        """The columns of a person whose name stands in parts, each in one line."""
        contact: dict[str, str | int] = {name: texts[at] for name, at in self._texts if texts[at]}
        if "last_name" not in contact and "first_name" not in contact:
            return None
        said = "|".join(cast("Mapping[str, str]", contact).values())
        if self._named_firm(texts):
            said = f"{said}|{texts[self._account]}"
        if not said.isprintable() or "  " in said:
            return None
        if "prefix" in contact and is_firm_title(str(contact["prefix"])):
            return None
        if is_firm_alone(contact) and not self._named_firm(texts):
            return None
        contact["name"] = joined_name(contact)
        return contact

    def _numbers(self, texts: Sequence[str]) -> list[dict[str, str]] | None:
        """The numbers of a row, read by the country of its address."""
        home = self._country
        land = texts[self._land] if self._land >= 0 else ""
        if land:
            home = country_code(land)
            if not home:
                return None
        found = []
        for kind, at in self._phones:
            text = texts[at]
            if text:
                known = plain_number(text, home)
                if known is None:
                    return None
                e164, digits = known
                found.append(
                    {"kind": kind, "label": "", "value": text, "e164": e164, "digits": digits}
                )
        return once(found) if len(found) > 1 else found

    def _address(self, texts: Sequence[str], fates: bytearray) -> list[dict[str, str]] | None:
        """The address of a row, in one line each."""
        said = {part: texts[at] for part, at in self._parts if texts[at]}
        if not said:
            return []
        if "\n" in said.get("street", "") or said.get("postcode", "")[:1] == "'":
            return None
        if "country" in said:
            code = country_code(said["country"])
            if code != said["country"]:
                said["country"] = code
                fates[self._land] = TRANSFORMED
        kind = self._kind.partition(" ")[0]
        return [{"kind": kind if kind in {"work", "home"} else "other", "label": "", **said}]

    def _days(
        self,
        texts: Sequence[str],
        cells: Sequence[object],
        contact: dict[str, str | int],
        fates: bytearray,
    ) -> bool:
        """Put note and birthday to a person; false where there is no such day."""
        if self._note >= 0 and texts[self._note]:
            contact["note"] = texts[self._note]
        text = texts[self._birthday] if self._birthday >= 0 else ""
        if text:
            day = read_date(cells[self._birthday], self._order)
            if day is None:
                return False
            contact["birthday"] = day
            if day != text:
                fates[self._birthday] = TRANSFORMED
        return True


def _texts_of(cells: Sequence[object]) -> tuple[str, ...] | None:
    """The cells as texts; None where blanks stand around one."""
    try:
        texts = tuple(map(_strip, cast("Sequence[str]", cells)))
    except TypeError:
        plain = tuple(
            cell if isinstance(cell, str) else "" if cell is None else str(cell) for cell in cells
        )
        texts = tuple(map(_strip, plain))
        return texts if texts == plain else None
    return texts if texts == tuple(cells) else None
