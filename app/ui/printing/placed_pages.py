"""Placed pages on any device of Qt with pages: a printer, its preview, or a PDF.

No widget is needed. Everything is drawn in device units from millimetres, with the device's
margins taken off, so that 1 mm is 1 mm whatever the printer's resolution.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from app.exchange.new_file import CannotWrite, replacing
from app.exchange.papers.paper_geometry import MM_A_POINT, PlacedPage

_RESOLUTION = 1200
_HAIRLINE = 0.1
_FAMILY = "Inter"


def measure_of(family: str = _FAMILY) -> Callable[[str, float], float]:
    """Widths in millimetres as Qt will draw them, letters of other scripts included."""
    font = QFont(family)
    font.setPixelSize(1000)
    metrics = QFontMetricsF(font)

    def width(text: str, points: float) -> float:
        return metrics.horizontalAdvance(text) / 1000 * points * MM_A_POINT

    return width


def set_page(device: QPagedPaintDevice, page: PlacedPage) -> None:
    """Give the device the page's size, with no margins of its own."""
    size = QPageSize(
        QSizeF(page.width, page.height),
        QPageSize.Unit.Millimeter,
        "",
        QPageSize.SizeMatchPolicy.FuzzyMatch,
    )
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    device.setPageLayout(layout)


def paint_pages(
    device: QPagedPaintDevice, pages: Sequence[PlacedPage], family: str = _FAMILY
) -> bool:
    """Draw the pages one after the other; whether the device took them."""
    if not pages:
        return False
    set_page(device, pages[0])
    painter = QPainter()
    if not painter.begin(device):
        return False
    for number, page in enumerate(pages):
        if number and not device.newPage():
            painter.end()
            return False
        paint_page(painter, page, device.logicalDpiX() / 25.4, family)
    return painter.end()


def paint_page(painter: QPainter, page: PlacedPage, units: float, family: str = _FAMILY) -> None:
    """Draw one page; `units` are device units to the millimetre."""
    painter.setPen(QPen(QColor("#999999"), _HAIRLINE * units))
    for box in page.boxes:
        painter.drawRect(
            QRectF(box.left * units, box.top * units, box.width * units, box.height * units)
        )
    painter.setPen(QColor("black"))
    font = QFont(family)
    for line in page.lines:
        font.setPixelSize(max(round(line.points * MM_A_POINT * units), 1))
        painter.setFont(font)
        painter.drawText(QPointF(line.left * units, line.baseline * units), line.text)


def write_pdf(path: Path, pages: Sequence[PlacedPage], family: str = _FAMILY) -> None:
    """The pages as a PDF that appears whole or not at all. Raises CannotWrite."""
    drawn = QBuffer()
    drawn.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(drawn)
    writer.setResolution(_RESOLUTION)
    if not paint_pages(writer, pages, family):
        raise CannotWrite(f"{path.name} could not be drawn. Nothing was changed.")
    with replacing(path) as stream:
        stream.write(drawn.data().data())
