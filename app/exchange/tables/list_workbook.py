"""Lists as Excel workbooks.

openpyxl makes the workbook (styles, table, frozen header, print set-up) with a sample row; the
rows themselves are streamed into that package's sheet, which is many times faster than building
cells one by one. Text is always inline text, so nothing in it can run as a formula
(reliability rule R37).
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from math import isfinite
from typing import TYPE_CHECKING, Any

from app.exchange.new_file import CannotWrite, replacing
from app.exchange.tables import list_look
from app.exchange.word.word_package import PackageWriter, packed_member, read_package
from app.models.bulk import without_gc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from app.exchange.word.word_package import PartStream

LONGEST_CELL = 32_767
"""As Excel counts: an emoji is two."""
SAFE_LENGTH = LONGEST_CELL // 2
"""A text of so many characters fits into a cell whatever they are."""
MOST_ROWS = 1_048_575
_BATCH = 500
_SHEET_LEVEL = 2
"""Rows are much alike: deflating them harder takes twice as long for a seventh fewer bytes."""
_EPOCH = date(1899, 12, 30)
_EPOCH_MOMENT = datetime(1899, 12, 30)
_NEEDS_CARE = re.compile(
    "[&<>\x00-\x1f\x7f-\xa0\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_|^\\s|\\s$"
)
_NEED_CARE = ("&", "<", ">", "_x", "| ", " |")
"""What printable texts, joined by a bar, must not hold to stand in XML as they are."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMATS = {
    "date": "yyyy-mm-dd",
    "datetime": "yyyy-mm-dd hh:mm",
    "number": "General",
    "money": "#,##0.00",
    "text": "@",
    "phone": "@",
    "yesno": "@",
}


class UnwritableList(Exception):
    """A list that does not fit into a workbook; the message says why."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list.

    `kind` is text, date, datetime, number, money (major units), phone or yesno; `width` is in
    characters, measured from the rows when left out; `currency` is an ISO 4217 code.
    """

    label: str
    kind: str = "text"
    width: float | None = None
    currency: str = ""


