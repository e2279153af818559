"""Cards: white surfaces with a thin border that hold what belongs together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme.canvas import wrap_lines
from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Painted, Pressable
from app.ui.widgets.buttons import Button
from app.ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ui.theme.canvas import Canvas


class Card(Painted):
    """A surface with an optional head (title, count, link). Put things into `body`.

    Signal: `link_pressed`.
    """

    link_pressed = Signal()

    def __init__(
        self,
        title: str = "",
        *,
        link: str = "",
        padding: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self._title = Label(title, "strong")
        self._count = Label("", "small_medium", "text3")
        self.link = Button(link, kind="ghost", small=True)
        self.link.setVisible(bool(link))
        self.link.clicked.connect(self.link_pressed)
        self.head = QWidget()
        row = QHBoxLayout(self.head)
        row.setContentsMargins(max(padding, 16), 8, 10, 4)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.link)
        self.head.setVisible(bool(title))
        outer.addWidget(self.head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(padding, 0 if title else padding, padding, padding)
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)
        self.follow_theme()

    def set_title(self, title: str) -> None:
        """Change the head's words; "" hides the head."""
        self._title.set_text(title)
        self.head.setVisible(bool(title))

    def set_count(self, count: str) -> None:
        """Change the figure beside the title."""
        self._count.set_text(count)

    def _draw(self, canvas: Canvas) -> None:
        canvas.box(QRectF(self.rect()), Radius.card, "surface", "border")


class NumberCard(Pressable):
    """A caption, one large figure, a line below, and small bars where there is a course of time.

    Signal: `clicked`.
    """

    def __init__(
        self,
        caption: str,
        number: str = "",
        line: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(caption, parent)
        self._number, self._line = number, line
        self._bars: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()
        self.set_values(number, line)

    def set_values(self, number: str, line: str, bars: Sequence[float] = ()) -> None:
        """Show another figure, sentence and course; the last bar is now."""
        self._number, self._line, self._bars = number, line, tuple(bars)
        self.setAccessibleName(f"{self.text()}: {number}. {line}")
        self.update()

    def _measure(self) -> QSize:
        theme = current()
        lines = theme.line("small") * 2 + theme.line("display")
        return QSize(150, lines + 34)

    def _draw(self, canvas: Canvas) -> None:
        theme = current()
        edge = "border_strong" if self.hovered else "border"
        canvas.box(QRectF(self.rect()), Radius.card, "surface", edge)
        small, large = theme.line("small"), theme.line("display")
        room = canvas.width - 32
        canvas.text(canvas.rect(16, 12, room, small), self.text(), "small", "text2")
        top = 12 + small + 3
        number = canvas.rect(16, top, room, large)
        canvas.text(number, self._number, "display", tabular=True)
        line = canvas.rect(16, top + large + 5, room, small)
        canvas.text(line, self._line, "small", "text2")
        taken = 16 + canvas.text_width(self._number, "display", tabular=True) + 16
        if self._bars and canvas.width - 16 - taken > 11 * len(self._bars):
            self._draw_bars(canvas)
        self._draw_ring(canvas, Radius.card)

    def _draw_bars(self, canvas: Canvas) -> None:
        top, height = 21, canvas.height - 21 - 34
        most = max(*self._bars, 0.0) or 1.0
        x = canvas.width - 16 - 11 * len(self._bars) + 4
        for place, value in enumerate(self._bars):
            tall = max(2.0, height * max(value, 0.0) / most)
            bar = canvas.rect(x + 11 * place, top + height - tall, 7, tall)
            last = place == len(self._bars) - 1
            canvas.box(bar, 1.5, "accent" if last else "pressed")


class Tile(Pressable):
    """A way to begin: icon, name, one sentence. `first` marks the one most people want.

    Signal: `clicked`.
    """

    def __init__(
        self,
        icon: str,
        title: str,
        line: str,
        *,
        first: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._icon, self._line, self._first = icon, line, first
        self.setAccessibleDescription(line)
        self.follow_theme()

    def _measure(self) -> QSize:
        theme = current()
        scale = max(theme.scale, 1.0)
        width = round(248 * scale)
        lines = len(wrap_lines(self._line, "small", width - 36))
        step = round(theme.line("small") * 1.02)
        return QSize(width, 64 + theme.line("strong") + max(2, lines) * step + 20)

    def _draw(self, canvas: Canvas) -> None:
        theme = current()
        edge = "accent" if self._first else "border_strong" if self.hovered else "border"
        whole = QRectF(self.rect())
        canvas.box(whole, Radius.board, "surface", edge, 1.5 if self._first else 1)
        square = canvas.rect(18, 18, 34, 34)
        canvas.box(square, Radius.card, "accent_tint" if self._first else "sunken")
        canvas.icon(
            canvas.inside(square, 18), self._icon, "accent_text" if self._first else "text2"
        )
        room = canvas.width - 36
        top = 64
        title = canvas.rect(18, top, room, theme.line("strong"))
        canvas.text(title, self.text(), "strong")
        top += theme.line("strong") + 3
        for line in wrap_lines(self._line, "small", room):
            canvas.text(canvas.rect(18, top, room, theme.line("small")), line, "small", "text2")
            top += theme.line("small")
        self._draw_ring(canvas, Radius.board)


class Rule(Painted):
    """A thin line between things."""

    def __init__(self, colour: str = "line", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = colour
        self.setFixedHeight(1)
        self.follow_theme()

    def _draw(self, canvas: Canvas) -> None:
        canvas.line(0, 0, canvas.width, self._colour)
