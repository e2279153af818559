"""The search over everything: a pure view that shows the hits it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.delegates.palette_row import PaletteRow
from app.ui.delegates.rows import PaletteRowValue
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Painted
from app.ui.widgets.cards import Rule
from app.ui.widgets.fields import LineEditor
from app.ui.widgets.floating import Floating
from app.ui.widgets.focus_back import FocusBack
from app.ui.widgets.label import IconLabel, Label
from app.ui.widgets.popover import Popover

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent

    from app.ui.theme.canvas import Canvas

_WIDTH = 640
_MARGIN = 62
_PAGE = 6


class _Panel(Floating):
    level = 3
    margin = _MARGIN
    radius = Radius.popover

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep presses on the box; those on the shadow fall to the scrim."""
        inside = self.box_rect().contains(event.position().toPoint())
        event.setAccepted(inside)


class SearchPalette(Painted):
    """Scrim, panel, input, sections of hits, hints. Cover a window with it and call `open_palette`.

    Signals: `text_edited(str)`, `item_activated(object id, bool new_window)`, `closed`.
    The owner answers `text_edited` with `set_sections([(heading, [PaletteRowValue, …]), …])`.
    """

    text_edited = Signal(str)
    item_activated = Signal(object, bool)
    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.hide()
        self._back = FocusBack()
        self._panel = _Panel(self)
        self.input = LineEditor()
        self.input.setPlaceholderText(self.tr("Search or type > for commands"))
        self.input.setAccessibleName(self.tr("Search"))
        self._model = ValueModel()
        self._list = RowList(PaletteRow(), measured=True, ground="raised")
        self._list.setModel(self._model)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = Label(self.tr("Nothing found"), "body", "text2")
        self._nothing.setContentsMargins(20, 16, 20, 16)
        self._nothing.hide()
        self._compose()
        self.input.textEdited.connect(self.text_edited)
        self.input.installEventFilter(self)
        self._list.clicked.connect(self._clicked)
        window.installEventFilter(self)
        self.follow_theme()

    def _compose(self) -> None:
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(_MARGIN + 1, _MARGIN + 1, _MARGIN + 1, _MARGIN + 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(19, 0, 19, 0)
        head.setSpacing(14)
        head.addWidget(IconLabel("search", 18))
        head.addWidget(self.input, 1)
        head.addWidget(Label(self.tr("Esc to close"), "small", "text2"))
        self._head = QWidget()
        self._head.setLayout(head)
        column.addWidget(self._head)
        column.addWidget(Rule())
        column.addSpacing(4)
        column.addWidget(self._list, 1)
        column.addWidget(self._nothing)
        column.addSpacing(6)
        column.addWidget(Rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 11, 20, 11)
        foot.setSpacing(14)
        for hint in (
            self.tr("↑ ↓ to choose"),
            self.tr("Enter to open"),
            self.tr("Ctrl Enter to open in a new window"),
            self.tr("Type > for commands"),
        ):
            foot.addWidget(Label(hint, "caption", "text2"))
        foot.addStretch(1)
        column.addLayout(foot)

    def _restyle(self) -> None:
        self.input.setFont(current().font("input"))
        self._head.setFixedHeight(current().line("input") + 36)

    def open_palette(self, text: str = "") -> None:
        """Show it empty or with a text, and take the keyboard."""
        self._back.note()
        self.input.setText(text)
        self._arrange()
        self.show()
        self.raise_()
        self.input.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text_edited.emit(text)

    def close_palette(self) -> None:
        """Hide it and give the keyboard back."""
        if not self.isVisible():
            return
        # Qt would hand the focus to whatever comes first in the window, with its ring.
        self.input.clearFocus()
        self.hide()
        self._back.give()
        self.closed.emit()

    def set_sections(self, sections: Sequence[tuple[str, Sequence[PaletteRowValue]]]) -> None:
        """Show these hits; the first is chosen."""
        values: list[PaletteRowValue] = []
        for heading, items in sections:
            if items and heading:
                values.append(PaletteRowValue(id=None, section=heading))
            values.extend(items)
        self._model.set_values(values)
        self._nothing.setVisible(not values and bool(self.input.text()))
        # Rows are measured first: a list that grows while it is scrolled hides its first heading.
        self._arrange()
        self._choose(-1, 1)

    def chosen(self) -> PaletteRowValue | None:
        """The hit that Enter would open."""
        return self._model.value(self._list.currentIndex().row())

    def _choose(self, start: int, step: int) -> None:
        row = start + step
        while 0 <= row < self._model.rowCount():
            if self._model.value(row).title:
                self._list.choose_row(row)
                if row <= 1:
                    self._list.scrollToTop()
                return
            row += step

    def _activate(self, *, new_window: bool) -> None:
        hit = self.chosen()
        if hit is not None:
            self.close_palette()
            self.item_activated.emit(hit.id, new_window)

    def _clicked(self) -> None:
        control = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
        self._activate(new_window=bool(control))

    def _key(self, event: QEvent) -> bool:
        key = event.key()
        here = self._list.currentIndex().row()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        pages = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if key in steps:
            self._choose(here, steps[key])
        elif key in pages:
            target = min(max(here + pages[key] * _PAGE, 0), self._model.rowCount() - 1)
            self._choose(target - pages[key], pages[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self._activate(new_window=bool(control))
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Steer the list from the input, and follow the window's size."""
        if watched is self.input and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._arrange()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a press beside the panel."""
        event.accept()
        self.close_palette()

    def _arrange(self) -> None:
        window = self.parentWidget()
        self.setGeometry(window.rect())
        theme = current()
        width = min(round(_WIDTH * max(theme.scale, 1.0)), window.width() - 32)
        top = min(97, window.height() // 8)
        inner = width - 2
        self._list.setFixedWidth(inner)
        self._list.measure_rows()
        self._list.setVisible(self._model.rowCount() > 0)
        chrome = self._head.height() + theme.line("caption") + 36
        room = window.height() - top - chrome - 40
        self._list.setFixedHeight(max(60, min(self._list.content_height(), room)))
        self._panel.layout().activate()
        self._panel.resize(width + 2 * _MARGIN, self._panel.sizeHint().height())
        self._panel.move((window.width() - width) // 2 - _MARGIN, top - _MARGIN)
        self.update()

    def _draw(self, canvas: Canvas) -> None:
        painter: QPainter = canvas.painter
        scrim = QColor(current().color("scrim"))
        scrim.setAlphaF(current().palette.scrim_opacity)
        painter.fillRect(QRectF(self.rect()), scrim)


def close_floating(window: QWidget) -> None:
    """Close what is open over a window; what was typed there is kept as on leaving."""
    for popover in window.findChildren(Popover):
        popover.close_popover()
    for palette in window.findChildren(SearchPalette):
        palette.close_palette()
