"""Cells that say how to reach somebody: emails, phone numbers, addresses."""

import re
from collections.abc import Callable
from typing import Final

from app.models.imports.import_draft import STORED, TRANSFORMED
from app.models.imports.import_gathered import Column, Gathered, Taker, park
from app.models.imports.import_kinds import kind_and_label
from app.models.imports.import_words import kind_of
from app.models.letters import address_text
from app.models.letters.country_names import country_code
from app.models.phone import Phone, normalise
from app.models.reach import PHONE_KINDS
from app.storage.text import digits, fold

is_email: Final = re.compile(
    r"[^@\s,;:<>()\[\]\"|]+@[^@\s,;:<>()\[\]\"|]*[^@\s,;:<>()\[\]\"|.]"
).fullmatch
"""A match where a text is one address and nothing else."""
_EMAIL_SPLIT: Final = re.compile(r"\s*(?::::|[;,|/\n])\s*|\s+")
_PHONE_SPLIT: Final = re.compile(
    r"\s*(?::::|[;\n|])\s*|\s+/\s+|\s*,\s+|\s+(?:or|oder|ou|und|and)\s+"
)
_COMMENT: Final = re.compile(r"([^\s()<>@]+@[^\s()<>@]+)\s*\(([^()@]+)\)").fullmatch
_NAMED: Final = re.compile(r"([^<>@]*)<\s*(?:mailto:)?([^<>\s@]+@[^<>\s@]+)\s*>")
# A number with words before or behind it: "Ann: 0161 496 0000", "0161 496 0000 (home)".
_SAID_BESIDE: Final = re.compile(
    r"(?P<before>[^\d+(]*?)[\s:]*\(?(?P<number>[+(]?\d[\d\s().\-/]{4,}\d)\)?\s*(?P<behind>[^\d]*)"
).fullmatch
# Two whole numbers with a stroke between them; "0711/123456" is one.
_TWO_NUMBERS: Final = re.compile(r"(?<=\d{8})\s*/\s*(?=[0+(]\d{7})")
# What a spreadsheet makes of a number that it takes for an amount.
_ROUNDED: Final = re.compile(r"\d(?:[.,]\d+)?E\+\d{1,2}", re.I).fullmatch
_AMOUNT: Final = re.compile(
    r"(?P<whole>\d+)[.,](?P<rest>\d+)(?:E\+(?P<power>\d{1,2}))?", re.I
).fullmatch
_FIGURES: Final = frozenset("0123456789+")
_EXTENSION: Final = re.compile(r"\b(x|ext|extn|extension|app|durchwahl|poste|dw|int)\b", re.I)


def refuse(row: Gathered, header: str, text: str, reason: str) -> int:
    """Keep a cell that fits nowhere in an own field, and say why."""
    row.problems.append((header, text, reason))
    return park(row, header, text)


def without_guard(text: str) -> str:
    """`text` without the apostrophe that shops put before figures, for spreadsheets."""
    return text[1:] if text[:1] == "'" and text[1:2] in _FIGURES else text


def _kind_and_label(row: Gathered, kind: str, index: int) -> tuple[str, str]:
    said = row.kinds.get(index) if row.kinds else None
    return kind_and_label(said, kind, PHONE_KINDS) if said else (kind, "")


def _commented(text: str) -> list[tuple[str, str]]:
    """Name and address where the name stands behind, as RFC 822 had it: "a@b.example (Ann Lee)"."""
    found = _COMMENT(text) if text[-1:] == ")" else None
    return [(found[2], found[1])] if found else []


_FOUR_FIGURES: Final = frozenset(
    "AT CH LI LU BE DK NO HU AU NZ ZA SI BG CY LV GE AM TN PH BD".split()  # noqa: SIM905
)
"""Lands whose postcodes have four figures, and no zero in front that is easily lost."""


