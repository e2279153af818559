"""Contacts as vCards, version 3.0 (RFC 2426) or 4.0 (RFC 6350)."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.exchange.cards.card_names import MADE_HERE
from app.exchange.new_file import replacing
from app.models.picture_kinds import picture_ending

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_TYPE = re.compile(r"[^A-Za-z0-9-]")
_LINE = 75
OUR_FACT = "X-DESKBOOK-FACT-"
"""How the properties begin that carry what no card has a place for."""
_KINDS = {"mobile": "cell", "fax": "fax", "work": "work", "home": "home", "pager": "pager"}


@dataclass(frozen=True, slots=True)
class CardValue:
    """A phone number, e-mail or web address; `kind` as in work, home, mobile, fax.

    `label` is what it is called in own words.
    """

    value: str
    kind: str = ""
    preferred: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class CardAddress:
    """A postal address; `country` is the name as it shall be read."""

    street: str = ""
    street2: str = ""
    po_box: str = ""
    town: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    kind: str = "work"
    preferred: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One vCard. `birthday` is ISO: yyyy-mm-dd, or --mm-dd when the year is unknown."""

    uid: str
    full_name: str
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    title: str = ""
    suffix: str = ""
    nickname: str = ""
    company: str = ""
    department: str = ""
    job_title: str = ""
    birthday: str = ""
    note: str = ""
    language: str = ""
    changed: str = ""
    phones: tuple[CardValue, ...] = ()
    emails: tuple[CardValue, ...] = ()
    websites: tuple[CardValue, ...] = ()
    addresses: tuple[CardAddress, ...] = ()
    tags: tuple[str, ...] = ()
    photo: bytes = b""
    own_fields: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    """What no card has a place for, by target of an import: kind, owner, source, no_post …"""
    gender: str = ""
    of: str = ""
    """"org" for a firm's own card."""


def write(path: str | Path, cards: Iterable[Card], version: str = "3.0") -> int:
    """Write all cards in one .vcf file; how many. Raises CannotWrite, leaving no half file."""
    count = 0
    with replacing(path) as stream:
        for card in cards:
            stream.write(card_text(card, version).encode("utf-8", "replace"))
            count += 1
    return count


def card_text(card: Card, version: str = "3.0") -> str:
    """One vCard with CRLF line ends, folded at 75 bytes."""
    if version not in {"3.0", "4.0"}:
        raise ValueError(f"vCard {version} is not written; choose 3.0 or 4.0")
    head = ("BEGIN:VCARD", f"VERSION:{version}", f"PRODID:{MADE_HERE}")
    lines = [*head, *_lines(card, version), "END:VCARD"]
    return "".join(_folded(line) + "\r\n" for line in lines)


def _lines(card: Card, version: str) -> Iterator[str]:
    name = (card.last_name, card.first_name, card.middle_name, card.title, card.suffix)
    yield f"UID:{_escaped(card.uid)}"
    yield f"FN:{_escaped(card.full_name or card.company or card.uid)}"
    yield "N:" + ";".join(_escaped(part) for part in name)
    if card.company or card.department:
        parts = [card.company, card.department] if card.department else [card.company]
        yield "ORG:" + ";".join(_escaped(part) for part in parts)
    yield from _plain_lines(card, version)
    labelled = 0
    for line, label in _reach_lines(card, version):
        if label:
            # Words of one's own stand in a line of their own, as Apple writes them
            labelled += 1
            yield f"item{labelled}.{line}"
            yield f"item{labelled}.X-ABLabel:{_escaped(label)}"
        else:
            yield line
    yield from _our_lines(card, version)
    if card.tags:
        yield "CATEGORIES:" + ",".join(_escaped(tag) for tag in card.tags)
    if card.photo:
        yield _photo_line(card.photo, version)
    for label, text in card.own_fields:
        key = _TYPE.sub("-", label).strip("-").upper() or "FIELD"
        yield f"X-DESKBOOK-{key};X-LABEL={_quoted(label)}:{_escaped(text)}"


