"""What stands before and after the colon of a vCard property, understood.

Parameters of all versions (bare types of 2.1, carets of RFC 6868), escapes, structured values,
kinds of numbers and addresses.
"""

import binascii
import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from app.models.imports.import_words import kind_of

NO_PREFERENCE: Final = 101

_MOST_TYPES: Final = 50
_ESCAPE: Final = re.compile(r"\\([nN,;:\\\"])")
_CARET: Final = re.compile(r"\^([n^'])")
_CARETS: Final = {"n": "\n", "^": "^", "'": '"'}
_PARAMETERS: Final = re.compile(r';((?:[^";]|"[^"]*"?)*)')
_BETWEEN_COMMAS: Final = re.compile(r'(?:[^,"]|"[^"]*"?)+')
_APPLE_LABEL: Final = re.compile(r"_\$!<(.*)>!\$_", re.S).fullmatch
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Says how something is sent or kept, not whose or where it is.
_NO_KIND: Final = frozenset(
    {"voice", "msg", "text", "pref", "preferred", "x-pref", "internet", "x400", "postal", "parcel"}
    | {"dom", "intl", "video", "uri", "textphone", "smtp", "pgp", "jpeg", "png", "gif", "x509"}
)
_ENCODINGS: Final = {"quoted-printable": "qp", "base64": "base64", "b": "base64", "q": "qp"}
_PLAIN_ADDRESS: Final = ("street", "town", "region", "postcode", "country")
_PLAIN_ENCODINGS: Final = frozenset({"8bit", "7bit"})
_WHOSE: Final = {("fax", "home"): "Home fax", ("mobile", "work"): "Work mobile"}
"""What is called otherwise than people take it to be."""


@dataclass(slots=True)
class Head:
    """What stands before the colon: `types` in small letters, `kind` a word of ours or theirs.

    `preference` is 1 to 100 as RFC 6350 has it, NO_PREFERENCE without one. `unused` are the types
    that are not in `kind`.
    """

    name: str
    group: str = ""
    types: tuple[str, ...] = ()
    kind: str = ""
    preference: int = NO_PREFERENCE
    charset: str = ""
    encoding: str = ""
    altid: str = ""
    label: str = ""
    parameters: dict[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()


def read_head(text: str) -> Head:
    """The head of a property; nothing in it can fail, what is unknown is kept as a parameter."""
    name, _, rest = text.partition(";")
    group, _, name = name.strip().rpartition(".")
    head = Head(name.upper(), group.lower())
    types: list[str] = []
    for part in _PARAMETERS.findall(";" + rest) if rest else ():
        key, equals, value = part.partition("=")
        if key in ("X-", "x-"):
            types.append(_spelt_out(f"={value}"))
            continue
        _parameter(head, types, key.strip().upper(), value.strip(), bool(equals))
    head.types = tuple(word.lower() for word in types)
    if "pref" in head.types or "x-pref" in head.types:
        head.preference = min(head.preference, 1)
    head.kind, head.unused = _kind(head.name, types)
    return head


def _parameter(head: Head, types: list[str], key: str, value: str, has_value: bool) -> None:
    if not has_value:
        if key.lower() in _ENCODINGS:
            head.encoding = _ENCODINGS[key.lower()]
        elif key and key.lower() not in _PLAIN_ENCODINGS:
            types.append(key)
    elif key == "TYPE":
        types += [_plain(one) for one in _plain_list(value)]
    elif key == "ENCODING":
        head.encoding = _ENCODINGS.get(_plain(value).lower(), "")
    elif key == "CHARSET":
        head.charset = _plain(value)
    elif key == "PREF":
        number = _plain(value)
        head.preference = max(1, min(int(number), 100)) if number.isdecimal() else 1
    elif key == "ALTID":
        head.altid = _plain(value)
    elif key in {"LABEL", "X-LABEL"}:
        head.label = _plain(value)
    else:
        head.parameters[key] = _plain(value)


def _spelt_out(label: str) -> str:
    """Android's own label of a number: quoted-printable, though the value behind it is not."""
    try:
        return printable_bytes(label).decode("utf-8")
    except UnicodeDecodeError:
        return label


def _plain_list(value: str) -> list[str]:
    # TYPE="voice,home" is one quoted text that means a list
    if value.startswith('"') and value.endswith('"') and value.count('"') == 2:
        return value[1:-1].split(",")[:_MOST_TYPES]
    return _BETWEEN_COMMAS.findall(value)[:_MOST_TYPES]


def _plain(value: str) -> str:
    if '"' in value:
        value = value.replace('"', "")
    if "^" in value:
        value = _CARET.sub(lambda found: _CARETS[found[1]], value)
    return value.strip()


def _kind(name: str, types: list[str]) -> tuple[str, tuple[str, ...]]:
    """The kind that the types of a value come to, and those that it does not tell."""
    said = [one for one in types if one and one.lower() not in _NO_KIND]
    known = [kind_of(one.removeprefix("X-").removeprefix("x-")) for one in said]
    for first in ("fax", "mobile"):
        if first in known:
            whose = next((each for each in known if (first, each) in _WHOSE), "")
            called = _WHOSE[first, whose] if whose and name == "TEL" else ""
            told = {first, whose} if called else {first}
            rest = (one for one, each in zip(said, known, strict=True) if each not in told)
            return f"{first}: {called}" if called else first, tuple(rest)
    named = [one for one, each in zip(said, known, strict=True) if not each]
    kind = words(named[0]) if named else next((each for each in known if each), "")
    first = named[0] if named else kind
    return kind, tuple(
        one for one, each in zip(said, known, strict=True) if one != first and each != first
    )


def words(text: str) -> str:
    """A label as a person reads it: "_$!<AssistantPhone>!$_" and "X-PAGER" as words."""
    apple = _APPLE_LABEL(text)
    if apple:
        text = _CAMEL.sub(" ", apple[1]).lower()
        return text[:1].upper() + text[1:]
    text = " ".join(text.replace("_", " ").split())
    if text[:2] in {"X-", "x-"}:
        text = text[2:]
    if text.isupper() or text.islower():
        text = text.replace("-", " ").capitalize() if text.isascii() else text
    return text


def label_words(text: str) -> str:
    """What somebody called a number: as they wrote it, but for the words that Apple codes."""
    return words(text) if _APPLE_LABEL(text) else " ".join(text.split())


def label_kind(label: str) -> str:
    """The kind a label stands for, as a column of kinds understands it, else the label itself."""
    said = label_words(label)
    kind = kind_of(words(said))
    # Apple's own words for it tell whose it is, as ours do
    called = words(said) if words(said) in _WHOSE.values() else ""
    return f"{kind}: {called}" if kind and called else kind or said


def unescaped(text: str) -> str:
    """A text value with its line breaks, commas and semicolons as they are meant."""
    if "\\" in text:
        text = _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)
    return text.strip()


