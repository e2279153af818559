"""The raised box that popovers, toasts, bars and the search share: painted shadow, no effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from app.ui.theme import paint
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Painted

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

    from app.ui.theme.canvas import Canvas

MARGIN = 30
"""Room around the box for its shadow, in logical pixels."""


PAGE_FOOT = "page_foot"
"""Object name of a row of buttons at the foot of a page, which nothing that stays may cover."""
KEPT_FREE = "kept_free"
"""Object name of the main button of a page where it stands at the foot by itself."""


class Floating(Painted):
    """A raised box inside a margin that holds its shadow; lay out within `MARGIN` on each side."""

    fill = "raised"
    edge = "border"
    radius = Radius.popover
    level = 2
    margin = MARGIN
    at_foot = False
    """Whether it stands where toasts stand: they give way to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(False)

    def box_rect(self) -> QRect:
        """The box without its shadow."""
        side = self.margin
        return self.rect().adjusted(side, side, -side, -side)

    def _draw(self, canvas: Canvas) -> None:
        box = self.box_rect()
        paint.shadow(canvas.painter, box, self.radius, self.level, canvas.dpr)
        canvas.box(QRectF(box), self.radius, self.fill, self.edge)