def emails(kind: str, index: int, header: str) -> Taker:
    """Takes the cells of a column of email addresses, one or several in a cell."""

    def take(row: Gathered, text: str, _cell: object, same: int) -> int:
        said, label = _kind_and_label(row, kind, index)
        if said not in {"work", "home"}:
            said = "other"
        if is_email(text):
            row.emails.append({"kind": said, "label": label, "value": text})
            return same
        named = _NAMED.findall(text) if "<" in text else _commented(text)
        if named:
            row.emails += [
                {"kind": said, "label": label or name.strip(' ",;'), "value": value}
                for name, value in named
            ]
            if not label:
                row.called = row.called or named[0][0].strip(' ",;')
            if "<" not in text or not _NAMED.sub("", text).strip(" ,;"):
                return TRANSFORMED
            return refuse(row, header, text, "This is not an email address.")
        pieces = [piece for piece in _EMAIL_SPLIT.split(text.removeprefix("mailto:")) if piece]
        good = [piece for piece in pieces if is_email(piece)]
        row.emails += [{"kind": said, "label": label, "value": piece} for piece in good]
        if good and len(good) == len(pieces):
            return TRANSFORMED
        return refuse(row, header, text, "This is not an email address.")

    return take


def _home(row: Gathered, kind: str, country: str) -> str:
    return (row.homes.get(kind) or row.homes[""]) if row.homes else country


def _with_extension(row: Gathered, index: int, number: str) -> str:
    said = row.extensions.pop(index, "")
    return f"{number} ext. {said}" if said else number


def phones(kind: str, column: Column, header: str, country: str) -> Taker:
    """Takes the cells of a column of numbers, one or several in a cell, with words beside them."""
    of_account = column.target == "account.phone"

    def add(row: Gathered, phone: Phone, home: str, words: str = "") -> None:
        said, label = _kind_and_label(row, kind, column.index) if row.kinds else (kind, "")
        if words:
            said, label = (kind_of(words) or said), label if kind_of(words) else words
        value = _with_extension(row, column.index, phone.value) if row.extensions else phone.value
        goal = row.account_phones if of_account else row.phones
        goal.append(
            {
                "kind": said,
                "label": label,
                "value": value,
                "e164": phone.e164,
                "digits": phone.digits,
                "home": home,
            }
        )

    def take(row: Gathered, text: str, _cell: object, same: int) -> int:
        home = _home(row, kind, country)
        text, same = _in_figures(text, same)
        if text.upper() != text.lower() and _with_words(row, text, home, add):
            return TRANSFORMED
        phone = normalise(text, home)
        if phone.e164:
            add(row, phone, home)
            return same
        pieces = _PHONE_SPLIT.split(_TWO_NUMBERS.sub(";", text))
        if any(len(digits(piece)) < 5 for piece in pieces):
            pieces = [text]
        if _ROUNDED(text):
            return refuse(row, header, text, "A spreadsheet has rounded this number.")
        if not phone.digits:
            return refuse(row, header, text, "There is no number in it.")
        for piece in pieces:
            add(row, normalise(piece, home), home)
        return same if len(pieces) == 1 else TRANSFORMED

    return take


def _with_words(
    row: Gathered, text: str, home: str, add: Callable[[Gathered, Phone, str, str], None]
) -> bool:
    """Take numbers that stand beside words, which become their kind or label."""
    if _EXTENSION.search(text):
        return False
    found = [_SAID_BESIDE(piece) for piece in _PHONE_SPLIT.split(text)]
    if not all(found):
        return False
    for each in found:
        if each is not None:
            words = " ".join(f"{each['before']} {each['behind']}".split()).strip(" :()-,.")
            number = each["number"]
            lone = ")" in number and "(" not in number
            add(row, normalise(f"({number}" if lone else number, home), home, words)
    return True


def _in_figures(text: str, same: int) -> tuple[str, int]:
    """A number as it was before a program guarded it or took it for an amount, if all is there."""
    if text[0] != "'" and text[-2:] != ".0" and "+" not in text[1:]:
        return text, same
    plain = without_guard(text)
    amount = _AMOUNT(plain)
    if amount:
        figures = amount["whole"] + amount["rest"]
        if amount["power"] is None:
            plain = amount["whole"] if amount["rest"] == "0" else plain
        elif len(figures) == int(amount["power"]) + 1:
            plain = figures
    return plain, same if plain == text else TRANSFORMED


