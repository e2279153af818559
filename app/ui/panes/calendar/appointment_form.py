"""The fields of the appointment editor and how they lie; what they do is said by the popover."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QScrollArea, QVBoxLayout, QWidget

from app.models.calendar.appointment import STATUSES
from app.models.calendar.recurrence import sentence
from app.models.operations.appointment_kinds import AppointmentKind
from app.models.qt.session import Session
from app.ui.panes.calendar.appointment_about import AboutPart, PlaceOffer
from app.ui.panes.calendar.appointment_clash import FreeLine
from app.ui.panes.calendar.appointment_files import AppointmentFiles
from app.ui.panes.calendar.appointment_repeat import RepeatField
from app.ui.panes.calendar.appointment_times import TimesField
from app.ui.panes.editor_popover import EditorPopover
from app.ui.panes.people.record_picker import RecordPicker
from app.ui.theme.theme import current
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.cards import Rule
from app.ui.widgets.checks import CheckBox
from app.ui.widgets.chips import Pill
from app.ui.widgets.combo import ComboBox, ComboField
from app.ui.widgets.editor_parts import foot_row, head_row, side_by_side
from app.ui.widgets.fields import Labelled, TextArea, TextField
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.label import Label

WIDTH = 412


class AppointmentForm(EditorPopover):
    """Every field of an appointment, in one column."""

    def __init__(self, session: Session, window: QWidget, *, clock: Callable[[], datetime]) -> None:
        title = self.tr("Title, or “Site visit Thu 10:30 45 min”")
        super().__init__(window, title=title, width=WIDTH, spacing=9)
        self._session, self._clock = session, clock
        self._make_fields()
        self._compose()

    def _make_fields(self) -> None:
        self.kinds = KindChips()
        self.people = RecordPicker(self._session, "contact", self.tr("With"), many=True)
        self.times = TimesField(self._clock)
        self.private = CheckBox(self.tr("Private"))
        self.private.setToolTip(self.tr("Colleagues see only that you are busy"))
        self.beside = Said()
        self.free = FreeLine()
        self.place = TextField(self.tr("Where"), icon="map-pin")
        self.about = AboutPart(self._session)
        self.offer = PlaceOffer(self._session)
        self.who = TickMenu(self.tr("Who goes"), "user", self.tr("Nobody yet"))
        self.rooms = TickMenu(self.tr("Room or thing"), "package", self.tr("None"))
        self.remind = ComboField(self.tr("Remind me"), icon="bell")
        self.state = ComboField(self.tr("State"), list(STATUSES.items()), icon="circle-dot")
        self.story = Said()
        self.repeat = RepeatField(self._clock, self._say_rule)
        self.bring = TextField(self.tr("What to bring"))
        self.note = TextArea(self.tr("Notes"), lines=2)
        self.files = AppointmentFiles(self._session, self, self._clock)
        self.delete = Button(self.tr("Delete"), kind="danger")
        self.more = IconButton("ellipsis", self.tr("More"))
        self.steps = IconButton("list-todo", self.tr("Start a series of steps"))
        self.done = Button(self.tr("Done"), kind="primary")

    def _say_rule(self, rule: str, start: date) -> str:
        return sentence(rule, start.isoformat())

    def _compose(self) -> None:
        self.body.addLayout(head_row(self.title, self.finish, self.tr("Close")))
        self.body.addWidget(self.title_error)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        self.times.below.addWidget(self.private)
        self.times.below.addStretch(1)
        for part in (self.kinds, self.people, self.times, self.beside, self.free, self.place,
                     self.offer, self.about):  # fmt: skip
            column.addWidget(part)
        column.addLayout(side_by_side((self.who, 1), (self.rooms, 1)))
        column.addLayout(side_by_side((self.remind, 1), (self.state, 1)))
        for part in (self.story, self.repeat, self.bring, self.note, self.files):
            column.addWidget(part)
        self.area = FitScroll(inner)
        self.body.addWidget(self.area, 1)
        self.body.addWidget(Rule())
        self.body.addLayout(
            foot_row((self.delete, self.more, self.steps), self.saved_mark, self.done)
        )


class Said(Label):
    """A quiet sentence between fields, gone while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__("", "small", "text2", wrap=True)
        self.hide()

    def say(self, words: str) -> None:
        """Say it."""
        self.set_text(words)
        self.setVisible(bool(words))


