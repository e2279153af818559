"""The fields of the appointment editor and how they lie; what they do is said by the popover."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.models.appointment import KINDS, STATUSES
from app.models.qt.session import Session
from app.ui.panes.record_picker import RecordPicker
from app.ui.panes.title_line import TitleLine
from app.ui.widgets.buttons import Button, IconButton, LinkLabel
from app.ui.widgets.cards import Rule
from app.ui.widgets.checks import CheckBox
from app.ui.widgets.chips import Pill
from app.ui.widgets.combo import ComboBox, ComboField
from app.ui.widgets.dates import DateField, TimeField
from app.ui.widgets.editor_parts import ErrorLine, SavedMark, side_by_side
from app.ui.widgets.fields import Labelled, TextArea, TextField
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.label import IconLabel, Label
from app.ui.widgets.popover import Popover

WIDTH = 412


class AppointmentForm(Popover):
    """Every field of an appointment, in one column."""

    def __init__(self, session: Session, window: QWidget, *, clock: Callable[[], datetime]) -> None:
        super().__init__(window, padding=18, width=WIDTH)
        self._session, self._clock = session, clock
        self.body.setSpacing(9)
        self._make_fields()
        self._compose()

    def _make_fields(self) -> None:
        self.title = TitleLine(self.tr("Title, or “Site visit Thu 10:30 45 min”"), self.tr("Title"))
        self.title_error = ErrorLine()
        self.kinds = KindChips()
        self.people = RecordPicker(self._session, "contact", self.tr("With"), many=True)
        self.day = DateField(self.tr("Day"), today=lambda: self._clock().date())
        self.start = TimeField(self.tr("From"))
        self.end = TimeField(self.tr("To"))
        self.last_day = DateField(self.tr("Until"), today=lambda: self._clock().date())
        self.all_day = CheckBox(self.tr("No time, all day"))
        self.free_icon = IconLabel("circle-check", 16, "accent")
        self.free = Label("", "small", "text2", wrap=True)
        self.place = TextField(self.tr("Where"), icon="map-pin")
        self.offer = LinkLabel("", "small_medium")
        self.offer.hide()
        self.who = MenuBox("user")
        self.who_field = Labelled(self.tr("Who goes"), self.who)
        self.state = ComboField(self.tr("State"), list(STATUSES.items()), icon="circle-dot")
        self.note = TextArea(self.tr("Notes"), lines=3)
        self.delete = Button(self.tr("Delete"), kind="danger")
        self.done = Button(self.tr("Done"), kind="primary")
        self.saved_mark = SavedMark()

    def _compose(self) -> None:
        head = QHBoxLayout()
        close = IconButton("x", self.tr("Close"), box=26)
        close.clicked.connect(self.finish)
        head.addWidget(self.title, 1)
        head.addWidget(close)
        self.body.addLayout(head)
        self.body.addWidget(self.title_error)
        self.body.addWidget(self.kinds)
        self.body.addWidget(self.people)
        self.body.addLayout(
            side_by_side((self.day, 5), (self.start, 3), (self.end, 3), (self.last_day, 5))
        )
        self.body.addWidget(self.all_day)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.free_icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.free, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.place)
        self.body.addWidget(self.offer)
        self.body.addLayout(side_by_side((self.who_field, 1), (self.state, 1)))
        self.body.addWidget(self.note)
        self.body.addWidget(Rule())
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self.delete)
        foot.addStretch(1)
        foot.addWidget(self.saved_mark)
        foot.addSpacing(6)
        foot.addWidget(self.done)
        self.body.addLayout(foot)

    def finish(self) -> None:
        """Commit what is being typed and close, unless something is wrong."""
        self.title.commit()
        if not self.title_error.isVisibleTo(self):
            self.close_popover()

    def _say_title_error(self, words: str) -> None:
        self.title_error.say(words)

    def _say_saved(self, kept: bool) -> None:
        self.saved_mark.show_kept(kept)


class KindChips(QWidget):
    """The kinds of appointments, of which one holds. Signal: `chosen(str)`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self, gap=6)
        self._pills = {
            key: Pill(key, label, dot=f"{colour}.bar") for key, (label, colour, _) in KINDS.items()
        }
        for key, pill in self._pills.items():
            flow.addWidget(pill)
            pill.clicked.connect(lambda _on=False, one=key: self._pressed(one))

    def set_current(self, key: str) -> None:
        """Make a kind hold, silently."""
        for name, pill in self._pills.items():
            pill.setChecked(name == key)

    def _pressed(self, key: str) -> None:
        self.set_current(key)
        self.chosen.emit(key)


class MenuBox(ComboBox):
    """Looks like a choice and opens a menu in which several things can be ticked."""

    def __init__(self, icon: str) -> None:
        super().__init__(icon)
        self.menu: QMenu | None = None
        self.addItem("")

    def show_words(self, words: str) -> None:
        """Show what is ticked."""
        self.setItemText(0, words)
        self.setCurrentIndex(0)
        self.update()

    def showPopup(self) -> None:
        """Open the menu."""
        if self.menu is not None:
            self.menu.setMinimumWidth(self.width())
            self.menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
