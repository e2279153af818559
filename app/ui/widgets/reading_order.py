"""Tab follows what is seen: the order of the layouts, not the order in which widgets were made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLayout,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)


def reading_order(root: QWidget) -> list[QWidget]:
    """The widgets inside ``root`` that Tab reaches now, in the order in which they are read."""
    return [one for one in _inside(root) if _takes_tab(one) and one.isVisibleTo(root)]


class ReadingWindow(QMainWindow):
    """A window in which Tab goes through everything in reading order.

    Fields, tags and chips come and go: the order is made when Tab is pressed, and cannot be stale.
    """

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Put the chain in order, then go on."""
        for before, after in pairwise(reading_order(self.centralWidget())):
            QWidget.setTabOrder(before, after)
        return super().focusNextPrevChild(forward)


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isEnabled() and widget.focusProxy() is None


def _inside(widget: QWidget) -> Iterator[QWidget]:
    for child in _parts(widget):
        yield child
        if not isinstance(child, QAbstractItemView):
            yield from _inside(child)


def _parts(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, QScrollArea):
        return [widget.widget()] if widget.widget() is not None else []
    if isinstance(widget, QStackedWidget):
        return [widget.currentWidget()] if widget.currentWidget() is not None else []
    if isinstance(widget, QSplitter):
        return [widget.widget(place) for place in range(widget.count())]
    laid = _laid(widget.layout()) if widget.layout() is not None else []
    rest = [
        one
        for one in widget.children()
        if isinstance(one, QWidget) and not one.isWindow() and one not in laid
    ]
    return [*laid, *rest]


def _laid(layout: QLayout) -> list[QWidget]:
    found: list[QWidget] = []
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if (widget := item.widget()) is not None:
            found.append(widget)
        elif (inner := item.layout()) is not None:
            found += _laid(inner)
    return found
