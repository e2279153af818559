"""The shown appointments on paper: one list, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from app.ui import words
from app.ui.panes.week_layout import Event

_STYLE = (
    "body { font-size: 10pt; } h1 { font-size: 16pt; } h2 { font-size: 11pt; margin-top: 14px; }"
    " td { padding: 2px 14px 2px 0; }"
)


def agenda_html(title: str, events: Sequence[Event]) -> str:
    """The appointments day by day, every word escaped."""
    parts = [f"<h1>{escape(title)}</h1>"]
    day = None
    ordered = sorted(events, key=lambda one: (one.start.date(), not one.all_day, one.start))
    for event in ordered:
        if event.start.date() != day:
            if day is not None:
                parts.append("</table>")
            day = event.start.date()
            parts.append(f"<h2>{escape(words.exact_day(day))}</h2><table>")
        span = words.span_words(event.start, event.end, all_day=event.all_day)
        name = escape(event.title)
        name = f"<s>{name}</s>" if event.status == "cancelled" else f"<b>{name}</b>"
        rest = ", ".join(escape(part) for part in (event.line, event.place) if part)
        parts.append(f"<tr><td>{escape(span)}</td><td>{name}</td><td>{rest}</td></tr>")
    parts.append("</table>" if day is not None else "<p>No appointments.</p>")
    return "".join(parts)


def document(title: str, events: Sequence[Event]) -> QTextDocument:
    """The printed page as a document."""
    made = QTextDocument()
    made.setDefaultStyleSheet(_STYLE)
    made.setHtml(agenda_html(title, events))
    return made


def preview(window: QWidget, title: str, events: Sequence[Event]) -> None:
    """Show the page before it is printed."""
    printer = QPrinter()
    dialog = QPrintPreviewDialog(printer, window)
    made = document(title, events)
    dialog.paintRequested.connect(made.print_)
    dialog.exec()
