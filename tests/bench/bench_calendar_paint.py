"""How long the calendar takes to paint: a week of 200 events and a month of 1,000.

``python -m tests.bench.bench_calendar_paint`` (offscreen is enough). Beside each stands a peer in
the same run: the same rectangles and titles painted plainly with QPainter, without layout, icons
or hatching, so that the ratio says what ours adds. Figures are milliseconds of the processor, the
median of 21, so that a busy machine counts less. Budgets: week 60, month 100.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QLocale, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.panes.calendar.month_view import MonthView
from app.ui.panes.calendar.week_layout import Event, day_columns
from app.ui.panes.calendar.week_view import WeekView
from app.ui.theme.theme import current

NOW = datetime(2026, 11, 18, 10, 40)
KINDS = ("evergreen", "violet", "brick", "sky", "blue", "slate")
STATES = ("confirmed", "confirmed", "confirmed", "tentative", "cancelled")
ROUNDS = 21


def events(count: int, first: date, days: int) -> list[Event]:
    """So many events over the days, of every kind and state, with the marks that occur."""
    made = []
    for number in range(count):
        start = datetime(first.year, first.month, first.day, 8) + timedelta(
            days=number % days, minutes=15 * (number // days % 40)
        )
        made.append(
            Event(
                number + 1, f"Site visit {number}", start, start + timedelta(minutes=45),
                line="Marlow Bakery, Charlotte Webb", kind=KINDS[number % len(KINDS)],
                status=STATES[number % len(STATES)], repeats=number % 7 == 0,
                anyway="agreed" if number % 19 == 0 else "", before=15 if number % 5 == 0 else 0,
                all_day=number % 31 == 0,
            )
        )  # fmt: skip
    return made


def median(paint: Callable[[], object]) -> float:
    """The median of some rounds after one that warms the caches."""
    paint()
    taken = []
    for _ in range(ROUNDS):
        started = time.process_time()
        paint()
        taken.append((time.process_time() - started) * 1000)
    return round(statistics.median(taken), 1)


def plain(widget: QWidget, shown: list[Event]) -> Callable[[], object]:
    """The same number of boxes and titles, painted with nothing else."""

    def paint() -> None:
        image = QImage(widget.size(), QImage.Format.Format_ARGB32_Premultiplied)
        painter = QPainter(image)
        for number, event in enumerate(shown):
            x, y = number % 20 * 50, number // 20 * 18
            painter.fillRect(QRect(x, y, 48, 16), QColor("#E3F0EB"))
            painter.drawText(QRect(x, y, 48, 16), 0, event.title)
        painter.end()

    return paint


def main() -> None:
    """Print the figures."""
    QLocale.setDefault(QLocale("en_GB"))
    app = QApplication([])
    current().apply(app, "light", reduce_motion=True)
    week, month = WeekView(), MonthView()
    monday = date(2026, 11, 16)
    of_week, of_month = events(200, monday, 5), events(1000, date(2026, 10, 26), 42)
    week.resize(1000, 800)
    week.show_now(NOW)
    week.show_columns(day_columns(monday, 5))
    week.show_events(of_week)
    month.resize(1000, 800)
    month.show_month(NOW.date(), NOW)
    month.show_events(of_month)
    print(json.dumps({
        "week of 200": median(week.grab), "plain 200": median(plain(week, of_week)),
        "month of 1,000": median(month.grab), "plain 1,000": median(plain(month, of_month)),
        "laying out the month": median(lambda: (month.show_events(of_month), month.layout_now())),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
