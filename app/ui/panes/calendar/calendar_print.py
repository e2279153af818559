"""The calendar on paper: the sheet of a day, the plan of a week, a month, a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape

from PySide6.QtCore import QLocale, QMarginsF
from PySide6.QtGui import QPageLayout, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.ui import words
from app.ui.panes.calendar.event_words import clock_text, day_text, state_words
from app.ui.panes.calendar.month_layout import of_day
from app.ui.panes.calendar.week_layout import Event
from app.ui.printing.flowing import fitted, paper_of, preview

SIZES = {"week": (9.5, 8.5, 7.5, 6.5, 5.5, 4.5), "month": (7.5, 6.5, 5.5, 4.5, 4)}
"""Points of the letters by what is printed; a day and a list run on over pages."""

_STYLE = (
    "h1 { font-size: 16pt; font-weight: 600; } h2 { font-size: 11pt; margin-top: 14px; }"
    " .note { color: #5A564E; } .off { text-decoration: line-through; color: #6B665D; }"
)

_LINES = "border-collapse: collapse; border-color: #8D877B; border-style: solid;"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed: ``mode`` is day, week, month or list; ``more`` tells of each appointment.

    ``more`` maps an appointment's id to lines such as phone numbers and addresses.
    """

    mode: str
    title: str
    first: date
    count: int
    events: Sequence[Event]
    more: Mapping[int, Sequence[str]] = field(default_factory=dict)
    month: int = 0


def sheet_html(sheet: Sheet) -> str:
    """The paper as simple rich text; every word a person wrote is escaped."""
    if sheet.mode == "day":
        return day_html(sheet)
    if sheet.mode in ("week", "month"):
        return grid_html(sheet)
    return agenda_html(sheet.title, sheet.events, sheet.more, sheet.first)


def day_html(sheet: Sheet) -> str:
    """A day: when, what, with whom and how to reach them, where, and room to write."""
    parts = [f"<h1>{escape(sheet.title)}</h1>"]
    rows = []
    for event in of_day(sheet.events, sheet.first):
        told = _told(event.line, event.place, *sheet.more.get(event.id, ()))
        about = "<br>".join(escape(line) for line in told)
        who = "<br>".join(escape(line) for line in (event.who, event.rooms) if line)
        rows.append(
            f'<tr><td width="16%"><b>{escape(_span(event))}</b><br>'
            f'<span class="note">{escape(_state(event))}</span></td>'
            f'<td width="58%">{_title(event)}<br>{about}</td><td width="26%">{who}</td></tr>'
        )
    if not rows:
        return parts[0] + "<p>No appointments.</p>"
    table = f'<table width="100%" border="1" cellspacing="0" cellpadding="6" style="{_LINES}">'
    return f"{parts[0]}{table}{''.join(rows)}</table>"


def grid_html(sheet: Sheet) -> str:
    """A week or month as a grid of days."""
    across = 7 if sheet.mode == "month" else min(sheet.count, 7)
    width = f"{100 / across:.2f}%"
    days = [sheet.first + timedelta(days=number) for number in range(sheet.count)]
    names = "".join(
        f'<td width="{width}" bgcolor="#F4F2ED"><b>{escape(_head(sheet, day))}</b></td>'
        for day in days[:across]
    )
    rows = []
    for start in range(0, len(days), across):
        week = days[start : start + across]
        if sheet.mode == "month" and all(day.month != sheet.month for day in week):
            continue
        cells = "".join(f'<td width="{width}">{_cell(sheet, day)}</td>' for day in week)
        rows.append(f"<tr>{cells}</tr>")
    table = f'<table width="100%" border="1" cellspacing="0" cellpadding="5" style="{_LINES}">'
    return f"<h1>{escape(sheet.title)}</h1>{table}<tr>{names}</tr>{''.join(rows)}</table>"


