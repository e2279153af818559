"""Who gets the letter: sources, everybody with a box, and what is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.letters import Standing
from app.ui.delegates.base import RowDelegate, RowState
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.panes.page_parts import SurfaceColumn
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Rule
from app.ui.widgets.chips import Chip
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.label import Label
from app.ui.widgets.segmented import SegmentedControl
from app.ui.words import counted

_BOX_ENDS = 44


@dataclass(frozen=True, slots=True)
class RecipientValue:
    """Somebody in the list; `reason` says why they cannot get a letter."""

    id: int
    name: str
    line: str
    ticked: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where people came from: a tag, a list, a choice; `ids` in their order."""

    key: str
    text: str
    kind: str
    ids: tuple[int, ...]


class RecipientRow(RowDelegate):
    """A box, a name, and the firm or the reason."""

    def row_height(self) -> int:
        """Two lines and room."""
        return current().line("medium") + current().line("small") + 14

    def height_for(self, _value: object, _width: int) -> int:
        """The same for all."""
        return self.row_height()

    def paint_row(self, canvas: Canvas, value: RecipientValue, state: RowState) -> None:
        """Paint box, name and line."""
        self.ground(canvas, state)
        ticked = Qt.CheckState.Checked if value.ticked else Qt.CheckState.Unchecked
        box = canvas.rect(20, (canvas.height - 16) / 2, 16, 16)
        canvas.check(box, ticked, enabled=not value.reason)
        theme = current()
        first, second = theme.line("medium"), theme.line("small") if value.line else 0
        top = (canvas.height - first - second) / 2
        room = canvas.width - 50 - 16
        tone = "text" if value.ticked else "text2"
        canvas.text(canvas.rect(50, top, room, first), value.name, "medium", tone)
        under = canvas.rect(50, top + first, room, second)
        canvas.text(under, value.line, "small", "warn" if value.reason else "text2")


