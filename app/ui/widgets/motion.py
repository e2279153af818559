"""The only movement there is: 120 ms of fading for what floats, none with reduced motion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPropertyAnimation
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

from app.ui.theme.theme import current

if TYPE_CHECKING:
    from collections.abc import Callable

FADE_MS = 120


def fade(widget: QWidget, *, appear: bool, then: Callable[[], None] | None = None) -> None:
    """Fade a widget in or out, then call `then`; at once where motion is unwanted."""
    if current().reduce_motion or not widget.isVisible():
        if then is not None:
            then()
        return
    effect = QGraphicsOpacityEffect(widget)
    effect.setOpacity(0.0 if appear else 1.0)
    widget.setGraphicsEffect(effect)
    animation = QPropertyAnimation(effect, b"opacity", effect)
    animation.setDuration(FADE_MS)
    animation.setStartValue(0.0 if appear else 1.0)
    animation.setEndValue(1.0 if appear else 0.0)

    def finished() -> None:
        if then is not None:
            then()
        # An effect left in place would send every later repaint through a pixmap.
        widget.setGraphicsEffect(None)

    animation.finished.connect(finished)
    animation.start()
