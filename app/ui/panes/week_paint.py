"""Painting the grid of days. It asks the layout and the geometry, and knows no book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QRectF, Qt, QTime
from PySide6.QtGui import QColor, QPainter

from app.ui.panes.week_geometry import Box, WeekGeometry
from app.ui.panes.week_layout import Block, Event, Strip
from app.ui.theme import paint
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius

BAR = 4
FADED = 0.5


@dataclass(frozen=True, slots=True)
class Look:
    """How an event stands: over, chosen, the place a drag left behind."""

    past: bool = False
    chosen: bool = False
    ring: bool = False
    left_behind: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything one painting needs."""

    geometry: WeekGeometry
    first: date
    now: datetime
    blocks: tuple[Block, ...]
    strips: tuple[Strip, ...]
    chosen: int = 0
    ring: bool = False
    drag_id: int = 0
    ghosts: tuple[Block, ...] = ()
    strip_ghosts: tuple[Strip, ...] = ()

    def look(self, event: Event) -> Look:
        """How an event of this scene stands."""
        chosen = event.id == self.chosen and event.id != 0
        return Look(
            past=event.end <= self.now,
            chosen=chosen,
            ring=chosen and self.ring,
            left_behind=event.id == self.drag_id and event.id != 0,
        )


def paint_scene(canvas: Canvas, scene: Scene) -> None:
    """Paint head, strip and hours."""
    geometry, painter = scene.geometry, canvas.painter
    painter.fillRect(canvas.bounds, current().color("surface"))
    _paint_today(canvas, scene)
    painter.save()
    painter.setClipRect(QRectF(0, geometry.top, geometry.width, geometry.height - geometry.top))
    _paint_hours(canvas, scene)
    for block in scene.blocks:
        _paint_block(canvas, geometry, block, scene.look(block.event))
    for block in scene.ghosts:
        _paint_block(canvas, geometry, block, Look(chosen=True))
    _paint_now(canvas, scene)
    painter.restore()
    _paint_head(canvas, scene)
    for strip in scene.strips:
        _paint_strip(canvas, geometry, strip, scene.look(strip.event))
    for strip in scene.strip_ghosts:
        _paint_strip(canvas, geometry, strip, Look(chosen=True))


def _paint_today(canvas: Canvas, scene: Scene) -> None:
    geometry = scene.geometry
    day = (scene.now.date() - scene.first).days
    if geometry.days > 1 and 0 <= day < geometry.days:
        box = canvas.rect(
            geometry.day_x(day), geometry.head, geometry.column, geometry.height - geometry.head
        )
        canvas.painter.fillRect(box, canvas.shaded("accent_tint", "surface", 0.4))


def _paint_head(canvas: Canvas, scene: Scene) -> None:
    geometry, theme, locale = scene.geometry, current(), QLocale()
    today = scene.now.date()
    small, lead = theme.line("small_medium"), theme.line("lead")
    for number in range(geometry.days):
        day = scene.first + timedelta(days=number)
        x = geometry.day_x(number)
        name = locale.dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
        tone = "accent_text" if day == today else "text2"
        start = canvas.rect(x + 11, 8, geometry.column - 14, small)
        canvas.text(start, name, "medium" if day == today else "body", tone)
        box = canvas.rect(x + 11, 11 + small, geometry.column - 14, lead + 4)
        if day == today:
            side = lead + 8
            width = max(side, canvas.text_width(str(day.day), "lead") + 12)
            pill = canvas.rect(x + 8, 9 + small, width, side)
            canvas.box(pill, Radius.control, "accent")
            canvas.text(pill, str(day.day), "lead", "on_accent", "center")
        else:
            canvas.text(box, str(day.day), "lead")
    canvas.line(0, geometry.head - 1, canvas.width, "line")
    middle = canvas.rect(0, geometry.head + 5, geometry.gutter - 10, geometry.lane)
    canvas.text(middle, _tr("All day"), "small", "text2", "end")
    for number in range(geometry.days):
        canvas.upright(geometry.day_x(number), geometry.head, geometry.strip, "line")
    canvas.line(0, geometry.top - 1, canvas.width, "border")


def _tr(text: str) -> str:
    return QCoreApplication.translate("WeekView", text)


def _paint_hours(canvas: Canvas, scene: Scene) -> None:
    geometry, locale = scene.geometry, QLocale()
    line = current().line("small")
    days = range(geometry.days)
    now_y = _now_y(scene)
    for hour in range(1, 24):
        y = geometry.minute_y(hour * 60)
        if y < geometry.top - line or y > geometry.height + line:
            continue
        canvas.line(geometry.gutter - 6, y, canvas.width - geometry.gutter + 6, "line")
        if now_y is None or abs(y - now_y) > line * 0.9:
            text = locale.toString(QTime(hour, 0), QLocale.FormatType.ShortFormat)
            box = canvas.rect(0, y - line / 2, geometry.gutter - 10, line)
            canvas.text(box, text, "small", "text2", "end", tabular=True)
    for number in days:
        canvas.upright(geometry.day_x(number), geometry.top, geometry.height - geometry.top, "line")


def _now_y(scene: Scene) -> float | None:
    day = (scene.now.date() - scene.first).days
    if not 0 <= day < scene.geometry.days:
        return None
    return scene.geometry.minute_y(scene.now.hour * 60 + scene.now.minute)


