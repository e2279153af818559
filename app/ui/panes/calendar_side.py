"""Beside the calendar: a month to leaf through, whose appointments, and of which kinds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.models.appointment import KINDS
from app.models.qt.session import Session
from app.storage.queries import calendar, records
from app.ui.panes.calendar_events import KIND_GROUPS
from app.ui.theme.canvas import Canvas
from app.ui.widgets.base import Painted
from app.ui.widgets.checks import CheckBox
from app.ui.widgets.label import Label
from app.ui.widgets.mini_month import MiniMonth

WIDTH = 246


class CalendarSide(Painted):
    """Signals: `date_chosen(date)`, `filters_changed`.

    ``chosen_weekends`` is what the person chose; while that is ``None`` the weekend is shown when
    it is today or when something on it was asked for.
    """

    date_chosen = Signal(object)
    filters_changed = Signal()

    def __init__(self, session: Session, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setFixedWidth(WIDTH)
        self.month = MiniMonth(today)
        self._people = QVBoxLayout()
        self._people.setSpacing(2)
        self._staff_boxes: dict[int, CheckBox] = {}
        self._kind_boxes: dict[str, CheckBox] = {}
        self.weekends = CheckBox(self.tr("Show weekends"))
        self.chosen_weekends: bool | None = None
        self._people_head = Label(self.tr("People"), "overline", "text2")
        self._compose()
        self.month.date_chosen.connect(self.date_chosen)
        self.month.month_shown.connect(lambda _month: self.show_busy())
        self.weekends.clicked.connect(self._weekends_clicked)
        self.follow_theme()

    def _compose(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 18, 12)
        column.setSpacing(2)
        column.addWidget(self.month)
        column.addSpacing(14)
        column.addWidget(self._people_head)
        column.addSpacing(4)
        column.addLayout(self._people)
        column.addSpacing(12)
        column.addWidget(Label(self.tr("Kinds"), "overline", "text2"))
        column.addSpacing(4)
        for key, (_, colour, _) in KINDS.items():
            box = CheckBox(KIND_GROUPS[key], checked=True, kind=colour)
            box.toggled.connect(lambda _on: self.filters_changed.emit())
            self._kind_boxes[key] = box
            column.addWidget(box)
        column.addSpacing(12)
        column.addWidget(self.weekends)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(inner)
        inner.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(area)

    def read(self) -> None:
        """Read who works here; known ticks stay."""
        staff = self._session.read(records.staff)
        names = {row["id"]: row["name"] for row in staff}
        if names != {key: box.text() for key, box in self._staff_boxes.items()}:
            self._fill_people(names)
        self._people_head.setVisible(bool(names))
        self.show_busy()

    def _fill_people(self, names: dict[int, str]) -> None:
        ticked = {key: box.isChecked() for key, box in self._staff_boxes.items()}
        while self._people.count():
            widget = self._people.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        self._staff_boxes = {}
        for key, name in names.items():
            box = CheckBox(name, checked=ticked.get(key, True), kind="slate", avatar=True)
            box.toggled.connect(lambda _on: self.filters_changed.emit())
            self._staff_boxes[key] = box
            self._people.addWidget(box)

    def show_busy(self) -> None:
        """Put dots under the days of the shown month on which something is."""
        first = self.month.month() - timedelta(days=7)
        last = first + timedelta(days=56)
        days = self._session.read(calendar.days_with_events, first.isoformat(), last.isoformat())
        self.month.set_busy(date.fromisoformat(day) for day in days)

    def _weekends_clicked(self) -> None:
        self.chosen_weekends = self.weekends.isChecked()

    def choose_weekends(self, on: bool) -> None:
        """Show the weekend or not, as the person wishes."""
        self.chosen_weekends = on
        self.weekends.setChecked(on)

    def suit_weekend(self, day: date) -> None:
        """Show the weekend when that day is one, unless the person chose otherwise."""
        if self.chosen_weekends is None:
            self.weekends.setChecked(day.weekday() > 4)

    def shows(self, kind: str, staff_ids: Sequence[int]) -> bool:
        """Whether an appointment passes both filters; one that nobody goes to always does."""
        box = self._kind_boxes.get(kind)
        if box is not None and not box.isChecked():
            return False
        known = [self._staff_boxes[one] for one in staff_ids if one in self._staff_boxes]
        return not known or any(box.isChecked() for box in known)

    def hidden_kinds(self) -> list[str]:
        """The kinds that are not ticked."""
        return [key for key, box in self._kind_boxes.items() if not box.isChecked()]

    def _draw(self, canvas: Canvas) -> None:
        canvas.upright(canvas.width - 1, 0, canvas.height, "line")
