"""The firm's own series of steps, such as "+0 call, +3 letter, +10 visit"."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.activity_series import ActivitySeries, SeriesStep, in_words
from app.models.errors import Refusal
from app.models.operations import activity_series
from app.models.qt.session import Session
from app.models.task import CHANNELS
from app.storage.changes import Changes
from app.ui.delegates.rows import TodoRowValue
from app.ui.delegates.small_rows import TodoRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.combo import ComboField
from app.ui.widgets.editor_parts import ErrorLine, side_by_side
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label

HIGHEST = 230
NEW = ActivitySeries("", (SeriesStep(0, "Call", "call"),))


class SeriesPart(QWidget):
    """The list, and the steps of the chosen one; what is changed is kept when its field is left."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._known: list[ActivitySeries] = []
        self._shown, self._was, self._loading = NEW, "", False
        self.model = ValueModel()
        self.rows = RowList(TodoRow(), ground="canvas")
        self.rows.setModel(self.model)
        self.rows.setAccessibleName(self.tr("Series of steps"))
        self.name = TextField(self.tr("Name"), placeholder=self.tr("After a visit"))
        self.lines: list[StepLine] = []
        self._steps = QVBoxLayout()
        self._steps.setSpacing(6)
        self.error = ErrorLine()
        self.more = Button(self.tr("Add a step"), "plus", "ghost", small=True)
        self.add = Button(self.tr("New series"), "plus", small=True)
        self.remove = Button(self.tr("Delete series"), "trash-2", "ghost", small=True)
        self._compose()
        self.rows.current_changed.connect(self._chosen)
        self.name.committed.connect(lambda text: self._save(replace(self._shown, name=text)))
        self.more.clicked.connect(self._add_step)
        self.add.clicked.connect(self._begin)
        self.remove.clicked.connect(self._remove)
        session.changed.connect(self._follow)
        self.load()

    def _compose(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.rows)
        column.addWidget(self.name)
        column.addWidget(
            Label(
                self.tr("Days are counted from the start, or from the appointment;"
                        " those below 0 come before it."),
                "small", "text2", wrap=True,
            )
        )  # fmt: skip
        column.addLayout(self._steps)
        column.addWidget(self.error)
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addStretch(1)
        row.addWidget(self.remove)
        row.addWidget(self.add)
        column.addLayout(row)

    def _follow(self, _changes: Changes) -> None:
        self.load()

    def load(self) -> None:
        """Read the series; the chosen one stays chosen."""
        self._known = self._session.read(activity_series.all_series)
        self._loading = True
        self.model.set_values([_row(place, one) for place, one in enumerate(self._known)])
        self.rows.setFixedHeight(max(1, min(self.rows.content_height(), HIGHEST)))
        names = [one.name for one in self._known]
        ids = [one.id for one in self._known]
        place = ids.index(self._shown.id) if self._shown.id in ids and self._shown.id else -1
        if place < 0 and self._shown.name in names:
            place = names.index(self._shown.name)
        if place < 0 and self._shown.name:
            place = 0
        if place >= 0:
            self.rows.setCurrentIndex(self.model.index(place, 0))
        self._loading = False
        if place >= 0:
            self._show(self._known[place])
        elif not self.lines:
            self._show(self._known[0] if self._known else NEW)
            self.rows.setCurrentIndex(self.model.index(0, 0))

    def _chosen(self, place: object) -> None:
        if not self._loading and isinstance(place, int) and place < len(self._known):
            self._show(self._known[place])

    def _show(self, series: ActivitySeries) -> None:
        same = series == self._shown and len(self.lines) == len(series.steps)
        self._shown, self._was = series, "" if series.id else series.name
        self.name.set_text(series.name)
        self.remove.setVisible(bool(series.name))
        self.error.say("")
        if not same:
            self._fill(series)

    def _fill(self, series: ActivitySeries) -> None:
        for line in self.lines:
            self._steps.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [StepLine(step) for step in series.steps]
        for line in self.lines:
            line.changed.connect(self._step_changed)
            line.removed.connect(self._step_removed)
            self._steps.addWidget(line)
            line.show()

    def _begin(self) -> None:
        self.rows.clearSelection()
        self._show(NEW)
        self.name.editor.setFocus()

    def _add_step(self) -> None:
        last = max((one.days for one in self._shown.steps), default=-7)
        step = SeriesStep(last + 7, CHANNELS["call"], "call")
        self._save(replace(self._shown, steps=(*self._shown.steps, step)))

    def _step_changed(self) -> None:
        steps = [line.step() for line in self.lines]
        if None in steps:
            self.error.say(self.tr("Days are a number such as 3, or -1 for the day before."))
            return
        self._save(replace(self._shown, steps=tuple(one for one in steps if one is not None)))

    def _step_removed(self, line: object) -> None:
        steps = [one.step() for one in self.lines if one is not line]
        self._save(replace(self._shown, steps=tuple(one for one in steps if one is not None)))

    def _save(self, series: ActivitySeries) -> None:
        if not series.name.strip():
            self._shown = series
            self._fill(series)
            return
        series = replace(series, name=series.name.strip())
        before, self._shown = self._shown, series
        try:
            made = self._session.do(activity_series.save_series, series, was=self._was)
        except Refusal as refusal:
            self._shown = before
            self.error.say(refusal.message)
            return
        self._show(self._session.read(activity_series.load_series, made))
        self.load()

    def _remove(self) -> None:
        series = self._shown
        if self._session.do(activity_series.delete_series, series) is None:
            self._session.say(self.tr("Series “{}” deleted.").format(series.name))


class StepLine(QWidget):
    """One step: days, what it is, what to do. Signals: `changed`, `removed(self)`."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, step: SeriesStep) -> None:
        super().__init__()
        self.days = TextField("", f"{step.days:+d}")
        self.days.editor.setAccessibleName(self.tr("Days after the start"))
        self.channel = ComboField("", list(CHANNELS.items()), step.channel)
        self.channel.combo.setAccessibleName(self.tr("What it is"))
        self.title = TextField("", step.title)
        self.title.editor.setAccessibleName(self.tr("What there is to do"))
        gone = IconButton("x", self.tr("Take this step away"), box=28)
        row = side_by_side((self.days, 2), (self.channel, 4), (self.title, 9), (gone, 0))
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)
        self.days.committed.connect(lambda _text: self.changed.emit())
        self.title.committed.connect(lambda _text: self.changed.emit())
        self.channel.chosen.connect(lambda _key: self.changed.emit())
        gone.clicked.connect(lambda: self.removed.emit(self))

    def step(self) -> SeriesStep | None:
        """What stands in the line; ``None`` while its days are no number."""
        text = self.days.text().strip().replace("−", "-")
        try:
            days = int(text)
        except ValueError:
            return None
        return SeriesStep(days, self.title.text().strip(), str(self.channel.current_key() or ""))


def _row(place: int, series: ActivitySeries) -> TodoRowValue:
    return TodoRowValue(place, series.name, in_words(series), lead="list-todo", kind="sky")
