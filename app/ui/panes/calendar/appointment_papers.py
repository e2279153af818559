"""The card of an appointment, for the purse of a customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from textwrap import shorten

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrinter

from app.models.qt.session import Session
from app.storage.settings import all_settings
from app.ui import words
from app.ui.panes.calendar.event_words import clock_text, day_text
from app.ui.printing.flowing import fitted, paper_of

CARD_MM = QSizeF(105, 74)
"""A7 across, which fits a purse; DIN 476."""
SIZES = (8, 7.5, 7, 6.5, 6, 5.5, 5, 4.5)
"""Points of its letters, the largest that fit."""
LONGEST = 140
"""A card has room for so many letters of one thing."""


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
        f"<h1>{escape(booked.when())}</h1><p><b>{_joined(booked.title)}</b></p>{rows}"
        f"<p class='q'>{foot}</p>"
    )


def _joined(text: str) -> str:
    """One line, cut where it would fill the card."""
    return escape(shorten(", ".join(text.splitlines()), LONGEST, placeholder="…"))


def card_of(session: Session, booked: Booked) -> str:
    """The card of an appointment."""
    return card_html(booked, all_settings(session.store))


_STYLE = (
    " h1 { font-weight: 600; } .us { font-weight: 600; color: #1F6F5C; } .q { color: #5A564E; }"
)


def _document(html: str, points: float) -> QTextDocument:
    return paper_of(html, points, f"h1 {{ font-size: {points * 1.3:.1f}pt; }}{_STYLE}")


def card_document(html: str, printer: QPrinter) -> QTextDocument:
    """The card on one page of its paper: in smaller letters where there is much to say."""
    return fitted(lambda points: _document(html, points), SIZES, printer)


def card_printer() -> QPrinter:
    """Paper as large as a card."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(CARD_MM, QPageSize.Unit.Millimeter, "A7"))
    printer.setPageMargins(QMarginsF(6, 5, 6, 5), QPageLayout.Unit.Millimeter)
    return printer
