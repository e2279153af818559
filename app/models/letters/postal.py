"""Address blocks by the postal rules of the country they go to.

The rules by country and their sources are in country_postal. Military addresses: USPS Publication
28, chapter 23 (no country, APO or FPO as the town); British Forces Post Office (BFPO numbers).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.models.letters.country_line import code_of, country_name
from app.models.letters.country_postal import BELONGS_TO, ELSEWHERE, RULES, PostalRule
from app.models.letters.country_regions import region_code


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


_LOCAL_NAMES = {"GB": {"england", "uk", "united kingdom", "great britain"}}
_FLAT = re.compile(
    r"(?:flat|apartment|apt|appartement|unit|suite|ste|room|rm|floor|fl|#)\b\.? ?\S|#\S|"
    r"(?:ground|first|second|third|\d+(?:st|nd|rd|th)) floor",
    re.IGNORECASE,
)
_UNIT_NUMBER = re.compile(r"(?:unit|apt|apartment|suite|ste|#)\.? ?#?(\w{1,6})", re.IGNORECASE)
_CARE_OF = re.compile(r"(?:c/o|chez|p/a|presso|a/c|a/a|att|℅)(?![a-z])", re.IGNORECASE)
_ATTENTION = re.compile(
    r"(?:attn|att|fao|for the attention|z\. ?h(?:d|dn)|zu h[äa]nden|à l|a l'att|a/a|a/c|c\.a\.|"
    r"alla c|t\.a\.v|ter attentie)",
    re.IGNORECASE,
)
_MILITARY = re.compile(r"(?:APO|FPO|DPO)", re.IGNORECASE)
_BFPO = re.compile(r"BFPO ?\d{1,4}", re.IGNORECASE)
_LONGEST_STREET = 40


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
    the firm makes the letter personal); `firm_first` overrides, so that private mail to somebody
    at their firm has `firm_first=False`. The country is written, in capitals and in the sender's
    language, only when the letter goes abroad, and never for forces' post.
    """
    country, home = _country(address.country), _country(sender_country)
    rule = RULES.get(country or home, ELSEWHERE)
    person_first = rule.person_first if firm_first is None else not firm_first
    lines = [person, department, company] if person_first else [company, department, person]
    if address.attention and address.attention != person:
        lines.append(_attention(address.attention, rule, company))
    if address.care_of:
        lines.append(_care_of(address.care_of, rule))
    forces = _forces_lines(address)
    lines += forces or _place_lines(address, rule, country or home)
    if address.country and country != home and not forces:
        lines.append(_country_line(address.country, country, sender_language))
    return [" ".join(line.split("\n")).strip() for line in lines if line.strip()]


def _country(text: str) -> str:
    code = text.strip().upper()
    return BELONGS_TO.get(code) or code_of(text)


def _country_line(written: str, code: str, language: str) -> str:
    name = country_name(code, language) if code else written
    return (written if name == code and len(written) > 3 else name).upper() if code else written


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


def _care_of(text: str, rule: PostalRule) -> str:
    return text if _CARE_OF.match(text) else f"{rule.care_of} {text}"


def _attention(text: str, rule: PostalRule, company: str) -> str:
    """The person a firm's post is for; where there is no firm, just a name."""
    if not rule.attention or not company or _ATTENTION.match(text):
        return text
    return f"{rule.attention} {text}"


def _forces_lines(address: PostalAddress) -> list[str]:
    """An address of the American or British forces: no town, never a country."""
    parts = (address.town, address.postcode, address.street2, address.street)
    british = next((part for part in parts if _BFPO.fullmatch(part.strip())), "")
    if british:
        number = re.sub(r"\D", "", british)
        rest = [p for p in (address.street, address.street2) if p != british]
        return [*rest, f"BFPO {number}"]
    if not _MILITARY.fullmatch(address.town.strip()):
        return []
    region = region_code(address.region, "US").upper()
    place = f"{address.town.strip().upper()} {region} {address.postcode}"
    return [address.po_box or address.street, address.street2, " ".join(place.split())]


def _place_lines(address: PostalAddress, rule: PostalRule, code: str) -> list[str]:
    street, second = _streets(address, rule)
    values = {
        "s": street,
        "2": second,
        "p": spaced_postcode(address.postcode, code),
        "t": address.town,
        "r": _region(address.region, code),
    }
    if code in {"US", "CA"} and values["p"].casefold().startswith(values["r"].casefold() + " "):
        values["r"] = ""
    lines = []
    for form in rule.lines.split("\n"):
        if code == "SG" and form.startswith("SINGAPORE"):
            lines.append(f"SINGAPORE {values['p']}".strip())
            continue
        lines.extend(_filled(form, values).split("\n"))
    return lines


def _region(region: str, code: str) -> str:
    if region.casefold() in _LOCAL_NAMES.get(code, ()):
        return ""
    if code in {"IT", "SM"}:
        # Behind the town stands the province's two letters, never a region's name.
        return region if re.fullmatch(r"[A-Za-z]{2}", region.strip()) else ""
    return region_code(region, code)


def _streets(address: PostalAddress, rule: PostalRule) -> tuple[str, str]:
    """The street line and the second one, with a flat where the country puts it."""
    if address.po_box:
        box = address.po_box.strip()
        return (f"{rule.po_box} {box}" if re.fullmatch(r"[\d ./-]+", box) else box), ""
    street, second = address.street.strip(), address.street2.strip()
    if not street or not second or not _FLAT.match(second) or rule.lines.startswith("2"):
        return street, second
    number = _UNIT_NUMBER.fullmatch(second)
    if rule.flat == "above":
        return second, street
    if rule.flat == "before" and number and street[:1].isdecimal():
        return f"{number[1]}-{street}", ""
    if rule.flat in {"before", "behind"} and len(street) + len(second) < _LONGEST_STREET:
        return f"{street} {second}", ""
    return street, second


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
    if code in {"GB", "GG", "JE", "IM", "GI"}:
        full = re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", bare)
        return f"{bare[:-3]} {bare[-3:]}" if full else text
    for codes, pattern, cut, mark in _SPACED:
        if code in codes and re.fullmatch(pattern, bare):
            return f"{bare[:cut]}{mark}{bare[cut:]}"
    return text


_SPACED: tuple[tuple[frozenset[str], str, int, str], ...] = (
    (frozenset({"CA"}), r"(?:[A-Z]\d){3}", 3, " "),
    (frozenset({"NL"}), r"\d{4}[A-Z]{2}", 4, " "),
    (frozenset({"SE", "CZ", "SK", "GR"}), r"\d{5}", 3, " "),
    (frozenset({"IE"}), r"[A-Z]\d[\dW][A-Z\d]{4}", 3, " "),
    (frozenset({"PL"}), r"\d{5}", 2, "-"),
    (frozenset({"PT"}), r"\d{7}", 4, "-"),
    (frozenset({"BR"}), r"\d{8}", 5, "-"),
    (frozenset({"JP"}), r"\d{7}", 3, "-"),
    (frozenset({"US"}), r"\d{9}", 5, "-"),
)
"""Where a postcode is cut, and by what."""
