"""Text that is only text: plain, in a step of the type scale, in a token's colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme.icons import icon_pixmap
from app.ui.theme.theme import current

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Label(QLabel):
    """Plain text; `wrap` breaks it into lines, `elide` shortens it and gives it whole as a tip."""

    def __init__(
        self,
        text: str = "",
        step: str = "body",
        colour: str = "text",
        *,
        wrap: bool = False,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._step, self._colour, self._elide, self._whole = step, colour, elide, ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        current().changed.connect(self.restyle)
        self.restyle()
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self._fit()
        # What is seen may be the same few letters while the whole text needs other room.
        self.updateGeometry()

    def whole_text(self) -> str:
        """The text as given, however much of it is seen."""
        return self._whole

    def set_style(self, step: str | None = None, colour: str | None = None) -> None:
        """Change the type step, the colour token, or both."""
        self._step, self._colour = step or self._step, colour or self._colour
        self.restyle()

    def restyle(self) -> None:
        """Take font and colour from the theme of now."""
        theme = current()
        self.setFont(theme.font(self._step))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme.color(self._colour))
        self.setPalette(palette)
        self._fit()

    def _fit(self) -> None:
        if not self._elide:
            self.setText(self._whole)
            return
        shown = current().elide(self._step, self._whole, max(self.width(), 24))
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")

    def sizeHint(self) -> QSize:
        """What the whole text needs."""
        if not self._elide:
            return super().sizeHint()
        metrics = current().metrics(self._step)
        return QSize(metrics.horizontalAdvance(self._whole) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """A few letters where the text may be shortened."""
        return QSize(24, self.sizeHint().height()) if self._elide else super().minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten to the new width."""
        super().resizeEvent(event)
        if self._elide:
            self._fit()


class IconLabel(QLabel):
    """An icon that says nothing by itself; the words beside it do."""

    def __init__(
        self, name: str, size: int = 16, colour: str = "text2", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._size, self._colour = name, size, colour
        self.setFixedSize(size, size)
        current().changed.connect(self.restyle)
        self.restyle()

    def set_icon(self, name: str, colour: str | None = None) -> None:
        """Show another icon."""
        self._name, self._colour = name, colour or self._colour
        self.restyle()

    def restyle(self) -> None:
        """Draw the icon in the palette of now."""
        color = current().color(self._colour)
        self.setPixmap(icon_pixmap(self._name, self._size, color, self.devicePixelRatioF()))
