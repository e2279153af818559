"""The pieces of the navigation: business block, search box, items, lists, foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Pressable

if TYPE_CHECKING:
    from app.ui.theme.canvas import Canvas


COMPACT = 36
"""So wide a row is where the window is narrow: its icon only, and its words in the tip."""


class _Row(Pressable):
    """A pressable row as wide as the navigation."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _ground(self, canvas: Canvas) -> None:
        if self.isChecked():
            canvas.box(QRectF(self.rect()), Radius.control, "nav_selected", "nav_selected_edge")
        elif self.isDown() or self.hovered:
            canvas.box(
                QRectF(self.rect()), Radius.control, "pressed" if self.isDown() else "nav_hover"
            )
        self._draw_ring(canvas, Radius.control)


class BusinessBlock(_Row):
    """Initials, business name, one caption, and chevrons: which book this is. Signal: `clicked`."""

    def __init__(self, name: str = "", caption: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._caption = caption
        self.follow_theme()

    def set_business(self, name: str, caption: str) -> None:
        """Show another name and caption."""
        self._caption = caption
        self.setText(name)
        self.setAccessibleName(f"{name}, {caption}")
        self.setToolTip(self.accessibleName())
        self.update()

    def _measure(self) -> QSize:
        theme = current()
        return QSize(180, max(44, theme.line("strong") + theme.line("caption") + 14))

    def _draw(self, canvas: Canvas) -> None:
        if self.hovered or self.ring_shown:
            self._ground(canvas)
        theme = current()
        middle = canvas.height / 2
        square = canvas.rect(min(4, (canvas.width - 32) / 2), middle - 16, 32, 32)
        canvas.box(square, 8, "accent")
        canvas.initials(square, self.text(), "on_accent")
        if canvas.width <= COMPACT:
            return
        first, second = theme.line("strong"), theme.line("caption")
        top = middle - (first + second) / 2
        room = canvas.width - 46 - 24
        canvas.text(canvas.rect(46, top, room, first), self.text(), "strong")
        caption = canvas.rect(46, top + first, room + 4, second)
        canvas.text(caption, self._caption, "caption", "text2")
        canvas.icon(canvas.rect(canvas.width - 22, middle - 7, 14, 14), "chevrons-up-down")


class SearchBox(_Row):
    """Looks like a search field, opens the search. Signal: `clicked`."""

    def __init__(self, text: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._keys = keys
        self.setAccessibleName(f"{text}, {keys}")
        self.setToolTip(f"{text} ({keys.replace(' ', '+')})")
        self.follow_theme()

    def _measure(self) -> QSize:
        return QSize(180, current().control_height)

    def _draw(self, canvas: Canvas) -> None:
        edge = "border_strong" if self.hovered else "field_edge"
        canvas.box(QRectF(self.rect()), Radius.control, "surface", edge)
        middle = canvas.height / 2
        canvas.icon(canvas.rect(10, middle - 8, 16, 16), "search")
        if canvas.width > COMPACT:
            cap = canvas.key_cap(canvas.width - 6, middle, self._keys)
            words = canvas.rect(32, 0, canvas.width - 38 - cap, canvas.height)
            canvas.text(words, self.text(), "body", "text2")
        self._draw_ring(canvas, Radius.control)


class NavItem(_Row):
    """A page: icon, name, and a count where there is one. Signal: `clicked`."""

    def __init__(self, key: str, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.key, self._icon, self._count = key, icon, ""
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.follow_theme()

    def set_count(self, count: str) -> None:
        """Show a figure at the end; "" shows none."""
        self._count = count
        self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
        self.update()

    def nextCheckState(self) -> None:
        """Stay as set: the window says which page is open."""

    def _measure(self) -> QSize:
        return QSize(160, current().line("medium") + 16)

    def _draw(self, canvas: Canvas) -> None:
        self._ground(canvas)
        middle = canvas.height / 2
        held = self.isChecked()
        glyph = canvas.rect(10, middle - 9, 18, 18)
        canvas.icon(glyph, self._icon, "accent" if held else "text2")
        if canvas.width <= COMPACT:
            return
        end = canvas.text_width(self._count, "small_medium", tabular=True) if self._count else 0
        words = canvas.rect(38, 0, canvas.width - 50 - end, canvas.height)
        canvas.text(words, self.text(), "strong" if held else "medium", "text" if held else "text2")
        if self._count:
            figure = canvas.rect(canvas.width - 11 - end, 0, end, canvas.height)
            canvas.text(figure, self._count, "small_medium", "text2", "end", tabular=True)


class ListItem(NavItem):
    """A saved list: colour dot, name, count. `key` is the list's id."""

    def __init__(
        self, key: object, text: str, dot: str, count: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("", text, "", parent)
        self.list_id, self._dot = key, dot
        self.setToolTip(text)
        self.set_count(count)

    def _draw(self, canvas: Canvas) -> None:
        self._ground(canvas)
        middle = canvas.height / 2
        canvas.dot(canvas.rect(15, middle - 4, 8, 8), f"{self._dot}.bar")
        if canvas.width <= COMPACT:
            return
        end = canvas.text_width(self._count, "small_medium", tabular=True) if self._count else 0
        words = canvas.rect(38, 0, canvas.width - 50 - end, canvas.height)
        canvas.text(words, self.text(), "medium", "text" if self.isChecked() else "text2")
        figure = canvas.rect(canvas.width - 11 - end, 0, end, canvas.height)
        canvas.text(figure, self._count, "small_medium", "text2", "end", tabular=True)


class NavFoot(_Row):
    """How safe the book is, in words: "Backed up 12 min ago". Signal: `clicked`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._icon, self._tone = "shield-check", "accent"
        self.follow_theme()

    def set_state(self, text: str, icon: str = "shield-check", tone: str = "accent") -> None:
        """Say it in other words; `tone` is the icon's colour token (accent, warn, danger)."""
        self._icon, self._tone = icon, tone
        self.setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """Long sentences are shortened here and whole in the tip."""
        return QSize(COMPACT, self._measure().height())

    def _measure(self) -> QSize:
        return QSize(140, current().line("small") + 16)

    def _draw(self, canvas: Canvas) -> None:
        self._ground(canvas)
        middle = canvas.height / 2
        canvas.icon(canvas.rect(10, middle - 8, 16, 16), self._icon, self._tone)
        if canvas.width <= COMPACT:
            return
        words = canvas.rect(34, 0, canvas.width - 36, canvas.height)
        canvas.text(words, self.text(), "small", "text2")
