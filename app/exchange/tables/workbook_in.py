"""Spreadsheets of Excel and LibreOffice: .xlsx .xlsm .xlsb .xls .ods, as values.

Read by python-calamine, in the child process of `sandbox`.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from app.exchange.tables.header_row import Area, Header, header_of
from app.exchange.tables.header_words import is_header_word
from app.exchange.tables.table import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    TOO_WIDE,
    Cell,
    Row,
    UnreadableFile,
    is_blank,
)
from app.exchange.tables.workbook_comments import with_comments
from app.exchange.tables.workbook_hints import Hints, with_zeros
from app.exchange.tables.workbook_open import BROKEN, open_workbook
from app.exchange.tables.workbook_parts import hints_of

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_TOP: Final = 200
_SHORT: Final = 60
"""How many rows a sheet may have on which somebody only explains the workbook."""
_PART: Final = re.compile(
    r"(.*) \((?:columns [A-Z]+[–-][A-Z]+)?(?:, )?(?:rows \d+[–-]\d+)?\)", re.I
).fullmatch


def read_workbook(
    path: Path, sheet: str | None = None, password: str | None = None
) -> tuple[dict[str, object], Iterator[tuple[int, Row]]]:
    """The facts of one sheet (the named one, or the first that holds something) and its rows.

    Raises UnreadableFile with a sentence for what cannot be read.
    """
    workbook, source = open_workbook(path, password)
    shown, hidden = _sheet_names(workbook)
    chosen = _choose(workbook, shown, sheet)
    if chosen.width > MAX_COLUMNS:
        raise UnreadableFile(TOO_WIDE)
    if chosen.height > MAX_ROWS:
        raise UnreadableFile("This sheet has more than a million rows. Split it.")
    start = chosen.start or (0, 0)
    hints = _hints(source, chosen.name)
    rows = _with_hints(_typed(chosen), start, hints)
    merged = _merged(chosen, start, hints)
    header = header_of(rows[:_TOP], merged)
    tall = _filled_down(rows, header.last, merged)
    names, kept = header.names, 0
    if names is not None and hints.comments:
        names, kept = with_comments(rows, names, header.last + 1, start, hints.comments)
    first = start[0] + 1
    facts: dict[str, object] = {
        "kind": path.suffix.lower().lstrip("."),
        "sheet": chosen.name,
        "sheets": shown,
        "hidden_sheets": hidden,
        "left": start[1],
        "hidden_rows": [number for number in hints.hidden_rows if number > first + header.last],
        "header": None if names is None else tuple(map(_as_header, names)),
        "header_row": first + header.last if header.names is not None else 0,
        "notes": _notes(rows, header, merged, tall)
        + _unworked_notes(hints.unworked)
        + _comment_notes(kept, len(hints.comments) - kept)
        + _hidden_notes(hidden, chosen.name),
    }
    return facts, _numbered(rows, header.last + 1, first)


def sheet_names_of(path: Path, password: str | None = None) -> list[str]:
    """The sheets of a workbook that are shown in its own program, in order."""
    return _sheet_names(open_workbook(path, password)[0])[0]


def _sheet_names(workbook: "CalamineWorkbook") -> tuple[list[str], list[str]]:
    """The sheets that are shown and those that are hidden; if all are hidden, all are shown."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [s for s in workbook.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    shown = [s.name for s in sheets if s.visible == SheetVisibleEnum.Visible]
    hidden = [s.name for s in sheets if s.visible != SheetVisibleEnum.Visible]
    return (shown, hidden) if shown else (hidden, [])


def _choose(
    workbook: "CalamineWorkbook", names: Sequence[str], wanted: str | None
) -> "CalamineSheet":
    if wanted is not None:
        part = _PART(wanted)
        if part and wanted not in workbook.sheet_names:
            wanted = part[1]
        if wanted not in workbook.sheet_names:
            listed = ", ".join(names)
            raise UnreadableFile(f"There is no sheet called {wanted}. The sheets are: {listed}.")
        return _sheet(workbook, wanted)
    first = None
    for name in names:
        found = _sheet(workbook, name)
        if found.height and (found.height > _SHORT or _is_list(found)):
            # Before it only sheets with a few words of explanation
            return found
        first = first or (found if found.height else None)
    if first is not None:
        return first
    raise UnreadableFile("There is nothing in this workbook to import: its sheets are empty.")


def _is_list(sheet: "CalamineSheet") -> bool:
    """Whether rows have several cells, or a column name that we know stands above them."""
    rows = _typed(sheet)
    filled = [sum(not is_blank(cell) for cell in row) for row in rows]
    several = sum(count > 1 for count in filled)
    if several * 2 >= sum(count > 0 for count in filled):
        return True
    names = header_of(rows).names or ()
    return any(is_header_word(str(name)) for name in names if not is_blank(name))


