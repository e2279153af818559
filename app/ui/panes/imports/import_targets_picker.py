"""Where a column can go: a short list one can search, opened from the column's box."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.models.fold import fold
from app.models.imports.import_targets import LEAVE_OUT, OWN, Target, targets
from app.ui.delegates.palette_row import PaletteRow
from app.ui.delegates.rows import PaletteRowValue
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Pressable
from app.ui.widgets.fields import TextField
from app.ui.widgets.popover import Popover

_ICONS = {
    "Name and person": "user", "Company": "building-2", "Phone": "phone", "Email": "mail",
    "Work address": "map-pin", "Home address": "house", "Address": "map-pin", "More": "list",
    "Own fields": "tag",
}  # fmt: skip


class TargetBox(Pressable):
    """The box that says where a column goes and opens the list. Signal: `clicked`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._quiet = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def show_target(self, words: str, *, quiet: bool) -> None:
        """Say another target; quiet ones are left out."""
        self._quiet = quiet
        self.setText(words)
        self.update()

    def sizeHint(self) -> QSize:
        """A wide box, whatever it says."""
        return QSize(260, current().control_height)

    def minimumSizeHint(self) -> QSize:
        """The least that can be read."""
        return QSize(140, current().control_height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with the arrow down as well."""
        if event.key() == Qt.Key.Key_Down:
            self.click()
            return
        super().keyPressEvent(event)

    def _draw(self, canvas: Canvas) -> None:
        edge = "border_strong" if self.hovered else "field_edge"
        canvas.box(QRectF(self.rect()), Radius.control, "surface", edge)
        words = canvas.rect(11, 0, canvas.width - 41, canvas.height)
        canvas.text(words, self.text(), "field", "text2" if self._quiet else "text")
        arrow = canvas.rect(canvas.width - 25, (canvas.height - 14) / 2, 14, 14)
        canvas.icon(arrow, "chevron-down")
        self._draw_ring(canvas, Radius.control)


class TargetPicker(QObject):
    """A popover with a search field and the targets in groups. Signal: `picked(str key)`."""

    picked = Signal(str)

    def __init__(self, window: QWidget, own_fields: Sequence[str] = ()) -> None:
        super().__init__(window)
        self._own = tuple(own_fields)
        self._header = ""
        self.popover = Popover(window, padding=10, width=360)
        self.field = TextField("", icon="search", placeholder=self.tr("Find a field"))
        self.field.editor.setAccessibleName(self.tr("Find a field"))
        self.model = ValueModel()
        self.rows = RowList(PaletteRow(), measured=True, ground="raised")
        self.rows.setModel(self.model)
        self.rows.setFixedHeight(340)
        self.rows.setAccessibleName(self.tr("Where the column goes"))
        self.popover.body.setSpacing(6)
        self.popover.body.addWidget(self.field)
        self.popover.body.addWidget(self.rows)
        self.field.edited.connect(self._filter)
        self.field.editor.returnPressed.connect(self._take_current)
        self.field.editor.installEventFilter(self)
        self.rows.clicked.connect(self._take)
        self.rows.opened.connect(self._taken)

    def open_for(self, anchor: QWidget, header: str, key: str) -> None:
        """Open beside a column's box, its target chosen."""
        self._header = header
        self.field.set_text("")
        self._filter("")
        self.popover.open_beside(anchor)
        self.field.editor.setFocus(Qt.FocusReason.PopupFocusReason)
        row = self.model.row_of(key)
        if row >= 0:
            self.rows.choose_row(row)

    def _offered(self) -> list[Target]:
        found = [target for target in targets() if target.key != LEAVE_OUT]
        known = [self._header, *self._own] if self._header not in self._own else self._own
        own = [
            Target(
                OWN + name,
                name if name in self._own else self.tr("New field: {name}").format(name=name),
                "Own fields",
            )
            for name in known
            if name
        ]
        return [Target(LEAVE_OUT, self.tr("Leave out"), ""), *own, *found]

    def _filter(self, text: str) -> None:
        sought = fold(text).split()
        values: list[PaletteRowValue] = []
        group = ""
        for target in self._offered():
            words = fold(f"{target.label} {target.group}")
            if not all(part in words for part in sought):
                continue
            if target.group != group:
                group = target.group
                values.append(PaletteRowValue(None, section=group))
            icon = "circle-minus" if target.key == LEAVE_OUT else _ICONS.get(group, "list")
            values.append(PaletteRowValue(target.key, target.label, icon=icon))
        self.model.set_values(values)
        named = [(_rank(one.title, text), n) for n, one in enumerate(values) if one.title]
        if sought and named:
            self.rows.choose_row(min(named)[1])

    def eventFilter(self, _watched: QObject, event: object) -> bool:
        """Move in the list with the arrows while typing."""
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self._move(step)
                return True
        return False

    def _move(self, step: int) -> None:
        row = self.rows.currentIndex().row() + step
        while 0 <= row < self.model.rowCount():
            if getattr(self.model.value(row), "title", ""):
                self.rows.choose_row(row)
                return
            row += step

    def _take_current(self) -> None:
        self._taken(self.rows.current_id())

    def _take(self, index: QModelIndex) -> None:
        self._taken(self.rows.id_at(index.row()))

    def _taken(self, key: object) -> None:
        if isinstance(key, str):
            self.popover.close_popover()
            self.picked.emit(key)


def _rank(label: str, text: str) -> int:
    """What is called so comes before what begins so, and that before the rest."""
    name, typed = fold(label), fold(text)
    return 0 if name == typed else 1 if name.startswith(typed) else 2
