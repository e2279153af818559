"""How an exported list looks on the screen and on paper, in any program that opens it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

HEAD_HEIGHT = 22
"""Points."""
WRAPPED = "text"
"""The kind of columns in which a long text goes on in the next line."""
_LINE_HEIGHT = 15
"""Points of a line of Calibri 11."""
_MOST_LINES = 26
_LONG = 480
"""Characters of a text that would take more than ten lines in a column of the usual width."""
_WIDTHS = {"date": 12.0, "datetime": 17.0, "number": 11.0, "money": 17.0, "yesno": 9.0}
_CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WIDE = "\u1100"
"""From here on signs are mostly as wide as two."""
_RIGHT = frozenset({"number", "money"})
_UPRIGHT = 105.0
"""Characters that a page of A4 holds upright in letters nearly as large as on the screen."""
_ONE_PAGE = 250.0
"""Characters that can still be read when they share the width of a landscape page of A4."""
_OF_SEVERAL = 170.0
"""Characters on each page of a list that needs several beside each other."""
_FONT = "Calibri"


def dress_head(cell: Any, kind: str) -> None:
    """A heading: dark on a tint, over the edge at which its values stand."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell.font = Font(name=_FONT, size=11, bold=True, color="17594A")
    cell.fill = PatternFill("solid", fgColor="E3F0EB")
    cell.alignment = Alignment(horizontal=_side(kind), vertical="center", indent=_indent(kind))
    cell.border = Border(bottom=Side("thin", color="1F6F5C"))


def dress_row(cell: Any, kind: str) -> None:
    """A value: a fine line below each row, numbers to the right and not against the next column.

    A long text goes on in the next line: over the edge of the last column it would make the
    page so wide that nothing on it can be read.
    """
    from openpyxl.styles import Alignment, Border, Font, Side

    cell.font = Font(name=_FONT, size=11)
    cell.alignment = Alignment(
        horizontal=_side(kind), vertical="top", indent=_indent(kind), wrap_text=kind == WRAPPED
    )
    cell.border = Border(bottom=Side("hair", color="C9C3B8"))


def heights(columns: Sequence[Sequence[Any]], wrapped: Sequence[tuple[int, int]]) -> list[str]:
    """The height of each row as an attribute, "" for one line; not every program works it out.

    ``columns`` are the values of some rows, column by column; ``wrapped`` names the columns of
    texts, with their widths in characters. A text of more than twenty-six lines is cut by the
    edge of its row, or a page would hold nobody else.
    """
    lines = [1] * len(columns[0])
    for at, width in wrapped:
        if _fit_in_one_line(columns[at], width):
            continue
        for place, text in enumerate(columns[at]):
            if text.__class__ is str and (
                len(text) > width or "\n" in text or not _is_narrow(text)
            ):
                lines[place] = max(lines[place], _lines(text, width))
    return [
        f' ht="{min(n, _MOST_LINES) * _LINE_HEIGHT}" customHeight="1"' if n > 1 else ""
        for n in lines
    ]


def _fit_in_one_line(texts: Sequence[Any], width: int) -> bool:
    try:
        together = "".join(texts)
        return _is_narrow(together) and max(map(len, texts)) <= width and "\n" not in together
    except TypeError:
        return False


def _is_narrow(text: str) -> bool:
    return text.isascii() or max(text) < _WIDE


def _lines(text: str, width: int) -> int:
    if "\n" not in text:
        return max(1, math.ceil(span(text.strip()) / width))
    return sum(max(1, math.ceil(span(line) / width)) for line in text.strip().split("\n"))


def width(label: str, kind: str, values: Sequence[Any]) -> float:
    """How wide a column is, in digits of its font: as most of its values ask for."""
    if kind in _WIDTHS:
        return min(max(len(label) + 4.0, _WIDTHS[kind], 8.0), 48.0)
    lengths = sorted(
        max(max(len(line), round(span(line))) for line in str(value).splitlines() or [""])
        for value in values
        if value not in (None, "")
    )
    most = lengths[int(len(lengths) * 0.95)] if lengths else 0
    if most and lengths[-1] <= 1.4 * most:
        most = lengths[-1]  # a few letters more spare the longest a second line
    widest = 48.0 if most < _LONG else 80.0
    return min(max(len(label) + 4.0, most + 2.0, 8.0), widest)


def span(line: str) -> float:
    """About how wide a line is, in digits of its font: the measure of columns.

    Small letters are narrower than digits, capitals wider, and Chinese, Japanese and Korean signs
    take twice the room.
    """
    if line.isascii():
        capitals = len(line) - len(line.encode("ascii").translate(None, _CAPITALS))
        return 0.9 * len(line) + 0.25 * capitals
    wide = sum(sign >= _WIDE for sign in line)
    return 0.9 * len(line) + 0.25 * sum(map(str.isupper, line)) + 1.1 * wide


def _side(kind: str) -> str:
    return "right" if kind in _RIGHT else "left"


def _indent(kind: str) -> int:
    return 1 if kind in _RIGHT else 0


def set_up_pages(sheet: Worksheet, title: str, width: float) -> None:
    """A4, headings on every page, title above, day and page number below.

    A narrow list stands upright, with more of its rows on a page; others lie across.
    A list too wide to be read on one page goes over several, the first column on each.
    """
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    pages = 1 if width <= _ONE_PAGE else math.ceil(width / _OF_SEVERAL)
    sheet.print_title_rows = "1:1"
    if pages > 1:
        sheet.print_title_cols = "A:A"
    sheet.page_setup.orientation = "portrait" if width <= _UPRIGHT else "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = pages
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(0.5, 0.5, 0.8, 0.7, 0.35, 0.3)
    plain = " ".join(title.split())[:100].replace("&", "&&")
    # A title that begins with a digit would be read as part of the size before it.
    above, below = HeaderFooterItem(), HeaderFooterItem()
    above.left.text = f'&14&"{_FONT},Bold"{plain}'
    below.left.text = "&D"
    below.right.text = "Page &P of &N"
    sheet.oddHeader, sheet.oddFooter = above, below
