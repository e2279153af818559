"""From the bytes of a calendar file to its components, as they stand.

iCalendar 2.0 (RFC 5545) and vCalendar 1.0 at once: folded lines (also inside a character), any line
ending, quoted-printable, missing wrappers and ends, lines that broken writers did not fold. What
breaks a limit (reliability.md R38) is refused in a sentence.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from app.exchange.tables.encodings import decode
from app.exchange.tables.table import UnreadableFile

MAX_BYTES: Final = 20_000_000
MAX_LINE: Final = 1_000_000
MAX_DEPTH: Final = 10
MAX_PROPERTIES: Final = 500
_NAME: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII).fullmatch
_PARAMETER: Final = re.compile(r';\s*([^=;:"]+)(?:=((?:"[^"]*"|[^;"])*))?')
_HEAD: Final = re.compile(r'[^":]*(?:"[^"]*"[^":]*)*:')
_UNQUOTED_ZONE: Final = re.compile(r"([^\"]+):(\d{8}(?:T\d{4,6}Z?)?(?:,\d{8}\S*)?\s*)").fullmatch
_PRINTABLE: Final = re.compile(rb"^[^:]*QUOTED-PRINTABLE", re.I).match
_OLD: Final = re.compile(rb"^VERSION[^:\n]*:[ \t]*1\.0", re.I | re.M)
_COMPONENTS: Final = re.compile(rb"^[ \t]*BEGIN[ \t]*:[ \t]*[A-Z]", re.I | re.M)
_TOP: Final = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY"})
_AROUND: Final = ("", "VCALENDAR")
_WITHOUT_TEXT: Final = ("DT", "DUE", "DURATION", "RRULE", "RDATE", "EX", "RECUR", "UID", "SEQ")
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CARET: Final = re.compile(r"\^([n^'])")
_CARETS: Final = {"n": "\n", "^": "^", "'": '"'}


class Property(NamedTuple):
    """One line: its name in capitals, parameters by name in capitals, value and line number.

    `head` is all that stands before the colon, so that an unknown property goes out as it came.
    """

    name: str
    parameters: dict[str, str]
    value: str
    line: int
    head: str


@dataclass(slots=True)
class Component:
    """What stands between BEGIN and END."""

    name: str
    line: int = 0
    properties: list[Property] = field(default_factory=list)
    children: "list[Component]" = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        """The first property of that name with something in it."""
        return next((each for each in self.properties if each.name == name and each.value), None)

    def text(self, name: str) -> str:
        """The raw value of the first property of that name, or nothing."""
        found = self.first(name)
        return found.value.strip() if found else ""

    def all(self, name: str) -> list[Property]:
        """Every property of that name with something in it."""
        return [each for each in self.properties if each.name == name and each.value]

    def named(self, name: str) -> "Iterator[Component]":
        """The components of that name directly inside."""
        return (each for each in self.children if each.name == name)


class CalendarText(NamedTuple):
    """The components of a file under one root, its encoding, and remarks about how it was read."""

    root: Component
    encoding: str
    old: bool
    notes: list[str]


def components(data: bytes) -> CalendarText:
    """The components of a calendar file.

    Raises UnreadableFile for what is too large, nested too deep, or no calendar.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            "This calendar is larger than 20 MB. Export it in parts. Nothing was changed."
        )
    if not data.strip(b"\xef\xbb\xbf \r\n\t\0"):
        raise UnreadableFile("This file is empty: there is no calendar in it.")
    data, encoding = _as_utf8(data)
    if not _COMPONENTS.search(data):
        raise UnreadableFile("There is no calendar in this file. Nothing was changed.")
    old = _OLD.search(data) is not None
    tree = _Tree()
    for number, line in _old_lines(data) if old else _lines(data):
        if len(line) > MAX_LINE:
            line = _long(number, line)
        tree.take(number, line.decode("utf-8", "replace"))
    return CalendarText(tree.finished(), encoding, old, tree.notes())


def _as_utf8(data: bytes) -> tuple[bytes, str]:
    encoding = "utf-8"
    if data.startswith(_BOMS) or b"\0" in data[:4096] or not _is_utf8(data):
        found = decode(data)
        data, encoding = found.text.encode("utf-8", "replace"), found.encoding
    if b"\r" in data:
        data = data.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data.replace(b"\0", b""), encoding


