"""Bars on top of the window: what stays until it is solved, each with its ways out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.storage.settings import setting
from app.storage.store import Store
from app.ui.widgets.buttons import Button
from app.ui.widgets.notices import InfoBar

Way = tuple[str, Callable[[], object]]


class Bars(QWidget):
    """At most one bar a key; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: dict[str, InfoBar] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 0)
        self._column.setSpacing(6)
        self.hide()

    def show_bar(self, key: str, text: str, tone: str = "info", ways: Sequence[Way] = ()) -> None:
        """Say something that stays, with buttons that lead out of it."""
        self.hide_bar(key)
        bar = InfoBar(text, tone)
        for words, act in ways:
            button = Button(words, small=True)
            button.clicked.connect(act)
            bar.layout().addWidget(button)
        self._bars[key] = bar
        self._column.addWidget(bar)
        self.show()

    def hide_bar(self, key: str) -> None:
        """Take a bar away."""
        bar = self._bars.pop(key, None)
        if bar is not None:
            bar.hide()
            self._column.removeWidget(bar)
            bar.deleteLater()
        self.setVisible(bool(self._bars))

    def has_bar(self, key: str) -> bool:
        """Whether a bar is shown."""
        return key in self._bars

    def say_what_it_is(self, store: Store, own: Callable[[], object]) -> None:
        """Say what is special about a book: only to look at, or made up."""
        if store.read_only_because:
            self.show_bar("read_only", f"{store.read_only_because} Nothing can be changed.")
        if setting(store, "example_data"):
            words = "Example data. Nothing here is real."
            self.show_bar("example", words, "info", [("Start with my own", own)])
