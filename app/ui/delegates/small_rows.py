"""Rows of cards: files and templates, things to do, appointments of a day."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal

from app.ui.delegates.base import RowDelegate, RowState
from app.ui.delegates.rows import RowRole
from app.ui.theme.icons import icon_names
from app.ui.theme.theme import current
from app.ui.words import clock_words

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QObject
    from PySide6.QtWidgets import QStyleOptionViewItem

    from app.ui.delegates.base import Index
    from app.ui.delegates.rows import AppointmentRowValue, FileRowValue, TodoRowValue
    from app.ui.theme.canvas import Canvas

MORE = 26
"""Room for the three dots at the end of a row."""


def _two_lines(
    canvas: Canvas,
    x: float,
    end: float,
    words: tuple[str, str],
    tones: tuple[str, str],
    step: str = "medium",
) -> None:
    """A title and a quieter line below it, together in the middle of the row."""
    theme = current()
    first = theme.line(step)
    second = theme.line("small") if words[1] else 0
    gap = 2 if second else 0
    top = (canvas.height - first - second - gap) / 2
    canvas.text(canvas.rect(x, top, end - x, first), words[0], step, tones[0])
    canvas.text(canvas.rect(x, top + first + gap, end - x, second), words[1], "small", tones[1])


class FileRow(RowDelegate):
    """A file or template; 52 px at 100 %."""

    def height_for(self, _value: FileRowValue, _width: int) -> int:
        """Two lines and room."""
        return current().line("strong") + current().line("small") + 21

    def paint_row(self, canvas: Canvas, value: FileRowValue, state: RowState) -> None:
        """Paint the square, two lines, and the word at the end."""
        self.ground(canvas, state)
        square = canvas.rect(18, (canvas.height - 32) / 2, 32, 32)
        canvas.icon_square(square, value.icon, value.kind)
        end = canvas.width - 18
        if value.when:
            width = canvas.text_width(value.when, "caption")
            when = canvas.rect(end - width, 0, width, canvas.height)
            canvas.text(when, value.when, "caption", "text2", "end")
            end -= width + 10
        tone = "accent_text" if state.selected else "text"
        _two_lines(canvas, 62, end, (value.title, value.line), (tone, "text2"), "strong")


class _MoreRow(RowDelegate):
    """A row that may show three dots at its end while the pointer or the keyboard is on it.

    Signal: `more_pressed(object id)` when they are pressed.
    """

    more_pressed = Signal(object)

    def __init__(self, parent: QObject | None = None, *, more: bool = False) -> None:
        super().__init__(parent)
        self._more = more

    def end_of(self, canvas: Canvas, state: RowState) -> float:
        """Where words must end; paints the dots behind it."""
        end = canvas.width - 18
        if not self._more or not (state.hovered or state.focused):
            return end
        canvas.icon(canvas.rect(end - 14, (canvas.height - 16) / 2, 16, 16), "ellipsis")
        return end - MORE

    def _on_more(
        self, event: QEvent, option: QStyleOptionViewItem, value: AppointmentRowValue | TodoRowValue
    ) -> bool:
        """Whether the dots were pressed, which is told at once."""
        if not self._more or event.type() != QEvent.Type.MouseButtonRelease:
            return False
        if option.rect.width() - _from_start(event, option) > 18 + MORE:
            return False
        self.more_pressed.emit(value.id)
        return True


def _from_start(event: QEvent, option: QStyleOptionViewItem) -> float:
    """How far from the reading edge of its row a press lies."""
    x = event.position().x() - option.rect.left()  # type: ignore[attr-defined]
    rtl = option.direction == Qt.LayoutDirection.RightToLeft
    return option.rect.width() - x if rtl else x


class TodoRow(_MoreRow):
    """A thing to do. Signal: `ticked(object id, bool done)` when its circle is pressed."""

    ticked = Signal(object, bool)

    def height_for(self, _value: TodoRowValue, _width: int) -> int:
        """Two lines and room: 53 at 100 %."""
        return current().line("medium") + current().line("small") + 22

    def paint_row(self, canvas: Canvas, value: TodoRowValue, state: RowState) -> None:
        """Paint circle, words, and when."""
        self.ground(canvas, state, inset=6)
        lead = self._circle(canvas)
        x = 66.0
        if value.lead == "tick":
            canvas.tick_circle(lead, done=value.done, hovered=state.hovered)
            x = 50.0
        elif value.lead == "avatar":
            canvas.avatar(canvas.rect(18, (canvas.height - 32) / 2, 32, 32), value.title)
        elif value.lead in icon_names():
            square = canvas.rect(18, (canvas.height - 30) / 2, 30, 30)
            canvas.icon_square(square, value.lead, value.kind)
            x = 62.0
        end = self.end_of(canvas, state)
        late = value.tone != "text2"
        step = "small_strong" if late else "small_medium"
        width = canvas.text_width(value.when, step)
        when = canvas.rect(end - width, 0, width, canvas.height)
        canvas.text(when, value.when, step, value.tone, "end")
        tones = ("text3", "text3") if value.done else ("text", "text2")
        _two_lines(canvas, x, end - width - 12, (value.title, value.line), tones)
        if value.done:
            self._strike(canvas, x, value)
        canvas.line(50, canvas.height - 1, canvas.width - 50)

    @staticmethod
    def _strike(canvas: Canvas, x: float, value: TodoRowValue) -> None:
        top = (canvas.height - current().line("small") - 2) / 2 if value.line else canvas.height / 2
        canvas.line(x, round(top), canvas.text_width(value.title, "medium"), "text3")

    @staticmethod
    def _circle(canvas: Canvas) -> QRectF:
        return canvas.rect(18, (canvas.height - 18) / 2, 18, 18)

    def editorEvent(
        self,
        event: QEvent,
        _model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tick on a press on the circle; a press on the dots asks for the menu."""
        value = index.data(RowRole)
        if self._on_more(event, option, value):
            return True
        if event.type() != QEvent.Type.MouseButtonRelease or getattr(value, "lead", "") != "tick":
            return False
        if not 8 <= _from_start(event, option) <= 46:
            return False
        self.ticked.emit(value.id, not value.done)
        return True