def home_taker(target: str) -> Taker:
    """Looks ahead at the cells of a country column; they are taken later, in their place."""
    kind = target.split(".")[1]

    def look(row: Gathered, text: str, _cell: object, same: int) -> int:
        code = country_code(text)
        if code:
            row.homes.setdefault("", code)
            row.homes.setdefault(kind, code)
        return same

    return look


def addresses(kind: str, part: str, number: int, header: str, figures: int = 0) -> Taker:
    """Takes the cells of one part of an address, or of whole addresses.

    A spreadsheet has taken the first zeros of postcodes where they should have so many `figures`.
    """
    slot = (kind, number)

    def take(row: Gathered, text: str, _cell: object, same: int) -> int:
        lines = row.addresses.get(slot)
        if lines is None:
            lines = row.addresses[slot] = {}
        if part in lines:
            lines[part] = f"{lines[part]}, {text}"
            return TRANSFORMED
        if part == "street" and "\n" in text:
            return _street(lines, text)
        lines[part] = text
        return same

    def take_split(row: Gathered, text: str, _cell: object, _same: int) -> int:
        found = address_text.split_line(text)
        lines = row.addresses.setdefault(slot, {})
        if found is None or lines.keys() & found.keys():
            return take(row, text, _cell, _same) if part in lines else _town(lines, text)
        lines.update(found)
        return TRANSFORMED

    def take_block(row: Gathered, text: str, _cell: object, _same: int) -> int:
        lines = row.addresses.setdefault(slot, {})
        if not lines.keys().isdisjoint(("street", "town", "postcode")):
            known = set(fold(" ".join(lines.values())).replace(",", " ").split())
            said = set(fold(text).replace(",", " ").split())
            return TRANSFORMED if said <= known else park(row, header, text)
        # A country or region of a column of its own goes before what the text ends with
        row.addresses[slot] = address_text.split_block(text) | lines
        return TRANSFORMED

    special = {
        "line": _lines_taker(slot),
        "postcode": _without_guard(_with_zeros(take, kind, figures)),
        "country": _as_code(take, slot),
        "postcode_town": take_split,
        "block": take_block,
    }
    return special.get(part, take)


def _lines_taker(slot: tuple[str, int]) -> Taker:
    """Takes lines of an address from several columns, one below the other."""

    def take(row: Gathered, text: str, _cell: object, _same: int) -> int:
        lines = row.addresses.setdefault(slot, {})
        lines["lines"] = f"{lines['lines']}\n{text}" if "lines" in lines else text
        return TRANSFORMED

    return take


def _as_code(take: Taker, slot: tuple[str, int]) -> Taker:
    """Takes a country as its code, once: "Country" and "Country Code" say the same."""

    def take_country(row: Gathered, text: str, cell: object, same: int) -> int:
        code = country_code(text)
        if code and row.addresses.get(slot, {}).get("country") == code:
            return TRANSFORMED
        return take(row, code or text, cell, TRANSFORMED if code and code != text else same)

    return take_country


def _with_zeros(take: Taker, kind: str, figures: int) -> Taker:
    """Takes postcodes with the zeros that they had, but where theirs have four figures."""
    if not figures:
        return take

    def filled(row: Gathered, text: str, cell: object, same: int) -> int:
        short = text.isdecimal() and len(text) < figures
        if not short or _home(row, kind, "") in _FOUR_FIGURES:
            return take(row, text, cell, same)
        return take(row, text.rjust(figures, "0"), cell, TRANSFORMED)

    return filled


def _without_guard(take: Taker) -> Taker:
    """Takes a postcode without the ' that shops put in front, so that no spreadsheet cuts it."""

    def bare(row: Gathered, text: str, cell: object, same: int) -> int:
        plain = text.lstrip("'")
        return take(row, plain or text, cell, same if plain == text else TRANSFORMED)

    return bare


def _street(lines: dict[str, str], text: str) -> int:
    """A street is one line; what stands below it is the second."""
    first, *rest = (line.strip(" ,") for line in text.splitlines() if line.strip(" ,"))
    lines["street"] = first
    if rest:
        lines["street2"] = ", ".join([*rest, *filter(None, [lines.get("street2")])])
    return TRANSFORMED


def _town(lines: dict[str, str], text: str) -> int:
    lines["town"] = f"{lines['town']}, {text}" if "town" in lines else text
    return STORED
