"""Contact cards in other dress, as vCard 4.0: jCard (RFC 7095), xCard (RFC 6351), Fritz!Box.

All of them say the same things; one reader then understands them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from app.exchange.tables.table import UnreadableFile

if TYPE_CHECKING:
    from lxml.etree import _Element

_JSON: Final = re.compile(rb'\s*\[\s*(?:\[\s*)?"vcard"\s*,', re.I).match
_XML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>|<!--.*?-->|\s)*+<(?:\w+:)?(?:vcards?|phonebooks?)[\s>]", re.I | re.S
).match
_DAMAGED: Final = "The cards in this file cannot be read: it is damaged. Nothing was changed."
_PARTS: Final = {
    "n": ("surname", "given", "additional", "prefix", "suffix"),
    "adr": ("pobox", "ext", "street", "locality", "region", "code", "country"),
    "gender": ("sex", "identity"),
}
_STRUCTURED: Final = frozenset({"n", "adr", "org", "gender", "clientpidmap"})
_NAME: Final = re.compile(r"[A-Za-z][\w-]*").fullmatch
_NUMBERS: Final = {"home": "home", "work": "work", "mobile": "cell", "fax_work": "work,fax"}
Values = list[list[str]]
"""What a property says: its parts, each of one value or several."""


def is_other_form(start: bytes) -> bool:
    """Whether a file with these first bytes, without a mark of its encoding, holds such cards."""
    return _JSON(start) is not None or _XML(start) is not None


def as_cards(data: bytes) -> bytes:
    """The cards as vCard 4.0; other bytes as they are. Raises UnreadableFile for damage."""
    bare = data.removeprefix(b"\xef\xbb\xbf")
    if _JSON(bare[:4096]):
        lines: Iterable[str] = _of_json(bare)
    elif _XML(bare[:4096]):
        lines = _of_xml(bare)
    else:
        return data
    return "\n".join(line.replace("\n", " ") for line in lines).encode("utf-8", "replace")


def _card(lines: Iterable[str]) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:4.0", *lines, "END:VCARD", "")


def _line(
    name: str, group: str, parameters: dict[str, list[str]], values: Values, *, link: bool = False
) -> str:
    """A property as vCard writes it, a `link` word for word; "" for what vCard could not hold."""
    if not _NAME(name) or name.lower() == "version":
        return ""
    said = (f";{key.upper()}={_quoted(each)}" for key, each in parameters.items() if _NAME(key))
    head = f"{group}." if group and _NAME(group) else ""
    written = "".join if link else _escaped
    parts = (",".join(map(written, part)) for part in values)
    glue = ";" if name.lower() in _STRUCTURED else ","
    return f"{head}{name.upper()}{''.join(said)}:{glue.join(parts)}"


def _quoted(values: list[str]) -> str:
    text = ",".join(values).replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f'"{text}"' if re.search(r"[,;:]", text) and len(values) == 1 else text


def _escaped(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    return plain.replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


def _of_json(data: bytes) -> Iterator[str]:
    import json

    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise UnreadableFile(_DAMAGED) from None
    cards = [found] if found[:1] == ["vcard"] else found
    for card in cards:
        if isinstance(card, list) and card[:1] == ["vcard"] and isinstance(card[1:2], list):
            yield from _card(_json_line(each) for each in (card[1:2] or [[]])[0])


def _json_line(said: Any) -> str:
    if not isinstance(said, list) or len(said) < 4 or not isinstance(said[0], str):
        return ""
    name, parameters, kind, *values = said
    if not isinstance(parameters, dict):
        return ""
    known = {str(key): _texts(value) for key, value in parameters.items()}
    group = "".join(known.pop("group", []))
    if kind == "text" and name in {"bday", "deathdate", "anniversary"}:
        known["value"] = ["text"]
    first = values[0]
    if name in _STRUCTURED and isinstance(first, list):
        return _line(name, group, known, [_texts(part) for part in first])
    return _line(name, group, known, [_texts(value) for value in values], link=kind == "uri")


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [str(value)] if isinstance(value, str | int | float) else []


def _of_xml(data: bytes) -> Iterator[str]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise UnreadableFile(_DAMAGED) from None
    for element in root.iter("{*}vcard", "{*}contact"):
        lines = _xml_lines if _tag(element) == "vcard" else _box_lines
        yield from _card(line for line in lines(element) if line)


def _tag(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _text(element: _Element) -> str:
    return "".join(map(str, element.itertext())).strip()


def _elements(element: _Element) -> list[_Element]:
    return [each for each in element if isinstance(each.tag, str)]


def _xml_lines(card: _Element, group: str = "") -> Iterator[str]:
    for each in _elements(card):
        name = _tag(each)
        if name == "group":
            yield from _xml_lines(each, each.get("name") or "")
            continue
        inside = _elements(each)
        known = {
            _tag(one): [_text(value) for value in _elements(one)]
            for part in inside if _tag(part) == "parameters" for one in _elements(part)
        }  # fmt: skip
        said = [one for one in inside if _tag(one) != "parameters"]
        if name in _PARTS and not any(_tag(one) == "text" for one in said):
            values = [
                [_text(one) for one in said if _tag(one) == part] for part in _PARTS[name]
            ]  # fmt: skip
        else:
            values = [[_text(one)] for one in said] or [[_text(each)]]
        if said and _tag(said[0]) == "text" and name in {"bday", "deathdate", "anniversary"}:
            known["value"] = ["text"]
        link = bool(said) and _tag(said[0]) == "uri"
        yield _line(name, group, known, values, link=link)


def _box_lines(contact: _Element) -> Iterator[str]:
    """A contact of a Fritz!Box: a name, numbers by type, addresses by classifier."""
    for each in contact.iter():
        if not isinstance(each.tag, str) or _elements(each) or not _text(each):
            continue
        name, known = _tag(each), {str(key): [str(value)] for key, value in each.attrib.items()}
        kind = "".join(known.pop("type", known.pop("classifier", []))).removeprefix("label:")
        if kind:
            known["type"] = _NUMBERS.get(kind, "home" if kind == "private" else kind).split(",")
        if known.pop("prio", [""]) == ["1"]:
            known["pref"] = ["1"]
        known.pop("id", None)
        taken = {"realname": "FN", "number": "TEL", "email": "EMAIL", "imageurl": "PHOTO"}
        yield _line(taken.get(name, f"X-FRITZBOX-{name}"), "", known, [[_text(each)]])