def _sheet(workbook: "CalamineWorkbook", name: str) -> "CalamineSheet":
    from python_calamine import CalamineError

    try:
        return workbook.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError):
        raise UnreadableFile(BROKEN) from None


def _hints(source: Path | IO[bytes], sheet: str) -> Hints:
    if isinstance(source, Path):
        with source.open("rb") as file:
            return hints_of(file, sheet)
    source.seek(0)
    return hints_of(source, sheet)


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


def _with_hints(rows: list[Row], start: tuple[int, int], hints: Hints) -> list[Row]:
    """The rows with errors where they stand, and numbers with the zeros they are shown with."""
    changed: dict[int, list[Cell]] = {}
    for (number, column), text in (*hints.errors.items(), *hints.zeros.items()):
        place, at = number - 1 - start[0], column - start[1]
        if not (0 <= place < len(rows) and 0 <= at < len(rows[place])):
            continue
        cell = rows[place][at]
        if is_blank(cell) and (number, column) in hints.errors:
            changed.setdefault(place, list(rows[place]))[at] = text
        elif isinstance(cell, int) and not isinstance(cell, bool) and cell >= 0:
            changed.setdefault(place, list(rows[place]))[at] = with_zeros(cell, text)
    for place, cells in changed.items():
        rows[place] = tuple(cells)
    return rows


def _merged(sheet: "CalamineSheet", start: tuple[int, int], hints: Hints) -> list[Area]:
    top, left = start
    areas = [(*first, *last) for first, last in getattr(sheet, "merged_cell_ranges", None) or ()]
    return [
        (first_row - top, first - left, last_row - top, last - left)
        for first_row, first, last_row, last in (*areas, *hints.merged)
    ]


def _as_header(cell: Cell) -> Cell:
    return cell.isoformat() if isinstance(cell, date | time) else cell


def _filled_down(rows: list[Row], header: int, merged: Sequence[Area]) -> int:
    """Put the value of a cell that is merged downward into all its rows; how many such cells.

    A firm beside its three people stands once for the eye and is meant for each of them.
    """
    count = 0
    for top, left, bottom, right in merged:
        if top <= header or bottom <= top or right != left or top >= len(rows):
            continue
        value = rows[top][left] if 0 <= left < len(rows[top]) else None
        if is_blank(value):
            continue
        count += 1
        for place in range(top + 1, min(bottom + 1, len(rows))):
            cells = rows[place]
            others = any(not is_blank(cell) for cell in cells)
            if others and left < len(cells) and is_blank(cells[left]):
                rows[place] = (*cells[:left], value, *cells[left + 1 :])
    return count


def _notes(rows: list[Row], header: Header, merged: Sequence[Area], tall: int) -> list[str]:
    notes = []
    above = sum(
        1 for row in rows[: max(header.first, 0)] if any(not is_blank(cell) for cell in row)
    )
    if above:
        notes.append(f"{above} {'row' if above == 1 else 'rows'} above the header left out.")
    if header.first < header.last:
        notes.append("The column names stand in two rows and were put together.")
    if header.names is None and rows:
        notes.append("No row with column names was found, so every row is taken as data.")
    if tall:
        cells = "1 cell is" if tall == 1 else f"{tall:,} cells are"
        notes.append(f"{cells} merged downward: what stands there counts for each of the rows.")
    if any(top > header.last and right > left for top, left, _, right in merged):
        notes.append("Some cells are merged: their value stands in the first of them.")
    return notes


def _unworked_notes(count: int) -> list[str]:
    if not count:
        return []
    which = "1 formula has" if count == 1 else f"{count:,} formulas have"
    mend = "Open the file in its spreadsheet program, save it, and import it again."
    return [f"{which} no result in the file and so no value here. {mend}"]


def _comment_notes(kept: int, others: int) -> list[str]:
    notes = []
    if kept:
        what = "1 comment on a cell is" if kept == 1 else f"{kept:,} comments on cells are"
        notes.append(f"{what} kept with the row, in a column of its own.")
    if others:
        what = "1 comment" if others == 1 else f"{others:,} comments"
        notes.append(f"{what} outside the rows of the table left out.")
    return notes


def _hidden_notes(hidden: list[str], chosen: str) -> list[str]:
    others = [name for name in hidden if name != chosen]
    if not others:
        return []
    listed = ", ".join(others[:5]) + (" and more" if len(others) > 5 else "")
    what = "One sheet is" if len(others) == 1 else f"{len(others)} sheets are"
    return [f"{what} hidden and not read: {listed}."]


def _numbered(rows: list[Row], skip: int, first: int) -> Iterator[tuple[int, Row]]:
    for place in range(skip, len(rows)):
        row = rows[place]
        if any(not is_blank(cell) for cell in row):
            yield first + place, row
