"""The kinds of appointments: a list, and the fields of the chosen one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.activity_series import ActivitySeries, in_words
from app.models.errors import Refusal
from app.models.operations import activity_series, appointment_kinds
from app.models.operations.appointment_kinds import AppointmentKind
from app.models.qt.session import Session
from app.storage.changes import Changes
from app.ui import words
from app.ui.delegates.rows import TodoRowValue
from app.ui.delegates.small_rows import TodoRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.settings.colour_choice import ColourChoice
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.combo import ComboField
from app.ui.widgets.editor_parts import ErrorLine, side_by_side
from app.ui.widgets.fields import TextField

NEW = AppointmentKind(minutes=60)
LONGEST = 24 * 60


class KindsPart(QWidget):
    """A change is kept when its field is left; a new kind once it has a name."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._kind, self._adding = session, NEW, False
        self._kinds: dict[str, AppointmentKind] = {}
        self._series: list[ActivitySeries] = []
        self.model = ValueModel()
        self.rows = RowList(TodoRow(), ground="canvas")
        self.rows.setModel(self.model)
        self.rows.setAccessibleName("Kinds of appointments")
        self.name = TextField("Name")
        self.minutes = TextField("Usual minutes")
        self.before = TextField("Keep free before")
        self.after = TextField("Keep free after")
        self.bring = TextField("What to bring")
        self.series = ComboField("Steps started on booking")
        self.colour = ColourChoice()
        self.error = ErrorLine()
        self.add = Button("New kind", "plus", small=True)
        self.remove = Button("No longer offer it", "x", "ghost", small=True)
        self.up = IconButton("chevron-up", "Move up", box=28)
        self.down = IconButton("chevron-down", "Move down", box=28)
        self._compose()
        self._connect()
        session.changed.connect(self._follow)
        self.load()

    def _compose(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.rows)
        column.addLayout(side_by_side((self.name, 2), (self.minutes, 1)))
        column.addLayout(side_by_side((self.before, 1), (self.after, 1)))
        column.addLayout(side_by_side((self.bring, 1), (self.series, 1)))
        column.addWidget(self.colour)
        column.addWidget(self.error)
        row = QHBoxLayout()
        for button in (self.add, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        for mover in (self.up, self.down):
            row.addWidget(mover)
        column.addLayout(row)

    def _connect(self) -> None:
        self.rows.current_changed.connect(self._chosen)
        self.name.committed.connect(lambda text: self._save(name=text.strip()))
        for field, name in ((self.minutes, "minutes"), (self.before, "before_minutes"),
                            (self.after, "after_minutes")):  # fmt: skip
            field.committed.connect(lambda text, one=name: self._save_number(one, text))
        self.bring.committed.connect(lambda text: self._save(bring=text.strip()))
        self.colour.chosen.connect(lambda name: self._save(colour=name))
        self.series.chosen.connect(self._series_chosen)
        self.add.clicked.connect(self._begin)
        self.remove.clicked.connect(self._remove)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            moves = QShortcut(QKeySequence(keys), self.rows)
            moves.setContext(Qt.ShortcutContext.WidgetShortcut)
            moves.activated.connect(lambda step=by: self._move(step))

    def _follow(self, _changes: Changes) -> None:
        self.load()

    def load(self) -> None:
        """Read the kinds; the chosen one stays chosen."""
        found = self._session.read(appointment_kinds.kinds)
        self._kinds = {one.key: one for one in found}
        self.model.set_values([_row(one) for one in found])
        self.rows.setFixedHeight(min(self.rows.content_height(), 270))
        self._series = self._session.read(activity_series.all_series)
        # Suggestions have no number yet: they are chosen by their place.
        steps = [
            (one.id or -place, f"{one.name}: {in_words(one)}")
            for place, one in enumerate(self._series, 1)
        ]
        self.series.set_options([(0, "None"), *steps], 0)
        if not self._kind.key and not self._kind.name and found and not self._adding:
            self._kind = found[0]
        row = self.model.row_of(self._kind.key) if self._kind.key else -1
        if row >= 0:
            self.rows.setCurrentIndex(self.model.index(row, 0))
        self._show(self._kinds.get(self._kind.key, self._kind))

    def _chosen(self, key: object) -> None:
        if isinstance(key, str) and key in self._kinds:
            self._show(self._kinds[key])

    def _show(self, kind: AppointmentKind) -> None:
        self._kind = kind
        self.name.set_text(kind.name)
        self.minutes.set_text(str(kind.minutes))
        self.before.set_text(str(kind.before_minutes))
        self.after.set_text(str(kind.after_minutes))
        self.bring.set_text(kind.bring)
        self.series.set_current(kind.activity_series_id or 0)
        self.colour.set_current(kind.colour)
        self.remove.setVisible(bool(kind.key))
        order = list(self._kinds)
        self.up.setEnabled(kind.key in order[1:])
        self.down.setEnabled(kind.key in order[:-1])
        self.error.say("")

    def _begin(self) -> None:
        self.rows.clearSelection()
        self._adding = True
        self._show(NEW)
        self.name.editor.setFocus()

    def _save_number(self, name: str, text: str) -> None:
        if not text.strip().isdecimal() or int(text) > LONGEST:
            self.error.say("Minutes, up to a day.")
            return
        self._save(**{name: int(text)})

    def _save(self, **values: object) -> None:
        self._kind = replace(self._kind, **values)  # type: ignore[arg-type]
        if not self._kind.name:
            return
        before = set(self._kinds)
        try:
            self._session.do(appointment_kinds.save_kind, self._kind)
        except Refusal as refusal:
            self.error.say(refusal.message)
            return
        new = [one for key, one in self._kinds.items() if key not in before]
        self._adding = False
        if not self._kind.key and new:
            self._show(new[0])

    def _series_chosen(self, key: object) -> None:
        """Let the kind start these steps, once it has a name."""
        if not self._kind.key:
            self.series.set_current(0)
            self.error.say("Give the kind a name first.")
            return
        place = int(str(key))
        numbered = enumerate(self._series, 1)
        chosen = next((one for n, one in numbered if place == (one.id or -n)), None)
        try:
            self._session.do(appointment_kinds.give_series, self._kind, chosen)
        except Refusal as refusal:
            self.error.say(refusal.message)

    def _move(self, by: int) -> None:
        """Offer the chosen kind earlier or later."""
        order = list(self._kinds)
        place = order.index(self._kind.key) if self._kind.key in order else -1
        if place < 0 or not 0 <= place + by < len(order):
            return
        order.insert(place + by, order.pop(place))
        try:
            self._session.do(appointment_kinds.order_kinds, order)
        except Refusal as refusal:
            self.error.say(refusal.message)

    def _remove(self) -> None:
        name = self._kind.name
        try:
            self._session.do(appointment_kinds.remove_kind, self._kind.key)
        except Refusal as refusal:
            self.error.say(refusal.message)
            return
        self._show(NEW)
        self._session.say(f"{name} is no longer offered.")


def _row(kind: AppointmentKind) -> TodoRowValue:
    around = [
        f"{minutes} min {when}"
        for minutes, when in ((kind.before_minutes, "before"), (kind.after_minutes, "after"))
        if minutes
    ]  # fmt: skip
    parts = [words.minutes_words(kind.minutes), *around, kind.bring]
    line = ", ".join(part for part in parts if part)
    return TodoRowValue(kind.key, kind.name, line, lead="calendar", kind=kind.colour)  # type: ignore[arg-type]
