"""The navigation, 216 wide at 100 %: pages, saved lists, and the safety of the book below.

In a narrow window it has icons only, so that the page keeps the room it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.theme.theme import current
from app.ui.widgets.base import Painted
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.label import Label
from app.ui.widgets.navigation import (
    COMPACT,
    BusinessBlock,
    ListItem,
    NavFoot,
    NavItem,
    SearchBox,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from app.ui.theme.canvas import Canvas

WIDTH = 216
SIDE = 10
NARROW = 1060
"""A window narrower than this, at 100 %, leaves the widest page too little beside the words."""


class NavBar(Painted):
    """Where one is and where one can go. It shows what it is told and emits what was pressed."""

    page_chosen = Signal(str)
    list_chosen = Signal(object)
    list_menu_requested = Signal(object, QPoint)
    search_requested = Signal()
    business_requested = Signal()
    safety_requested = Signal()
    settings_requested = Signal()

    def __init__(self, search_keys: str = "Ctrl K", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.business = BusinessBlock()
        self.search = SearchBox(self.tr("Search"), search_keys)
        self.foot = NavFoot()
        self.settings = IconButton("settings", self.tr("Settings"))
        self.compact = False
        self._above: list[QWidget] = []
        self._items: dict[str, NavItem] = {}
        self._lists: dict[object, ListItem] = {}
        self._pages = QVBoxLayout()
        self._pages.setSpacing(2)
        self._heading = Label(self.tr("Lists"), "overline", "text2")
        self._heading.setContentsMargins(11, 14, 0, 4)
        self._heading.hide()
        self._list_box = QVBoxLayout()
        self._list_box.setSpacing(2)
        self._compose()
        self.business.clicked.connect(self.business_requested)
        self.search.clicked.connect(self.search_requested)
        self.foot.clicked.connect(self.safety_requested)
        self.settings.clicked.connect(self.settings_requested)
        self.follow_theme()

    def _compose(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 8, SIDE, 8)
        column.setSpacing(0)
        column.addWidget(self.business)
        column.addSpacing(8)
        column.addWidget(self.search)
        column.addSpacing(10)
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(self._pages)
        rows.addWidget(self._heading)
        rows.addLayout(self._list_box)
        rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        # A scroll area turns the filling of its widget on: the navigation's own ground is below.
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        column.addWidget(scroll, 1)
        column.addSpacing(8)
        self._last = QHBoxLayout()
        self._last.setSpacing(0)
        self._last.addWidget(self.foot, 1)
        self._last.addWidget(self.settings)
        column.addLayout(self._last)

    def _restyle(self) -> None:
        wider = max(1.0, (1 + current().scale) / 2)
        narrow = self.window() is not self and self.window().width() < NARROW * wider
        self.compact = narrow and all(one.isHidden() for one in self._above)
        self.setFixedWidth(COMPACT + 2 * SIDE if self.compact else round(WIDTH * wider))
        way = QBoxLayout.Direction
        self._last.setDirection(way.TopToBottom if self.compact else way.LeftToRight)
        self._heading.setVisible(bool(self._lists) and not self.compact)

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the width of the window."""
        super().showEvent(event)
        self.window().installEventFilter(self)
        self._restyle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Icons only where the window is narrow, and nothing is said above the foot."""
        kind = QEvent.Type
        above = event.type() in (kind.ShowToParent, kind.HideToParent) and watched in self._above
        if above or (event.type() == kind.Resize and watched is self.window()):
            self._restyle()
        return False

    def set_business(self, name: str, caption: str) -> None:
        """Name of the business, and where its book lies in words."""
        self.business.set_business(name, caption)

    def set_pages(self, pages: Sequence[tuple[str, str, str]]) -> None:
        """The pages as (key, text, icon name)."""
        _empty(self._pages)
        self._items = {key: NavItem(key, text, icon) for key, text, icon in pages}
        for number, item in enumerate(self._items.values(), 1):
            item.clicked.connect(self._page_pressed)
            item.setToolTip(f"{item.text()} (Ctrl+{number})" if number < 10 else "")
            self._pages.addWidget(item)

    def set_current(self, key: str) -> None:
        """Mark the page that is open; a list that was marked is no longer."""
        for name, item in self._items.items():
            item.setChecked(name == key)
        for one in self._lists.values():
            one.setChecked(False)

    def set_count(self, key: str, count: str) -> None:
        """A figure beside a page; "" for none."""
        if key in self._items:
            self._items[key].set_count(count)

    def set_lists(self, lists: Sequence[tuple[object, str, str, str]]) -> None:
        """The saved lists as (id, name, category, count)."""
        _empty(self._list_box)
        self._lists = {one[0]: ListItem(*one) for one in lists}
        self._heading.setVisible(bool(lists) and not self.compact)
        for item in self._lists.values():
            item.clicked.connect(self._list_pressed)
            item.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            item.customContextMenuRequested.connect(self._list_menu)
            self._list_box.addWidget(item)

    def set_current_list(self, key: object) -> None:
        """Mark the list that is open."""
        for one, item in self._lists.items():
            item.setChecked(one == key)

    def add_above_foot(self, widget: QWidget) -> None:
        """Put something that is there for a while, such as progress, above the foot."""
        column = self.layout()
        column.insertWidget(column.count() - 2, widget)
        self._above.append(widget)
        widget.installEventFilter(self)

    def set_safety(self, text: str, icon: str = "shield-check", tone: str = "accent") -> None:
        """The sentence at the foot."""
        self.foot.set_state(text, icon, tone)

    def _page_pressed(self) -> None:
        self.page_chosen.emit(self.sender().key)

    def _list_pressed(self) -> None:
        self.list_chosen.emit(self.sender().list_id)

    def _list_menu(self, place: QPoint) -> None:
        item = self.sender()
        self.list_menu_requested.emit(item.list_id, item.mapToGlobal(place))

    def _draw(self, canvas: Canvas) -> None:
        canvas.painter.fillRect(QRectF(self.rect()), current().color("nav"))
        canvas.upright(canvas.width - 1, 0, canvas.height, "line")
        canvas.line(10, self.foot.y() - 5, canvas.width - 20, "line")


def _empty(box: QVBoxLayout) -> None:
    while box.count():
        widget = box.takeAt(0).widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
