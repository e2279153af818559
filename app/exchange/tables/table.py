"""What a foreign file holds, once read: named columns and rows of typed cells.

Rows keep the number they have in their own program, so that a message can say "row 212".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Final, NamedTuple

from app.models.fold import UNSEEN

Cell = str | int | float | bool | date | datetime | time | None
Row = tuple[Cell, ...]

MAX_ROWS: Final = 1_000_000
MAX_COLUMNS: Final = 500
MAX_CELL: Final = 1_000_000
TOO_WIDE: Final = (
    f"This table has more than {MAX_COLUMNS} columns. Take out those that you do not need and try"
    " again."
)


class UnreadableFile(Exception):
    """The file cannot be read; `str(error)` is a sentence for the person who chose it."""


class PasswordNeeded(UnreadableFile):
    """The file opens with its password only; `read_table(..., password=)` takes it."""


@dataclass(frozen=True, slots=True)
class TableInfo:
    """Where a table came from and how it was read.

    `header_row` is 1-based in the file, 0 when no row looked like one; `row_numbers` belong to
    the rows one by one; `notes` are sentences about what was taken differently from how it stood.
    `sheets` are what can be asked for by name: the sheets that are shown, and further tables on
    the sheet that was read ("Sheet1 (rows 20–31)"). `hidden_sheets` are hidden in their own
    program and can be asked for too; `hidden_rows` are numbers of rows that are hidden there but
    came in. `targets` is filled by readers of address books, who know where each column goes: a
    key of `import_targets` and its options for each.
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
    hidden_sheets: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()


def bytes_of(path: Path, most: int, instead: str) -> bytes:
    """The bytes of a file; UnreadableFile where they are more than `most`, with what to do."""
    if path.stat().st_size > most:
        raise UnreadableFile(f"This file is larger than {most // 1_000_000} MB. {instead}")
    return path.read_bytes()


class BesideRow(NamedTuple):
    """A row below the column names that is no row of the table: a total, a title, a footnote."""

    number: int
    cells: Row
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table read whole: every row is as long as there are headers, blank rows are left out.

    `beside` are the rows that were left out, each with the reason, so that no cell is lost
    without a word.
    """

    info: TableInfo
    rows: list[Row] = field(repr=False)
    beside: tuple[BesideRow, ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """The column names, unique columns or not, "" never."""
        return self.info.headers

    def numbered(self) -> Iterator[tuple[int, Row]]:
        """Each row with its number in the file, as `import_plan.Plan` wants them."""
        return zip(self.info.row_numbers, self.rows, strict=True)

    def handed_over(self) -> Iterator[tuple[int, Row]]:
        """The same for the last time: the table is empty, and who has read all may let go of it."""
        rows = self.rows.copy()
        self.rows.clear()
        return zip(self.info.row_numbers, rows, strict=True)


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands in `cell`, spaces apart."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


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
    return "" if cell is None else str(cell).translate(UNSEEN)
