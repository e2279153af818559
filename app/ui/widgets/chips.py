"""Chips: tags on a tint, and filter pills of which one holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Pressable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

    from app.ui.theme.canvas import Canvas

MOST_CHIPS = 5


class Chip(Pressable):
    """A tag. Signals: `clicked`, `remove_requested` (its ×, when removable; Del does the same).

    `kind` is a category name; "" gives the neutral well of "Add tag". `quiet` shows the × over the
    end of the words and only under the pointer, for tags that are read far more than removed.
    """

    remove_requested = Signal()

    def __init__(
        self,
        text: str,
        kind: str = "slate",
        *,
        icon: str = "",
        removable: bool = False,
        quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind, self._icon, self._removable = kind, icon, removable
        self._quiet = quiet
        self.follow_theme()

    def set_kind(self, kind: str) -> None:
        """Change the category."""
        self._kind = kind
        self.update()

    def _measure(self) -> QSize:
        theme = current()
        width = theme.metrics("small_medium").horizontalAdvance(self.text()) + 17
        width += 18 if self._icon else 0
        width += 16 if self._removable and not self._quiet else 0
        return QSize(width, theme.line("small_medium") + 7)

    def _draw(self, canvas: Canvas) -> None:
        fill = f"{self._kind}.tint" if self._kind else "sunken"
        words = f"{self._kind}.text" if self._kind else "text2"
        strong = self.hovered or current().palette.outlined_tints
        edge = (f"{self._kind}.bar" if self._kind else "border_strong") if strong else None
        canvas.box(QRectF(self.rect()), Radius.chip, fill, edge)
        x = 8.0
        middle = canvas.height / 2
        if self._icon:
            canvas.icon(canvas.rect(x - 1, middle - 7, 14, 14), self._icon, words)
            x += 18
        removing = self._removable and (not self._quiet or self.hovered)
        room = canvas.width - x - 6 - (16 if removing else 0)
        canvas.text(canvas.rect(x, 0, room, canvas.height), self.text(), "small_medium", words)
        if removing:
            canvas.icon(canvas.rect(canvas.width - 18, middle - 6, 12, 12), "x", words)
        self._draw_ring(canvas, Radius.chip)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove on Del."""
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_requested.emit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell the × from the tag."""
        x = self.width() - event.position().x() if self.is_rtl() else event.position().x()
        if (
            self._removable
            and x > self.width() - 20
            and self.rect().contains(event.position().toPoint())
        ):
            self.setDown(False)
            self.remove_requested.emit()
            return
        super().mouseReleaseEvent(event)


class Pill(Pressable):
    """An outlined pill that is filled while it holds; `dot` is a colour token before the words."""

    def __init__(
        self,
        key: str,
        text: str,
        *,
        dot: str = "",
        chevron: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.key, self._dot, self._chevron = key, dot, chevron
        self.setCheckable(True)
        self.follow_theme()

    def _measure(self) -> QSize:
        theme = current()
        width = theme.metrics("small_medium").horizontalAdvance(self.text()) + 21
        width += (14 if self._dot else 0) + (16 if self._chevron else 0)
        return QSize(width, theme.line("small_medium") + 11)

    def _draw(self, canvas: Canvas) -> None:
        held = self.isChecked()
        fill = "accent_tint" if held else "hover" if self.hovered else "surface"
        edge = None if held and not self._dot else "border"
        if held and (self._dot or current().palette.outlined_tints):
            edge = self._dot or "accent"
        canvas.box(QRectF(self.rect()), canvas.height / 2, fill, edge)
        x, middle = 10.0, canvas.height / 2
        if self._dot:
            canvas.dot(canvas.rect(x, middle - 4, 8, 8), self._dot)
            x += 14
        words = "accent_text" if held else "text2"
        width = canvas.text_width(self.text(), "small_medium")
        canvas.text(canvas.rect(x, 0, width, canvas.height), self.text(), "small_medium", words)
        if self._chevron:
            canvas.icon(canvas.rect(x + width + 3, middle - 6, 12, 12), "chevron-down", words)
        self._draw_ring(canvas, canvas.height / 2)


class FilterChips(QWidget):
    """Pills of which exactly one holds; the sixth, and what has no room, lies in a "More" menu.

    Options are (key, text) or (key, text, dot colour token). Signal: `chosen(str)`.
    """

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, ...]] = (),
        parent: QWidget | None = None,
        *,
        most: int = MOST_CHIPS,
    ) -> None:
        super().__init__(parent)
        self._most = most
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._pills: list[Pill] = []
        self._more = Pill("", "")
        self._options: list[tuple[str, ...]] = []
        self._rest: list[tuple[str, ...]] = []
        self._key = ""
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[str, ...]], key: str = "") -> None:
        """Show other choices; the first holds unless `key` names one."""
        while self._row.count():
            widget = self._row.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = options if len(options) <= self._most else options[: self._most - 1]
        self._options, self._count = list(options), len(shown)
        self._pills = [Pill(one[0], one[1], dot=one[2] if len(one) > 2 else "") for one in shown]
        self._more = Pill("", self.tr("More"), chevron=True)
        for pill in [*self._pills, self._more]:
            self._row.addWidget(pill)
            pill.clicked.connect(self._pressed)
        self._row.addStretch(1)
        self.updateGeometry()
        self._fold()
        self.set_current(key or (options[0][0] if options else ""))

    def _fold(self) -> None:
        """Put what there is no room for into the menu."""
        widths = [pill.sizeHint().width() + self._row.spacing() for pill in self._pills]
        more = self._more.sizeHint().width()
        room = self.width() + self._row.spacing()
        count = len(widths)
        if count == len(self._options) and sum(widths) > room:
            count -= 1
        while count > 1 and count < len(self._options) and sum(widths[:count]) + more > room:
            count -= 1
        self._rest = self._options[count:]
        for place, pill in enumerate(self._pills):
            # Showing one may lay the row out and fold anew in between: ask each time.
            pill.setVisible(place < len(self._options) - len(self._rest))
        self._more.setVisible(bool(self._rest))

    def minimumSizeHint(self) -> QSize:
        """Room for the first chip and the menu."""
        ends = [*self._pills[:1], self._more]
        width = sum(pill.sizeHint().width() for pill in ends) + self._row.spacing()
        return QSize(width, self._more.sizeHint().height())

    def sizeHint(self) -> QSize:
        """Room for every chip that may be shown."""
        pills = [*self._pills, *([self._more] if self._count < len(self._options) else [])]
        width = sum(pill.sizeHint().width() + self._row.spacing() for pill in pills)
        return QSize(width, self._more.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold anew."""
        super().resizeEvent(event)
        self._fold()
        self.set_current(self._key)

    def current_key(self) -> str:
        """The key that holds."""
        return self._key

    def set_current(self, key: str) -> None:
        """Make a key hold, silently."""
        self._key = key
        for pill in self._pills:
            pill.setChecked(pill.key == key)
        hidden = next((text for one, text, *_ in self._rest if one == key), "")
        self._more.setText(hidden or self.tr("More"))
        self._more.setChecked(bool(hidden))

    def _pressed(self) -> None:
        pill = self.sender()
        if pill is self._more:
            self.set_current(self._key)
            self._open_more()
            return
        self._choose(pill.key)

    def _open_more(self) -> None:
        menu = QMenu(self)
        for key, text, *_ in self._rest:
            entry = menu.addAction(text.replace("&", "&&"))
            entry.setData(key)
        menu.triggered.connect(self._menu_chosen)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 4)))

    def _menu_chosen(self, entry: object) -> None:
        self._choose(entry.data())

    def _choose(self, key: str) -> None:
        self.set_current(key)
        self.chosen.emit(key)
