"""Painting the grid of columns. It asks the layout and the geometry, and knows no book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import product

from PySide6.QtCore import QLocale, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.ui.panes.calendar.event_words import (
    all_day_words,
    clock_text,
    event_icons,
    hour_text,
    more_word,
    week_words,
)
from app.ui.panes.calendar.week_crowds import Crowd
from app.ui.panes.calendar.week_geometry import Box, WeekGeometry
from app.ui.panes.calendar.week_layout import (
    NO_EVENT,
    NOBODY,
    Block,
    Column,
    Event,
    EventKey,
    Strip,
)
from app.ui.theme import paint
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.mini_month import week_number

BAR = 4
FADED = 0.5


@dataclass(frozen=True, slots=True)
class Look:
    """How an event stands: over, chosen, the place a drag left behind."""

    past: bool = False
    chosen: bool = False
    ring: bool = False
    left_behind: bool = False


_LOOKS = {key: Look(*key) for key in product((False, True), repeat=4)}


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything one painting needs."""

    geometry: WeekGeometry
    columns: tuple[Column, ...]
    now: datetime
    blocks: tuple[Block, ...]
    strips: tuple[Strip, ...]
    chosen: EventKey = NO_EVENT
    ring: bool = False
    dragged: EventKey = NO_EVENT
    ghosts: tuple[Block, ...] = ()
    strip_ghosts: tuple[Strip, ...] = ()
    notes: Mapping[date, str] = field(default_factory=dict)
    crowds: tuple[Crowd, ...] = ()

    def look(self, event: Event) -> Look:
        """How an event of this scene stands."""
        chosen = event.key == self.chosen and event.id != 0
        left = event.key == self.dragged and event.id != 0
        return _LOOKS[event.end <= self.now, chosen, chosen and self.ring, left]

    def is_today(self, column: Column) -> bool:
        """Whether a column is of this day."""
        return column.day == self.now.date()


def paint_scene(canvas: Canvas, scene: Scene) -> None:
    """Paint head, strip and hours."""
    geometry, painter = scene.geometry, canvas.painter
    painter.fillRect(canvas.bounds, current().color("surface"))
    painter.save()
    _keep_to_columns(canvas, geometry, geometry.head)
    _paint_today(canvas, scene)
    _paint_closed(canvas, scene)
    painter.restore()
    painter.save()
    hours = QRectF(0, geometry.top, geometry.width, geometry.height - geometry.top)
    painter.setClipRect(hours)
    _paint_hours(canvas, scene)
    _keep_to_columns(canvas, geometry, geometry.top)
    for block in scene.blocks:
        _paint_buffers(canvas, geometry, block, scene.look(block.event))
    for block in scene.blocks:
        _paint_block(canvas, geometry, block, scene.look(block.event))
    for crowd in scene.crowds:
        if not crowd.strip:
            _paint_crowd(canvas, scene, crowd, geometry.block_box(crowd))
    for block in scene.ghosts:
        _paint_block(canvas, geometry, block, Look(chosen=True))
    painter.setClipRect(hours)
    _paint_now(canvas, scene)
    painter.restore()
    _paint_head(canvas, scene)
    painter.save()
    _keep_to_columns(canvas, geometry, geometry.head)
    for strip in scene.strips:
        _paint_strip(canvas, geometry, strip, scene.look(strip.event))
    for crowd in scene.crowds:
        if crowd.strip:
            _paint_crowd(canvas, scene, crowd, geometry.strip_box(crowd))
    for strip in scene.strip_ghosts:
        _paint_strip(canvas, geometry, strip, Look(chosen=True))
    painter.restore()


def _keep_to_columns(canvas: Canvas, geometry: WeekGeometry, top: float) -> None:
    """What moves sideways stays out of the hours at its side."""
    left = geometry.gutter if geometry.across else 0
    size = (geometry.width - left, geometry.height - top)
    canvas.painter.setClipRect(canvas.rect(left, top, *size))


def _paint_today(canvas: Canvas, scene: Scene) -> None:
    geometry = scene.geometry
    if all(scene.is_today(column) for column in scene.columns):
        return
    for place, column in enumerate(scene.columns):
        if scene.is_today(column):
            x, height = geometry.day_x(place), geometry.height - geometry.head
            box = canvas.rect(x, geometry.head, geometry.column, height)
            canvas.painter.fillRect(box, canvas.shaded("accent_tint", "surface", 0.4))


