"""What python-calamine does not tell of an .xlsx sheet: errors, hidden rows, zeros in front.

Looked up in the sheet's own XML with a few patterns; a package without any of it costs next to
nothing. ECMA-376 part 1, 18.3.1.4 (c), 18.3.1.73 (row), 18.8.30 (numFmt).
"""

import re
import zipfile
from posixpath import join, normpath
from typing import IO, Final

from app.exchange.tables.table import UnreadableFile
from app.exchange.tables.workbook_comments import column_number, comments_of
from app.exchange.tables.workbook_hints import Hints, zeros_pattern
from app.exchange.tables.workbook_ods import hints_of_ods
from app.exchange.tables.workbook_xls import hints_of_xls
from app.exchange.tables.workbook_xlsb import hints_of_xlsb

_MOST: Final = 200_000_000
_SHEET: Final = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION: Final = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE: Final = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
_UNWORKED: Final = re.compile(
    rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ROW_HIDDEN: Final = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*\shidden="(?:1|true)")[^>]*?\br="(\d+)"')
_ERROR: Final = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*>(?:(?!</(?:\w+:)?c>).)*?'
    rb"<(?:\w+:)?v>([^<]{1,20})</",
    re.S,
)
_FORMAT: Final = re.compile(r"<(?:\w+:)?numFmt\s([^>]*)>")
_CELL_FORMATS: Final = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.S)
_CELL_FORMAT: Final = re.compile(r"<(?:\w+:)?xf\s([^>]*)>")


def hints_of(source: IO[bytes], sheet: str) -> Hints:
    """What a workbook says beyond the values of `sheet`, whatever its kind."""
    start = source.read(4)
    source.seek(0)
    if start == b"\xd0\xcf\x11\xe0":
        return hints_of_xls(source, sheet)
    try:
        with zipfile.ZipFile(source) as package:
            names = package.namelist()
            if "content.xml" in names:
                return hints_of_ods(package, sheet)
            if "xl/workbook.bin" in names:
                return hints_of_xlsb(package, sheet)
            member = _member(package, sheet)
            if not member:
                return Hints()
            if package.getinfo(member).file_size > _MOST:
                raise UnreadableFile("This sheet is larger than a table of contacts can be.")
            data = package.read(member)
            return Hints(
                _hidden(data), _errors(data), _zeros(package, data), _unworked(data),
                comments=comments_of(package, member),
            )  # fmt: skip
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError):
        return Hints()


def _member(package: zipfile.ZipFile, sheet: str) -> str:
    """The member that holds the sheet of this name, "" where there is none."""
    names = set(package.namelist())
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return ""
    book = package.read("xl/workbook.xml").decode("utf-8", "replace")
    relations = package.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for found in _RELATION.finditer(relations):
        said = dict(_ATTRIBUTE.findall(found[1]))
        targets[said.get("Id", "")] = said.get("Target", "")
    for found in _SHEET.finditer(book):
        said = dict(_ATTRIBUTE.findall(found[1]))
        if _plain(said.get("name", "")) == sheet:
            link = next((value for name, value in said.items() if name.endswith(":id")), "")
            target = targets.get(link, "")
            member = normpath(target.lstrip("/") if target[:1] == "/" else join("xl", target))
            return member if member in names else ""
    return ""


def _plain(text: str) -> str:
    from html import unescape

    return unescape(text)


def _hidden(data: bytes) -> tuple[int, ...]:
    if b"hidden=" not in data:
        return ()
    return tuple(int(found[1]) for found in _ROW_HIDDEN.finditer(data))


def _errors(data: bytes) -> dict[tuple[int, int], str]:
    if b't="e"' not in data:
        return {}
    return {
        (int(found[2]), column_number(found[1].decode())): found[3].decode("utf-8", "replace")
        for found in _ERROR.finditer(data)
    }


def _unworked(data: bytes) -> int:
    if b"<f" not in data and b":f" not in data:
        return 0
    return sum(1 for _ in _UNWORKED.finditer(data))


def _zeros(package: zipfile.ZipFile, data: bytes) -> dict[tuple[int, int], str]:
    """The pattern of each cell that shows zeros in front: 00000 for a postcode of the USA."""
    if "xl/styles.xml" not in package.namelist():
        return {}
    styles = package.read("xl/styles.xml").decode("utf-8", "replace")
    patterns = {}
    for found in _FORMAT.finditer(styles):
        said = dict(_ATTRIBUTE.findall(found[1]))
        pattern = zeros_pattern(_plain(said.get("formatCode", "")))
        if pattern:
            patterns[said.get("numFmtId", "")] = pattern
    block = _CELL_FORMATS.search(styles) if patterns else None
    if block is None:
        return {}
    places = {}
    for place, found in enumerate(_CELL_FORMAT.finditer(block[0])):
        said = dict(_ATTRIBUTE.findall(found[1]))
        if said.get("numFmtId") in patterns:
            places[str(place)] = patterns[said["numFmtId"]]
    if not places:
        return {}
    cell = re.compile(
        rb'<(?:\w+:)?c\s(?=[^>]*\bs="(' + "|".join(places).encode() + rb')")[^>]*?\br="([A-Z]{1,3})'
        rb'(\d+)"'
    )
    return {
        (int(found[3]), column_number(found[2].decode())): places[found[1].decode()]
        for found in cell.finditer(data)
    }
