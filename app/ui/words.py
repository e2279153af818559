"""Days, times and counts in words. One module, so that every page says them alike.

``today`` and ``now`` are always given: pages take a clock, and pictures and tests stay still.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QTime

from app.ui import book_time

_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip


def local_time(utc: str) -> datetime:
    """A UTC text of the book (``2026-11-19T09:42:07.125Z``) as wall time of the book's zone."""
    moment = datetime.fromisoformat(utc)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return book_time.here(moment)


def short_day(day: date, today: date) -> str:
    """A day as "Mon 16 Nov", with the year when it is more than half a year away."""
    near = abs((day - today).days) <= 183
    return _say(day, "ddd d MMM" if near else "d MMM yyyy")


def long_day(day: date) -> str:
    """A day as a headline: "Wednesday, 18 November"."""
    return _say(day, "dddd, d MMMM")


def month_name(day: date) -> str:
    """The month of a day: "November"."""
    return _say(day, "MMMM")


def exact_day(day: date) -> str:
    """A day for a tip: "Wednesday 18 November 2026"."""
    return _say(day, "dddd d MMMM yyyy")


def day_words(day: date, today: date) -> str:
    """A day in a list: "Yesterday", "Today", "Tomorrow", else "Mon 16 Nov"."""
    near = {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}
    return near.get((day - today).days) or short_day(day, today)


def day_said(day: date, today: date) -> str:
    """A day inside a sentence: "yesterday", "today", "tomorrow", else "Mon 16 Nov"."""
    said = day_words(day, today)
    return said.lower() if abs((day - today).days) <= 1 else said


def ago_words(day: date, today: date) -> str:
    """How long something is past, however long: "Today", "6 days ago", "5 months ago"."""
    if (today - day).days <= 1:
        return day_words(day, today)
    return f"{length_words(day, today)} ago"


def length_words(day: date, today: date) -> str:
    """The time between two days in its largest unit: "6 days", "2 months", "1 year"."""
    days = abs((today - day).days)
    if days < 7:
        return _count(days, "day")
    if days < 61:
        return _count(days // 7, "week")
    if days < 365:
        return _count(days * 12 // 365, "month")
    return _count(days // 365, "year")


def clock_words(moment: datetime) -> str:
    """A time of day as people here write it: "09:42", or "9:42 AM"."""
    short = QLocale.FormatType.ShortFormat
    return QLocale().toString(QTime(moment.hour, moment.minute), short)


def time_words(wall: str) -> str:
    """A time of day of the book (``09:42``) as people here write it."""
    return clock_words(datetime.strptime(wall[:5], "%H:%M"))


def moment_words(moment: datetime, today: date) -> str:
    """A moment in a timeline: "Today, 09:42"; without the time when it is older than a week."""
    day = day_words(moment.date(), today)
    close = abs((moment.date() - today).days) < 7
    return f"{day}, {clock_words(moment)}" if close else day


def exact_tip(moment: datetime) -> str:
    """A moment for a tip: "Wednesday 18 November 2026, 09:42"."""
    return f"{exact_day(moment.date())}, {clock_words(moment)}"


def span_words(start: datetime, end: datetime, *, all_day: bool = False) -> str:
    """From when to when: "10:30 to 11:15"; all-day spans are half-open and need no times."""
    if all_day:
        last = end - timedelta(days=1)
        if last.date() <= start.date():
            return "All day"
        return f"{_say(start.date(), 'd MMM')} to {_say(last.date(), 'd MMM')}"
    if start.date() == end.date():
        return f"{clock_words(start)} to {clock_words(end)}"
    return f"{clock_words(start)} to {_say(end.date(), 'd MMM')}, {clock_words(end)}"


def minutes_words(minutes: int) -> str:
    """A length: "45 min", "1 hour", "1 h 30"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    if not rest:
        return _count(hours, "hour")
    return f"{hours} h {rest:02}"


def soon_words(start: datetime, end: datetime, now: datetime) -> str:
    """How soon something begins: "now", "in 20 min", "in 3 hours"; "" when far or past."""
    if start <= now < end:
        return "now"
    minutes = round((start - now).total_seconds() / 60)
    if minutes < 0 or minutes >= 12 * 60:
        return ""
    return f"in {minutes} min" if minutes < 60 else f"in {_count(minutes // 60, 'hour')}"


def since_words(then: datetime, now: datetime) -> str:
    """How long ago within a day: "just now", "12 min ago", "3 hours ago", then days."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    if minutes < 24 * 60:
        return f"{_count(minutes // 60, 'hour')} ago"
    return ago_words(then.date(), now.date()).lower()


def count_words(number: int, one: str, many: str = "") -> str:
    """A count in a sentence: "four appointments", "one thing to do", "23 contacts"."""
    word = _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
    return f"{word} {one if number == 1 else many or one + 's'}"


def counted(number: int, one: str, many: str = "") -> str:
    """A count with figures: "1 contact", "1,284 contacts"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _say(day: date, pattern: str) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)
