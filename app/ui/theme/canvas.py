"""A canvas: a painter inside one box, that mirrors itself where people read right to left."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QPainter,
    QPixmap,
    QTextLayout,
    QTextOption,
    QTransform,
)

from app.ui.theme import paint
from app.ui.theme.icons import icon_pixmap
from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius

Align = Literal["start", "end", "center"]
_ONE_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
# Joined once: Python joins enum members slowly, and a page paints hundreds of texts.
_FLAGS = {
    "start": int(Qt.AlignmentFlag.AlignLeft | _ONE_LINE),
    "end": int(Qt.AlignmentFlag.AlignRight | _ONE_LINE),
    "center": int(Qt.AlignmentFlag.AlignHCenter | _ONE_LINE),
}


class Canvas:
    """Paints from tokens in coordinates of `bounds`, whose start edge is x = 0.

    Colours are token names ("text2", "blue.tint", "#1f6f5c"); text is always plain and never wraps
    unless asked to.
    """

    __slots__ = ("_theme", "bounds", "dpr", "height", "painter", "rtl", "width")

    def __init__(self, painter: QPainter, bounds: QRect, *, rtl: bool = False) -> None:
        self.painter = painter
        self.bounds = bounds
        self.rtl = rtl
        self.dpr = painter.device().devicePixelRatioF()
        self.width = bounds.width()
        self.height = bounds.height()
        self._theme = current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)

    def rect(self, x: float, y: float, width: float, height: float) -> QRectF:
        """A box of this canvas in the painter's coordinates, mirrored where needed."""
        left = self.width - x - width if self.rtl else x
        return QRectF(self.bounds.left() + left, self.bounds.top() + y, width, height)

    def box(
        self,
        rect: QRectF,
        radius: float,
        fill: str | None,
        border: str | None = None,
        width: float = 1.0,
        style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    ) -> None:
        """A rounded box in token colours."""
        color = self._theme.color
        paint.box(
            self.painter,
            rect,
            radius,
            color(fill) if fill else None,
            color(border) if border else None,
            width,
            style,
        )

    def text(
        self,
        rect: QRectF,
        text: str,
        step: str = "body",
        color: str = "text",
        align: Align = "start",
        *,
        tabular: bool = False,
    ) -> None:
        """One line of plain text, centred in height, shortened to the box."""
        if not text or rect.width() <= 0:
            return
        theme = self._theme
        self.painter.setFont(theme.font(step, tabular=tabular))
        self.painter.setPen(theme.color(color))
        self.painter.drawText(rect, _FLAGS[align], theme.elide(step, text, int(rect.width() + 1)))

    def text_width(self, text: str, step: str = "body", *, tabular: bool = False) -> int:
        """How wide a text is on one line, in logical pixels."""
        return self._theme.metrics(step, tabular=tabular).horizontalAdvance(text) + 1

    def icon(self, rect: QRectF, name: str, color: str = "text2", *, filled: bool = False) -> None:
        """An icon that fills a square box."""
        pixmap = icon_pixmap(
            name, round(rect.width()), self._theme.color(color), self.dpr, filled=filled
        )
        corner = QPointF(round(rect.left()), round(rect.top()))
        self.painter.drawPixmap(corner, pixmap)

    def line(self, x: float, y: float, length: float, color: str = "line") -> None:
        """A horizontal hairline."""
        box = self.rect(x, round(y), length, 1)
        if self.dpr.is_integer():
            self.painter.fillRect(box, self._theme.color(color))
            return
        color_of = self._theme.color(color)
        paint.hairline(self.painter, box.topLeft(), length, color_of, down=False)

    def upright(self, x: float, y: float, length: float, color: str = "line") -> None:
        """A vertical hairline."""
        start = self.rect(x, y, 1, length).topLeft()
        paint.hairline(self.painter, start, length, self._theme.color(color), down=True)

    def dot(self, rect: QRectF, color: str) -> None:
        """A filled circle."""
        self.box(rect, rect.width() / 2, color)

    def picture(self, rect: QRectF, picture: QPixmap, radius: float) -> None:
        """A picture that fills a rounded box; what does not fit is cut off evenly."""
        shorter = min(picture.width(), picture.height()) or 1
        scale = rect.width() / shorter
        brush = QBrush(picture)
        across, down = (picture.width() - shorter) / 2, (picture.height() - shorter) / 2
        place = QTransform.fromTranslate(rect.left(), rect.top()).scale(scale, scale)
        brush.setTransform(place.translate(-across, -down))
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(brush)
        self.painter.drawRoundedRect(rect, radius, radius)

    def avatar(
        self,
        rect: QRectF,
        name: str,
        seed: object = None,
        *,
        company: bool = False,
        on_tint: bool = False,
        photo: QPixmap | None = None,
    ) -> None:
        """A photo, or initials on a tint that belongs to the name or id; companies are square."""
        kind = paint.seed_category(name if seed is None else seed)
        side = rect.width()
        radius = side * Radius.company if company else side / 2
        if photo is not None:
            self.picture(rect, photo, radius)
            return
        hidden = on_tint and kind == "evergreen"
        outlined = self._theme.palette.outlined_tints
        self.box(
            rect,
            radius,
            "surface" if hidden else f"{kind}.tint",
            f"{kind}.bar" if outlined else None,
        )
        self.initials(rect, name, f"{kind}.text", 0.36 if side > 28 else 0.40)

    def badge(self, rect: QRectF, letters: str, kind: str) -> None:
        """One of us: their initials on the tint of their own colour."""
        outlined = self._theme.palette.outlined_tints
        edge = f"{kind}.bar" if outlined else None
        self.box(rect, rect.width() / 2, f"{kind}.tint", edge)
        self.painter.setFont(self._theme.sized_font("medium", round(rect.width() * 0.4)))
        self.painter.setPen(self._theme.color(f"{kind}.text"))
        self.painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letters)

    def initials(self, rect: QRectF, name: str, color: str, share: float = 0.40) -> None:
        """The initials of a name, sized by their box and not by the text size."""
        self.painter.setFont(self._theme.sized_font("medium", round(rect.width() * share)))
        self.painter.setPen(self._theme.color(color))
        self.painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, paint.initials(name))

    def chip(
        self, x: float, middle: float, text: str, kind: str = "slate", *, on_tint: bool = False
    ) -> float:
        """A tag on its tint with its centre at height `middle`; returns its width."""
        width = self.text_width(text, "small_medium") + 16
        height = self._theme.line("small_medium") + 7
        rect = self.rect(x, middle - height / 2, width, height)
        edge = f"{kind}.bar" if self._theme.palette.outlined_tints else None
        self.box(rect, Radius.chip, "surface" if on_tint else f"{kind}.tint", edge)
        self.text(rect, text, "small_medium", f"{kind}.text", "center")
        return width

    def key_cap(self, end: float, middle: float, text: str, *, fill: str = "sunken") -> float:
        """A key's name in a small well that ends at `end`; returns its width."""
        width = self.text_width(text, "caption") + 10
        height = self._theme.line("caption") + 5
        rect = self.rect(end - width, middle - height / 2, width, height)
        self.box(rect, 4, fill, "border" if fill == "surface" else None)
        self.text(rect, text, "caption", "text2", "center")
        return width

    def icon_square(self, rect: QRectF, name: str, kind: str, size: int = 16) -> None:
        """An icon on a tinted rounded square; `kind` "" gives the neutral well."""
        self.box(rect, Radius.control, f"{kind}.tint" if kind else "sunken")
        self.icon(self.inside(rect, size), name, f"{kind}.text" if kind else "text2")

    def icon_circle(self, rect: QRectF, name: str, kind: str, size: int = 14) -> None:
        """An icon on a tinted circle."""
        self.box(rect, rect.width() / 2, f"{kind}.tint")
        self.icon(self.inside(rect, size), name, f"{kind}.text")

    def check(
        self,
        rect: QRectF,
        state: Qt.CheckState,
        fill: str = "accent",
        *,
        enabled: bool = True,
    ) -> None:
        """A check box; `fill` is the colour of the ticked box."""
        if state == Qt.CheckState.Unchecked:
            self.box(rect, 4, "surface", "control" if enabled else "border_strong", 1.5)
            return
        self.box(rect, 4, fill if enabled else "border_strong")
        sign = "check" if state == Qt.CheckState.Checked else "minus"
        sign_colour = "on_accent" if fill == "accent" else "surface"
        self.painter.drawPixmap(
            self.inside(rect, rect.width() - 3).topLeft(),
            icon_pixmap(
                sign, round(rect.width() - 3), self._theme.color(sign_colour), self.dpr, 3.25
            ),
        )

    def tick_circle(self, rect: QRectF, *, done: bool, hovered: bool = False) -> None:
        """The circle before a thing to do."""
        side = rect.width()
        if done:
            self.dot(rect, "accent")
            self.icon(self.inside(rect, round(side * 0.66)), "check", "on_accent")
            return
        self.box(rect, side / 2, "accent_tint" if hovered else None, "control", 1.5)

    @staticmethod
    def inside(rect: QRectF, size: float) -> QRectF:
        """A square of `size` in the middle of a box."""
        corner = QPointF(rect.center().x() - size / 2, rect.center().y() - size / 2)
        return QRectF(corner, QSizeF(size, size))

    def shaded(self, color: str, under: str, share: float) -> QColor:
        """An opaque mix of two tokens."""
        return paint.mixed(self._theme.color(color), self._theme.color(under), share)


def wrap_lines(text: str, step: str, width: int, most: int = 0) -> list[str]:
    """The text in lines of `width` pixels; the last of `most` lines ends in an ellipsis."""
    theme = current()
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(paragraph, step, width, most + 1 if most else 0))
        if most and len(lines) > most:
            rest = lines[most - 1] + " " + lines[most]
            return [*lines[: most - 1], theme.elide(step, rest, width)]
    return lines


def _wrap_paragraph(text: str, step: str, width: int, most: int) -> list[str]:
    if not text:
        return [""]
    if most:
        # Letters are wider than a quarter of a pixel: what follows is on no line that is asked for.
        text = text[: 4 * most * max(width, 1)]
    layout = QTextLayout(text, current().font(step))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    parts: list[str] = []
    line = layout.createLine()
    while line.isValid() and not (most and len(parts) >= most):
        line.setLineWidth(max(width, 1))
        parts.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
        line = layout.createLine()
    layout.endLayout()
    return parts