class AppointmentRow(_MoreRow):
    """An appointment of a day: times, the bar of its kind, two lines, and how soon."""

    def height_for(self, _value: AppointmentRowValue, _width: int) -> int:
        """Two lines and room: 55 at 100 %."""
        return current().line("medium") + current().line("small") + 24

    def paint_row(self, canvas: Canvas, value: AppointmentRowValue, state: RowState) -> None:
        """Paint times, bar, words and badge."""
        self.ground(canvas, state, inset=6)
        theme = current()
        first, second = theme.line("medium"), theme.line("small")
        top = (canvas.height - first - second - 2) / 2
        tones = ("text3", "text3") if value.past else ("text", "text2")
        # As wide as the latest time in the clock of the book, so that all bars stand in one line.
        widest = clock_words(datetime(2000, 1, 1, 22, 50))
        wide = max(48, canvas.text_width(widest, "medium", tabular=True) + 6)
        start = canvas.rect(18, top, wide, first)
        canvas.text(start, value.start, "medium", tones[0], tabular=True)
        until = canvas.rect(18, top + first + 2, wide, second)
        canvas.text(until, value.end, "small", tones[1], tabular=True)
        x = 18.0 + wide + 4
        bar = canvas.rect(x, top - 2, 4, first + second + 6)
        canvas.box(bar, 2, "control" if value.past else f"{value.kind}.bar")
        end = self.end_of(canvas, state)
        if value.badge:
            width = canvas.text_width(value.badge, "small_medium") + 16
            canvas.chip(end - width, canvas.height / 2, value.badge, "evergreen")
            end -= width + 8
        _two_lines(canvas, x + 15, end, (value.title, value.line), tones)
        if value.cancelled:
            width = min(canvas.text_width(value.title, "medium"), end - x - 15)
            canvas.line(x + 15, round(top + first / 2), width, tones[0])
        canvas.line(x - 20, canvas.height - 1, canvas.width - x + 20)

    def editorEvent(
        self,
        event: QEvent,
        _model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """A press on the dots asks for the menu."""
        return self._on_more(event, option, index.data(RowRole))
