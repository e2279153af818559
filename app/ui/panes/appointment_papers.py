"""What a customer gets of an appointment on paper: a card, and a letter that confirms it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from app.desk import recipients
from app.models.qt.session import Session
from app.storage.settings import all_settings
from app.ui import words
from app.ui.panes.event_words import clock_text, day_text
from app.ui.theme.theme import current

CARD_MM = QSizeF(105, 74)
"""A7 across, which fits a purse; DIN 476."""


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment as a customer needs it."""

    title: str
    start: datetime
    end: datetime
    all_day: bool = False
    place: str = ""
    bring: str = ""
    with_us: str = ""
    contacts: Sequence[int] = ()
    repeats: str = ""

    def when(self) -> str:
        """Day and time in words."""
        day = day_text(self.start.date(), "dddd d MMMM yyyy")
        if self.all_day:
            span = words.span_words(self.start, self.end, all_day=True)
            return day if span == "All day" else span
        return f"{day}, {clock_text(self.start)} to {clock_text(self.end)}"


def card_html(booked: Booked, us: Mapping[str, str]) -> str:
    """A card for the purse; every word a person wrote is escaped."""
    facts = [
        ("Where", booked.place), ("With", booked.with_us), ("Please bring", booked.bring),
        ("Again", booked.repeats),
    ]  # fmt: skip
    rows = "".join(
        f"<p><span class='q'>{caption}:</span> {_joined(text)}</p>"
        for caption, text in facts
        if text
    )
    call = us.get("business_phone", "")
    foot = f"If you cannot come, please call {escape(call)}." if call else ""
    return (
        f"<p class='us'>{escape(us.get('business_name', ''))}</p>"
        f"<h1>{escape(booked.when())}</h1><p><b>{escape(booked.title)}</b></p>{rows}"
        f"<p class='q'>{foot}</p>"
    )


def letter_html(booked: Booked, us: Mapping[str, str], values: Mapping[str, object]) -> str:
    """A letter that confirms the appointment to one person."""
    sender = ", ".join(us.get("business_address", "").splitlines())
    parts = [
        f"<p class='us'>{escape(us.get('business_name', ''))}</p><p class='q'>{escape(sender)}</p>",
        f"<p class='to'>{_lines(str(values['address_block']))}</p>",
        f"<p class='day'>{escape(str(values['today']))}</p>",
        f"<p><b>Your appointment on {escape(day_text(booked.start.date(), 'd MMMM yyyy'))}</b></p>",
        f"<p>{escape(str(values['formal_greeting']))}</p>",
        "<p>We are looking forward to seeing you:</p>",
        f"<p><b>{escape(booked.when())}</b><br>{escape(booked.title)}</p>",
    ]
    for lead, text in (
        ("Where: ", booked.place), ("You will be seen by ", booked.with_us),
        ("Please bring: ", booked.bring),
    ):  # fmt: skip
        if text:
            parts.append(f"<p>{lead}{_lines(text)}</p>")
    call = us.get("business_phone", "")
    parts.append(
        f"<p>If the time does not suit you, please call us on {escape(call)}.</p>" if call else ""
    )
    signs = us.get("sender_name", "")
    parts.append(f"<p>Yours sincerely<br><br><br>{escape(signs)}</p>")
    return "".join(parts)


def _joined(text: str) -> str:
    return escape(", ".join(text.splitlines()))


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())


def letters_of(session: Session, booked: Booked, today: date) -> list[str]:
    """One letter for each person of the appointment."""
    us = all_settings(session.store)
    from_us = session.read(recipients.sender, today)
    found = session.read(recipients.gathered, list(booked.contacts))
    # The sentences are English, so the greeting is too.
    return [
        letter_html(booked, us, recipients.values({**record, "language": "en"}, from_us))
        for record in found.values()
    ]


def card_of(session: Session, booked: Booked) -> str:
    """The card of an appointment."""
    return card_html(booked, all_settings(session.store))


_STYLE = (
    " h1 { font-weight: 600; } .us { font-weight: 600; color: #1F6F5C; } .q { color: #5A564E; }"
    " .to { margin-top: 60px; margin-bottom: 40px; } .day { margin-bottom: 24px; }"
)


def _document(html: str, points: float) -> QTextDocument:
    made = QTextDocument()
    font = QFont(current().family)
    font.setPointSizeF(points)
    made.setDefaultFont(font)
    made.setDefaultStyleSheet(f"h1 {{ font-size: {points * 1.3:.1f}pt; }}{_STYLE}")
    made.setHtml(html)
    return made


def card_document(html: str) -> QTextDocument:
    """The card, ready for its paper."""
    return _document(html, 8)


def letter_document(letters: Sequence[str]) -> QTextDocument:
    """The letters, each on its own page."""
    new_page = "<div style='page-break-before: always'></div>"
    return _document(new_page.join(letters), 11)


def card_printer() -> QPrinter:
    """Paper as large as a card."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(CARD_MM, QPageSize.Unit.Millimeter, "A7"))
    printer.setPageMargins(QMarginsF(6, 5, 6, 5), QPageLayout.Unit.Millimeter)
    return printer


def letter_printer() -> QPrinter:
    """Paper with the margins of a letter (DIN 5008)."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageMargins(QMarginsF(25, 20, 20, 20), QPageLayout.Unit.Millimeter)
    return printer


def fill(document: QTextDocument, printer: QPrinter) -> None:
    """Lay a document out on the page of a printer: no margins but those of the paper."""
    document.documentLayout().setPaintDevice(printer)
    document.setDocumentMargin(0)
    document.setPageSize(printer.pageRect(QPrinter.Unit.DevicePixel).size())
    document.print_(printer)


def preview(window: QWidget, document: QTextDocument, printer: QPrinter, name: str) -> None:
    """Show the paper before it is printed."""
    printer.setDocName(name)
    dialog = QPrintPreviewDialog(printer, window)
    dialog.paintRequested.connect(lambda paper: fill(document, paper))
    dialog.exec()
