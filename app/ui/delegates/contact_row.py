"""People and companies in a list: two lines, or one when compact; letters above their first row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.delegates.base import RowDelegate, RowState, below
from app.ui.theme.theme import current

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject, QRectF
    from PySide6.QtGui import QPixmap

    from app.ui.delegates.rows import ContactRowValue
    from app.ui.theme.canvas import Canvas


def section_height() -> int:
    """Height of a section letter: 26 at 100 %. Views add it to the rows that begin a letter."""
    return current().line("overline") + 13


class ContactRow(RowDelegate):
    """56 px with avatar and two lines, 40 px with one when `compact`.

    `photo_of` gives the photo of an id at once, or None for initials.
    """

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        compact: bool = False,
        photo_of: Callable[[int], QPixmap | None] = lambda _id: None,
    ) -> None:
        super().__init__(parent)
        self.compact, self._photo_of = compact, photo_of

    def row_height(self) -> int:
        """Height without a letter above."""
        theme = current()
        if self.compact:
            return theme.line("strong") + 24
        return theme.line("strong") + theme.line("small") + 25

    def height_for(self, value: ContactRowValue, _width: int) -> int:
        """The row, and the letter above it where there is one."""
        return self.row_height() + (section_height() if value.section else 0)

    def tip(self, value: ContactRowValue) -> str:
        """The exact date of the last contact, and what the marks mean."""
        parts = [value.when_tip, *(mark.words for mark in value.marks)]
        return "\n".join(part for part in parts if part)

    def paint_row(self, canvas: Canvas, value: ContactRowValue, state: RowState) -> None:
        """Paint letter and row."""
        if value.section:
            high = section_height()
            letter = canvas.rect(18, 4, canvas.width - 36, high - 4)
            canvas.text(letter, value.section, "overline", "text2")
            canvas = below(canvas, high)
        self.ground(canvas, state)
        if self.compact:
            self._paint_compact(canvas, value, state)
        else:
            self._paint_full(canvas, value, state)

    def _paint_full(self, canvas: Canvas, value: ContactRowValue, state: RowState) -> None:
        theme = current()
        first, second = theme.line("strong"), theme.line("small")
        top = (canvas.height - first - second - 3) / 2
        side = min(36, canvas.height - 16)
        circle = canvas.rect(18, (canvas.height - side) / 2, side, side)
        self._paint_face(canvas, circle, value, state)
        x, end = 66.0, canvas.width - 18
        when = canvas.text_width(value.when, "caption") if value.when else 0
        canvas.text(
            canvas.rect(end - when, top, when, first), value.when, "caption", "text2", "end"
        )
        name = canvas.rect(x, top, end - when - 8 - x, first)
        canvas.text(name, value.name, "strong", "accent_text" if state.selected else "text")
        marks = value.marks[:2]
        for place, mark in enumerate(reversed(marks)):
            box = canvas.rect(end - 14 - 20 * place, top + first + 3 + (second - 14) / 2, 14, 14)
            canvas.icon(box, mark.icon, mark.colour, filled=mark.filled)
        line = canvas.rect(x, top + first + 3, end - x - 20 * len(marks) - 4, second)
        canvas.text(line, value.line, "small", "text2")

    def _paint_face(
        self, canvas: Canvas, circle: QRectF, value: ContactRowValue, state: RowState
    ) -> None:
        photo, tinted = self._photo_of(value.id), state.selected
        canvas.avatar(circle, value.name, company=value.company, on_tint=tinted, photo=photo)

    def _paint_compact(self, canvas: Canvas, value: ContactRowValue, state: RowState) -> None:
        circle = canvas.rect(18, (canvas.height - 24) / 2, 24, 24)
        self._paint_face(canvas, circle, value, state)
        x, end = 52.0, canvas.width - 18
        for place, mark in enumerate(reversed(value.marks[:2])):
            box = canvas.rect(end - 14 - 20 * place, (canvas.height - 14) / 2, 14, 14)
            canvas.icon(box, mark.icon, mark.colour, filled=mark.filled)
        end -= 20 * len(value.marks[:2])
        room = end - x
        name = min(canvas.text_width(value.name, "strong"), int(room * 0.62))
        colour = "accent_text" if state.selected else "text"
        canvas.text(canvas.rect(x, 0, name, canvas.height), value.name, "strong", colour)
        line = canvas.rect(x + name + 8, 0, room - name - 8, canvas.height)
        canvas.text(line, value.line, "small", "text2")
