"""Plain grounds to lay things on: a filled sheet, a scrolling page, an avatar, a person's row."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPalette, QPixmap
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from app.ui.delegates.base import plain_tip
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Painted, Pressable


class Sheet(Painted):
    """A widget filled with one token colour, with a line at its foot when asked."""

    def __init__(
        self, ground: str = "surface", *, foot: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ground, self._foot = ground, foot
        self.follow_theme()

    def _draw(self, canvas: Canvas) -> None:
        canvas.painter.fillRect(self.rect(), current().color(self._ground))
        if self._foot:
            canvas.line(0, canvas.height - 1, canvas.width, "border")


class Scroll(QScrollArea):
    """A page that scrolls up and down on a ground of its own, never sideways."""

    def __init__(
        self, inner: QWidget, ground: str = "canvas", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ground = ground
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)
        current().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, current().color(self._ground))
        self.setPalette(palette)


class Avatar(Painted):
    """The photo or the initials of a person or firm in a circle or rounded square."""

    def __init__(self, side: int = 64, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side, self._name, self._company = side, "", False
        self._photo: QPixmap | None = None
        self.setFixedSize(side, side)
        self.follow_theme()

    def show_name(self, name: str, *, company: bool = False) -> None:
        """Show another name's initials."""
        self._name, self._company = name, company
        self.update()

    def show_photo(self, photo: QPixmap | None) -> None:
        """Show a photo in place of the initials, or the initials again."""
        self._photo = photo
        self.update()

    def has_photo(self) -> bool:
        """Whether a photo is on view."""
        return self._photo is not None

    def _draw(self, canvas: Canvas) -> None:
        if self._photo is not None:
            radius = self._side * Radius.company if self._company else self._side / 2
            canvas.picture(QRectF(self.rect()), self._photo, radius)
        elif self._name:
            canvas.avatar(QRectF(self.rect()), self._name, company=self._company)


class _LedRow(Pressable):
    """Something small that leads, a text and a quiet line below. Signal: ``clicked``."""

    def __init__(self, text: str, line: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._line = line
        self.setAccessibleName(", ".join(part for part in (text, line) if part))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def minimumSizeHint(self) -> QSize:
        """A few letters: long texts are shortened."""
        return QSize(80, self._measure().height())

    def _measure(self) -> QSize:
        theme = current()
        return QSize(160, theme.line("medium") + theme.line("small") + 10)

    def _draw_lead(self, canvas: Canvas, place: QRectF) -> None:
        """Paint what leads into a square of 28."""
        raise NotImplementedError

    def _draw(self, canvas: Canvas) -> None:
        theme = current()
        if self.hovered:
            canvas.box(canvas.rect(-2, 0, canvas.width + 2, canvas.height), Radius.control, "hover")
        self._draw_lead(canvas, canvas.rect(2, (canvas.height - 28) / 2, 28, 28))
        first, second = theme.line("medium"), theme.line("small")
        top = (canvas.height - first - (second if self._line else 0)) / 2
        room = canvas.width - 44
        canvas.text(canvas.rect(40, top, room, first), self.text(), "medium")
        canvas.text(canvas.rect(40, top + first, room, second), self._line, "small", "text2")
        self._draw_ring(canvas, Radius.control)


class PersonRow(_LedRow):
    """A small avatar, a name and a quiet line below. Signal: ``clicked``."""

    def __init__(
        self, name: str, line: str = "", *, company: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, line, parent)
        self._company = company

    def _draw_lead(self, canvas: Canvas, place: QRectF) -> None:
        canvas.avatar(place, self.text(), company=self._company)


class IconRow(_LedRow):
    """A tinted icon, a title and a quiet line below: a deal, a file. Signal: ``clicked``."""

    def __init__(
        self, icon: str, title: str, line: str, kind: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, line, parent)
        self._icon, self._kind = icon, kind
        self.setToolTip(plain_tip(title))

    def _draw_lead(self, canvas: Canvas, place: QRectF) -> None:
        canvas.icon_square(place, self._icon, self._kind)


class NextCard(Pressable):
    """A card of what comes next: icon, caption, title, line. Signal: ``clicked``."""

    def __init__(self, icon: str, kind: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._icon, self._kind, self._caption, self._line = icon, kind, "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def show_words(self, caption: str, title: str, line: str, kind: str = "") -> None:
        """Show something else, in another category's colour when given."""
        self._caption, self._line, self._kind = caption, line, kind or self._kind
        self.setText(title)
        self.setAccessibleName(", ".join(part for part in (caption, title, line) if part))
        self.update()

    def minimumSizeHint(self) -> QSize:
        """A few letters: long titles are shortened."""
        return QSize(150, self._measure().height())

    def _measure(self) -> QSize:
        theme = current()
        lines = 2 * theme.line("small") + theme.line("strong")
        return QSize(220, lines + 28)

    def _draw(self, canvas: Canvas) -> None:
        theme = current()
        edge = "border_strong" if self.hovered else "border"
        canvas.box(QRectF(self.rect()), Radius.card, "surface", edge)
        canvas.icon_square(canvas.rect(12, 12, 30, 30), self._icon, self._kind)
        small, strong = theme.line("small"), theme.line("strong")
        room, top = canvas.width - 54 - 12, 11.0
        canvas.text(canvas.rect(54, top, room, small), self._caption, "small", "text2")
        canvas.text(canvas.rect(54, top + small + 2, room, strong), self.text(), "strong")
        below = canvas.rect(54, top + small + strong + 4, room, small)
        canvas.text(below, self._line, "small", "text2")
        self._draw_ring(canvas, Radius.card)
