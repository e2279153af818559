"""Verbs on when an address holds and whether the post arrives there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.models.errors import Refusal
from app.models.reach import ADDRESS_KINDS
from app.storage.queries import households, records
from app.storage.store import Store

_SEASON_DAY = re.compile(r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
_TIMES = ("from_date", "to_date")
_SEASONS = ("season_from", "season_to")


@dataclass(frozen=True, slots=True)
class Returned:
    """What came of a pile of returned mail: how many addresses were marked, and what failed."""

    marked: int
    unknown: tuple[str, ...] = ()
    without_address: tuple[str, ...] = ()


def set_address(store: Store, address_id: int, **values: str) -> None:
    """Change kind, from_date, to_date (days), season_from, season_to ("MM-DD") of an address.

    A season that ends before it begins goes over the new year. Raises ``Refusal``.
    """
    _check(values)
    row = records.record(store, "address", address_id)
    both = {name: values.get(name, row[name]) for name in (*_TIMES, *_SEASONS)}
    if both["from_date"] and both["to_date"] and both["to_date"] < both["from_date"]:
        message = "The address ends before it begins."
        raise Refusal(message, "to_date")
    if bool(both["season_from"]) != bool(both["season_to"]):
        message = "A season needs a first and a last day, such as 06-01 and 08-31."
        raise Refusal(message, "season_to")
    with store.step("Change an address"):
        store.put("address", {"id": address_id, **values})


def mark_undeliverable(store: Store, address_id: int, on: date, why: str = "") -> None:
    """Note that post came back from an address; letters go elsewhere from now on."""
    with store.step("Mark an address: post came back"):
        store.put("address", {"id": address_id, "undeliverable_on": on.isoformat(),
                              "undeliverable_why": why.strip()})  # fmt: skip


def mark_deliverable(store: Store, address_id: int) -> None:
    """Take the mark away: the address is right after all."""
    with store.step("Mark an address: post arrives"):
        store.put("address", {"id": address_id, "undeliverable_on": "", "undeliverable_why": ""})


def mark_email_undeliverable(store: Store, email_id: int, on: date | None) -> None:
    """Note that mail came back from an email address, or with ``None`` that it arrives."""
    with store.step("Mark an email address"):
        day = on.isoformat() if on else ""
        store.put("email_address", {"id": email_id, "undeliverable_on": day})


def returned_mail(
    store: Store, codes: Sequence[str], on: date, why: str = "Returned mail"
) -> Returned:
    """Mark the addresses behind a pile of returned letters, all in one step.

    Each code is a customer code or the number of a contact. The address marked is the one that
    letters to them go to; whoever has none left is named.
    """
    wanted = [code.strip() for code in codes if code.strip()]
    known = households.by_codes(store, wanted)
    marked, unknown, without = 0, [], []
    with store.step(f"Returned mail, {len(wanted):,}"):
        for code in wanted:
            kind, row_id = known.get(code.casefold()) or _numbered(store, code)
            if not kind:
                unknown.append(code)
                continue
            address = _in_use(store, kind, row_id)
            if address is None:
                without.append(code)
                continue
            mark_undeliverable(store, address, on, why)
            marked += 1
    return Returned(marked, tuple(unknown), tuple(without))


def _numbered(store: Store, code: str) -> tuple[str, int]:
    number = int(code) if code.isascii() and code.isdecimal() and len(code) < 19 else 0
    known = bool(number) and store.get("contact", number) is not None
    return ("contact", number) if known else ("", 0)


def _in_use(store: Store, kind: str, row_id: int) -> int | None:
    owners: Iterable[tuple[str, int]] = [(kind, row_id)]
    if kind == "contact":
        row = records.record(store, "contact", row_id)
        home = [("household", row["household_id"])] if row["household_id"] else []
        firms = [("account", one["id"]) for one in records.accounts_of(store, row_id)
                 if not one["to_date"]]  # fmt: skip
        owners = [(kind, row_id), *home, *firms]
    for owner, owner_id in owners:
        for address in households.addresses_of(store, owner, [owner_id]).get(owner_id, []):
            if not address["undeliverable_on"]:
                return int(address["id"])
    return None


def _check(values: dict[str, str]) -> None:
    for name, value in values.items():
        if name == "kind":
            fits = value in ADDRESS_KINDS
        elif name in _TIMES:
            fits = not value or _is_day(value)
        elif name in _SEASONS:
            fits = not value or bool(_SEASON_DAY.match(value))
        else:
            fits = False
        if not fits:
            message = f"{value or name} does not fit here."
            raise Refusal(message, name)


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False
