"""The day on one sheet of paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.models.qt.session import Session
from app.storage.queries import records
from app.ui.panes.today.today_facts import Facts
from app.ui.printing.flowing import fitted, paper_of, preview

SIZES = (10.5, 9.5, 8.5, 7.5, 6.5, 5.5)
"""Points of the letters, the largest with which the day is one page."""
_EMPTY_BOX = "☐"


def phones_of(session: Session, facts: Facts) -> dict[object, str]:
    """The number to call for each row that is about somebody."""
    found: dict[object, str] = {}
    for row_id, about in facts.about.items():
        owner = next((kind for kind in ("contact", "account") if f"{kind}_id" in about), "")
        rows = session.read(records.phones, owner, about[f"{owner}_id"]) if owner else []
        if rows:
            found[row_id] = rows[0]["value"]
    return found


def day_html(facts: Facts, phones: Mapping[object, str] | None = None) -> str:
    """The day as simple rich text in two columns; everything the person wrote is escaped."""
    numbers = phones or {}
    times = [
        (
            " – ".join(part for part in (one.start, one.end) if part),
            one.title,
            "",
            _joined(one.line, numbers.get(one.id, "")),
        )
        for one in facts.appointments
        if not one.cancelled
    ]
    to_do, calls, born = (
        [(box, one.title, "" if one.when in ("", one.line) else one.when,
          _joined(one.line, numbers.get(one.id, ""))) for one in rows]
        for box, rows in ((_EMPTY_BOX, facts.tasks), (_EMPTY_BOX, facts.calls),
                          ("", facts.birthdays))
    )  # fmt: skip
    start = _part("To do", to_do, 8) + _part("Worth a call", calls, 8)
    end = _part("Appointments", times, 28) + _part("Birthdays", born, 1)
    return (
        f"<h1>{escape(facts.headline)}</h1><p>{escape(facts.sentence)}</p>"
        '<table width="100%" cellspacing="0" cellpadding="0"><tr>'
        f'<td width="49%">{start}</td><td width="3%"></td><td width="48%">{end}</td></tr></table>'
    )


def _joined(*texts: str) -> str:
    return ", ".join(text for text in texts if text)


def _part(title: str, rows: Sequence[tuple[str, str, str, str]], lead: int) -> str:
    """A heading and its rows: a sign or time, a title and when, and a line below."""
    if not rows:
        return ""
    lines = "".join(
        f'<tr><td width="{lead}%" class="row">{escape(sign)}</td><td class="row">'
        f"<b>{escape(name)}</b>{f' &nbsp;{escape(when)}' if when else ''}<br>"
        f'<span class="q">{escape(line)}</span></td></tr>'
        for sign, name, when, line in rows
    )
    return f'<h2>{title}</h2><table cellspacing="0" cellpadding="3" width="100%">{lines}</table>'


def day_document(html: str, points: float = 10.5) -> QTextDocument:
    """That text, ready to be laid out on paper."""
    style = (
        f"h1 {{ font-size: {points * 1.9:.1f}pt; font-weight: 600; color: #1F6F5C; }}"
        f" h2 {{ font-size: {points * 1.15:.1f}pt; font-weight: 600; margin-top: {points:.0f}px; }}"
        " .q { color: #5A564E; } .row { border-bottom: 1px solid #E1DCD3; }"
    )
    return paper_of(html, points, style)


def day_paper(html: str, printer: QPrinter) -> QTextDocument:
    """The day on one page: in smaller letters where there is much to do."""
    return fitted(lambda points: day_document(html, points), SIZES, printer)


def day_printer() -> QPrinter:
    """A sheet with room to write at its edges."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageMargins(QMarginsF(16, 14, 16, 14), QPageLayout.Unit.Millimeter)
    return printer


def print_day(session: Session, facts: Facts, window: QWidget) -> None:
    """Show the day on paper before it is printed."""
    html = day_html(facts, phones_of(session, facts))
    preview(window, lambda printer: day_paper(html, printer), day_printer(), facts.headline)