class RecipientList(RowList):
    """Signal: `toggled(object id)` on the box or Space; choosing a row shows that letter."""

    toggled = Signal(object)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick on the box."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        x = event.position().x()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.viewport().width() - x
        if index.isValid() and x < _BOX_ENDS and event.button() == Qt.MouseButton.LeftButton:
            self.toggled.emit(self.id_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.ring_shown = True
            self.toggled.emit(self.current_id())
            return
        super().keyPressEvent(event)


class LetterRecipients(SurfaceColumn):
    """The right column. Holds sources and who was unticked; knows nothing of templates.

    Signals: `changed` when those who get a letter are others, `chosen(object id)`,
    `add_requested`, `make_requested`, `way_changed`.
    """

    changed = Signal()
    chosen = Signal(object)
    add_requested = Signal()
    sources_changed = Signal()
    make_requested = Signal()
    way_changed = Signal()

    def __init__(self, *, pdf: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sources: list[Source] = []
        self.people: list[Standing] = []
        self.unticked: set[int] = set()
        self.model = ValueModel()
        self.list = RecipientList(RecipientRow())
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Who gets it"))
        self.count = Label("", "body", "text2")
        self.add = Chip(self.tr("Add people"), "", icon="plus")
        self.empty = EmptyState(
            self.tr("Nobody chosen yet"), self.tr("Add a tag, a list, or people by name.")
        )
        ways = [("word", "Word"), ("pdf", "PDF")] if pdf else [("word", "Word")]
        self.way = SegmentedControl(ways)
        self.files = SegmentedControl(
            [("one", self.tr("One file")), ("each", self.tr("One file each"))]
        )
        self.place = Label("", "small", "text2", wrap=True)
        self.make = Button("", "file-text", "primary", wide=True)
        self._compose()
        self.add.clicked.connect(self.add_requested)
        self.make.clicked.connect(self.make_requested)
        self.list.toggled.connect(self.toggle)
        self.list.current_changed.connect(self.chosen)
        self.way.chosen.connect(lambda _key: self.way_changed.emit())
        self.files.chosen.connect(lambda _key: self.way_changed.emit())
        self._refresh()

    def _compose(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 16, 20, 8)
        head.addWidget(Label(self.tr("Who gets it"), "strong"))
        head.addStretch(1)
        head.addWidget(self.count)
        self.tags = QWidget()
        self._flow = FlowLayout(self.tags, gap=6)
        tags = QHBoxLayout()
        tags.setContentsMargins(20, 0, 20, 8)
        tags.addWidget(self.tags)
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 12, 20, 16)
        foot.setSpacing(10)
        foot.addWidget(self.way)
        foot.addWidget(self.files)
        foot.addWidget(self.place)
        foot.addWidget(self.make)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(tags)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(Rule("line"))
        column.addLayout(foot)

    def show_place(self, words: str) -> None:
        """Say where the letters go; as high as the words need."""
        self.place.set_text(words)
        self.place.setMinimumHeight(self.place.heightForWidth(self.width() - 40))

    # Who -------------------------------------------------------------------------------------

    def ids(self) -> list[int]:
        """Everybody of all sources, once each."""
        return list(dict.fromkeys(one for source in self.sources for one in source.ids))

    def receiving(self) -> list[int]:
        """Those who get a letter, in order."""
        return [one.id for one in self.people if not one.reason and one.id not in self.unticked]

    def add_source(self, source: Source) -> None:
        """Add people from somewhere; the same place twice is one."""
        self.sources = [one for one in self.sources if one.key != source.key] + [source]
        self.unticked -= set(source.ids)
        self._show_tags()
        self.sources_changed.emit()

    def set_sources(self, sources: Sequence[Source]) -> None:
        """Write to these and nobody else."""
        self.sources = list(sources)
        self.unticked.clear()
        self._show_tags()
        self.sources_changed.emit()

    def _drop_source(self, key: str) -> None:
        self.set_sources([one for one in self.sources if one.key != key])

    def _show_tags(self) -> None:
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self.add:
                widget.deleteLater()
        for source in self.sources:
            chip = Chip(source.text, source.kind, removable=True)
            chip.setAccessibleName(f"{source.text}, {counted(len(source.ids), 'contact')}")
            key = source.key
            chip.remove_requested.connect(lambda key=key: self._drop_source(key))
            self._flow.addWidget(chip)
        self._flow.addWidget(self.add)
        self.tags.updateGeometry()

    def show_people(self, people: Sequence[Standing]) -> None:
        """Show who they are and who cannot get a letter."""
        self.people = list(people)
        if self.add.parent() is not self.tags:
            self._show_tags()
        self._refresh()

    def toggle(self, contact_id: object) -> None:
        """Leave somebody out by hand, or take them in again."""
        person = next((one for one in self.people if one.id == contact_id), None)
        if person is None or person.reason:
            return
        self.unticked ^= {person.id}
        row = self.model.row_of(contact_id)
        self._refresh()
        self.list.choose_row(row)
        self.changed.emit()

    def _refresh(self) -> None:
        current_id = self.list.current_id()
        self.model.set_values(
            [
                RecipientValue(
                    one.id, one.name, one.reason or one.company,
                    not one.reason and one.id not in self.unticked, one.reason,
                )
                for one in self.people
            ]
        )  # fmt: skip
        row = self.model.row_of(current_id) if current_id else -1
        if row >= 0:
            blocked = self.list.blockSignals(True)
            self.list.choose_row(row)
            self.list.blockSignals(blocked)
        getting, all_of_them = len(self.receiving()), len(self.people)
        self.count.set_text(f"{getting:,} of {all_of_them:,}" if all_of_them else "")
        self.list.setVisible(bool(all_of_them))
        self.empty.setVisible(not all_of_them)
        letters = counted(getting, "letter") if getting else self.tr("letters")
        self.make.setText(self.tr("Make {letters}").format(letters=letters))
        self.make.setEnabled(bool(getting))
