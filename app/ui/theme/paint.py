"""Shapes: rounded boxes, crisp lines, shadows, rings and hatching. No text, no widgets."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QTransform

from app.ui.theme.theme import current
from app.ui.theme.tokens import AVATAR_NAMES

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

SHADOWS: dict[int, tuple[int, int]] = {1: (16, 5), 2: (22, 8), 3: (44, 16)}
"""Blur and downward shift of each elevation, in logical pixels."""

_LEVELS = 24


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None,
    border: QColor | None = None,
    width: float = 1.0,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    """A rounded box whose border lies inside `rect`, so that neighbours never overlap."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    painter.setBrush(QBrush(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    painter.setPen(QPen(border, width, style))
    half = width / 2
    inner = rect.marginsRemoved(QMarginsF(half, half, half, half))
    painter.drawRoundedRect(inner, radius - half, radius - half)


def hairline(
    painter: QPainter, start: QPointF, length: float, color: QColor, *, down: bool
) -> None:
    """A line of one logical pixel that begins and ends on whole device pixels at any scale."""
    transform = painter.deviceTransform()
    corner = transform.map(start)
    scale = abs(transform.m11()) or 1.0
    thick = max(1, int(scale + 0.25))
    span = round(length * scale)
    size = (thick, span) if down else (span, thick)
    device = QRectF(round(corner.x()), round(corner.y()), *size)
    inverse, ok = transform.inverted()
    painter.fillRect(inverse.mapRect(device) if ok else QRectF(start, start), color)


def ring(painter: QPainter, rect: QRectF, radius: float) -> None:
    """The focus ring: two pixels inside `rect`."""
    box(painter, rect, radius, None, current().color("focus"), 2.0)


def hatch(painter: QPainter, rect: QRectF, color: QColor, step: int = 8) -> None:
    """Slanted stripes: what is likely but not yet so."""
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    painter.setPen(QPen(color, 2.0))
    x = rect.left() - rect.height()
    while x < rect.right():
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()))
        x += step
    painter.restore()


def mixed(over: QColor, under: QColor, share: float) -> QColor:
    """An opaque colour: `share` of the first on the second. Lines never shine through it."""
    return _mixed(over.rgb(), under.rgb(), share)


@lru_cache(maxsize=512)
def _mixed(one: int, other: int, share: float) -> QColor:
    over, under = QColor(one), QColor(other)
    return QColor.fromRgbF(
        over.redF() * share + under.redF() * (1 - share),
        over.greenF() * share + under.greenF() * (1 - share),
        over.blueF() * share + under.blueF() * (1 - share),
    )


@lru_cache(maxsize=32)
def _shadow_pixmap(blur: int, radius: int, opacity: float, dpr: float) -> QPixmap:
    side = 2 * (blur + radius) + 8
    pixmap = QPixmap(round(side * dpr), round(side * dpr))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor.fromRgbF(0, 0, 0, _ring_alpha(opacity)))
        # Boxes shrinking towards the middle add up to a quadratic fall-off from edge to rim.
        for level in range(_LEVELS):
            inset = blur * (level / _LEVELS) ** 0.5
            size = side - 2 * inset
            corner = radius + blur - inset
            painter.drawRoundedRect(QRectF(inset, inset, size, size), corner, corner)
    finally:
        painter.end()
    return pixmap


def _ring_alpha(opacity: float) -> float:
    return float(1 - (1 - opacity) ** (1 / _LEVELS))


def shadow(painter: QPainter, rect: QRect, radius: int, level: int, dpr: float) -> None:
    """The shadow under a floating box `rect`; drawn once a size and stretched in nine parts."""
    blur, shift = SHADOWS[level]
    opacity = current().palette.shadow_opacity
    pixmap = _shadow_pixmap(blur, radius, opacity, dpr)
    edge = blur + radius + 2
    target = rect.adjusted(-blur, -blur, blur, blur).translated(0, shift)
    side = 2 * edge + 4
    xs = (target.left(), target.left() + edge, target.right() + 1 - edge, target.right() + 1)
    ys = (target.top(), target.top() + edge, target.bottom() + 1 - edge, target.bottom() + 1)
    cuts = (0, edge, side - edge, side)
    for row in range(3):
        for col in range(3):
            goal = QRectF(xs[col], ys[row], xs[col + 1] - xs[col], ys[row + 1] - ys[row])
            width, height = cuts[col + 1] - cuts[col], cuts[row + 1] - cuts[row]
            part = QRectF(cuts[col] * dpr, cuts[row] * dpr, width * dpr, height * dpr)
            painter.drawPixmap(goal, pixmap, part)


def turned(pixmap: QPixmap, degrees: float) -> QPixmap:
    """A ghost of a dragged thing, turned a little so that it reads as held."""
    smooth = Qt.TransformationMode.SmoothTransformation
    return pixmap.transformed(QTransform().rotate(degrees), smooth)


def initials(name: str) -> str:
    """Up to two letters that stand for a name: of its first and last word that begin with one."""
    words = [word.lstrip("(\"'“‘„") for word in name.split()]
    letters = [word[0].upper() for word in words if word and word[0].isalnum()]
    if not letters:
        return "?"
    return letters[0] if len(letters) == 1 else letters[0] + letters[-1]


def seed_category(seed: object) -> str:
    """The category a name or id always gets, on every computer."""
    return AVATAR_NAMES[zlib.crc32(str(seed).encode()) % len(AVATAR_NAMES)]
