"""What python-calamine does not tell of an .xls sheet: errors, hidden rows, zeros in front.

The records of the sheet are walked over once. MS-XLS 2.4.28 (BoundSheet8), 2.4.127 (Formula),
2.4.24 (BoolErr), 2.4.221 (Row), 2.4.126 (Format), 2.4.353 (XF).
"""

from collections.abc import Iterator
from struct import error as BadRecord
from struct import unpack_from
from typing import IO, Final

from app.exchange.tables.workbook_comments import without_author
from app.exchange.tables.workbook_hints import ERROR_WORDS, Hints, zeros_pattern

_EOF, _BOUND_SHEET, _FORMAT, _XF = 0x0A, 0x85, 0x41E, 0xE0
_FORMULA, _BOOL_ERROR, _ROW, _BEGIN = 0x06, 0x205, 0x208, 0x809
_NUMBERS: Final = frozenset({0x203, 0x27E})
_MANY_NUMBERS: Final = 0xBD
_OBJECT, _TEXT_OBJECT, _CONTINUE, _NOTE = 0x5D, 0x1B6, 0x3C, 0x1C
_HIDDEN: Final = 0x20


def hints_of_xls(source: IO[bytes], sheet: str) -> Hints:
    """What the records of `sheet` say beyond its values; nothing for what cannot be followed."""
    import olefile  # type: ignore[import-untyped]

    try:
        with olefile.OleFileIO(source) as package:
            # Excel 5 and 95 call it Book, and their texts have no flag before them
            old = not package.exists("Workbook")
            data = package.openstream("Book" if old else "Workbook").read()
        return _of_stream(data, sheet, old=old)
    except (OSError, ValueError, BadRecord, IndexError, TypeError, AttributeError):
        return Hints()


def _records(data: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of each record up to the end of the part that begins at `start`."""
    place, end, depth = start, len(data) - 4, 0
    while place <= end:
        kind, length = unpack_from("<HH", data, place)
        place += 4
        depth += kind == _BEGIN
        # What lies deeper are charts, which have numbers of their own
        if depth <= 1:
            yield kind, place, length
        depth -= kind == _EOF
        if depth <= 0:
            return
        place += length


def _of_stream(data: bytes, sheet: str, *, old: bool) -> Hints:
    start = -1
    formats: dict[int, str] = {}
    styles: list[int] = []
    for kind, at, length in _records(data, 0):
        if kind == _BOUND_SHEET:
            if _short_text(data, at + 6, flag=not old) == sheet:
                start = unpack_from("<I", data, at)[0]
        elif kind == _FORMAT:
            # The length takes two bytes in newer files, of which no format fills the second
            text = data[at + 2 : at + 3] + data[at + 3 + (not old) : at + length]
            formats[unpack_from("<H", data, at)[0]] = _short_text(text, 0, flag=not old)
        elif kind == _XF and length >= 4:
            styles.append(unpack_from("<H", data, at + 2)[0])
    if start < 0:
        return Hints()
    shown = {
        place: pattern
        for place, number in enumerate(styles)
        if (pattern := zeros_pattern(formats.get(number, "")))
    }
    return _of_sheet(data, start, shown)


def _of_sheet(data: bytes, start: int, shown: dict[int, str]) -> Hints:
    hidden: list[int] = []
    errors: dict[tuple[int, int], str] = {}
    zeros: dict[tuple[int, int], str] = {}
    for kind, at, length in _records(data, start):
        if kind == _ROW:
            if unpack_from("<H", data, at + 12)[0] & _HIDDEN:
                hidden.append(unpack_from("<H", data, at)[0] + 1)
        elif kind in (_FORMULA, _BOOL_ERROR):
            row, column, style = unpack_from("<HHH", data, at)
            word = _error(data, kind, at)
            if word:
                errors[row + 1, column] = word
            elif style in shown:
                zeros[row + 1, column] = shown[style]
        elif kind in _NUMBERS and shown:
            row, column, style = unpack_from("<HHH", data, at)
            if style in shown:
                zeros[row + 1, column] = shown[style]
        elif kind == _MANY_NUMBERS and shown:
            zeros.update(_many(data, at, length, shown))
    return Hints(tuple(hidden), errors, zeros, comments=_comments(data, start))


def _comments(data: bytes, start: int) -> dict[tuple[int, int], str]:
    """The notes of a sheet: each names an object, whose text stands in the record behind it."""
    texts: dict[int, str] = {}
    found: dict[tuple[int, int], str] = {}
    object_id, letters = -1, 0
    for kind, at, length in _records(data, start):
        if kind == _OBJECT and length >= 8:
            object_id, letters = unpack_from("<H", data, at + 6)[0], 0
        elif kind == _TEXT_OBJECT and length >= 12:
            letters = unpack_from("<H", data, at + 10)[0]
        elif kind == _CONTINUE and letters and length > 1:
            wide = data[at] & 1
            text = data[at + 1 : at + 1 + min(letters << wide, length - 1)]
            texts[object_id] = text.decode("utf-16-le" if wide else "latin-1", "replace")
            letters = 0
        elif kind == _NOTE and length >= 8:
            row, column, _flags, about = unpack_from("<HHHH", data, at)
            said = without_author(texts.get(about, "").replace("\r", "\n").strip())
            if said:
                found[row + 1, column] = said
    return found


def _error(data: bytes, kind: int, at: int) -> str:
    if kind == _BOOL_ERROR:
        return ERROR_WORDS.get(data[at + 6], "#N/A") if data[at + 7] else ""
    is_error = data[at + 6] == 2 and data[at + 12 : at + 14] == b"\xff\xff"
    return ERROR_WORDS.get(data[at + 8], "#N/A") if is_error else ""


def _many(
    data: bytes, at: int, length: int, shown: dict[int, str]
) -> Iterator[tuple[tuple[int, int], str]]:
    """A run of numbers in one row: row, first column, (style, number) each, last column."""
    row, column = unpack_from("<HH", data, at)
    for place in range((length - 6) // 6):
        style = unpack_from("<H", data, at + 4 + 6 * place)[0]
        if style in shown:
            yield (row + 1, column + place), shown[style]


def _short_text(data: bytes, at: int, *, flag: bool) -> str:
    """A text with its length in one byte before it, then mostly a flag for 16-bit letters."""
    count, at = data[at], at + 1
    if not flag:
        return data[at : at + count].decode("latin-1")
    if data[at] & 1:
        return data[at + 1 : at + 1 + 2 * count].decode("utf-16-le", "replace")
    return data[at + 1 : at + 1 + count].decode("latin-1")
