"""A deal as a card on the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.delegates.base import RowDelegate, RowState
from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius

if TYPE_CHECKING:
    from app.ui.delegates.rows import DealCardValue
    from app.ui.theme.canvas import Canvas

GAP = 8
_LOOK = {
    "": ("calendar-clock", "text2", "text2"),
    "late": ("circle-alert", "danger", "text"),
    "today": ("calendar-clock", "accent", "text"),
    "none": ("triangle-alert", "danger", "danger"),
}


class DealCard(RowDelegate):
    """112 px at 100 % and a gap below; `dragged` rows are painted at 35 % (`dragged_id`)."""

    dragged_id: object = None

    def height_for(self, _value: DealCardValue, _width: int) -> int:
        """Three lines, the next step, and the gap to the next card."""
        theme = current()
        lines = theme.line("strong") + theme.line("small") + theme.line("lead")
        return lines + theme.line("small") + 48 + GAP

    def paint_row(self, canvas: Canvas, value: DealCardValue, state: RowState) -> None:
        """Paint the card."""
        if value.id == self.dragged_id:
            canvas.painter.setOpacity(0.35)
        chosen = state.selected or state.focused
        edge = "accent" if chosen else "border_strong" if state.hovered else "border"
        height = canvas.height - GAP
        card = canvas.rect(0, 0, canvas.width, height)
        canvas.box(card, Radius.card, "surface", edge, 2 if chosen else 1)
        self._paint_words(canvas, value)
        foot = current().line("small") + 15
        canvas.line(14, height - foot, canvas.width - 28)
        self._paint_step(canvas, value, height - foot, foot)

    @staticmethod
    def _paint_words(canvas: Canvas, value: DealCardValue) -> None:
        theme = current()
        room = canvas.width - 28
        top = 12.0
        for text, step, tone in (
            (value.title, "strong", "text"),
            (value.account, "small", "text2"),
            (value.amount, "lead", "text"),
        ):
            line = theme.line(step)
            taken = 32 if step == "lead" else 0
            box = canvas.rect(14, top, room - taken, line)
            canvas.text(box, text, step, tone, tabular=step == "lead")
            top += line + (6 if step == "small" else 3)
        if value.owner:
            middle = top - 3 - theme.line("lead") / 2
            canvas.avatar(canvas.rect(canvas.width - 14 - 24, middle - 12, 24, 24), value.owner)

    @staticmethod
    def _paint_step(canvas: Canvas, value: DealCardValue, top: float, height: float) -> None:
        icon, mark, words = _LOOK[value.state]
        middle = top + height / 2
        canvas.icon(canvas.rect(14, middle - 7, 14, 14), icon, mark)
        end = canvas.width - 14
        step = "small_medium" if value.state else "small"
        tone = {"late": "danger", "today": "accent_text"}.get(value.state, "text2")
        width = canvas.text_width(value.when, step)
        canvas.text(canvas.rect(end - width, top, width, height), value.when, step, tone, "end")
        box = canvas.rect(35, top, end - width - 8 - 35, height)
        canvas.text(box, value.step, step, words)
