"""Lucide icons from `resources/icons`, drawn in a token's colour and kept once drawn."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.ui.theme.fonts import RESOURCES
from app.ui.theme.theme import current

DEFAULT_STROKE = 1.75
SMALL_STROKE = 2.0
_SMALL = 14


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def icon_names() -> tuple[str, ...]:
    """Names of every icon that lies in the program's resources."""
    return tuple(sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg")))


def icon_pixmap(
    name: str,
    size: int,
    color: QColor,
    dpr: float = 1.0,
    stroke: float | None = None,
    *,
    filled: bool = False,
) -> QPixmap:
    """The icon as a square of `size` logical pixels; FileNotFoundError for a name nobody drew."""
    width = stroke if stroke is not None else SMALL_STROKE if size <= _SMALL else DEFAULT_STROKE
    return _render(name, size, color.name(QColor.NameFormat.HexArgb), dpr, width, filled)


@lru_cache(maxsize=2048)
def _render(name: str, size: int, argb: str, dpr: float, stroke: float, filled: bool) -> QPixmap:
    color = QColor(argb)
    svg = _source(name).replace("currentColor", color.name())
    svg = svg.replace('stroke-width="2"', f'stroke-width="{stroke}"')
    if filled:
        svg = svg.replace('fill="none"', f'fill="{color.name()}"')
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    pixels = round(size * dpr)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    try:
        painter.setOpacity(color.alphaF())
        renderer.render(painter, QRectF(0, 0, pixels, pixels))
    finally:
        painter.end()
    pixmap.setDevicePixelRatio(dpr)
    return pixmap


def icon(name: str, colour: str = "text2", size: int = 16) -> QIcon:
    """A QIcon for menus, in the palette of now; ask again after the theme has changed."""
    made = QIcon()
    theme = current()
    for dpr in (1.0, 2.0):
        made.addPixmap(icon_pixmap(name, size, theme.color(colour), dpr))
        made.addPixmap(
            icon_pixmap(name, size, theme.color("border_strong"), dpr), QIcon.Mode.Disabled
        )
    return made