def _head(sheet: Sheet, day: date) -> str:
    if sheet.mode == "month":
        return QLocale().dayName(day.isoweekday(), QLocale.FormatType.LongFormat)
    return day_text(day, "dddd d MMM")


def _cell(sheet: Sheet, day: date) -> str:
    lines = []
    if sheet.mode == "month":
        tone = "" if day.month == sheet.month else ' class="note"'
        lines.append(f"<b{tone}>{day.day}</b>")
    for event in of_day(sheet.events, day):
        at = "" if event.all_day or event.start.date() != day else clock_text(event.start)
        line = f"{escape(at)} {_title(event)}".strip()
        if sheet.mode == "week":
            about = ", ".join(part for part in (event.line, event.who) if part)
            line += f'<br><span class="note">{escape(about)}</span>' if about else ""
        lines.append(line)
    room = 3 if sheet.mode == "month" else 12
    lines += ["&nbsp;"] * max(0, room - len(lines))
    return "<br>".join(lines)


def _told(*lines: str) -> list[str]:
    """What is said of an appointment, without what a later line begins with anyway."""
    kept = [line for line in dict.fromkeys(lines) if line]
    return [
        line for place, line in enumerate(kept)
        if not any(later.startswith(f"{line},") for later in kept[place + 1 :])
    ]  # fmt: skip


def agenda_html(
    title: str,
    events: Sequence[Event],
    more: Mapping[int, Sequence[str]] | None = None,
    first: date = date.min,
) -> str:
    """The appointments day by day; what began before ``first`` stands on it."""
    parts = [f"<h1>{escape(title)}</h1>"]
    day = None
    ordered = sorted(
        events, key=lambda one: (max(one.start.date(), first), not one.all_day, one.start)
    )
    for event in ordered:
        if max(event.start.date(), first) != day:
            if day is not None:
                parts.append("</table>")
            day = max(event.start.date(), first)
            parts.append(f'<h2>{escape(words.exact_day(day))}</h2><table width="100%">')
        lines = _told(event.line, event.place, event.who, *(more or {}).get(event.id, ()))
        rest = ", ".join(escape(part) for part in lines)
        parts.append(
            f'<tr><td width="18%">{escape(_span(event))}</td><td width="34%">{_title(event)}</td>'
            f'<td width="48%">{rest}</td></tr>'
        )
    parts.append("</table>" if day is not None else "<p>No appointments.</p>")
    return "".join(parts)


def _span(event: Event) -> str:
    if event.all_day or event.end - event.start >= timedelta(days=1):
        return words.span_words(event.start, event.end, all_day=event.all_day)
    return f"{clock_text(event.start)} – {clock_text(event.end)}"


def _title(event: Event) -> str:
    name = escape(event.title)
    return f'<span class="off">{name}</span>' if event.status == "cancelled" else f"<b>{name}</b>"


def _state(event: Event) -> str:
    return ", ".join(state_words(event))


def document(html: str, points: float = 9.5) -> QTextDocument:
    """Paper of that text, in the type of the program."""
    return paper_of(html, points, _STYLE)


def paper(sheet: Sheet, printer: QPrinter) -> QTextDocument:
    """The paper; weeks and months are one page, in smaller letters where there is much on it."""
    html = sheet_html(sheet)
    sizes = SIZES.get(sheet.mode)
    if sizes is None:
        return document(html)
    return fitted(lambda points: document(html, points), sizes, printer)


def printer_for(sheet: Sheet) -> QPrinter:
    """Paper that suits: across for weeks and months."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(sheet.title)
    wide = sheet.mode in ("week", "month")
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    )
    printer.setPageMargins(QMarginsF(14, 14, 14, 14), QPageLayout.Unit.Millimeter)
    return printer


def show(window: QWidget, sheet: Sheet) -> None:
    """Show the paper before it is printed."""
    preview(window, lambda printer: paper(sheet, printer), printer_for(sheet), sheet.title)
