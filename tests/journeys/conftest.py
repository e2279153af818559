"""The window, driven as a person drives it."""

from tests.ui.conftest import firm, memory, window

__all__ = ["firm", "memory", "window"]
