"""What a foreign file holds, once read: named columns and rows of typed cells.

Rows keep the number they have in their own program, so that a message can say "row 212".
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final

Cell = str | int | float | bool | date | datetime | time | None
Row = tuple[Cell, ...]

MAX_ROWS: Final = 1_000_000
MAX_COLUMNS: Final = 500
MAX_CELL: Final = 1_000_000

_LOOKED_AT: Final = 40


class UnreadableFile(Exception):
    """The file cannot be read; `str(error)` is a sentence for the person who chose it."""


@dataclass(frozen=True, slots=True)
class TableInfo:
    """Where a table came from and how it was read.

    `header_row` is 1-based in the file, 0 when no row looked like one; `row_numbers` belong to
    the rows one by one; `notes` are sentences about what was taken differently from how it stood.
    `targets` is filled by readers of address books, who know where each column goes: a key of
    `import_targets` and its options for each.
    """

    path_name: str
    kind: str
    headers: tuple[str, ...]
    row_numbers: Sequence[int]
    header_row: int = 1
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    notes: tuple[str, ...] = ()
    targets: tuple[tuple[str, Mapping[str, object]], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table read whole: every row is as long as there are headers, blank rows are left out."""

    info: TableInfo
    rows: list[Row] = field(repr=False)

    @property
    def headers(self) -> tuple[str, ...]:
        """The column names, unique columns or not, "" never."""
        return self.info.headers

    def numbered(self) -> Iterator[tuple[int, Row]]:
        """Each row with its number in the file, as `import_plan.plan` wants them."""
        return zip(self.info.row_numbers, self.rows, strict=True)


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands in `cell`, spaces apart."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def find_header(rows: Sequence[Row], known: Callable[[str], bool]) -> int:
    """Where among the first rows the column names stand, or -1 for none.

    The row in which most cells are `known` header words, if two or more are; else the first row
    that is nearly as full as the fullest, unless it holds data (an email, only numbers).
    """
    top = rows[:_LOOKED_AT]
    filled = [[str(cell) for cell in row if not is_blank(cell)] for row in top]
    if not any(filled):
        return -1
    scores = [sum(map(known, cells)) for cells in filled]
    best = max(range(len(top)), key=lambda place: scores[place])
    if scores[best] >= 2 and scores[best] * 4 >= len(filled[best]):
        return best
    if scores[best] == 1 and len(filled[best]) == 1 and not any(map(len, filled[:best])):
        return best
    fullest = max(map(len, filled))
    for place, cells in enumerate(filled):
        if len(cells) >= 0.6 * fullest and not cells[0].startswith("#"):
            return -1 if _is_data(top[place], cells) else place
    return -1


def _is_data(row: Row, cells: list[str]) -> bool:
    if any("@" in cell and "." in cell.rpartition("@")[2] for cell in cells):
        return True
    if any("://" in cell for cell in cells):
        return True
    named = [cell for cell in row if isinstance(cell, str) and not _is_number(cell)]
    return not any(cell.strip() for cell in named)


def _is_number(text: str) -> bool:
    return text.strip().lstrip("+-").replace(".", "", 1).replace(",", "", 1).isdigit()


def square(header: Row | None, rows: list[Row]) -> tuple[tuple[str, ...], list[Row]]:
    """The column names and the rows, all of one width; no cell with anything in it is cut off.

    A nameless column is called "Column 3"; nameless and empty columns at the end are dropped.
    """
    names = [] if header is None else [" ".join(_text(cell).split()) for cell in header]
    while names and not names[-1]:
        names.pop()
    width = len(names)
    if rows and max(map(len, rows)) > width:
        for row in rows:
            place = len(row)
            while place > width and is_blank(row[place - 1]):
                place -= 1
            width = max(width, place)
    names += [""] * (width - len(names))
    headers = tuple(name or f"Column {place}" for place, name in enumerate(names, 1))
    if any(len(row) != width for row in rows):
        filling = ("",) * width
        rows = [row if len(row) == width else (row + filling)[:width] for row in rows]
    return headers, rows


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
