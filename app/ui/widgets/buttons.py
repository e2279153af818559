"""Buttons: one primary a page, the others outlined or ghost; icon and verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Pressable

if TYPE_CHECKING:
    from app.ui.theme.canvas import Canvas

Kind = Literal["primary", "outlined", "ghost", "danger", "link"]


class Button(Pressable):
    """Icon and verb. Signal: `clicked`. With a menu it shows a chevron and opens the menu.

    `danger` is a ghost in red words; `link` is text in the accent colour; `small` fits cards.
    """

    def __init__(
        self,
        text: str,
        icon: str = "",
        kind: Kind = "outlined",
        *,
        menu: QMenu | None = None,
        small: bool = False,
        wide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon, self._kind, self._small = icon, kind, small
        self._menu: QMenu | None = None
        if wide:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if menu is not None:
            self.set_menu(menu)
        self.clicked.connect(self._open_menu)
        self.follow_theme()

    def set_menu(self, menu: QMenu) -> None:
        """Open this menu on a press."""
        self._menu = menu
        self.updateGeometry()

    def set_kind(self, kind: Kind) -> None:
        """Change how much the button asks for."""
        self._kind = kind
        self.update()

    def set_icon(self, icon: str) -> None:
        """Change the icon."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def _open_menu(self) -> None:
        if self._menu is not None:
            self._menu.setMinimumWidth(self.width())
            self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _padding(self) -> int:
        return {"link": 4, "ghost": 8, "danger": 8}.get(self._kind, 11)

    def _measure(self) -> QSize:
        theme = current()
        width = 2 * self._padding() + theme.metrics("medium").horizontalAdvance(self.text()) + 1
        if self._icon:
            width += 24 if self.text() else 16
        if self._menu is not None:
            width += 20
        height = theme.small_control_height if self._small else theme.control_height
        return QSize(width, height)

    def _colours(self) -> tuple[str | None, str | None, str]:
        """Fill, border and words for the present state."""
        down, over = self.isDown(), self.hovered
        if not self.isEnabled():
            return ("sunken" if self._kind in ("primary", "outlined") else None, None, "text3")
        if self._kind == "primary":
            fill = "accent_press" if down else "accent_hover" if over else "accent"
            return fill, None, "on_accent"
        fill = "pressed" if down else "hover" if over else None
        if self._kind == "outlined":
            return fill or "surface", "border_strong" if over else "border", "text"
        words = {"danger": "danger", "link": "accent_text"}.get(self._kind, "text2")
        if self._kind == "danger" and fill:
            fill = "danger_tint"
        return fill, None, words

    def _draw(self, canvas: Canvas) -> None:
        fill, border, words = self._colours()
        canvas.box(QRectF(self.rect()), Radius.control, fill, border)
        extra = 20 if self._menu is not None else 0
        text_width = canvas.text_width(self.text(), "medium")
        content = text_width + extra + (24 if self._icon and self.text() else 0)
        x = max(self._padding(), (canvas.width - content) / 2)
        if self._icon:
            top = (canvas.height - 16) / 2
            tone = "text2" if words == "text" else words
            canvas.icon(canvas.rect(x, top, 16, 16), self._icon, tone)
            x += 24
        room = max(canvas.width - x - extra - 4, 0)
        canvas.text(
            canvas.rect(x, 0, min(text_width, room), canvas.height), self.text(), "medium", words
        )
        if extra:
            top = (canvas.height - 14) / 2
            canvas.icon(canvas.rect(x + text_width + 5, top, 14, 14), "chevron-down", words)
        self._draw_ring(canvas, Radius.control)


class IconButton(Pressable):
    """A square button with an icon; its name is the tool tip and what a reader says.

    Signal: `clicked`; checkable ones stay tinted while checked.
    """

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        size: int = 16,
        box: int = 0,
        outlined: bool = False,
        colour: str = "text2",
        menu: QMenu | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self._icon, self._size, self._box, self._outlined = icon, size, box, outlined
        self._colour, self._menu, self._filled = colour, menu, False
        self.set_name(name)
        self.clicked.connect(self._open_menu)
        self.follow_theme()

    def set_name(self, name: str) -> None:
        """Change what the button does in words."""
        self.setToolTip(name)
        self.setAccessibleName(name)

    def set_icon(self, icon: str, colour: str = "", *, filled: bool = False) -> None:
        """Change the icon, its colour token, and whether its inside is filled."""
        self._icon, self._colour, self._filled = icon, colour or self._colour, filled
        self.update()

    def set_menu(self, menu: QMenu) -> None:
        """Open this menu on a press."""
        self._menu = menu

    def _open_menu(self) -> None:
        if self._menu is not None:
            self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _measure(self) -> QSize:
        side = self._box or current().control_height
        return QSize(side, side)

    def _draw(self, canvas: Canvas) -> None:
        fill = "surface" if self._outlined else None
        colour = self._colour if self.isEnabled() else "border_strong"
        if self.isChecked():
            fill, colour = "accent_tint", "accent_text"
        elif self.isDown():
            fill = "pressed"
        elif self.hovered and self.isEnabled():
            fill = "hover"
        canvas.box(QRectF(self.rect()), Radius.control, fill, "border" if self._outlined else None)
        canvas.icon(
            canvas.inside(QRectF(self.rect()), self._size), self._icon, colour, filled=self._filled
        )
        self._draw_ring(canvas, Radius.control)


class LinkLabel(Pressable):
    """A name one can press, in the accent colour, underlined under the pointer."""

    def __init__(
        self,
        text: str = "",
        step: str = "medium",
        colour: str = "accent_text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._step, self._colour = step, colour
        self.follow_theme()

    def minimumSizeHint(self) -> QSize:
        """A few letters: long names are shortened."""
        return QSize(24, self._measure().height())

    def _measure(self) -> QSize:
        metrics = current().metrics(self._step)
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height() + 2)

    def _draw(self, canvas: Canvas) -> None:
        canvas.text(QRectF(self.rect()), self.text(), self._step, self._colour)
        if self.hovered:
            canvas.line(
                0,
                canvas.height - 1,
                min(canvas.text_width(self.text(), self._step), canvas.width),
                self._colour,
            )
        self._draw_ring(canvas, 3)

    def hitButton(self, pos: QPoint) -> bool:
        """Only the words are a link, not the room beside them."""
        words = current().metrics(self._step).horizontalAdvance(self.text())
        x = (
            self.width() - pos.x()
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            else pos.x()
        )
        return 0 <= x <= words + 4
