"""Sheets as SYLK (.slk), which spreadsheets of the eighties wrote and Excel still does.

A record a line: ID, P (formats), F (where they hold), C (cells), E (the end); two semicolons are
one. There is no standard; this is what Excel, Works and LibreOffice write.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final
from unicodedata import normalize

from app.exchange.tables.encodings import decode
from app.exchange.tables.header_row import header_of
from app.exchange.tables.table import (
    MAX_COLUMNS,
    MAX_ROWS,
    TOO_WIDE,
    Cell,
    Row,
    UnreadableFile,
    bytes_of,
    is_blank,
)

_MAX_BYTES: Final = 50_000_000
is_sylk: Final = re.compile(rb"ID;P[^\r\n]*[\r\n]+(?:[BCFOP];|NN;|NE;|E\s)").match
"""Whether the first bytes are those of such a sheet, and not of a table "ID;PLZ;Ort"."""
_MARKS: Final = dict(zip("ABCDHJK", "\u0300\u0301\u0302\u0303\u0308\u030a\u0327", strict=True))
_LETTERS: Final = {"{": "ß", "a": "Æ", "q": "æ", "i": "Ø", "y": "ø", "j": "Œ", "z": "œ"}
_ACCENT: Final = re.compile("\x1bN(?:([ABCDHJK])(.)|(.))")
_DAYS: Final = re.compile(r"[dy]|m{3,}", re.I).search
_1900: Final = date(1899, 12, 30)
_1904: Final = date(1904, 1, 1)


class _Sheet:
    """Takes the records one by one; then it has rows."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self._formats: list[bool] = []
        self._days: dict[tuple[int, int], bool] = {}
        self._columns: dict[int, bool] = {}
        self._zero = _1900
        self._row = self._column = 1

    def take(self, kind: str, said: dict[str, str]) -> None:
        """Take a record: its kind, and its fields by their first letter."""
        if kind == "P" and "P" in said:
            self._formats.append(bool(_DAYS(re.sub(r'"[^"]*"|\[[^\]]*\]', "", said["P"]))))
        elif kind == "O" and said.get("V") == "4":
            self._zero = _1904
        elif kind in "CF":
            self._row = _number(said.get("Y", ""), self._row)
            self._column = _number(said.get("X", ""), self._column)
            if kind == "F":
                self._take_format(said)
            elif "K" in said:
                self._put(said["K"])

    def _take_format(self, said: dict[str, str]) -> None:
        place = _number(said.get("P", ""), -1)
        if not 0 <= place < len(self._formats):
            return
        if "C" in said:
            self._columns[_number(said["C"], 0)] = self._formats[place]
        elif "R" not in said:
            self._days[self._row, self._column] = self._formats[place]

    def _put(self, text: str) -> None:
        if self._column > MAX_COLUMNS:
            raise UnreadableFile(TOO_WIDE)
        if self._row > MAX_ROWS:
            raise UnreadableFile("This sheet has more than a million rows. Split it.")
        at = self._row, self._column
        value = _value(text)
        days = self._days.get(at, self._columns.get(self._column, False))
        if days and isinstance(value, int | float) and 1 <= value < 2_900_000:
            value = self._zero + timedelta(days=int(value))
        self.cells[at] = value

    def rows(self) -> list[Row]:
        """The cells in rows, all of one width."""
        high = max((row for row, _ in self.cells), default=0)
        wide = max((column for _, column in self.cells), default=0)
        if high * wide > 20 * len(self.cells) + 100_000:
            raise UnreadableFile("This sheet is nearly empty and far too large. Save it as .xlsx.")
        return [
            tuple(self.cells.get((row, column)) for column in range(1, wide + 1))
            for row in range(1, high + 1)
        ]


def read_sylk(
    path: Path, encoding: str | None = None
) -> tuple[dict[str, object], Iterator[tuple[int, Row]]]:
    """The facts and rows of the sheet. Raises UnreadableFile with a sentence."""
    data = bytes_of(path, _MAX_BYTES, "Save it as .xlsx and import that.")
    try:
        decoded = decode(data, encoding)
    except (LookupError, UnicodeDecodeError):
        raise UnreadableFile(f"This file is not written in {encoding}.") from None
    sheet = _Sheet()
    for line in decoded.text.replace("\r", "\n").split("\n"):
        kind, *fields = _fields(line)
        if kind == "E":
            break
        if len(kind) == 1:
            sheet.take(kind, {field[:1]: field[1:] for field in fields if field})
    rows = sheet.rows()
    header = header_of(rows[:200])
    facts: dict[str, object] = {
        "kind": "slk", "encoding": decoded.encoding, "header": header.names, "notes": [],
        "header_row": header.last + 1 if header.names is not None else 0,
    }  # fmt: skip
    return facts, (
        (place + 1, rows[place])
        for place in range(header.last + 1, len(rows))
        if any(not is_blank(cell) for cell in rows[place])
    )


def _fields(line: str) -> list[str]:
    return [field.replace("\0", ";") for field in line.replace(";;", "\0").split(";")]


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 8 else default


def _value(text: str) -> Cell:
    if text[:1] == '"':
        return _letters(text[1:-1] if text[-1:] == '"' and len(text) > 1 else text[1:])
    if text in ("TRUE", "FALSE"):
        return text == "TRUE"
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _letters(text: str) -> str:
    """A text with its escapes as letters: line breaks, and accents before what they stand on."""
    plain = text.replace("\x1b :", "\n")
    return _ACCENT.sub(_letter, plain) if "\x1b" in plain else plain


def _letter(found: re.Match[str]) -> str:
    mark, letter, alone = found.groups()
    return normalize("NFC", letter + _MARKS[mark]) if mark else _LETTERS.get(alone, alone)