def _paint_closed(canvas: Canvas, scene: Scene) -> None:
    """The ground of holidays, a little sunken."""
    geometry = scene.geometry
    for place, column in enumerate(scene.columns):
        if column.day in scene.notes and not scene.is_today(column):
            height = geometry.height - geometry.head
            box = canvas.rect(geometry.day_x(place), geometry.head, geometry.column, height)
            canvas.painter.fillRect(box, canvas.shaded("sunken", "surface", 0.6))


def _paint_head(canvas: Canvas, scene: Scene) -> None:
    geometry = scene.geometry
    canvas.painter.save()
    _keep_to_columns(canvas, geometry, 0)
    for place, column in enumerate(scene.columns):
        if column.owner is None:
            _paint_day_head(canvas, scene, place, column)
        else:
            _paint_owner_head(canvas, scene, place, column)
    canvas.painter.restore()
    canvas.line(0, geometry.head - 1, canvas.width, "line")
    if scene.columns[0].owner is None and len(scene.columns) > 1:
        words = week_words(week_number([column.day for column in scene.columns]))
        corner = canvas.rect(0, 8, geometry.gutter - 10, current().line("small_medium"))
        canvas.text(corner, words, "caption", "text3", "end")
    middle = canvas.rect(0, geometry.head + 5, geometry.gutter - 10, geometry.lane)
    canvas.text(middle, all_day_words(), "small", "text2", "end")
    for x in _uprights(geometry):
        canvas.upright(x, geometry.head, geometry.strip, "line")
    canvas.line(0, geometry.top - 1, canvas.width, "border")


def _paint_day_head(canvas: Canvas, scene: Scene, place: int, column: Column) -> None:
    geometry, theme = scene.geometry, current()
    small, lead = theme.line("small_medium"), theme.line("lead")
    x, day, today = geometry.day_x(place), column.day, scene.is_today(column)
    name = QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
    start = canvas.rect(x + 11, 8, geometry.column - 14, small)
    tone = "accent_text" if today else "text2"
    canvas.text(start, name, "medium" if today else "body", tone)
    wide = max(canvas.text_width(name, "medium"), lead + 8) + 18
    note = canvas.rect(x + wide, 11 + small, geometry.column - wide - 8, lead + 4)
    canvas.text(note, scene.notes.get(day, ""), "small", "text2", "end")
    box = canvas.rect(x + 11, 11 + small, geometry.column - 14, lead + 4)
    if not today:
        canvas.text(box, str(day.day), "lead")
        return
    side = lead + 8
    width = max(side, canvas.text_width(str(day.day), "lead") + 12)
    pill = canvas.rect(x + 8, 9 + small, width, side)
    canvas.box(pill, Radius.control, "accent")
    canvas.text(pill, str(day.day), "lead", "on_accent", "center")


def _paint_owner_head(canvas: Canvas, scene: Scene, place: int, column: Column) -> None:
    geometry = scene.geometry
    x, middle = geometry.day_x(place) + 11, geometry.head / 2
    square = canvas.rect(x, middle - 14, 28, 28)
    if column.owner == NOBODY:
        canvas.icon_circle(square, "user-round", "slate")
    elif column.owner is not None and column.owner[0] == "resource":
        canvas.icon_square(square, "package", "slate")
    else:
        canvas.badge(square, column.letters, column.colour)
    line = current().line("strong")
    words = canvas.rect(x + 38, middle - line / 2, geometry.column - 54, line)
    canvas.text(words, column.name, "strong")


def _paint_hours(canvas: Canvas, scene: Scene) -> None:
    geometry = scene.geometry
    line = current().line("small")
    now_y = _now_y(scene)
    for hour in range(1, 24):
        y = geometry.minute_y(hour * 60)
        if y < geometry.top - line or y > geometry.height + line:
            continue
        canvas.line(geometry.gutter - 6, y, canvas.width - geometry.gutter + 6, "line")
        if now_y is None or abs(y - now_y) > line * 0.9:
            box = canvas.rect(0, y - line / 2, geometry.gutter - 10, line)
            canvas.text(box, hour_text(hour), "small", "text2", "end", tabular=True)
    for x in _uprights(geometry):
        canvas.upright(x, geometry.top, geometry.height - geometry.top, "line")


def _uprights(geometry: WeekGeometry) -> list[float]:
    """Where the lines between columns stand, and the one beside the hours."""
    found = [geometry.day_x(number) for number in range(geometry.days)]
    return [geometry.gutter, *(x for x in found if geometry.gutter < x < geometry.width)]


def _now_y(scene: Scene) -> float | None:
    if not any(scene.is_today(column) for column in scene.columns):
        return None
    return scene.geometry.minute_y(scene.now.hour * 60 + scene.now.minute)


