"""Spreadsheets of Excel and LibreOffice: .xlsx .xlsm .xlsb .xls .ods, as values.

Read by python-calamine, in the child process of `sandbox`. Zip packages are measured before they
are unpacked (limits of reliability.md R38).
"""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.exchange.header_words import is_header_word
from app.exchange.table import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Row,
    UnreadableFile,
    find_header,
    is_blank,
)

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_MAX_MEMBERS: Final = 2_000
_MAX_UNPACKED: Final = 200_000_000
_MAX_RATIO: Final = 200
_BIG_ENOUGH: Final = 10_000_000
_BROKEN: Final = (
    "This workbook is damaged or of an unknown kind. Open it in Excel or LibreOffice, save it as"
    " .xlsx and try again."
)
_PROTECTED: Final = (
    "This workbook is protected with a password. Save a copy without the password and import that."
)
_TOP: Final = 200


def read_workbook(
    path: Path, sheet: str | None = None
) -> tuple[dict[str, object], Iterator[tuple[int, Row]]]:
    """The facts of one sheet (the named one, or the first that holds something) and its rows.

    Raises UnreadableFile with a sentence for what cannot be read.
    """
    workbook = _open(path)
    names = _sheet_names(workbook)
    chosen = _choose(workbook, names, sheet)
    if chosen.width > MAX_COLUMNS:
        raise UnreadableFile(f"This sheet has more than {MAX_COLUMNS} columns.")
    if chosen.height > MAX_ROWS:
        raise UnreadableFile("This sheet has more than a million rows. Split it.")
    rows = _typed(chosen)
    first = (chosen.start or (0, 0))[0] + 1
    place = find_header(rows[:_TOP], is_header_word)
    header = rows[place] if place >= 0 else None
    facts: dict[str, object] = {
        "kind": path.suffix.lower().lstrip("."),
        "sheet": chosen.name,
        "sheets": names,
        "header": None if header is None else tuple(map(_as_header, header)),
        "header_row": first + place if header is not None else 0,
        "notes": _notes(rows, place, chosen),
    }
    return facts, _numbered(rows, place + 1, first)


def sheet_names_of(path: Path) -> list[str]:
    """The sheets of a workbook that are shown in its own program, in order."""
    return _sheet_names(_open(path))


def _open(path: Path) -> "CalamineWorkbook":
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    _measure(path)
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise UnreadableFile(_PROTECTED) from None
    except (CalamineError, OSError, ValueError):
        raise UnreadableFile(_BROKEN) from None


def _measure(path: Path) -> None:
    """Refuse a package that would unpack to more than a workbook can reasonably be."""
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            return
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
        raise UnreadableFile(_BROKEN) from None
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    tall = unpacked > _BIG_ENOUGH and unpacked / packed > _MAX_RATIO
    if len(members) > _MAX_MEMBERS or unpacked > _MAX_UNPACKED or tall:
        raise UnreadableFile(
            "This workbook unpacks to far more than a table of contacts. It was not opened."
        )


def _sheet_names(workbook: "CalamineWorkbook") -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [s for s in workbook.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    shown = [s.name for s in sheets if s.visible == SheetVisibleEnum.Visible]
    return shown or [s.name for s in sheets]


def _choose(
    workbook: "CalamineWorkbook", names: Sequence[str], wanted: str | None
) -> "CalamineSheet":
    if wanted is not None:
        if wanted not in workbook.sheet_names:
            listed = ", ".join(names)
            raise UnreadableFile(f"There is no sheet called {wanted}. The sheets are: {listed}.")
        return _sheet(workbook, wanted)
    found = None
    for name in names:
        found = _sheet(workbook, name)
        if found.height:
            return found
    if found is None:
        raise UnreadableFile("This workbook has no sheet with cells.")
    return found


def _sheet(workbook: "CalamineWorkbook", name: str) -> "CalamineSheet":
    from python_calamine import CalamineError

    try:
        return workbook.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError):
        raise UnreadableFile(_BROKEN) from None


def _typed(sheet: "CalamineSheet") -> list[Row]:
    return [tuple(map(_cell, row)) for row in sheet.to_python(skip_empty_area=True)]


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        if len(value) > MAX_CELL:
            raise UnreadableFile("A cell of this workbook is longer than a million letters.")
        return value
    if isinstance(value, float):
        # Excel knows no integers: a customer number 4711 is stored as 4711.0
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, datetime):
        whole = value.hour == value.minute == value.second == value.microsecond == 0
        return value.date() if whole else value
    if isinstance(value, int | bool | date | time) or value is None:
        return value
    return str(value)


def _as_header(cell: Cell) -> Cell:
    return cell.isoformat() if isinstance(cell, date | time) else cell


def _notes(rows: list[Row], place: int, sheet: "CalamineSheet") -> list[str]:
    notes = []
    above = sum(1 for row in rows[: max(place, 0)] if any(not is_blank(cell) for cell in row))
    if above:
        notes.append(f"{above} {'row' if above == 1 else 'rows'} above the header left out.")
    if place < 0 and rows:
        notes.append("No row with column names was found, so every row is taken as data.")
    if any(area[1][0] > place for area in getattr(sheet, "merged_cell_ranges", None) or ()):
        notes.append("Some cells are merged: their value stands in the first of them.")
    return notes


def _numbered(rows: list[Row], skip: int, first: int) -> Iterator[tuple[int, Row]]:
    for place in range(skip, len(rows)):
        row = rows[place]
        if any(not is_blank(cell) for cell in row):
            yield first + place, row
