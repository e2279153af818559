"""How an exported list looks on the screen and on paper, in any program that opens it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEAD_HEIGHT = 22
"""Points."""
_RIGHT = frozenset({"number", "money"})
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
    """A value: a fine line below each row, numbers to the right and not against the next column."""
    from openpyxl.styles import Alignment, Border, Font, Side

    cell.font = Font(name=_FONT, size=11)
    cell.alignment = Alignment(horizontal=_side(kind), vertical="top", indent=_indent(kind))
    cell.border = Border(bottom=Side("hair", color="C9C3B8"))


def _side(kind: str) -> str:
    return "right" if kind in _RIGHT else "left"


def _indent(kind: str) -> int:
    return 1 if kind in _RIGHT else 0


def set_up_pages(sheet: Worksheet, title: str, width: float) -> None:
    """Landscape A4, headings on every page, title above, day and page number below.

    A list too wide to be read on one page goes over several, the first column on each.
    """
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    pages = 1 if width <= _ONE_PAGE else math.ceil(width / _OF_SEVERAL)
    sheet.print_title_rows = "1:1"
    if pages > 1:
        sheet.print_title_cols = "A:A"
    sheet.page_setup.orientation = "landscape"
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