def parts_of(text: str, separator: str = ";") -> list[str]:
    """The parts of a structured value, each unescaped."""
    if "\\" not in text:
        return [part.strip() for part in text.split(separator)]
    held = text.replace("\\\\", "\x01").replace("\\" + separator, "\x02")
    return [
        unescaped(part.replace("\x02", separator).replace("\x01", "\\\\"))
        for part in held.split(separator)
    ]


def raw_parts(text: str, separator: str = ";") -> list[str]:
    """The parts of a structured value with their escapes, to be parted once more."""
    if "\\" not in text:
        return text.split(separator)
    held = text.replace("\\\\", "\x01").replace("\\" + separator, "\x02")
    return [
        part.replace("\x02", "\\" + separator).replace("\x01", "\\\\")
        for part in held.split(separator)
    ]


def joined(text: str, glue: str) -> str:
    """A component that may hold several values ("Philip,Paul") as one text."""
    if "," not in text and "\\" not in text:
        return text.strip()
    return glue.join(part for part in parts_of(text, ",") if part)


def printable_bytes(text: str) -> bytes:
    """The bytes that quoted-printable text stands for; what is no code stays as it is."""
    data = text.encode("utf-8", "surrogateescape")
    return binascii.a2b_qp(data).replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def base64_bytes(text: str) -> bytes | None:
    """The bytes that base64 text stands for, None where it is none."""
    try:
        return binascii.a2b_base64("".join(text.split()).encode("ascii", "replace"))
    except binascii.Error:
        return None


def phone_text(text: str) -> str:
    """A number as it is dialled, for "tel:+44-20-7946;ext=55" and its kin."""
    text = unescaped(text)
    if text[:4].lower() != "tel:":
        return text
    number, _, rest = unquote(text[4:]).partition(";")
    extension = re.search(r"(?:^|;)ext=([^;]+)", rest, re.I)
    return f"{number} ext. {extension[1]}" if extension else number


def email_text(text: str) -> str:
    """An address without the mailto: before it."""
    text = unescaped(text)
    return unquote(text[7:]).partition("?")[0] if text[:7].lower() == "mailto:" else text


def plain_address(value: str) -> dict[str, str]:
    """The parts of an ADR value that is as nearly all are: one street, no box, nothing escaped.

    Empty for every other, which `address_lines` understands.
    """
    escaped = "," in value or "\\" in value
    if escaped or value[:2] != ";;" or "  " in value or not value.isprintable():
        return {}
    parts = value[2:].split(";")
    if len(parts) > len(_PLAIN_ADDRESS):
        return {}
    named = zip(_PLAIN_ADDRESS, parts, strict=False)
    return {name: part for name, text in named if (part := text.strip())}


def address_lines(parts: list[str]) -> dict[str, str]:
    """The seven parts of an ADR value in the words of our columns.

    Everything in one part is a whole address in one cell ("block"), if a town is found in it.
    """
    box, extended, street, town, region, postcode, country = (*parts, *[""] * 7)[:7]
    elsewhere = [part for part in parts[7:] if part]
    filled = [part for part in parts if part]
    if len(filled) == 1 and "\n" in filled[0] and _has_town(filled[0]):
        return {"block": filled[0]}
    lines = [line.strip() for line in street.split("\n") if line.strip()]
    more = [line.strip() for line in extended.split("\n") if line.strip()]
    if box:
        bare = len(box) < 9 and box[:1].isdecimal() and box.replace(" ", "").isalnum()
        more.append(f"PO Box {box}" if bare else box)
    more += elsewhere
    if not lines:
        lines, more = more[:1], more[1:]
    more = lines[1:] + more
    found = {
        "street": lines[0] if lines else "",
        "street2": ", ".join(more),
        "postcode": postcode,
        "town": town,
        "region": region,
        "country": country,
    }
    return {part: " ".join(text.split()) for part, text in found.items() if text}


def _has_town(block: str) -> bool:
    from app.models.letters.address_text import split_block

    return "town" in split_block(block)
