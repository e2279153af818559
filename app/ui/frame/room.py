"""How large a window is at first, and how small it may become, on the screen that there is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

_FIRST: Final = QSize(1280, 820)
_LEAST: Final = QSize(960, 600)
_TITLE: Final = 36
"""About what the frame and title of a window take of the height of a screen."""


def give_first_size(window: QWidget) -> None:
    """As large as is comfortable, and no larger than the screen."""
    window.resize(_FIRST.boundedTo(_room(window)))


def give_least_size(window: QWidget) -> None:
    """Smaller than the pages need only where a screen that is scaled up has no more room."""
    scaled = window.screen().devicePixelRatio() > 1
    window.setMinimumSize(_LEAST.boundedTo(_room(window)) if scaled else _LEAST)


def _room(window: QWidget) -> QSize:
    return window.screen().availableSize() - QSize(0, _TITLE)
