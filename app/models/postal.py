"""Address blocks by the postal rules of the country they go to.

Sources: the addressing pages of the Universal Postal Union for each country, and the national
rules they rest on (Royal Mail, USPS Publication 28, Canada Post, Australia Post AS 4590, DIN
5008, SN 010130, AFNOR NF Z10-011, NEN 5825, UNE, PostNord and others).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.models.country_line import code_of, country_name


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """One address to write to; empty parts are left out. `country` is an ISO code or a name."""

    street: str = ""
    street2: str = ""
    po_box: str = ""
    town: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    attention: str = ""
    care_of: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    """How a country writes the lines below the name.

    In `lines`: s street, 2 second street line, p postcode, t town, r region; a capital letter
    is written in capitals.
    """

    lines: str
    person_first: bool = False
    care_of: str = "c/o"


_POSTCODE_FIRST = "s\n2\np t"
_RULES: dict[str, _Rule] = {
    "GB": _Rule("s\n2\nT\nP", person_first=True),
    "GG": _Rule("s\n2\nT\nP", person_first=True),
    "JE": _Rule("s\n2\nT\nP", person_first=True),
    "IM": _Rule("s\n2\nT\nP", person_first=True),
    "IE": _Rule("s\n2\nT\nr\nP", person_first=True),
    "US": _Rule("s\n2\nT, R p", person_first=True),
    "CA": _Rule("s\n2\nT R  P", person_first=True),
    "AU": _Rule("s\n2\nT R p", person_first=True),
    "NZ": _Rule("s\n2\nt p", person_first=True),
    "ZA": _Rule("s\n2\nT\np", person_first=True),
    "IN": _Rule("s\n2\nT p\nr", person_first=True),
    "SG": _Rule("s\n2\nSINGAPORE p", person_first=True),
    "HK": _Rule("s\n2\nt\nR", person_first=True),
    "MY": _Rule("s\n2\np T\nR", person_first=True),
    "AE": _Rule("s\n2\nt\nr", person_first=True),
    "DE": _Rule(_POSTCODE_FIRST),
    "AT": _Rule(_POSTCODE_FIRST),
    "CH": _Rule(_POSTCODE_FIRST),
    "LI": _Rule(_POSTCODE_FIRST),
    "LU": _Rule("s\n2\np T"),
    "FR": _Rule("2\ns\np T", care_of="chez"),
    "MC": _Rule("2\ns\np T", care_of="chez"),
    "BE": _Rule("s\n2\np T", care_of="p/a"),
    "NL": _Rule("s\n2\nP  T", care_of="p/a"),
    "ES": _Rule("s\n2\np T\nr", care_of="a/a"),
    "PT": _Rule("s\n2\np T", care_of="a/c"),
    "IT": _Rule("s\n2\np T R", care_of="presso"),
    "DK": _Rule(_POSTCODE_FIRST),
    "NO": _Rule("s\n2\np T"),
    "SE": _Rule("s\n2\np  T"),
    "FI": _Rule("s\n2\np T"),
    "IS": _Rule(_POSTCODE_FIRST),
    "EE": _Rule(_POSTCODE_FIRST),
    "LV": _Rule("s\n2\nt, p"),
    "LT": _Rule("s\n2\np t"),
    "PL": _Rule("s\n2\np T"),
    "CZ": _Rule("s\n2\np  T"),
    "SK": _Rule("s\n2\np  T"),
    "HU": _Rule("T\ns\n2\np"),
    "SI": _Rule("s\n2\np T"),
    "HR": _Rule("s\n2\np T"),
    "RS": _Rule("s\n2\np T"),
    "RO": _Rule("s\n2\np T\nr"),
    "BG": _Rule("s\n2\np T"),
    "GR": _Rule("s\n2\np T"),
    "CY": _Rule("s\n2\np T"),
    "MT": _Rule("s\n2\nT p"),
    "TR": _Rule("s\n2\np t/R"),
    "UA": _Rule("s\n2\nt\nr\np"),
    "IL": _Rule("s\n2\nt p"),
    "JP": _Rule("s\n2\nt, R p"),
    "KR": _Rule("s\n2\nt, r p"),
    "CN": _Rule("s\n2\np T\nr"),
    "BR": _Rule("s\n2\nt-R\np"),
    "AR": _Rule("s\n2\np T\nr"),
    "CL": _Rule("s\n2\np T\nr"),
    "MX": _Rule("s\n2\np T, R"),
}
_ELSEWHERE = _Rule("s\n2\np t\nr")
_LOCAL_NAMES = {"GB": {"england", "uk", "united kingdom", "great britain"}}


def has_address(address: PostalAddress) -> bool:
    """Whether a letter could arrive: a town or postcode, and somewhere in it."""
    return bool((address.town or address.postcode) and (address.street or address.po_box))


def address_lines(
    address: PostalAddress,
    person: str = "",
    company: str = "",
    *,
    sender_country: str = "",
    sender_language: str = "en",
    firm_first: bool | None = None,
    department: str = "",
) -> list[str]:
    """Lines of the address as they go on the envelope, without empty ones.

    The firm stands above the person where the country's rule says so (in Germany a person above
    the firm makes the letter personal); `firm_first` overrides. The country is written, in
    capitals and in the sender's language, only when the letter goes abroad.
    """
    code = code_of(address.country)
    home = code_of(sender_country)
    rule = _RULES.get(code or home, _ELSEWHERE)
    person_first = rule.person_first if firm_first is None else not firm_first
    who = [person, department, company] if person_first else [company, department, person]
    lines = [*who]
    if address.attention and address.attention != person:
        lines.append(address.attention)
    if address.care_of:
        lines.append(_care_of(address.care_of, rule))
    lines += _place_lines(address, rule, code or home)
    if address.country and code != home:
        lines.append(country_name(code, sender_language).upper() if code else address.country)
    return [" ".join(line.split("\n")).strip() for line in lines if line.strip()]


def address_block(
    address: PostalAddress,
    person: str = "",
    company: str = "",
    *,
    sender_country: str = "",
    sender_language: str = "en",
    firm_first: bool | None = None,
    department: str = "",
) -> str:
    """The lines of `address_lines` in one text, a line break between."""
    return "\n".join(
        address_lines(
            address,
            person,
            company,
            sender_country=sender_country,
            sender_language=sender_language,
            firm_first=firm_first,
            department=department,
        )
    )


def _care_of(text: str, rule: _Rule) -> str:
    known = re.match(r"(?:c/o|chez|p/a|presso|a/c|a/a|att)\b", text, re.IGNORECASE)
    return text if known else f"{rule.care_of} {text}"


def _place_lines(address: PostalAddress, rule: _Rule, code: str) -> list[str]:
    values = {
        "s": address.po_box or address.street,
        "2": "" if address.po_box else address.street2,
        "p": spaced_postcode(address.postcode, code),
        "t": address.town,
        "r": "" if address.region.casefold() in _LOCAL_NAMES.get(code, ()) else address.region,
    }
    lines = []
    for form in rule.lines.split("\n"):
        if code == "SG" and form.startswith("SINGAPORE"):
            lines.append(f"SINGAPORE {values['p']}".strip())
            continue
        lines.extend(_filled(form, values).split("\n"))
    return lines


def _filled(form: str, values: dict[str, str]) -> str:
    """The line with its parts; marks between parts stand only between two that are there."""
    out = ""
    pending = ""
    for char in form:
        value = values.get(char.lower())
        if value is None:
            pending += char
        elif value:
            text = value.upper() if char.isupper() else value
            out += (pending if out else "") + text
            pending = ""
        else:
            pending = ""
    return out


def spaced_postcode(postcode: str, code: str) -> str:
    """The postcode with the blank its country writes, where it is only missing."""
    text = postcode.strip()
    bare = re.sub(r"\s", "", text).upper()
    if code in {"GB", "GG", "JE", "IM"} and re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", bare):
        return f"{bare[:-3]} {bare[-3:]}"
    if code == "CA" and re.fullmatch(r"(?:[A-Z]\d){3}", bare):
        return f"{bare[:3]} {bare[3:]}"
    if code == "NL" and re.fullmatch(r"\d{4}[A-Z]{2}", bare):
        return f"{bare[:4]} {bare[4:]}"
    if code in {"SE", "CZ", "SK", "GR"} and re.fullmatch(r"\d{5}", bare):
        return f"{bare[:3]} {bare[3:]}"
    if code == "PL" and re.fullmatch(r"\d{5}", bare):
        return f"{bare[:2]}-{bare[2:]}"
    return text