def _paint_now(canvas: Canvas, scene: Scene) -> None:
    y = _now_y(scene)
    if y is None:
        return
    geometry = scene.geometry
    x = geometry.day_x((scene.now.date() - scene.first).days)
    canvas.painter.fillRect(canvas.rect(x, y - 1, geometry.column, 1.5), current().color("now"))
    canvas.dot(canvas.rect(x - 4, y - 4.5, 8, 8), "now")
    line = current().line("small")
    text = QLocale().toString(
        QTime(scene.now.hour, scene.now.minute), QLocale.FormatType.ShortFormat
    )
    box = canvas.rect(0, y - line / 2, geometry.gutter - 10, line)
    canvas.text(box, text, "small_strong", "now", "end", tabular=True)


def _words(event: Event, look: Look) -> str:
    if event.status == "cancelled":
        return "text2"
    return "text2" if look.past else f"{event.kind}.text"


def _share(look: Look) -> float:
    return 0.35 if look.left_behind else FADED if look.past else 1.0


def _paint_ground(canvas: Canvas, box: Box, event: Event, look: Look) -> None:
    """The box of an event: tint and bar, or dashes and hatching, or the grey of what is off."""
    rect, share = canvas.rect(*box), _share(look)
    if event.status == "tentative":
        _paint_hatched(canvas, rect, event, share)
    else:
        kind = "slate" if event.status == "cancelled" else event.kind
        share = min(share, FADED) if event.status == "cancelled" else share
        fill = canvas.shaded(f"{kind}.tint", "surface", share)
        bar = canvas.shaded(f"{kind}.bar", "surface", min(share + 0.1, 1.0))
        outlined = current().palette.outlined_tints
        paint.box(canvas.painter, rect, Radius.chip, fill, bar if outlined else None)
        _paint_bar(canvas, box, bar)
    if look.chosen:
        canvas.box(rect, Radius.control, None, "focus" if look.ring else "accent", 2)


def _paint_bar(canvas: Canvas, box: Box, color: QColor) -> None:
    painter = canvas.painter
    painter.save()
    painter.setClipRect(canvas.rect(box[0], box[1], BAR, box[3]), _INTERSECT)
    whole = canvas.rect(box[0], box[1], 3 * BAR, box[3])
    paint.box(painter, whole, Radius.chip - 1, color)
    painter.restore()


_INTERSECT = Qt.ClipOperation.IntersectClip


def _paint_hatched(canvas: Canvas, rect: QRectF, event: Event, share: float) -> None:
    surface = current().color("surface")
    paint.box(canvas.painter, rect, Radius.control, surface)
    paint.hatch(
        canvas.painter,
        rect.adjusted(2, 2, -2, -2),
        canvas.shaded(f"{event.kind}.tint", "surface", share),
    )
    edge = canvas.shaded(f"{event.kind}.bar", "surface", share)
    paint.box(canvas.painter, rect, Radius.control, None, edge, 1.25, Qt.PenStyle.DashLine)


def _paint_block(canvas: Canvas, geometry: WeekGeometry, block: Block, look: Look) -> None:
    box = geometry.block_box(block)
    if box[1] + box[3] < geometry.top or box[1] > geometry.height:
        return
    _paint_ground(canvas, box, block.event, look)
    theme = current()
    title, small = theme.line("strong"), theme.line("small")
    x, room = box[0] + 10, box[2] - 14
    # A short one keeps its title in the middle of the little height it has.
    y = box[1] + (5 if box[3] >= title + 12 else max((box[3] - title) / 2, 0))
    tone = _words(block.event, look)
    step = "strong" if box[3] >= title else "small_strong"
    _paint_title(canvas, (x, y, room, title), block.event, step, tone)
    y += title
    for text in _lines(block.event):
        if y + small > box[1] + box[3] - 3:
            return
        canvas.text(canvas.rect(x, y, room, small), text, "small", tone)
        y += small


def _lines(event: Event) -> list[str]:
    lines = [event.line] if event.line else []
    if (event.end - event.start) >= timedelta(minutes=75):
        lines.append(f"{clock_text(event.start)} – {clock_text(event.end)}")
    return lines


def _paint_title(canvas: Canvas, box: Box, event: Event, step: str, tone: str) -> None:
    rect = canvas.rect(*box)
    canvas.text(rect, event.title, step, tone)
    if event.status == "cancelled":
        width = min(canvas.text_width(event.title, step), rect.width())
        middle = box[1] + box[3] / 2 + 1
        struck = canvas.rect(box[0], middle, width, 1)
        canvas.painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        canvas.painter.fillRect(struck, current().color(tone))
        canvas.painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)


def _paint_strip(canvas: Canvas, geometry: WeekGeometry, strip: Strip, look: Look) -> None:
    box = geometry.strip_box(strip)
    _paint_ground(canvas, box, strip.event, look)
    words = (box[0] + 10, box[1], box[2] - 14, box[3])
    _paint_title(canvas, words, strip.event, "medium", _words(strip.event, look))


def clock_text(moment: datetime) -> str:
    """A time of day as people here write it."""
    return QLocale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)


def day_text(day: date, pattern: str = "dddd d MMMM") -> str:
    """A day in words."""
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def spoken(event: Event, today: date) -> str:
    """An event in one sentence, as a screen reader should say it."""
    when = _tr("today") if event.start.date() == today else day_text(event.start.date())
    span = (
        _tr("all day") if event.all_day else f"{clock_text(event.start)} – {clock_text(event.end)}"
    )
    state = {"tentative": _tr("tentative"), "cancelled": _tr("cancelled")}.get(event.status, "")
    return ", ".join(part for part in (event.title, event.line, when, span, state) if part)