def _reach_lines(card: Card, version: str) -> Iterator[tuple[str, str]]:
    """A line for each way to reach somebody, and what it is called."""
    for group, values in (("TEL", card.phones), ("EMAIL", card.emails), ("URL", card.websites)):
        for value in values:
            head = group + _parameters(group, value.kind, value.preferred, version)
            yield f"{head}:{_escaped(value.value)}", value.label
    for address in card.addresses:
        yield _address_line(address, version), address.label


def _our_lines(card: Card, version: str) -> Iterator[str]:
    if card.of:
        yield f"{'KIND' if version == '4.0' else 'X-KIND'}:{card.of}"
    if card.gender:
        sex = {"m": "M", "f": "F"}.get(card.gender[:1].lower(), "O")
        yield f"{'GENDER' if version == '4.0' else 'X-GENDER'}:{sex}"
    for name, text in card.facts:
        if text:
            # A full stop would make a group of what stands before it (RFC 6350 3.3)
            said = name.upper().replace("_", "-").replace(".", "-")
            yield f"{OUR_FACT}{said}:{_escaped(text)}"


def _plain_lines(card: Card, version: str) -> Iterator[str]:
    values = (
        ("TITLE", card.job_title),
        ("NICKNAME", card.nickname),
        ("BDAY", _birthday(card.birthday, version)),
        ("NOTE", card.note),
        ("LANG" if version == "4.0" else "X-LANGUAGE", card.language),
        ("REV", card.changed),
    )
    for key, text in values:
        if text:
            yield f"{key}:{_escaped(text)}"


def _birthday(text: str, version: str) -> str:
    if version == "4.0":
        return (
            text.replace("-", "") if not text.startswith("--") else "--" + text[2:].replace("-", "")
        )
    # RFC 2426 knows no date without a year; 1604 is the leap year Apple writes for it.
    return "1604" + text[1:] if text.startswith("--") else text


def _address_line(address: CardAddress, version: str) -> str:
    street = "\n".join(part for part in (address.street, address.street2) if part)
    parts = (address.po_box, "", street, address.town, address.region, address.postcode)
    head = _parameters("ADR", address.kind, address.preferred, version)
    text = ";".join(_escaped(part) for part in (*parts, address.country))
    return f"ADR{head}:{text}"


def _parameters(group: str, kind: str, preferred: bool, version: str) -> str:
    types = []
    if group == "EMAIL" and version == "3.0":
        types.append("INTERNET")
    word = _KINDS.get(kind.casefold(), kind)
    if word:
        types.append(word.upper() if version == "3.0" else word.lower())
    if group == "TEL" and word in {"work", "home", ""} and version == "3.0":
        types.append("VOICE")
    if preferred and version == "3.0":
        types.append("PREF")
    out = f";TYPE={','.join(types)}" if types and version == "3.0" else ""
    if types and version == "4.0":
        out = "".join(f";TYPE={one}" for one in types)
    return out + (";PREF=1" if preferred and version == "4.0" else "")


def _photo_line(photo: bytes, version: str) -> str:
    kind = {"jpg": "jpeg", "": "jpeg"}.get(picture_ending(photo), picture_ending(photo))
    data = base64.b64encode(photo).decode("ascii")
    if version == "4.0":
        return f"PHOTO:data:image/{kind};base64,{data}"
    return f"PHOTO;ENCODING=b;TYPE={kind.upper()}:{data}"


def _quoted(text: str) -> str:
    # RFC 6868: what a quoted parameter cannot hold is written with a caret.
    plain = _CONTROL.sub("", text).replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f'"{plain}"'


def _escaped(text: str) -> str:
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    plain = plain.replace("\\", "\\\\").replace("\n", "\\n")
    return plain.replace(",", "\\,").replace(";", "\\;")


def _folded(line: str) -> str:
    if len(line) <= _LINE and line.isascii():
        return line
    if line.isascii():
        parts = range(_LINE, len(line), _LINE - 1)
        return "\r\n ".join([line[:_LINE], *(line[at : at + _LINE - 1] for at in parts)])
    out: list[str] = []
    room, current = _LINE, ""
    for char in line:
        size = len(char.encode("utf-8", "replace"))
        if size > room:
            out.append(current)
            current, room = "", _LINE - 1
        current += char
        room -= size
    out.append(current)
    return "\r\n ".join(out)
