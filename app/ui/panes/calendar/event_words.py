"""An event in words and signs: its times, its marks, and its sentence for a screen reader."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from app.ui import words
from app.ui.panes.calendar.week_layout import Event


def _tr(text: str) -> str:
    return QCoreApplication.translate("Event", text)


def clock_text(moment: datetime) -> str:
    """A time of day as people here write it: "10:30", or "10:30 am"."""
    return words.clock_words(moment)


def hour_text(hour: int) -> str:
    """A full hour at the edge of the grid: "9:00", or "9 am"."""
    short = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    if "a" in short.lower():
        return QLocale().toString(QTime(hour, 0), "h ap")
    return QLocale().toString(QTime(hour, 0), "H:mm")


def widest_hour() -> str:
    """The widest text that stands beside the hours."""
    return clock_text(datetime(2000, 1, 1, 22, 50))


def all_day_words() -> str:
    """What stands beside the strip of whole days."""
    return _tr("All day")


def more_word() -> str:
    """What stands with the number of events that have no room: "+27 more"."""
    return _tr("more")


def week_words(number: int) -> str:
    """The number of a week (ISO 8601)."""
    return _tr("Week {}").format(number)


def day_text(day: date, pattern: str = "dddd d MMMM") -> str:
    """A day in words."""
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def event_icons(event: Event) -> tuple[str, ...]:
    """The signs beside a title: booked over a clash, private, one of a series, not settled."""
    found = []
    if event.anyway:
        found.append("triangle-alert")
    if event.unsettled:
        found.append("circle-question-mark")
    if event.private:
        found.append("lock")
    if event.changed:
        found.append("split")
    elif event.repeats:
        found.append("repeat")
    return tuple(found)


def state_words(event: Event) -> list[str]:
    """What its state and its signs mean, in words."""
    states = {
        "tentative": _tr("tentative"), "cancelled": _tr("cancelled"), "arrived": _tr("arrived"),
        "held": _tr("held"), "no-show": _tr("did not come"),
    }  # fmt: skip
    found = [states[event.status]] if event.status in states else []
    if event.private:
        found.append(_tr("private"))
    if event.changed:
        found.append(_tr("one of a series, changed"))
    elif event.repeats:
        found.append(_tr("repeats"))
    if event.unsettled:
        found.append(_tr("over, not settled yet"))
    if event.anyway:
        found.append(_tr("booked anyway: {}").format(event.anyway))
    return found


def spoken(event: Event, today: date) -> str:
    """An event in one sentence, as a screen reader should say it."""
    when = _tr("today") if event.start.date() == today else day_text(event.start.date())
    span = (
        _tr("all day") if event.all_day else f"{clock_text(event.start)} – {clock_text(event.end)}"
    )
    parts = (event.title, event.line, when, span, *state_words(event))
    return ", ".join(part for part in parts if part)
