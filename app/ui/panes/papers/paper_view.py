"""A sheet of paper as it will come out of the printer, in true proportion."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPen

from app.exchange.papers.paper_geometry import PlacedPage, Rect
from app.ui.printing.placed_pages import paint_page
from app.ui.theme import paint
from app.ui.theme.canvas import Canvas
from app.ui.widgets.base import Painted

_PAPER, _TAKEN, _LINE = QColor("#ffffff"), QColor("#e6e2da"), QColor("#c9c3b8")
_MARGIN = 24


class PaperView(Painted):
    """One page; with ``boxes`` a press on one of them is told. Signal: ``box_pressed(int)``.

    Boxes before ``first`` are shown as used up. Arrow keys move ``first`` where boxes can be
    pressed.
    """

    box_pressed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.page = PlacedPage(210, 297)
        self.boxes: tuple[Rect, ...] = ()
        self.corner = 0.0
        self.first = 0
        self.columns = 1
        self.follow_theme()

    def show_page(
        self,
        page: PlacedPage,
        boxes: Sequence[Rect] = (),
        *,
        first: int = 0,
        corner: float = 0.0,
        columns: int = 1,
    ) -> None:
        """Show another page."""
        self.page, self.boxes, self.first = page, tuple(boxes), first
        self.corner, self.columns = corner, max(columns, 1)
        can = bool(self.boxes)
        self.setCursor(Qt.CursorShape.PointingHandCursor if can else Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can else Qt.FocusPolicy.NoFocus)
        said = "; ".join(line.text for line in page.lines[:60])
        self.setAccessibleDescription(said)
        self.update()

    def paper(self) -> QRectF:
        """Where the sheet lies in the widget."""
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        scale = min(room.width() / self.page.width, room.height() / self.page.height)
        wide, tall = self.page.width * scale, self.page.height * scale
        left = room.left() + (room.width() - wide) / 2
        return QRectF(left, room.top() + (room.height() - tall) / 2, wide, tall)

    def box_at(self, place: QPointF) -> int:
        """The box at a place of the widget, or -1."""
        paper = self.paper()
        scale = paper.width() / self.page.width
        x, y = (place.x() - paper.left()) / scale, (place.y() - paper.top()) / scale
        for number, box in enumerate(self.boxes):
            if box.left <= x <= box.right and box.top <= y <= box.bottom:
                return number
        return -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which box was pressed."""
        number = self.box_at(event.position())
        if number >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.box_pressed.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the first box with the arrow keys."""
        step = {
            Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: self.columns,
            Qt.Key.Key_Up: -self.columns,
        }.get(Qt.Key(event.key()))  # fmt: skip
        if step is None or not 0 <= self.first + step < len(self.boxes):
            super().keyPressEvent(event)
            return
        self.box_pressed.emit(self.first + step)

    def _measure(self) -> QSize:
        return QSize(360, 360)

    def _draw(self, canvas: Canvas) -> None:
        paper = self.paper()
        scale = paper.width() / self.page.width
        painter = canvas.painter
        paint.shadow(painter, paper.toRect(), 2, 1, canvas.dpr)
        painter.fillRect(paper, _PAPER)
        painter.save()
        try:
            painter.setClipRect(paper)
            painter.translate(paper.topLeft())
            for number, box in enumerate(self.boxes):
                self._draw_box(canvas, box, scale, used=number < self.first)
            paint_page(painter, self.page, scale)
        finally:
            painter.restore()
        canvas.box(paper, 0, None, "border")
        if self.boxes and self.hasFocus():
            box = self.boxes[min(self.first, len(self.boxes) - 1)]
            ring = QRectF(box.left, box.top, box.width, box.height)
            shown = QRectF(ring.topLeft() * scale + paper.topLeft(), ring.size() * scale)
            canvas.box(shown, self.corner * scale, None, "focus", 2)

    def _draw_box(self, canvas: Canvas, box: Rect, scale: float, *, used: bool) -> None:
        painter = canvas.painter
        painter.setPen(QPen(_LINE, 1))
        painter.setBrush(_TAKEN if used else Qt.BrushStyle.NoBrush)
        shown = QRectF(box.left * scale, box.top * scale, box.width * scale, box.height * scale)
        painter.drawRoundedRect(shown, self.corner * scale, self.corner * scale)
