"""Papers of flowing text: laid out on the page of a printer, made to fit, shown before printing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from app.ui.theme.theme import current

Make = Callable[[float], QTextDocument]
"""Makes the document in letters of so many points."""


INK = "#1F1D1A"
_DARK_ON_LIGHT = f"body, h1, h2, p, td {{ color: {INK}; }}"


def paper_of(html: str, points: float, style: str) -> QTextDocument:
    """Rich text in the type of the program, dark on paper whatever the look of the window."""
    made = QTextDocument()
    font = QFont(current().family)
    font.setPointSizeF(points)
    made.setDefaultFont(font)
    made.setDefaultStyleSheet(f"{_DARK_ON_LIGHT} {style}")
    made.setHtml(f"<body>{html}</body>")
    return made


def pages_of(document: QTextDocument, printer: QPrinter) -> int:
    """Lay a document out on the paper, with no margins but the printer's; how many pages it has.

    Margins that leave nothing of the paper, as one may choose in the preview, are not kept.
    """
    document.documentLayout().setPaintDevice(printer)
    document.setDocumentMargin(0)
    room = printer.pageRect(QPrinter.Unit.DevicePixel)
    if room.isEmpty():
        room = printer.paperRect(QPrinter.Unit.DevicePixel)
    document.setPageSize(room.size())
    return document.pageCount()


def fill(document: QTextDocument, printer: QPrinter) -> None:
    """Print a document on the pages of a printer."""
    pages_of(document, printer)
    document.print_(printer)


def fitted(make: Make, sizes: Sequence[float], printer: QPrinter) -> QTextDocument:
    """The document in the largest letters with which it is one page, else in the smallest."""
    for points in sizes[:-1]:
        made = make(points)
        if pages_of(made, printer) == 1:
            return made
    return make(sizes[-1])


def preview(
    window: QWidget, make: Callable[[QPrinter], QTextDocument], printer: QPrinter, name: str
) -> None:
    """Show the paper before it is printed; it is made for whatever page is chosen there."""
    printer.setDocName(name)
    dialog = QPrintPreviewDialog(printer, window)
    dialog.paintRequested.connect(lambda paper: fill(make(paper), paper))
    dialog.exec()