def _is_utf8(data: bytes) -> bool:
    """Whether the file is UTF-8 once its folds, which may cut characters, are taken out."""
    if data.isascii():
        return True
    whole = re.sub(rb"\r*\n[ \t]", b"", data)
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError as error:
        return len(whole) - error.start < 4
    return True


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Unfolded lines with the number of the first of each."""
    begun, parts = 0, [b""]
    for number, line in enumerate(data.split(b"\n"), 1):
        if line[:1] in {b" ", b"\t"}:
            parts.append(line[1:])
            continue
        if begun:
            yield begun, parts[0] if len(parts) == 1 else b"".join(parts)
        begun, parts = number, [line]
    yield begun, b"".join(parts)


def _old_lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The same for vCalendar 1.0, which folds at a space that stays, and breaks soft with "="."""
    begun, parts, printable = 0, [b""], False
    for number, line in enumerate(data.split(b"\n"), 1):
        if printable and parts[-1].endswith(b"="):
            parts[-1] = parts[-1][:-1]
            parts.append(line)
        elif line[:1] in {b" ", b"\t"}:
            parts.append(line[1:] if 72 <= len(parts[-1]) < 79 else line)
        else:
            if begun:
                yield begun, b"".join(parts)
            begun, parts, printable = number, [line], _PRINTABLE(line) is not None
    yield begun, b"".join(parts)


def _long(number: int, line: bytes) -> bytes:
    """A file inside a line is set aside; anything else of that length is damage."""
    head, _, _ = line[:500].partition(b":")
    if head.upper().startswith((b"ATTACH", b"IMAGE", b"X-MS-")):
        return head + b":data:,larger than 1 MB"
    raise UnreadableFile(
        f"Line {number:,} of this file is longer than 1 MB: it is damaged, or no calendar."
        " Nothing was changed."
    )


class _Tree:
    """Builds the components line by line."""

    def __init__(self) -> None:
        self.root = Component("")
        self._open = [self.root]
        self._heads: dict[str, tuple[str, dict[str, str]]] = {}
        self._loose = 0

    def take(self, number: int, line: str) -> None:
        head, colon, value = line.partition(":")
        if '"' in head and head.count('"') % 2:
            found = _HEAD.match(line)
            if found is not None:
                head, value = line[: found.end() - 1], line[found.end() :]
        elif ":" in value and "TZID=" in head:
            # Zones called "(UTC+01:00) Amsterdam" without the quotes that the format asks for
            found = _UNQUOTED_ZONE(line)
            if found is not None:
                head, value = found[1], found[2]
        known = self._heads.get(head) or (self._head(head) if colon else None)
        if known is None:
            self._continue(line)
        elif known[0] == "BEGIN":
            self._begin(value.strip().upper(), number)
        elif known[0] == "END":
            self._end(value.strip().upper())
        else:
            name, parameters = known
            self._open[-1].properties.append(Property(name, parameters, value, number, head))

    def _head(self, head: str) -> tuple[str, dict[str, str]] | None:
        name = head.partition(";")[0].strip()
        if not _NAME(name):
            return None
        made = name.upper(), _parameters(head)
        if len(self._heads) < 5000:
            self._heads[head] = made
        return made

    def _continue(self, line: str) -> None:
        """A line that is no property belongs to the text before it, as broken writers mean it."""
        if not line.strip():
            return
        properties = self._open[-1].properties
        if not properties or properties[-1].name.startswith(_WITHOUT_TEXT):
            self._loose += 1
            return
        last = properties[-1]
        properties[-1] = last._replace(value=f"{last.value}\\n{line}")

    def _begin(self, name: str, number: int) -> None:
        while name in _TOP and self._open[-1].name not in _AROUND:
            self._loose += 1
            self._open.pop()
        if name == "VCALENDAR":
            self._loose += len(self._open) > 1
            del self._open[1:]
        if len(self._open) > MAX_DEPTH:
            raise UnreadableFile(
                f"Parts of this calendar stand inside each other more than ten deep (line"
                f" {number:,}). Nothing was changed."
            )
        made = Component(name, number)
        self._open[-1].children.append(made)
        self._open.append(made)

    def _end(self, name: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].name == name:
                self._loose += len(self._open) - 1 - depth
                del self._open[depth:]
                return
        self._loose += 1

    def finished(self) -> Component:
        self._loose += len(self._open) - 1
        return self.root

    def notes(self) -> list[str]:
        if not self._loose:
            return []
        what = "1 line or part" if self._loose == 1 else f"{self._loose:,} lines or parts"
        return [f"The file is not well formed: {what} without a place. What was there was read."]


def _parameters(head: str) -> dict[str, str]:
    rest = head.partition(";")
    if not rest[1]:
        return {}
    found = {}
    for name, value in _PARAMETER.findall(f";{rest[2]}"):
        # vCalendar writes the value of ENCODING and TYPE without their names
        key = name.strip().upper()
        if not value and key in {"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"}:
            key, value = "ENCODING", key
        plain = value.strip().strip('"')
        if "^" in plain:
            plain = _CARET.sub(lambda sign: _CARETS[sign[1]], plain)
        found[key] = plain
    return found


def plain_value(each: Property) -> str:
    """The value without its transfer encoding (quoted-printable of vCalendar)."""
    if each.parameters.get("ENCODING", "").upper() != "QUOTED-PRINTABLE":
        return each.value
    data = quopri.decodestring(each.value.encode())
    charset = each.parameters.get("CHARSET", "")
    for name in ("utf-8", charset):
        if name:
            try:
                return data.decode(name)
            except (UnicodeDecodeError, LookupError):
                continue
    return decode(data).text