@without_gc()
def write(
    path: str | Path,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write a workbook with one sheet; the number of rows written.

    Dates and numbers are real ones, phone numbers and postcodes text. Control characters are
    left out. Raises UnwritableList when a text is longer than a cell holds or there are too
    many rows or columns, and CannotWrite; the file that was there before then stays.
    """
    if not columns or len(columns) > 16_384:
        raise UnwritableList("A workbook holds between 1 and 16,384 columns. Nothing was written.")
    iterator = iter(rows)
    first = [row for _, row in zip(range(_BATCH), iterator, strict=False)]
    widths = [_width(column, [row[at] for row in first]) for at, column in enumerate(columns)]
    members = read_package(_frame(title, columns, widths))
    sheet = members.pop("xl/worksheets/sheet1.xml").data()
    table_name = next((name for name in members if name.startswith("xl/tables/")), "")
    table = members.pop(table_name).data() if table_name else b""
    head, tail = _split_sheet(sheet)
    with replacing(path) as stream:
        package = PackageWriter(stream)
        for member in members.values():
            package.add(member)
        part = package.open_part("xl/worksheets/sheet1.xml", _SHEET_LEVEL)
        part.write(head)
        sheet_rows = _SheetRows(columns, sheet, widths, part)
        count = sheet_rows.stream(first, iterator, progress)
        last = f"{_letters(len(columns) - 1)}{max(count, 1) + 1}"
        part.write(tail)
        part.close()
        if table_name:
            whole = re.sub(rb'ref="A1:[A-Z]+\d+"', f'ref="A1:{last}"'.encode(), table)
            package.add(packed_member(table_name, whole))
        package.close()
    return count


class _SheetRows:
    """Turns rows into sheet XML, a batch at a time."""

    def __init__(
        self,
        columns: Sequence[Column],
        sample: bytes,
        widths: Sequence[float],
        part: PartStream,
    ) -> None:
        styles, days = _styles(sample, 2), _styles(sample, 3)
        letters = [_letters(place) for place in range(len(columns))]
        self._part = part
        self._wrapped = [
            (at, int(width))
            for at, (column, width) in enumerate(zip(columns, widths, strict=True))
            if column.kind == list_look.WRAPPED
        ]
        self._columns = columns
        self._heads = [
            (f'<c r="{each}', f'" s="{styles[each]}"', f'" s="{days.get(each, styles[each])}"')
            for each in letters
        ]
        self._writers = [_WRITERS.get(column.kind, _text_cell) for column in columns]

    def stream(
        self,
        first: Iterable[Sequence[Any]],
        others: Iterable[Sequence[Any]],
        progress: Callable[[int], None] | None,
    ) -> int:
        count = 0
        for source in (first, others):
            rows = iter(source)
            while batch := list(islice(rows, _BATCH)):
                if count + len(batch) > MOST_ROWS:
                    raise UnwritableList(
                        "A sheet holds at most 1,048,575 rows. Nothing was written."
                    )
                self._part.write(self._batch(count + 2, batch).encode())
                count += len(batch)
                if progress:
                    progress(count)
        return count

    def _batch(self, number: int, rows: Sequence[Sequence[Any]]) -> str:
        """Some rows as XML, made column by column: most columns need one look for all rows."""
        numbers = range(number, number + len(rows))
        values = [[row[place] for row in rows] for place in range(len(self._columns))]
        columns = [self._cells(place, numbers, each) for place, each in enumerate(values)]
        heights = list_look.heights(values, self._wrapped)
        return "".join(
            f'<row r="{n}"{height}>{"".join(cells)}</row>'
            for n, height, cells in zip(numbers, heights, zip(*columns, strict=True), strict=True)
        )

    def _cells(self, place: int, numbers: range, values: Sequence[Any]) -> list[str]:
        start, style, day_style = self._heads[place]
        writer = self._writers[place]
        # Empty cells are there too, so that the line below a row has no gaps.
        if writer is _text_cell and _are_plain(values):
            before, behind = f'{style} t="inlineStr"><is><t>', "</t></is></c>"
            return [
                f"{start}{n}{before}{value}{behind}" if value else f"{start}{n}{style}/>"
                for n, value in zip(numbers, values, strict=True)
            ]
        cells = []
        for n, value in zip(numbers, values, strict=True):
            try:
                said = "/>" if value is None or value == "" else writer(value)
            except _TooLong:
                raise UnwritableList(
                    f"A text in row {n - 1}, column {self._columns[place].label}, is longer than "
                    "a cell holds (32,767 characters). Save the list as CSV or JSON instead. "
                    "Nothing was written."
                ) from None
            look = day_style if value.__class__ is date else style
            cells.append(f"{start}{n}{look}{said}")
        return cells


def _are_plain(values: Sequence[Any]) -> bool:
    """Whether all are texts, or nothing, that stand in XML as they are."""
    try:
        together = "|".join(["" if value is None else value for value in values])
    except TypeError:
        return False
    if len(together) > SAFE_LENGTH and max(len(value or "") for value in values) > SAFE_LENGTH:
        return False
    # Whatever is white or unseen, but for the blank, is not printable
    between = f"|{together}|"
    return together.isprintable() and not any(each in between for each in _NEED_CARE)


class _TooLong(Exception):
    pass


def fits(value: object) -> bool:
    """Whether a text is no longer than a cell holds; numbers and days always fit."""
    if not isinstance(value, str) or len(value) <= SAFE_LENGTH:
        return True
    try:
        return bool(_text_cell(value))
    except _TooLong:
        return False


def _text_cell(value: object) -> str:
    text = value if isinstance(value, str) else str(value)
    space = ""
    if _NEEDS_CARE.search(text):
        text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        # Excel reads _x000D_ in text as a control character; _x005F_ keeps it literal.
        text = _ESCAPE_LIKE.sub("_x005F_", text)
        space = ' xml:space="preserve"'
    if len(text) > SAFE_LENGTH and len(text.encode("utf-16-le")) // 2 > LONGEST_CELL:
        raise _TooLong
    if space:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f' t="inlineStr"><is><t{space}>{text}</t></is></c>'


def _number_cell(value: object) -> str:
    if value.__class__ is float and isfinite(value):
        return f"><v>{value}</v></c>"
    if isinstance(value, bool):
        return f"><v>{int(value)}</v></c>"
    if isinstance(value, str):
        return _text_cell(value)
    if isinstance(value, Decimal | float) and not _finite(value):
        return _text_cell(value)
    if isinstance(value, int) and abs(value) >= 10**15:
        return _text_cell(value)  # Excel keeps 15 digits: a longer number would change
    return f"><v>{value}</v></c>"


def _finite(value: Decimal | float) -> bool:
    return value == value and abs(value) != float("inf")


def _date_cell(value: object) -> str:
    day = value
    if isinstance(value, str):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return _text_cell(value)
    if isinstance(day, datetime):
        day = day.date()
    if not isinstance(day, date):
        return _text_cell(value)
    serial = (day - _EPOCH).days
    # Before March 1900 Excel's day count is wrong by the day that never was.
    return f"><v>{serial}</v></c>" if serial > 60 else _text_cell(day.isoformat())


def _moment_cell(value: object) -> str:
    moment = value
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return _text_cell(value)
    if not isinstance(moment, datetime):
        return _date_cell(moment)
    serial = (moment.replace(tzinfo=None) - _EPOCH_MOMENT) / timedelta(days=1)
    return f"><v>{serial:.15g}</v></c>" if serial > 60 else _text_cell(moment.isoformat(" "))


def _yes_no_cell(value: object) -> str:
    if isinstance(value, str):
        return _text_cell(value)
    return _text_cell("Yes" if value else "No")


_WRITERS: dict[str, Callable[[object], str]] = {
    "text": _text_cell,
    "phone": _text_cell,
    "number": _number_cell,
    "money": _number_cell,
    "date": _date_cell,
    "datetime": _moment_cell,
    "yesno": _yes_no_cell,
}


def _letters(index: int) -> str:
    out = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        out = chr(65 + rest) + out
    return out


def _split_sheet(sheet: bytes) -> tuple[bytes, bytes]:
    if not sheet.endswith(b"</worksheet>"):  # lxml tells nobody that a disk is full
        raise CannotWrite("The disk for temporary files is full. Make room. Nothing was changed.")
    end = sheet.index(b"</row>") + len(b"</row>")
    head = re.sub(rb'<dimension ref="[^"]*"\s*/>', b"", sheet[:end])
    return head, sheet[sheet.index(b"</sheetData>") :]


def _styles(sheet: bytes, row: int) -> dict[str, str]:
    """The style numbers of a sample row, by the letters of the column."""
    found = re.findall(rf'<c r="([A-Z]+){row}" s="(\d+)"'.encode(), sheet)
    return {letters.decode(): number.decode() for letters, number in found}


def _frame(title: str, columns: Sequence[Column], widths: Sequence[float]) -> bytes:
    """A workbook with the header and styled sample rows, made by openpyxl.

    The second sample is for days among moments: what lasts all day begins at no hour.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise TypeError("a new workbook has a sheet")
    sheet.title = re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", title).strip()[:31] or "List"
    labels = _unique_labels([column.label for column in columns])
    for index, (column, label) in enumerate(zip(columns, labels, strict=True), 1):
        head = sheet.cell(1, index)
        head.value = label
        head.data_type = "s"
        list_look.dress_head(head, column.kind)
        sample = sheet.cell(2, index)
        sample.number_format = _number_format(column)
        list_look.dress_row(sample, column.kind)  # so that every column has a style
        if column.kind == "datetime":
            day = sheet.cell(3, index)
            day.number_format = _FORMATS["date"]
            list_look.dress_row(day, column.kind)
        sheet.column_dimensions[_letters(index - 1)].width = widths[index - 1]
    sheet.row_dimensions[1].height = list_look.HEAD_HEIGHT
    _add_table(sheet, len(columns))
    list_look.set_up_pages(sheet, title, sum(widths))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _unique_labels(labels: Sequence[str]) -> list[str]:
    out: list[str] = []
    seen: set[str] = set()
    for position, label in enumerate(labels, 1):
        plain = " ".join(_CONTROL.sub("", label).split())[:250] or f"Column {position}"
        plain = _ESCAPE_LIKE.sub("_x005F_", plain)
        unique, number = plain, 2
        while unique.casefold() in seen:
            unique = f"{plain} {number}"
            number += 1
        seen.add(unique.casefold())
        out.append(unique)
    return out


def _number_format(column: Column) -> str:
    if column.kind == "money" and column.currency:
        code = re.sub("[^A-Za-z]", "", column.currency)[:3].upper()
        places = "" if code in {"JPY", "KRW", "ISK", "HUF", "CLP", "VND"} else ".00"
        return f'#,##0{places}\\ "{code}"'
    return _FORMATS.get(column.kind, "@")


def _width(column: Column, values: Sequence[Any]) -> float:
    if column.width:
        return min(max(column.width, 4.0), 120.0)
    return list_look.width(column.label, column.kind, values)


def _add_table(sheet: Worksheet, columns: int) -> None:
    from openpyxl.worksheet.table import Table, TableStyleInfo

    table = Table(displayName="List", ref=f"A1:{_letters(columns - 1)}2")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(table)
    sheet.freeze_panes = "A2"
