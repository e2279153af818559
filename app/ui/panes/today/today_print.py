"""The day on one sheet of paper, or as a PDF."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.ui.panes.today.today_facts import Facts
from app.ui.theme.theme import current

_EMPTY_BOX = "☐"


def day_html(facts: Facts) -> str:
    """The day as simple rich text; everything the person wrote is escaped."""
    parts = [f"<h1>{escape(facts.headline)}</h1><p>{escape(facts.sentence)}</p>"]
    meetings = [
        (" to ".join(part for part in (one.start, one.end) if part), one.title, one.line)
        for one in facts.appointments
        if not one.cancelled
    ]
    tasks = [(_EMPTY_BOX, one.title, _joined(one.line, one.when)) for one in facts.tasks]
    calls = [(_EMPTY_BOX, one.title, one.line) for one in facts.calls]
    days = [("", one.title, _joined(one.line, one.when)) for one in facts.birthdays]
    for title, rows in (
        ("Appointments", meetings), ("To do", tasks), ("Worth a call", calls), ("Birthdays", days),
    ):  # fmt: skip
        if rows:
            parts.append(f"<h2>{title}</h2>{_table(rows)}")
    return "".join(parts)


def _joined(*texts: str) -> str:
    return ", ".join(text for text in texts if text)


def _table(rows: list[tuple[str, str, str]]) -> str:
    lines = "".join(
        f'<tr><td width="90">{escape(lead)}</td><td><b>{escape(title)}</b><br>{escape(line)}</td>'
        "</tr>"
        for lead, title, line in rows
    )
    return f'<table cellspacing="0" cellpadding="5" width="100%">{lines}</table>'


def day_document(facts: Facts) -> QTextDocument:
    """That text, ready to be laid out on paper."""
    document = QTextDocument()
    font = QFont(current().family)
    font.setPointSizeF(10.5)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(
        "h1 { font-size: 20pt; font-weight: 600; color: #1F6F5C; }"
        " h2 { font-size: 12pt; font-weight: 600; margin-top: 14px; }"
    )
    document.setHtml(day_html(facts))
    return document


def print_day(facts: Facts, parent: QWidget) -> None:
    """Ask for a printer and print the day; printers include PDF files."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(facts.headline)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Plan my day")
    if dialog.exec() == QDialog.DialogCode.Accepted:
        day_document(facts).print_(printer)


def day_to_pdf(facts: Facts, path: str) -> None:
    """Write the day as a PDF file of A4 pages."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(path)
    day_document(facts).print_(printer)
