"""What the program says: a bar that stays until solved, and a toast that goes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Painted
from app.ui.widgets.buttons import Button, LinkLabel
from app.ui.widgets.floating import MARGIN, PAGE_FOOT, Floating
from app.ui.widgets.label import IconLabel, Label
from app.ui.widgets.motion import fade

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QResizeEvent

    from app.ui.theme.canvas import Canvas

TOAST_MS = 8000
_STEPS_UP = 3
_ICONS = {"warn": "triangle-alert", "info": "info", "danger": "circle-alert"}


class InfoBar(Painted):
    """A tint, an icon, one sentence, at most one button. Signal: `pressed` for that button.

    `tone` is warn, info or danger.
    """

    pressed = Signal()

    def __init__(
        self,
        text: str = "",
        tone: str = "info",
        *,
        button: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(10)
        self._icon = IconLabel(_ICONS[tone], 16, tone)
        self._label = Label("", "body", "text", wrap=True)
        self._button = Button(button, small=True)
        self._button.clicked.connect(self.pressed)
        row.addWidget(self._icon)
        row.addWidget(self._label, 1)
        row.addWidget(self._button)
        self.set_notice(text, tone, button)
        self.follow_theme()

    def set_notice(self, text: str, tone: str = "info", button: str = "") -> None:
        """Say something else."""
        self._tone = tone
        self._icon.set_icon(_ICONS[tone], tone)
        self._label.set_text(text)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._grow()
        self.update()

    def _grow(self) -> None:
        """Be as high as the lines need, also where the page is short of room."""
        lines = self.layout().totalHeightForWidth(self.width())
        self.setMinimumHeight(max(current().control_height + 8, lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap to the new width."""
        super().resizeEvent(event)
        self._grow()

    def text(self) -> str:
        """What it says."""
        return self._label.whole_text()

    def button_text(self) -> str:
        """What its button says, "" where there is none."""
        return self._button.text()

    def _restyle(self) -> None:
        self._grow()

    def _draw(self, canvas: Canvas) -> None:
        edge = self._tone if current().palette.outlined_tints else None
        canvas.box(QRectF(self.rect()), Radius.card, f"{self._tone}_tint", edge)


class Toast(Floating):
    """One sentence at the foot of the window that names what happened, with Undo. One at a time.

    Signals: `undo_requested`, `gone`. It goes after eight seconds of being in view: the clock
    stands while the pointer is on it and while the window is not the active one.
    """

    undo_requested = Signal()
    gone = Signal()

    fill = "toast"
    edge = "toast"
    radius = Radius.card

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN + 14, MARGIN + 12, MARGIN + 16, MARGIN + 12)
        row.setSpacing(10)
        self._icon = IconLabel("check", 16, "toast_link")
        self._label = Label("", "medium", "toast_text", elide=True)
        self._undo = LinkLabel(self.tr("Undo"), "strong", "toast_link")
        self._undo.clicked.connect(self._undo_pressed)
        row.addWidget(self._icon)
        row.addWidget(self._label, 1)
        row.addSpacing(24)
        row.addWidget(self._undo)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.dismiss)
        self._since = QElapsedTimer()
        self._left = TOAST_MS
        window.installEventFilter(self)
        self.follow_theme()

    def show_toast(
        self, text: str, *, icon: str = "check", button: str | None = None, time_ms: int = TOAST_MS
    ) -> None:
        """Say it; `button` replaces the word Undo, "" takes the button away."""
        self._label.set_text(text)
        self._icon.set_icon(icon)
        self._undo.setText(self.tr("Undo") if button is None else button)
        self._undo.setVisible(button != "")
        self._left = time_ms
        self.arrange()
        self.show()
        self.raise_()
        fade(self, appear=True)
        self._resume()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def dismiss(self) -> None:
        """Go, fading."""
        self._clock.stop()
        fade(self, appear=False, then=self._hide)

    def text(self) -> str:
        """What it says."""
        return self._label.whole_text()

    def time_left(self) -> int:
        """Milliseconds until it goes."""
        running = self._since.elapsed() if self._clock.isActive() else 0
        return self._left - running

    def _hide(self) -> None:
        self.hide()
        self.gone.emit()

    def _undo_pressed(self) -> None:
        self.dismiss()
        self.undo_requested.emit()

    def _pause(self) -> None:
        if self._clock.isActive():
            self._left = max(self.time_left(), 500)
            self._clock.stop()

    def _resume(self) -> None:
        if self.isVisible() and not self.underMouse():
            self._since.start()
            self._clock.start(self._left)

    def arrange(self) -> None:
        """Stand at the foot of the window, above what stands there already."""
        window = self.parentWidget()
        wish = self.sizeHint()
        width = min(max(wish.width(), 340 + 2 * MARGIN), window.width() - 16)
        self.resize(width, wish.height())
        y = window.height() - wish.height() - 56 + MARGIN
        for one in window.findChildren(Floating):
            if one.at_foot and one.isVisible():
                top = one.mapTo(window, one.box_rect().topLeft()).y()
                y = min(y, top - wish.height() + MARGIN - 8)
        self.move((window.width() - width) // 2, self._free_of_buttons(y))
        for foot in window.findChildren(QWidget, PAGE_FOOT):
            if foot.isVisible():
                self._stand_in(foot, wish)

    def _free_of_buttons(self, y: int) -> int:
        """A little higher where buttons of the page stand, if there is room."""
        window, x = self.parentWidget(), (self.parentWidget().width() - self.width()) // 2
        floating = window.findChildren(Floating)
        taken = [
            QRect(one.mapTo(window, QPoint()), one.size())
            for one in window.findChildren(Button)
            if one.isVisible()
            and not one.visibleRegion().isEmpty()
            and not any(each.isAncestorOf(one) for each in floating)
        ]
        higher = y
        for _ in range(_STEPS_UP):
            box = self.box_rect().translated(x, higher)
            met = [rect.top() for rect in taken if rect.intersects(box)]
            if not met:
                return higher
            higher = min(met) - box.height() - 8 - MARGIN
        return y

    def _stand_in(self, foot: QWidget, wish: QSize) -> None:
        """Stand on the words of a page's foot, beside its buttons, where nothing is pressed."""
        room = foot.width()
        buttons = [one for one in foot.findChildren(Button) if one.isVisible()]
        if buttons:
            room = min(one.x() for one in buttons)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft or room < 240:
            return
        self.resize(min(wish.width(), room - 16 + 2 * MARGIN), wish.height())
        corner = foot.mapTo(self.parentWidget(), QPoint(8, (foot.height() - wish.height()) // 2))
        self.move(corner.x() - MARGIN + 8, corner.y())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stop the clock: someone reads."""
        super().enterEvent(event)
        self._pause()

    def leaveEvent(self, event: QEvent) -> None:
        """Let the clock run on."""
        super().leaveEvent(event)
        self._resume()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the window's size, and stand still while it is not the active one."""
        kind = event.type()
        if kind in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self.isVisible():
            self.arrange()
        elif kind == QEvent.Type.WindowDeactivate:
            self._pause()
        elif kind == QEvent.Type.WindowActivate:
            self._resume()
        return False
