"""Address books as LDIF (RFC 2849), as Thunderbird, Evolution and directories write them.

Each entry is a row with the same columns as a contact card; a list of people becomes a tag of
theirs. What an attribute is called is settled by RFC 4519, RFC 2798 and Mozilla's schema.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.exchange.cards.card_groups import UID_OF_ENTRIES, people_of
from app.exchange.cards.card_names import settle_name
from app.exchange.cards.card_pictures import KEPT, LDIF_PICTURES, without_ldif_pictures
from app.exchange.cards.card_table import Address, CardFacts
from app.exchange.cards.ldif_names import (
    BLOCKS,
    EMAILS,
    LISTS,
    NOTES,
    OWN_NAMES,
    PHONES,
    PLACES,
    SECRET,
    SINGLE,
    TAGS,
    TECHNICAL,
    WEBSITES,
)
from app.exchange.cards.vcard_lines import MAX_BYTES, MAX_LINE, CardFile, has_escaped
from app.exchange.cards.vcard_values import NO_PREFERENCE, base64_bytes, words
from app.exchange.tables.table import Row, UnreadableFile, bytes_of
from app.models.imports.import_files import FILE, PHOTO

_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1f]").search
# RFC 2849: what is done to an entry that stands elsewhere; "add" is an entry like any other
_CHANGES: Final = {
    "modify": "This entry changes another one and is nobody by itself.",
    "delete": "This entry deletes another one and is nobody by itself.",
    "modrdn": "This entry renames another one and is nobody by itself.",
    "moddn": "This entry renames another one and is nobody by itself.",
}
_NO_ENTRIES: Final = "There are no entries of an address book in this file."
_ONLY_CHANGES: Final = (
    "This file holds no people: it only changes or deletes entries of an address book that is"
    " elsewhere. Export that address book whole."
)
_ALSO: Final = 4
"""Where an address stands that Exchange also delivers to; the first is the `mail` once more."""
_CUSTOM: Final = re.compile(r"(?:x?mozilla)?custom(\d)").fullmatch
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FOLDED: Final = re.compile(r"\n[ ]")
_ENTRY: Final = re.compile(r"\n[ \t]*\n+")

Line = tuple[str, str]


def read_ldif(
    path: Path, encoding: str | None = None
) -> tuple[dict[str, object], Iterator[tuple[int, Row]]]:
    """The facts of an LDIF file and its people as rows, numbered as they follow each other.

    Raises UnreadableFile with a sentence for what holds no entries or breaks a limit.
    """
    data = bytes_of(path, MAX_BYTES, "Export the address book in parts.")
    file = CardFile(data, encoding, without_ldif_pictures)
    entries = list(enumerate(_entries(file), 1))
    changes = {number: _change(lines) for number, lines in entries if _change(lines)}
    people = (
        (number, _change_facts(lines) if number in changes else _facts(lines))
        for number, lines in entries
    )
    facts, rows = people_of(people, UID_OF_ENTRIES, changes)
    if not facts["header"]:
        raise UnreadableFile(_ONLY_CHANGES if changes else _NO_ENTRIES)
    more = {"kind": "ldif", "encoding": file.encoding, "header_row": 0}
    count = "1 entry was" if len(changes) == 1 else f"{len(changes):,} entries were"
    told = [f"{count} left out: changes to others, and nobody by themselves."] if changes else []
    return facts | more | {"notes": [*facts["notes"], *told]}, rows


def _change(lines: list[Line]) -> str:
    """Why an entry is nobody, "" for a person."""
    kind = next((value for name, value in lines if name.lower() == "changetype"), "")
    return _CHANGES.get(kind.lower(), "")


def _change_facts(lines: list[Line]) -> CardFacts:
    facts = CardFacts()
    known = {"dn": "Entry name", "changetype": "Change"}
    facts.left += [(known[name.lower()], value) for name, value in lines if name.lower() in known]
    more = [f"{name}: {value}" for name, value in lines if name.lower() not in known]
    facts.left += [("What changes", "\n".join(more))] if more else []
    return facts


def _entries(file: CardFile) -> Iterator[list[Line]]:
    for block in _ENTRY.split(file.text().strip("\n")):
        lines = _lines(file, _FOLDED.sub("", "\n" + block))
        if lines and lines[0][0].lower() == "version":
            lines = lines[1:]
        if any(name != "dn" for name, _ in lines):
            yield lines


def _lines(file: CardFile, block: str) -> list[Line]:
    """The attributes of an entry; a line that is none belongs to the one before it."""
    found: list[tuple[str, list[str]]] = []
    for raw in block.split("\n"):
        text = file.mended(raw, "") if has_escaped(raw) else raw
        line = _line(file, text)
        if line is not None:
            found.append((line[0], [line[1]]))
        elif found and text.strip(" \t-") and text[0] != "#" and KEPT not in found[-1][1][0]:
            found[-1][1].append(text.strip())
    return [(name, "\n".join(values).strip()) for name, values in found]


def _line(file: CardFile, text: str) -> Line | None:
    name, colon, value = text.partition(":")
    if not colon or text.startswith("#"):
        return None
    if len(text) > MAX_LINE:
        raise UnreadableFile(f"A line of this file ({name[:40]}) is longer than 1 MB.")
    name = name.strip()
    if value.startswith(":"):
        data = base64_bytes(value[1:])
        # A picture or an objectGUID is bytes, and no text in any encoding
        value = file.decoded(data, "") if data and not _CONTROL(data) else value[1:].strip()
    elif value.startswith("<"):
        value = value[1:]
    return name, value.replace("\r\n", "\n").replace("\r", "\n").strip()


def _facts(lines: list[Line]) -> CardFacts:
    facts = CardFacts()
    places: dict[str, dict[str, str]] = {}
    classes: list[str] = []
    shown = next((value for name, value in lines if name.lower() == "displayname"), "")
    if shown:
        facts.single["full_name"] = shown
    for name, value in lines:
        plain = name.lower().partition(";")[0]
        if not value or (plain == "displayname" and value == shown):
            continue
        if plain == "objectclass":
            classes.append(value)
        elif plain in LDIF_PICTURES and value.startswith(KEPT):
            cell = value[len(KEPT) :]
            facts.files.append((PHOTO if cell.startswith("Photo") else FILE, cell))
        else:
            _take(facts, places, name, plain, value)
    if classes:
        facts.left.append(("Kind of entry", ", ".join(classes)))
        facts.kind = "" if LISTS.isdisjoint(map(str.lower, classes)) else "group"
    for kind, parts in places.items():
        facts.addresses.append(Address(parts, kind))
    _settle(facts)
    return facts


def _take(
    facts: CardFacts, places: dict[str, dict[str, str]], name: str, plain: str, value: str
) -> None:
    if plain in SINGLE:
        target, otherwise = SINGLE[plain]
        facts.add_once(target, value, otherwise)
    elif plain in PHONES:
        facts.phones.append((NO_PREFERENCE, value, PHONES[plain]))
    elif plain in EMAILS:
        facts.emails.append((EMAILS[plain], value, ""))
    elif plain in WEBSITES:
        address, _, label = value.partition(" ")
        facts.websites.append((NO_PREFERENCE, address, WEBSITES[plain]))
        facts.own += [("Website name", label)] if label else []
    elif plain in PLACES:
        _place(facts, places, plain, value)
    elif plain in BLOCKS:
        text = value.replace("$", "\n")
        facts.addresses.append(Address({}, BLOCKS[plain], NO_PREFERENCE, text))
    elif plain in {"member", "uniquemember"}:
        facts.members.append(value)
    else:
        _more(facts, name, plain, value)


def _place(facts: CardFacts, places: dict[str, dict[str, str]], plain: str, value: str) -> None:
    kind, part = PLACES[plain]
    parts = places.setdefault(kind, {})
    both = sorted((parts.get(part, value), value), key=len)
    if part == "country" and len(both[0]) == len("GB") < len(both[1]):
        # Directories say a country as a code and in words
        parts[part] = both[1]
        facts.left.append(("Country code", both[0]))
    elif part in parts and parts[part] != value:
        facts.own.append((f"Other {part}", value))
    else:
        parts[part] = value


def _more(facts: CardFacts, name: str, plain: str, value: str) -> None:
    custom = _CUSTOM(plain)
    if plain == "dn":
        facts.uid = value
        facts.left.append(("Entry name", value))
    elif plain in NOTES:
        facts.notes.append(value)
    elif plain in TAGS:
        facts.tags.append(value)
    elif plain in SECRET:
        facts.left.append(("Password", "(not read)"))
    elif plain == "proxyaddresses" and value[:5].lower() == "smtp:":
        facts.emails.append((_ALSO, value[5:], ""))
    elif plain in TECHNICAL:
        facts.left.append((TECHNICAL[plain], value))
    elif custom:
        facts.own.append((f"Custom {custom[1]}", value))
    else:
        label = words(_CAMEL.sub(" ", name.partition(";")[0])).capitalize()
        facts.own.append((OWN_NAMES.get(plain, label), value))


def _settle(facts: CardFacts) -> None:
    single = facts.single
    own = {address.lower() for place, address, _ in facts.emails if place < _ALSO}
    again = [each for each in facts.emails if each[0] == _ALSO and each[1].lower() in own]
    facts.left += [("Mail server", address) for _, address, _ in again]
    facts.emails = [each for each in facts.emails if each not in again]
    # An address as it is printed, beside its parts, is the same address
    for kind in ("work", "home"):
        both = [each for each in facts.addresses if each.kind == kind]
        parts = next((each for each in both if each.parts), None)
        block = next((each for each in both if not each.parts), None)
        if parts is not None and block is not None:
            parts.label = block.label
            facts.addresses.remove(block)
    if "birth_month" not in single or "birth_day" not in single:
        for name in ("birth_day", "birth_month", "birth_year"):
            if name in single:
                facts.own.append((f"Birthday, {name[6:]}", single.pop(name)))
    settle_name(facts)
