"""Addresses written in one cell, taken apart line by line."""

import re
from typing import Final

from app.models.letters.country_names import country_code

_POSTCODE_FIRST: Final = re.compile(
    r"(?:([A-Z]{1,3})-)?(\d{4} ?[A-Z]{2}|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{4,6})[ ,]+([^\d].*)"
).fullmatch
_UK: Final = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
_UK_LAST: Final = re.compile(rf"(.*?)[ ,]+({_UK})", re.I).fullmatch
_UK_FIRST: Final = re.compile(rf"({_UK})[ ,]+(.+)", re.I).fullmatch
_STATE: Final = re.compile(
    r"(.+?),? ([A-Z]{2,3}),? (\d{5}(?:-\d{4})?|\d{4}|[A-Z]\d[A-Z] ?\d[A-Z]\d)"
).fullmatch
_POSTCODE_LAST: Final = re.compile(r"([^\d]+?)[ ,]+(\d{4,6}(?:-\d{3,4})?)").fullmatch
_LONGEST: Final = 300
# Between the town and the postcode of British addresses.
_COUNTY: Final = re.compile(
    r"[\w ]*shire|(?:west|east) sussex|west midlands|greater (?:london|manchester)"
    r"|co(?:unty|\.)? .+|tyne and wear"
    r"|kent|surrey|essex|devon|cornwall|dorset|norfolk|suffolk|cumbria|merseyside"
    r"|somerset|middlesex|rutland|northumberland|(?:mid|south|west) glamorgan|gwent|powys|gwynedd"
    r"|dyfed|clwyd",
    re.I,
).fullmatch
_PARTED: Final = re.compile(r",|\s{2,}")
"""Whatever is longer is no line of an address, and looking for its parts would take long."""


def split_line(text: str) -> dict[str, str] | None:
    """Postcode, town and region of one line in the ways of Europe, Britain and America, or None."""
    line = " ".join(text.split())
    found = _STATE(line)
    if found:
        return {"town": found[1].rstrip(","), "region": found[2], "postcode": found[3]}
    found = _POSTCODE_FIRST(line)
    if found:
        parts = {"postcode": found[2], "town": found[3]}
        country = country_code(found[1]) if found[1] else ""
        if found[1] and not country:
            return None
        return parts | {"country": country} if country else parts
    found = _UK_FIRST(line)
    if found:
        return {"postcode": found[1], "town": found[2]}
    if len(line) > _LONGEST:
        return None
    found = _UK_LAST(line) or _POSTCODE_LAST(line)
    if found and found[1].strip(" ,"):
        return {"town": found[1].strip(" ,"), "postcode": found[2]}
    return None


def split_block(text: str) -> dict[str, str]:
    """The parts of a whole address; what cannot be told apart stays in the street lines."""
    lines = [line.strip(" ,") for line in text.splitlines() if line.strip(" ,")]
    if len(lines) == 1:
        # Mailchimp parts the lines of an address by two blanks
        lines = [piece.strip() for piece in _PARTED.split(lines[0]) if piece.strip()]
    parts: dict[str, str] = {}
    if len(lines) > 1 and country_code(lines[-1]):
        parts["country"] = country_code(lines.pop())
    for place in range(len(lines) - 1, 0, -1):
        found = split_line(lines[place]) or _joined(lines, place)
        if found:
            parts = found | parts
            rest = lines[:place] + lines[place + 1 :]
            return _streets(rest) | parts
    return _streets(lines) | parts


def _joined(lines: list[str], place: int) -> dict[str, str] | None:
    """Join "Leeds" and "LS1 4AP" on two lines, or "Springfield, IL 62704" cut at its comma."""
    if place < 2:
        return None
    county = _COUNTY(lines[place - 1]) and place > 2
    town = place - 2 if county else place - 1
    found = split_line(f"{lines[town]}, {lines[place]}")
    if found:
        found |= {"region": lines[place - 1]} if county else {}
        lines[town] = lines[place - 1] = ""
    return found


def _streets(lines: list[str]) -> dict[str, str]:
    kept = [line for line in lines if line]
    if not kept:
        return {}
    return {"street": kept[0], "street2": ", ".join(kept[1:])} if kept[1:] else {"street": kept[0]}
