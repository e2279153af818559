"""Painting the grid of a month. It asks the layout, and knows no book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QLocale, QRectF, Qt

from app.ui.panes.calendar.event_words import clock_text, event_icons
from app.ui.panes.calendar.month_layout import Item, MonthLayout
from app.ui.panes.calendar.week_layout import NO_EVENT, EventKey
from app.ui.theme import paint
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.mini_month import week_number


@dataclass(frozen=True, slots=True)
class MonthGeometry:
    """Pixels of a month: ``gutter`` holds the week numbers, ``head`` the names of the days."""

    width: float
    height: float
    gutter: float
    head: float
    line: float
    top: float
    """Height of a day's number with its room."""

    def cell(self, week: int, column: int) -> tuple[float, float, float, float]:
        """Where a day stands: x, y, width, height."""
        wide, high = (self.width - self.gutter) / 7, (self.height - self.head) / 6
        return self.gutter + column * wide, self.head + week * high, wide, high

    def most(self) -> int:
        """How many lines fit below the number of a day."""
        return max(int(((self.height - self.head) / 6 - self.top - 2) // self.line), 1)

    def place(self, x: float, y: float) -> tuple[int, int, int] | None:
        """Week, column and line under a point; line -1 is the number of the day."""
        wide, high = (self.width - self.gutter) / 7, (self.height - self.head) / 6
        week, column = int((y - self.head) // high), int((x - self.gutter) // wide)
        if not (0 <= week < 6 and 0 <= column < 7):
            return None
        below = y - self.head - week * high - self.top
        return week, column, int(below // self.line) if below >= 0 else -1

    def item(self, item: Item) -> tuple[float, float, float, float]:
        """Where an item stands."""
        x, y, wide, _ = self.cell(item.week, item.first)
        length = wide * (item.last - item.first + 1)
        return x + 4, y + self.top + item.lane * self.line, length - 8, self.line - 2


@dataclass(frozen=True, slots=True)
class MonthScene:
    """Everything one painting needs."""

    geometry: MonthGeometry
    weeks: list[list[date]]
    layout: MonthLayout
    month: date
    day: date
    now: datetime
    chosen: EventKey = NO_EVENT
    ring: bool = False
    dragged: EventKey = NO_EVENT
    ghosts: tuple[Item, ...] = ()
    drawn: tuple[date, date] | None = None
    notes: Mapping[date, str] = field(default_factory=dict)


def paint_month(canvas: Canvas, scene: MonthScene) -> None:
    """Paint the names of days, the grid, and what is on it."""
    geometry = scene.geometry
    canvas.painter.fillRect(canvas.bounds, current().color("surface"))
    _paint_names(canvas, scene)
    for week in range(6):
        canvas.line(0, geometry.cell(week, 0)[1], canvas.width, "line")
        for column, day in enumerate(scene.weeks[week]):
            _paint_day(canvas, scene, day, geometry.cell(week, column))
    for column in range(7):
        x = geometry.cell(0, column)[0]
        canvas.upright(x, geometry.head, canvas.height - geometry.head, "line")
    for item in scene.layout.items:
        _paint_item(canvas, scene, item)
    for item in scene.ghosts:
        _paint_item(canvas, scene, item)
    _paint_more(canvas, scene)


def _paint_names(canvas: Canvas, scene: MonthScene) -> None:
    geometry = scene.geometry
    for column, day in enumerate(scene.weeks[0]):
        name = QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
        x, _, wide, _ = geometry.cell(0, column)
        canvas.text(canvas.rect(x + 10, 0, wide - 12, geometry.head), name, "small", "text2")
    line = current().line("caption")
    for week, days in enumerate(scene.weeks):
        y = geometry.cell(week, 0)[1]
        box = canvas.rect(0, y + 8, geometry.gutter - 6, line)
        canvas.text(box, str(week_number(days)), "caption", "text3", "end", tabular=True)


def _paint_day(
    canvas: Canvas, scene: MonthScene, day: date, cell: tuple[float, float, float, float]
) -> None:
    x, y, _, _ = cell
    rect, line = canvas.rect(*cell), current().line("small_medium")
    inner = rect.adjusted(1, 1, 0, 0)
    today = scene.now.date()
    if scene.drawn is not None and scene.drawn[0] <= day <= scene.drawn[1]:
        canvas.painter.fillRect(inner, current().color("accent_tint"))
    elif day == today:
        canvas.painter.fillRect(inner, canvas.shaded("accent_tint", "surface", 0.4))
    elif day in scene.notes:
        canvas.painter.fillRect(inner, canvas.shaded("sunken", "surface", 0.6))
    note = canvas.rect(x + line + 16, y + 4, cell[2] - line - 22, line + 4)
    canvas.text(note, scene.notes.get(day, ""), "caption", "text2", "end")
    if day == scene.day and scene.ring and scene.chosen == NO_EVENT:
        paint.ring(canvas.painter, rect.adjusted(2, 2, -2, -2), Radius.control)
    number = canvas.rect(x + 6, y + 4, max(line + 6, 24), line + 4)
    tone = "text" if day.month == scene.month.month else "text3"
    if day == today:
        canvas.box(number, Radius.chip, "accent")
        tone = "on_accent"
    canvas.text(number, str(day.day), "small_medium", tone, "center")


def _paint_item(canvas: Canvas, scene: MonthScene, item: Item) -> None:
    event = item.event
    box = scene.geometry.item(item)
    rect = canvas.rect(*box)
    ghost = item in scene.ghosts
    off = event.status == "cancelled"
    past = event.end <= scene.now or off
    left = event.key == scene.dragged and not ghost
    kind = "slate" if off else event.kind
    if item.bar:
        _paint_bar(canvas, rect, item, kind, 0.35 if left else 0.5 if past else 1.0)
    else:
        dot = canvas.rect(box[0] + 5, box[1] + box[3] / 2 - 3, 6, 6)
        if event.status == "tentative":
            canvas.box(dot, 3, None, f"{kind}.bar", 1.5)
        else:
            canvas.dot(dot, "border_strong" if past or left else f"{kind}.bar")
    tone = "text3" if left else "text2" if past else f"{kind}.text"
    _paint_words(canvas, box, item, tone)
    if event.key == scene.chosen and event.id:
        canvas.box(rect, 4, None, "focus" if scene.ring else "accent", 2)
    elif ghost:
        canvas.box(rect, 4, None, "accent", 2)


def _paint_bar(canvas: Canvas, rect: QRectF, item: Item, kind: str, share: float) -> None:
    fill = canvas.shaded(f"{kind}.tint", "surface", share)
    if item.event.status != "tentative":
        edge = current().color(f"{kind}.bar") if current().palette.outlined_tints else None
        paint.box(canvas.painter, rect, 4, fill, edge)
        return
    paint.box(canvas.painter, rect, 4, current().color("surface"))
    paint.hatch(canvas.painter, rect.adjusted(2, 2, -2, -2), fill)
    edge = canvas.shaded(f"{kind}.bar", "surface", share)
    paint.box(canvas.painter, rect, 4, None, edge, 1.25, Qt.PenStyle.DashLine)


def _paint_words(
    canvas: Canvas, box: tuple[float, float, float, float], item: Item, tone: str
) -> None:
    event = item.event
    x = box[0] + (8 if item.bar else 16)
    room = box[2] - (x - box[0]) - 4
    for name in event_icons(event):
        if room < 60:
            break
        room -= 15
        spot = canvas.rect(x + room, box[1] + box[3] / 2 - 6, 12, 12)
        canvas.icon(spot, name, "warn" if name == "triangle-alert" else tone)
    timed = not event.all_day and not item.from_before
    text = f"{clock_text(event.start)}  {event.title}" if timed else event.title
    rect = canvas.rect(x, box[1], room, box[3])
    canvas.text(rect, text, "small", tone, tabular=True)
    if event.status == "cancelled":
        length = min(canvas.text_width(text, "small"), rect.width())
        struck = canvas.rect(x, box[1] + box[3] / 2 + 1, length, 1)
        canvas.painter.fillRect(struck, current().color(tone))


def _paint_more(canvas: Canvas, scene: MonthScene) -> None:
    geometry, lane = scene.geometry, scene.layout.most - 1
    for (week, column), count in scene.layout.hidden.items():
        x, y, wide, _ = geometry.cell(week, column)
        words = QCoreApplication.translate("MonthView", "{} more").format(count)
        rect = canvas.rect(
            x + 10, y + geometry.top + lane * geometry.line, wide - 14, geometry.line - 2
        )
        canvas.text(rect, words, "small", "text2")
