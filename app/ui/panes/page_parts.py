"""Parts of pages with several columns: white columns, and the thin lines between them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtWidgets import QWidget

from app.ui.pane import Pane
from app.ui.theme.canvas import Canvas
from app.ui.widgets.base import Painted
from app.ui.widgets.buttons import IconButton


class SurfaceColumn(Painted):
    """A white column that holds lists."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.follow_theme()

    def _draw(self, canvas: Canvas) -> None:
        canvas.box(QRectF(self.rect()), 0, "surface")


def export_button(pane: Pane) -> IconButton:
    """A button that hands out the list of a page."""
    button = IconButton("download", pane.tr("Export this list"))
    button.clicked.connect(pane.export_page)
    return button


class UprightRule(Painted):
    """A thin line between columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(1)
        self.follow_theme()

    def _draw(self, canvas: Canvas) -> None:
        canvas.upright(0, 0, canvas.height, "line")


class TallColumn(QWidget):
    """A column on a page that scrolls: as high as its wrapped lines need at its width.

    A scrolling page asks how high its parts are without telling them their width, and then squeezes
    those that said too little.
    """

    def event(self, event: QEvent) -> bool:
        """Grow with what comes in."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            lines = self.layout()
            if lines is not None and lines.hasHeightForWidth():
                self.setMinimumHeight(lines.totalHeightForWidth(self.width()))
        return done
