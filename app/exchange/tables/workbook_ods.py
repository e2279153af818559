"""What python-calamine does not tell of an .ods sheet: errors, hidden rows, zeros in front.

OpenDocument 1.3 part 3: 9.1.3 (rows), 9.1.4 (cells), 19.385 (value-type), 19.749 (visibility).
LibreOffice names errors in `calcext:value-type`; other programs only show them.
"""

import re
import zipfile
from typing import Final
from xml.parsers import expat

from app.exchange.tables.workbook_comments import without_author
from app.exchange.tables.workbook_hints import Hints

_MOST: Final = 200_000_000
_WORTH_IT: Final = re.compile(
    rb'<office:annotation|value-type="error"|visibility="(?:collapse|filter)"|>0\d+</text:p>|>(?:#[A-Z]|Err:\d)'
    rb'|number-(?:rows|columns)-spanned="(?:[2-9]|1\d)'
).search
_ERROR: Final = re.compile(r"#[A-ZÄÖÜ/0!?]{2,15}|Err:\d{3}").fullmatch
_CELLS: Final = frozenset({"table:table-cell", "table:covered-table-cell"})
_NOTE: Final = "office:annotation"
_ABOUT_NOTE: Final = frozenset({"dc:date", "dc:creator", "meta:date-string"})
_ROWS: Final = 1_048_576


def hints_of_ods(package: zipfile.ZipFile, sheet: str) -> Hints:
    """What the cells of `sheet` show beyond their values; nothing for what cannot be followed."""
    if package.getinfo("content.xml").file_size > _MOST:
        return Hints()
    data = package.read("content.xml")
    if not _WORTH_IT(data):
        return Hints()
    reader = _Reader(sheet)
    try:
        reader.read(data)
    except expat.ExpatError:
        return Hints()
    return Hints(
        tuple(reader.hidden), reader.errors, reader.zeros, merged=tuple(reader.merged),
        comments=reader.comments,
    )  # fmt: skip


class _Reader:
    """Walks over the cells of one sheet and keeps what they show otherwise than they are."""

    def __init__(self, sheet: str) -> None:
        self.hidden: list[int] = []
        self.errors: dict[tuple[int, int], str] = {}
        self.zeros: dict[tuple[int, int], str] = {}
        self.comments: dict[tuple[int, int], str] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self._sheet = sheet
        self._inside = 0
        self._row = 0
        self._rows = 1
        self._column = 0
        self._cell: dict[str, str] = {}
        self._text: list[str] | None = None
        self._note: list[str] | None = None
        self._silent = False

    def read(self, data: bytes) -> None:
        """Take the whole of content.xml; entities are not resolved. Raises ExpatError."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.EntityDeclHandler = _no_entities
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._letters
        parser.Parse(data, True)

    def _start(self, name: str, said: dict[str, str]) -> None:
        if name == "table:table":
            # A table inside a cell is none of the sheet's rows
            if self._inside or said.get("table:name") == self._sheet:
                self._inside += 1
        elif self._inside != 1:
            return
        elif name == "table:table-row":
            self._rows = _count(said, "table:number-rows-repeated")
            self._column = 0
            if said.get("table:visibility", "visible") != "visible" and self._rows < _ROWS // 2:
                self.hidden += range(self._row + 1, self._row + 1 + self._rows)
        elif name in _CELLS:
            self._cell = said
            self._text = []
        elif name == _NOTE:
            self._note = []
        elif name in _ABOUT_NOTE and self._note is not None:
            self._silent = True

    def _end(self, name: str) -> None:
        if name == "table:table" and self._inside:
            self._inside -= 1
        elif self._inside != 1:
            return
        elif name == "table:table-row":
            self._row += self._rows
        elif name in _CELLS:
            self._judge("".join(self._text or ()))
            self._span()
            self._column += _count(self._cell, "table:number-columns-repeated")
            self._text = None
        elif name in _ABOUT_NOTE:
            self._silent = False
        elif name == "text:p" and self._note:
            self._note.append("\n")
        elif name == _NOTE:
            text = "".join(self._note or ()).strip()
            if text:
                self.comments[self._row + 1, self._column] = without_author(text)
            self._note = None

    def _letters(self, text: str) -> None:
        if self._note is not None:
            if not self._silent:
                self._note.append(text)
        elif self._text is not None:
            self._text.append(text)

    def _judge(self, text: str) -> None:
        said = self._cell
        value = said.get("office:value", "")
        is_error = said.get("calcext:value-type") == "error" or (
            "table:formula" in said and not value and _ERROR(text)
        )
        if is_error:
            self._keep(self.errors, text)
        elif text[:1] == "0" and text.isdecimal() and _same_number(value, text):
            self._keep(self.zeros, "0" * len(text))

    def _span(self) -> None:
        down = _count(self._cell, "table:number-rows-spanned")
        across = _count(self._cell, "table:number-columns-spanned")
        if down * across > 1:
            bottom, right = self._row + down - 1, self._column + across - 1
            self.merged.append((self._row, self._column, bottom, right))

    def _keep(self, goal: dict[tuple[int, int], str], text: str) -> None:
        rows = min(self._rows, 1000)
        columns = min(_count(self._cell, "table:number-columns-repeated"), 500)
        for row in range(self._row + 1, self._row + 1 + rows):
            for column in range(self._column, self._column + columns):
                goal[row, column] = text


def _same_number(value: str, text: str) -> bool:
    return len(text) > 1 and value.removesuffix(".0") == text.lstrip("0")


def _count(said: dict[str, str], name: str) -> int:
    text = said.get(name, "1")
    return int(text) if text.isdecimal() and len(text) < 8 else 1


def _no_entities(*_args: object) -> None:
    raise expat.ExpatError("entities are not read")
