r"""Word's own composed lines: ADDRESSBLOCK, GREETINGLINE and DATE.

Rules: ECMA-376 part 1, 17.16.5.1 (ADDRESSBLOCK: \c country, \d order of the destination, \e
country left out, \f composition, \l language), 17.16.5.24 (GREETINGLINE: \e for nobody, \f, \l)
and 17.16.5.11 (DATE). In a composition ``<<before _NAME_ after>>`` stands only when there is
such a value.

Where the recipient's own block and greeting are known they are taken: they follow the postal
rules of the country, the recipient's language, and what somebody wrote for this person.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from app.exchange.word.merge_pictures import as_moment, date_text
from app.models.letters.merge_names import fold, long_date

if TYPE_CHECKING:
    from app.exchange.word.merge_fields import MergeField
    from app.exchange.word.merge_record import MergeRecord

_PART = re.compile(r"(?:<<|«)([^<>«»]*?)_([A-Z]+?)(\d?)_([^<>«»]*)(?:>>|»)")
_NAMES = {
    "TITLE": "title", "NICK": "nickname", "FIRST": "first_name", "MIDDLE": "middle_name",
    "LAST": "last_name", "SUFFIX": "suffix", "COMPANY": "company", "STREET": "street",
    "CITY": "town", "STATE": "region", "POSTAL": "postcode", "COUNTRY": "country",
}  # fmt: skip
_USUAL = (
    "<<_TITLE0_ >><<_FIRST0_>><< _LAST0_>><< _SUFFIX0_>>\n<<_COMPANY_\n>><<_STREET1_\n>>"
    "<<_STREET2_\n>><<_CITY_>><<, _STATE_>><< _POSTAL_>><<\n_COUNTRY_>>"
)
_LANGUAGES = {
    6: "da", 7: "de", 9: "en", 10: "es", 11: "fi", 12: "fr", 16: "it", 19: "nl", 20: "no",
    21: "pl", 22: "pt", 25: "ru", 29: "sv",
}  # fmt: skip
_OWN_WORDS = frozenset({"dear", "to", ""})


def composed_address(item: MergeField, switches: dict[str, str], record: MergeRecord) -> str:
    """The recipient's address block; from its parts when no whole block is among the values."""
    form = switches.get("f") or ""
    block = _text(record, "address_block")
    if not block:
        return _lines(_filled(form or _USUAL, record, _country(switches, record)))
    company = _text(record, "company")
    if form and "_COMPANY_" not in form and company:
        block = "\n".join(line for line in block.split("\n") if line.strip() != company)
    return block


def composed_greeting(item: MergeField, switches: dict[str, str], record: MergeRecord) -> str:
    """The greeting line, formal or by first name as the composition asks."""
    form = switches.get("f") or ""
    own = _text(record, "greeting") or _text(record, "formal_greeting")
    by_first_name = "_FIRST0_" in form and "_TITLE0_" not in form and "_LAST0_" not in form
    if by_first_name:
        own = _text(record, "informal_greeting") or own
    wanted = _LANGUAGES.get(int(switches.get("l") or 0) & 0x3FF) if _is_number(switches) else None
    same = wanted is None or wanted == record.language
    before, after = _said(form, "BEFORE"), _said(form, "AFTER")
    strange = same and form and before.strip(" ,").casefold() not in _OWN_WORDS
    named = _is_named(form, record)
    if own and not (strange and named and not _is_common(own, before)):
        return (own.rstrip(" ,:!") + after.strip()) if after.strip() and same else own
    if form and named:
        return _filled(form, record, "").strip()
    return own or switches.get("e", "")


def _is_number(switches: dict[str, str]) -> bool:
    return (switches.get("l") or "").strip().isdecimal()


def _is_common(own: str, before: str) -> bool:
    words = before.split()
    return bool(words) and own.casefold().startswith(words[0].casefold())


def _is_named(form: str, record: MergeRecord) -> bool:
    """Whether the names the composition needs are there; a surname wants its title."""
    asked = {found[2] for found in _PART.finditer(form)}
    wanted = [name for name in ("TITLE", "FIRST", "LAST", "NICK") if name in asked]
    return bool(wanted) and all(_text(record, _NAMES[name]) for name in wanted)


def _said(form: str, place: str) -> str:
    found = next((f for f in _PART.finditer(form) if f[2] == place), None)
    return found[1] + found[4].removeprefix(" ") if found else ""


def _filled(form: str, record: MergeRecord, country: str) -> str:
    def part(found: re.Match[str]) -> str:
        before, name, number, after = found.groups()
        if name in {"BEFORE", "AFTER"}:
            return before + after.removeprefix(" ")
        value = country if name == "COUNTRY" else _value(name, number, record)
        return before + value + after if value else ""

    return _PART.sub(part, form)


def _value(name: str, number: str, record: MergeRecord) -> str:
    if number == "1" and name != "STREET":
        return _text(record, "partner_name") if name == "FIRST" else ""
    if name == "STREET" and number == "2":
        return _text(record, "street2")
    return _text(record, _NAMES[name]) if name in _NAMES else ""


def _country(switches: dict[str, str], record: MergeRecord) -> str:
    country = _text(record, "country")
    how = switches.get("c", "1")
    if how == "0":
        return ""
    return "" if how == "2" and fold(country) == fold(switches.get("e", "")) else country


def _lines(text: str) -> str:
    lines = (" ".join(line.split()).strip(" ,") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _text(record: MergeRecord, name: str) -> str:
    return str(record.value(name)).strip()


def composed_date(_item: MergeField, switches: dict[str, str], record: MergeRecord) -> str:
    r"""The day of the letter: value `letter_date`, else today, written by \@ if there is one."""
    day = as_moment(record.value("letter_date")) or as_moment(record.value("today"))
    day = day or date.today()
    picture = switches.get("@")
    if picture:
        return date_text(picture, day, record.language) or ""
    return _text(record, "today") or long_date(day.year, day.month, day.day, record.language)
