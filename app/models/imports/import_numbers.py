"""Phone numbers of a row once its country is known."""

from __future__ import annotations

import re
from typing import Final

from app.models.imports.import_draft import AS_TYPED
from app.models.imports.import_gathered import Gathered
from app.models.phone import fits_plan, normalise, without_doubled_code

_ABROAD: Final = ("+", "00", "(+")
_FEWEST: Final = 7
_BETWEEN: Final = r"[\s,;:–—-]*(?:(?:tel|phone|mob|handy|fon)[.:]*\s*)?"
_NAME: Final = r"(?P<name>[^\W\d_][^\d+@]{1,60}?)"
_NUMBER: Final = r"(?P<number>(?:\+|\(|0)[0-9 ().\-/]{5,24})"
_BEHIND: Final = re.compile(f"{_NAME}{_BETWEEN}{_NUMBER}\\)?", re.I).fullmatch
_BEFORE: Final = re.compile(f"{_NUMBER}[\\s,;:–—-]+{_NAME}", re.I).fullmatch


def number_beside(text: str) -> tuple[str, str] | None:
    """The name and the number of a cell that holds both: "Ann Lee 0161 496 0000"."""
    found = _BEHIND(text) or _BEFORE(text)
    if found is None or sum(map(str.isdecimal, found["number"])) < _FEWEST:
        return None
    number = found["number"].strip(" -")
    if number.count("(") != number.count(")") or (number[0] + number[-1]) == "()":
        number = number.strip("()")
    return found["name"].strip(" ,;:-–—("), number


def settle_numbers(row: Gathered, country: str) -> None:
    """Read the numbers of a row that name no country as numbers of the row's own.

    What is no number of that country is kept as it was typed, without an international form;
    `row.moved` says of which columns.
    """
    countries = _countries(row) if row.addresses else {}
    for target, numbers in (("phone.", row.phones), ("account.phone", row.account_phones)):
        for phone in numbers:
            text, read_by = phone["value"], phone.pop("home", country)
            if text.startswith(_ABROAD):
                continue
            home = countries.get(phone["kind"]) or countries.get("", country)
            if home != read_by:
                phone["e164"] = normalise(text, home).e164
            phone["e164"] = without_doubled_code(phone["e164"], home)
            if phone["e164"] and not fits_plan(phone["e164"]):
                phone["e164"] = ""
                name = target if target[-1] != "." else f"{target}{phone['kind']}"
                row.moved.append((name, AS_TYPED))


def _countries(row: Gathered) -> dict[str, str]:
    """Country by kind of address ("work"), that of the first address under ""."""
    found: dict[str, str] = {}
    for slot, lines in row.addresses.items():
        code = lines.get("country", "")
        if len(code) == 2 and code.isalpha() and code.isupper():
            found.setdefault("", code)
            found.setdefault(slot[0], code)
    return found
