"""Tables that programs save as .xls and that are no workbooks: HTML, and Excel's XML of 2003."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from app.exchange.tables.header_row import header_of
from app.exchange.tables.table import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Row,
    UnreadableFile,
    bytes_of,
    is_blank,
)

_MAX_BYTES: Final = 50_000_000
_SPREADSHEET: Final = "{urn:schemas-microsoft-com:office:spreadsheet}"
_PART: Final = re.compile(r" \((?:columns [A-Z]+[–-]|rows \d+[–-])[^()]*\)$", re.I)
_BROKEN: Final = (
    "This file is damaged or holds no table. Open it in Excel or LibreOffice, save it as .xlsx"
    " and try again."
)


def read_markup(
    path: Path, sheet: str | None = None
) -> tuple[dict[str, object], Iterator[tuple[int, Row]]]:
    """The facts and rows of the first or named table of an HTML file or a SpreadsheetML workbook.

    Raises UnreadableFile with a sentence for what cannot be read.
    """
    data = bytes_of(path, _MAX_BYTES, "Save it as .xlsx and import that.")
    found = _workbook(data) if b"office:spreadsheet" in data[:8192] else _page(data)
    tables = {name: rows for name, rows in found.items() if rows}
    if not tables:
        raise UnreadableFile(_BROKEN)
    name = _PART.sub("", sheet) if sheet else next(iter(tables))
    if name not in tables:
        listed = ", ".join(tables)
        raise UnreadableFile(f"There is no sheet called {sheet}. The sheets are: {listed}.")
    rows = tables[name]
    if len(rows) > MAX_ROWS or max(map(len, rows)) > MAX_COLUMNS:
        raise UnreadableFile(f"This table has more than {MAX_COLUMNS} columns or a million rows.")
    header = header_of(rows[:200])
    facts: dict[str, object] = {
        "kind": path.suffix.lower().lstrip("."), "sheet": name, "sheets": list(tables),
        "header": header.names, "notes": [],
        "header_row": header.last + 1 if header.names is not None else 0,
    }  # fmt: skip
    return facts, _numbered(rows, header.last + 1)


def _numbered(rows: list[Row], skip: int) -> Iterator[tuple[int, Row]]:
    for place in range(skip, len(rows)):
        if any(not is_blank(cell) for cell in rows[place]):
            yield place + 1, rows[place]


def _page(data: bytes) -> dict[str, list[Row]]:
    """The tables of an HTML page that hold no other table, in order."""
    from lxml import etree, html

    from app.exchange.tables.encodings import decode

    parser = html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    text = decode(data).text
    try:
        root = html.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        raise UnreadableFile(_BROKEN) from None
    tables: dict[str, list[Row]] = {}
    for table in root.iter("table"):
        if table.find(".//table") is None:
            rows = _rows(table)
            if any(len(row) > 1 for row in rows) or not tables:
                tables[f"Table {len(tables) + 1}"] = rows
    return tables


def _rows(table: Any) -> list[Row]:
    """The rows of a table; a cell over several rows counts for each, a heading for its first."""
    rows: list[Row] = []
    below: dict[int, tuple[int, Cell]] = {}
    for row in table.iter("tr"):
        cells: list[Cell] = []
        for cell in row.iterchildren("td", "th"):
            _put_from_above(cells, below)
            text = _text(cell)
            down = _span(cell, "rowspan")
            start = len(cells)
            for place in range(start, start + _span(cell, "colspan")):
                first = place == start
                if down > 1:
                    kept = text if first and cell.tag == "td" else None
                    below[place] = (down - 1, kept)
                cells.append(text if first else None)
        _put_from_above(cells, below)
        rows.append(tuple(cells))
    return rows


def _put_from_above(cells: list[Cell], below: dict[int, tuple[int, Cell]]) -> None:
    while len(cells) in below:
        left, value = below.pop(len(cells))
        if left > 1:
            below[len(cells)] = (left - 1, value)
        cells.append(value)


def _text(cell: Any) -> str:
    for line in cell.iter("br"):
        line.tail = f"\n{line.tail or ''}"
    lines = (" ".join(line.split()) for line in cell.text_content().split("\n"))
    return "\n".join(line for line in lines if line)


def _span(cell: Any, name: str) -> int:
    text = str(cell.get(name, "1"))
    return int(text) if text.isdecimal() and 1 < int(text) < MAX_COLUMNS else 1


def _workbook(data: bytes) -> dict[str, list[Row]]:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        raise UnreadableFile(_BROKEN) from None
    if root is None:
        raise UnreadableFile(_BROKEN)
    sheets: dict[str, list[Row]] = {}
    for number, sheet in enumerate(root.iter(f"{_SPREADSHEET}Worksheet"), 1):
        name = sheet.get(f"{_SPREADSHEET}Name") or f"Sheet {number}"
        sheets[name] = _sheet_rows(sheet)
    return sheets


def _sheet_rows(sheet: Any) -> list[Row]:
    rows: list[Row] = []
    for row in sheet.iter(f"{_SPREADSHEET}Row"):
        place = _index(row)
        if place and place <= MAX_ROWS:
            rows += [()] * (place - 1 - len(rows))
        cells: list[Cell] = []
        for cell in row.iterchildren(f"{_SPREADSHEET}Cell"):
            at = _index(cell)
            if at and at <= MAX_COLUMNS:
                cells += [None] * (at - 1 - len(cells))
            found = cell.find(f"{_SPREADSHEET}Data")
            text = "" if found is None else "".join(found.itertext())
            cells.append(_value(text, "" if found is None else found.get(f"{_SPREADSHEET}Type")))
            span = str(cell.get(f"{_SPREADSHEET}MergeAcross", "0"))
            if span.isdecimal() and int(span) < MAX_COLUMNS:
                cells += [None] * int(span)
        rows.append(tuple(cells))
    return rows


def _index(element: Any) -> int:
    text = str(element.get(f"{_SPREADSHEET}Index", "0"))
    return int(text) if text.isdecimal() else 0


def _value(text: str, kind: str) -> Cell:
    if kind == "Number":
        try:
            number = float(text)
        except ValueError:
            return text
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    if kind == "DateTime":
        return text.partition("T")[0] if "T00:00:00" in text else text
    return text == "1" if kind == "Boolean" else text