class KindChips(QWidget):
    """The kinds of appointments, of which one holds. Signal: `chosen(str)`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=6)
        self._pills: dict[str, Pill] = {}

    def show_kinds(self, kinds: Iterable[AppointmentKind]) -> None:
        """Show these kinds."""
        wanted = [(kind.key, kind.name, kind.colour) for kind in kinds]
        if wanted == [(key, pill.text(), pill.colour) for key, pill in self._pills.items()]:
            return
        for pill in self._pills.values():
            self._flow.removeWidget(pill)
            pill.hide()
            pill.deleteLater()
        self._pills = {}
        for key, name, colour in wanted:
            pill = self._pills[key] = KindPill(key, name, colour)
            self._flow.addWidget(pill)
            pill.clicked.connect(lambda _on=False, one=key: self._pressed(one))
            pill.show()

    def set_current(self, key: str) -> None:
        """Make a kind hold, silently."""
        for name, pill in self._pills.items():
            pill.setChecked(name == key)

    def _pressed(self, key: str) -> None:
        self.set_current(key)
        self.chosen.emit(key)


class KindPill(Pill):
    """A kind with the dot of its colour."""

    def __init__(self, key: str, text: str, colour: str) -> None:
        super().__init__(key, text, dot=f"{colour}.bar")
        self.colour = colour


class FitScroll(QScrollArea):
    """As high as what it holds, and scrolling only where the window is too low for that."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(inner)
        # The area fills what it holds unless told otherwise afterwards.
        inner.setAutoFillBackground(False)
        inner.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """What is inside, at this width."""
        inner = self.widget()
        wide = round(WIDTH * max(current().scale, 1.0)) - 36
        width = self.width() if self.isVisible() else wide
        layout = inner.layout()
        layout.activate()
        high = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else -1
        return QSize(width, high if high > 0 else layout.totalSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for a few fields."""
        return QSize(200, 160)

    def eventFilter(self, _watched: object, event: QEvent) -> bool:
        """Ask for another height when what is inside changes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return False


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


class TickMenu(Labelled):
    """Several of a few things, in the order they were ticked. Signal: `changed`."""

    changed = Signal()

    def __init__(self, caption: str, icon: str, nothing: str) -> None:
        self.box = MenuBox(icon)
        super().__init__(caption, self.box)
        self._caption, self._nothing = caption, nothing
        self._names: dict[int, str] = {}
        self._ids: list[int] = []

    def show_choices(self, names: dict[int, str], ticked: Sequence[int]) -> None:
        """Show what there is and what is ticked, silently; gone while there is nothing."""
        self._names, self._ids = names, [one for one in ticked if one in names]
        self.setVisible(bool(names))
        if self.box.menu is not None:
            # It may be open, with names that are no more
            self.box.menu.close()
            self.box.menu.deleteLater()
        menu = QMenu(self.box)
        for key, name in names.items():
            entry = QAction(name.replace("&", "&&"), menu, checkable=True)
            entry.setChecked(key in self._ids)
            entry.toggled.connect(lambda on, one=key: self.tick(one, on))
            menu.addAction(entry)
        self.box.menu = menu
        self._show_words()

    def ids(self) -> list[int]:
        """What is ticked."""
        return list(self._ids)

    def tick(self, key: int, on: bool) -> None:
        """Tick one, or take the tick away; nothing where it is no choice any more."""
        if key not in self._names:
            return
        self._ids = [one for one in self._ids if one != key] + ([key] if on else [])
        self._show_words()
        self.changed.emit()

    def _show_words(self) -> None:
        named = [self._names[one] for one in self._ids]
        words = named[0] if named else self._nothing
        if len(named) > 1:
            words = self.tr("{} and {} more").format(named[0], len(named) - 1)
        self.box.show_words(words)
        self.box.setToolTip(", ".join(named))
        self.box.setAccessibleName(f"{self._caption}: {', '.join(named) or words}")
