"""The steps of a longer way, and where one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.theme import current
from app.ui.widgets.base import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ui.theme.canvas import Canvas

_CIRCLE, _WAY = 22, 34


class StepHeader(Painted):
    """Numbered steps: those done carry a tick, the present one is filled. They count from 0."""

    def __init__(
        self, names: Sequence[str], current_step: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self._step = current_step
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()
        self.set_current(current_step)

    def set_current(self, step: int) -> None:
        """Stand on another step."""
        self._step = step
        name = self._names[min(step, len(self._names) - 1)]
        words = self.tr("Step {number} of {total}: {name}")
        self.setAccessibleName(words.format(number=step + 1, total=len(self._names), name=name))
        self.updateGeometry()
        self.update()

    def _widths(self) -> list[int]:
        theme = current()
        steps = ["strong" if i == self._step else "medium" for i in range(len(self._names))]
        pairs = zip(steps, self._names, strict=True)
        return [_CIRCLE + 8 + theme.metrics(step).horizontalAdvance(n) + 2 for step, n in pairs]

    def _measure(self) -> QSize:
        ways = (len(self._names) - 1) * (_WAY + 24)
        return QSize(sum(self._widths()) + ways, max(_CIRCLE, current().line("strong")) + 6)

    def _draw(self, canvas: Canvas) -> None:
        x, middle = 0.0, canvas.height / 2
        for place, (name, width) in enumerate(zip(self._names, self._widths(), strict=True)):
            circle = canvas.rect(x, middle - _CIRCLE / 2, _CIRCLE, _CIRCLE)
            self._draw_circle(canvas, circle, place)
            here = place == self._step
            words = canvas.rect(x + _CIRCLE + 8, 0, width - _CIRCLE - 7, canvas.height)
            canvas.text(words, name, "strong" if here else "medium", "text" if here else "text2")
            x += width + 12
            if place < len(self._names) - 1:
                canvas.line(x, round(middle), _WAY, "border_strong")
                x += _WAY + 12

    def _draw_circle(self, canvas: Canvas, circle: object, place: int) -> None:
        if place < self._step:
            canvas.dot(circle, "accent_tint")
            canvas.icon(canvas.inside(circle, 14), "check", "accent_text")
            return
        here = place == self._step
        canvas.dot(circle, "accent" if here else "sunken")
        canvas.text(
            circle, str(place + 1), "small_strong", "on_accent" if here else "text2", "center"
        )
