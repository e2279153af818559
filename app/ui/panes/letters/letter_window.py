"""Does the address show in the window of the envelope: where it stands, and what is seen of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.exchange.papers.envelopes import Window, block_in_window
from app.exchange.papers.paper_geometry import Rect
from app.ui.panes.letters.letter_layout import UNITS, Sheet

MM_A_UNIT = 25.4 / 72 / UNITS
_INSIDE, _OUTSIDE, _FOLD = QColor("#2e8b74"), QColor("#b3361b"), QColor("#8d877b")


def address_rect(sheet: Sheet, lines: Sequence[str]) -> Rect | None:
    """Where an address stands on a sheet, in millimetres; ``None`` when it is not there whole."""
    wanted = [" ".join(line.split()) for line in lines if line.strip()]
    shown = [
        " ".join(one.layout.text()[line.textStart() : line.textStart() + line.textLength()].split())
        for one in sheet.lines
        if (line := one.layout.lineAt(one.number)) is not None
    ]
    for start in range(len(shown) - len(wanted) + 1):
        if wanted and shown[start : start + len(wanted)] == wanted:
            return _around(sheet, start, len(wanted))
    return None


def _around(sheet: Sheet, start: int, count: int) -> Rect:
    boxes = []
    for one in sheet.lines[start : start + count]:
        line = one.layout.lineAt(one.number)
        text = line.naturalTextRect()
        boxes.append(QRectF(one.x + text.x(), one.y, text.width(), line.height()))
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.united(box)
    scale = MM_A_UNIT
    return Rect(whole.x() * scale, whole.y() * scale, whole.width() * scale, whole.height() * scale)


def window_words(sheet: Sheet, lines: Sequence[str], window: Window) -> tuple[str, bool]:
    """Whether the address shows in the window, in a sentence, and as a yes or no."""
    block = address_rect(sheet, lines)
    if block is None:
        return "There is no address on the first sheet to look for.", False
    over = block_in_window(block, window, lines[0] if lines else "")
    if over is not None:
        return over.sentence, False
    return f"The address shows whole in the window {window.name}.", True


def paint_window(painter: QPainter, window: Window, *, fits: bool) -> None:
    """The window, and where the letter is folded and punched, in quarters of a point."""
    unit = 1 / MM_A_UNIT
    colour = _INSIDE if fits else _OUTSIDE
    seen, safe = (
        QRectF(box.left * unit, box.top * unit, box.width * unit, box.height * unit)
        for box in (window.seen, window.safe)
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2.0, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(seen, 6, 6)
    painter.setPen(QPen(colour, 1.2, Qt.PenStyle.DotLine))
    painter.drawRect(safe)
    painter.setPen(QPen(_FOLD, 1.6))
    for fold in window.folds:
        painter.drawLine(QPointF(4 * unit, fold * unit), QPointF(9 * unit, fold * unit))
    if window.punch:
        painter.drawLine(
            QPointF(4 * unit, window.punch * unit), QPointF(7 * unit, window.punch * unit)
        )