def _paint_now(canvas: Canvas, scene: Scene) -> None:
    y = _now_y(scene)
    if y is None:
        return
    geometry = scene.geometry
    places = [place for place, column in enumerate(scene.columns) if scene.is_today(column)]
    end = geometry.day_x(places[0]) + geometry.column * len(places)
    x = max(geometry.day_x(places[0]), geometry.gutter)
    length = min(end, geometry.width) - x
    canvas.painter.fillRect(canvas.rect(x, y - 1, length, 1.5), current().color("now"))
    canvas.dot(canvas.rect(x - 4, y - 4.5, 8, 8), "now")
    line = current().line("small")
    box = canvas.rect(0, y - line / 2, geometry.gutter - 10, line)
    canvas.text(box, clock_text(scene.now), "small_strong", "now", "end", tabular=True)


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
        _paint_bar(canvas, box, bar, fill)
    if look.chosen:
        canvas.box(rect, Radius.control, None, "focus" if look.ring else "accent", 2)


def _paint_bar(canvas: Canvas, box: Box, bar: QColor, fill: QColor) -> None:
    """The bar at the start edge: a rounded end, of which the rest is covered again.

    That is twice as fast as clipping, which a week of many events pays for each.
    """
    x, y, width, height = box
    reach = min(3 * BAR, width)
    paint.box(canvas.painter, canvas.rect(x, y, reach, height), Radius.chip - 1, bar)
    # A pixel more: the far end of the bar is soft where it lies between two pixels.
    cover = min(reach - BAR + 1, width - BAR)
    canvas.painter.fillRect(canvas.rect(x + BAR, y, cover, height), fill)


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


def _paint_buffers(canvas: Canvas, geometry: WeekGeometry, block: Block, look: Look) -> None:
    """The time kept free around an event, as pale bands with a thin edge."""
    if block.event.status == "cancelled" or not (block.event.before or block.event.after):
        return
    share = 0.25 if look.past else 0.5
    fill = canvas.shaded(f"{block.event.kind}.tint", "surface", share)
    edge = canvas.shaded(f"{block.event.kind}.bar", "surface", share / 2)
    for box in geometry.buffer_boxes(block):
        rect = canvas.rect(*box).adjusted(2, 0, -2, 0)
        canvas.painter.fillRect(rect, fill)
        canvas.painter.fillRect(rect.adjusted(0, 0, 2 - rect.width(), 0), edge)


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


def _paint_crowd(canvas: Canvas, scene: Scene, crowd: Crowd, box: Box) -> None:
    """The tile that says how many more there are."""
    if not crowd.strip and (box[1] + box[3] < scene.geometry.top or box[1] > scene.geometry.height):
        return
    rect = canvas.rect(*box)
    canvas.box(rect, Radius.chip, "sunken", "border_strong")
    chosen = crowd.key == scene.chosen or crowd.holds(scene.chosen)
    if chosen:
        canvas.box(rect, Radius.control, None, "focus" if scene.ring else "accent", 2)
    number, theme = f"+{len(crowd.events)}", current()
    full = f"{number} {more_word()}"
    fits = canvas.text_width(full, "small_medium") <= box[2] - 6
    line = theme.line("small_medium")
    middle = box[1] + (box[3] - line) / 2 if crowd.strip else box[1] + min(5, (box[3] - line) / 2)
    words = canvas.rect(box[0] + 3, middle, box[2] - 6, line)
    canvas.text(words, full if fits else number, "small_medium", "text", "center")
    if not fits and box[3] > 2 * line + 6:
        below = canvas.rect(box[0] + 2, middle + line, box[2] - 4, line)
        canvas.text(below, more_word(), "caption", "text2", "center")


def _lines(event: Event) -> list[str]:
    lines = [event.line] if event.line else []
    if (event.end - event.start) >= timedelta(minutes=75):
        lines.append(f"{clock_text(event.start)} – {clock_text(event.end)}")
    return lines


def _paint_title(canvas: Canvas, box: Box, event: Event, step: str, tone: str) -> None:
    icons = event_icons(event)
    room = box[2] - len(icons) * 16
    if icons and room > 24:
        for place, name in enumerate(icons):
            spot = canvas.rect(box[0] + room + place * 16 + 2, box[1] + (box[3] - 14) / 2, 14, 14)
            canvas.icon(spot, name, "warn" if name == "triangle-alert" else tone)
        box = (box[0], box[1], room, box[3])
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
