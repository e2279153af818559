"""What python-calamine does not tell of an .xlsb sheet: errors, hidden rows, zeros in front.

MS-XLSB 2.1.4 (records), 2.4.311 (BrtBundleSh), 2.4.741 (BrtRowHdr), 2.4.323 (BrtCellError).
"""

import re
import zipfile
from collections.abc import Iterator
from posixpath import join, normpath
from struct import error as BadRecord
from struct import unpack_from
from typing import Final

from app.exchange.tables.workbook_hints import ERROR_WORDS, Hints, zeros_pattern

_MOST: Final = 200_000_000
_ROW, _SHEET, _FORMAT, _XF, _XFS_BEGIN, _XFS_END = 0, 156, 44, 47, 617, 618
_ERRORS: Final = frozenset({3, 11})
_NUMBERS: Final = frozenset({2, 5, 9})
_HIDDEN: Final = 0x10
_RELATION: Final = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE: Final = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')


def hints_of_xlsb(package: zipfile.ZipFile, sheet: str) -> Hints:
    """What the records of `sheet` say beyond its values; nothing for what cannot be followed."""
    try:
        member = _member(package, sheet)
        if not member or package.getinfo(member).file_size > _MOST:
            return Hints()
        return _of_sheet(package.read(member), _patterns(package))
    except (BadRecord, IndexError):
        return Hints()


def _records(data: bytes) -> Iterator[tuple[int, int]]:
    """Kind and place of each record; kinds and lengths take seven bits of a byte."""
    place, end = 0, len(data)
    while place < end:
        kind = data[place]
        place += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[place] & 0x7F) << 7
            place += 1
        length = shift = 0
        while True:
            byte = data[place]
            place += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        yield kind, place
        place += length


def _member(package: zipfile.ZipFile, sheet: str) -> str:
    links = package.read("xl/_rels/workbook.bin.rels").decode("utf-8", "replace")
    targets = {}
    for found in _RELATION.finditer(links):
        said = dict(_ATTRIBUTE.findall(found[1]))
        targets[said.get("Id", "")] = said.get("Target", "")
    data = package.read("xl/workbook.bin")
    for kind, at in _records(data):
        if kind == _SHEET:
            link, after = _text(data, at + 8)
            if _text(data, after)[0] == sheet:
                target = targets.get(link, "")
                return normpath(target[1:] if target[:1] == "/" else join("xl", target))
    return ""


def _patterns(package: zipfile.ZipFile) -> dict[int, str]:
    """The patterns with zeros in front, by the number of the style that has them."""
    if "xl/styles.bin" not in package.namelist():
        return {}
    data = package.read("xl/styles.bin")
    formats: dict[int, str] = {}
    shown: dict[int, str] = {}
    inside, place = False, 0
    for kind, at in _records(data):
        if kind == _FORMAT:
            formats[unpack_from("<H", data, at)[0]] = _text(data, at + 2)[0]
        elif kind in (_XFS_BEGIN, _XFS_END):
            inside = kind == _XFS_BEGIN
        elif kind == _XF and inside:
            pattern = zeros_pattern(formats.get(unpack_from("<H", data, at + 2)[0], ""))
            if pattern:
                shown[place] = pattern
            place += 1
    return shown


def _of_sheet(data: bytes, shown: dict[int, str]) -> Hints:
    hidden: list[int] = []
    errors: dict[tuple[int, int], str] = {}
    zeros: dict[tuple[int, int], str] = {}
    row = 0
    for kind, at in _records(data):
        if kind == _ROW:
            row = unpack_from("<I", data, at)[0] + 1
            if data[at + 11] & _HIDDEN:
                hidden.append(row)
        elif kind in _ERRORS:
            column = unpack_from("<I", data, at)[0]
            errors[row, column] = ERROR_WORDS.get(data[at + 8], "#N/A")
        elif kind in _NUMBERS and shown:
            column, style = unpack_from("<II", data, at)
            if style & 0xFFFFFF in shown:
                zeros[row, column] = shown[style & 0xFFFFFF]
    return Hints(tuple(hidden), errors, zeros)


def _text(data: bytes, at: int) -> tuple[str, int]:
    """A text with its length in four bytes before it, and the place behind it."""
    count = unpack_from("<I", data, at)[0]
    end = at + 4 + 2 * count
    return data[at + 4 : end].decode("utf-16-le", "replace"), end
