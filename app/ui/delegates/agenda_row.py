"""A row of the agenda: times, the bar of its kind, two lines, who goes; days stand above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ui.delegates.base import RowDelegate, RowState
from app.ui.theme import paint
from app.ui.theme.theme import current

if TYPE_CHECKING:
    from app.ui.theme.canvas import Canvas


@dataclass(frozen=True, slots=True)
class AgendaRowValue:
    """One appointment of the agenda; ``section`` is the day above its first row.

    ``kind`` is a colour category; ``icons`` are signs beside the title, ``sentence`` is what a
    screen reader says.
    """

    id: object
    start: str
    end: str
    title: str
    line: str = ""
    kind: str = "evergreen"
    kind_name: str = ""
    who: str = ""
    state: str = ""
    icons: tuple[str, ...] = ()
    section: str = ""
    section_note: str = ""
    today: bool = False
    past: bool = False
    cancelled: bool = False
    tentative: bool = False


class AgendaRow(RowDelegate):
    """Paints AgendaRowValues; for lists that measure their rows."""

    def height_for(self, value: AgendaRowValue | None, _width: int) -> int:
        """Two lines and room, and the day where one begins."""
        theme = current()
        plain = theme.line("medium") + theme.line("small") + 18
        return plain + (self._head() if value is not None and value.section else 0)

    @staticmethod
    def _head() -> int:
        return current().line("strong") + 26

    def paint_row(self, canvas: Canvas, value: AgendaRowValue, state: RowState) -> None:
        """Paint the day, then times, bar and words."""
        head = self._head() if value.section else 0
        if value.section:
            self._paint_day(canvas, value)
        row = canvas.rect(16, head, canvas.width - 32, canvas.height - head - 2)
        if state.selected or state.hovered:
            canvas.box(row, 6, "accent_tint" if state.selected else "hover")
        self._paint_times(canvas, value, head)
        self._paint_words(canvas, value, head)
        canvas.line(124, canvas.height - 1, canvas.width - 140)
        view = self.parent()
        if state.focused and getattr(view, "ring_shown", False):
            paint.ring(canvas.painter, row, 6)

    @staticmethod
    def _paint_day(canvas: Canvas, value: AgendaRowValue) -> None:
        line = current().line("strong")
        words = canvas.rect(26, 16, canvas.width - 52, line)
        canvas.text(words, value.section, "strong", "accent_text" if value.today else "text")
        x = 26 + canvas.text_width(value.section, "strong") + 10
        note = canvas.rect(x, 16, canvas.width - x - 26, line)
        canvas.text(note, value.section_note, "small", "text2")

    @staticmethod
    def _paint_times(canvas: Canvas, value: AgendaRowValue, head: float) -> None:
        theme = current()
        first, second = theme.line("medium"), theme.line("small")
        tones = ("text2", "text2") if value.past else ("text", "text2")
        start = canvas.rect(26, head + 7, 82, first)
        canvas.text(start, value.start, "medium", tones[0], tabular=True)
        end = canvas.rect(26, head + 9 + first, 82, second)
        canvas.text(end, value.end, "small", tones[1], tabular=True)
        bar = canvas.rect(110, head + 8, 4, first + second + 2)
        if value.tentative:
            canvas.box(bar, 2, None, f"{value.kind}.bar", 1.25)
        else:
            canvas.box(bar, 2, "control" if value.past else f"{value.kind}.bar")

    @staticmethod
    def _paint_words(canvas: Canvas, value: AgendaRowValue, head: float) -> None:
        theme = current()
        first, second = theme.line("medium"), theme.line("small")
        tone = "text2" if value.past else "text"
        end = canvas.width - 26
        if value.kind_name:
            end -= canvas.chip(
                end - canvas.text_width(value.kind_name, "small_medium") - 16,
                head + 16 + first / 2, value.kind_name, value.kind,
            ) + 12  # fmt: skip
        if value.who or value.state:
            beside = min(220.0, (end - 124) / 3)
            box = canvas.rect(end - beside, head + 7, beside, first)
            canvas.text(box, value.who, "small", "text2", "end")
            state = canvas.rect(end - beside, head + 9 + first, beside, second)
            canvas.text(state, value.state, "small", "text2", "end")
            end -= beside + 12
        room = end - 124 - len(value.icons) * 18
        canvas.text(canvas.rect(124, head + 7, room, first), value.title, "medium", tone)
        wide = min(canvas.text_width(value.title, "medium"), room)
        for place, name in enumerate(value.icons):
            spot = canvas.rect(124 + wide + 6 + place * 18, head + 7 + (first - 14) / 2, 14, 14)
            canvas.icon(spot, name, "warn" if name == "triangle-alert" else "text2")
        line = canvas.rect(124, head + 9 + first, end - 124, second)
        canvas.text(line, value.line, "small", "text2")
        if value.cancelled:
            canvas.line(124, round(head + 7 + first / 2), wide, tone)
