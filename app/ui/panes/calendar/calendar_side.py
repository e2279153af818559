"""Beside the calendar: a month to leaf through, whose appointments, and of which kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.models.qt.session import Session
from app.storage.queries import calendar
from app.ui import book_time
from app.ui.panes.calendar.calendar_known import Known, plural_of
from app.ui.panes.calendar.week_layout import NOBODY, Column, Event
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current
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
        self._suit_width()
        current().changed.connect(self._suit_width)
        self.month = MiniMonth(today)
        self.month.number_weeks()
        self.people = TickList(self.tr("People"))
        self.rooms = TickList(self.tr("Rooms and things"), ticked=False)
        self.kinds = TickList(self.tr("Kinds"))
        self.beside = CheckBox(self.tr("Side by side in a day"), checked=True)
        self.weekends = CheckBox(self.tr("Show weekends"))
        self.away = Label("", "small", "text2", wrap=True)
        self.away.hide()
        self.chosen_weekends: bool | None = None
        self._known: Known | None = None
        self._compose()
        self.month.date_chosen.connect(self.date_chosen)
        self.month.month_shown.connect(lambda _month: self.show_busy())
        self.weekends.clicked.connect(self._weekends_clicked)
        self.beside.toggled.connect(lambda _on: self.filters_changed.emit())
        for ticks in (self.people, self.rooms, self.kinds):
            ticks.changed.connect(self.filters_changed)
        self.follow_theme()

    def _suit_width(self) -> None:
        """Wider for larger text, but never at the cost of the days."""
        self.setFixedWidth(round(WIDTH * min(max(current().scale, 1.0), 1.2)))

    def _compose(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 18, 12)
        column.setSpacing(12)
        column.addWidget(self.month)
        column.addWidget(self.away)
        for part in (self.people, self.rooms, self.kinds):
            column.addWidget(part)
        last = QVBoxLayout()
        last.setSpacing(2)
        last.addWidget(self.weekends)
        last.addWidget(self.beside)
        column.addLayout(last)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(inner)
        inner.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(area)

    def read(self, known: Known) -> None:
        """Show who works here and what there is; known ticks stay."""
        self._known = known
        people = {one: (who.colour, who.letters) for one, who in known.staff.items()}
        self.people.show_choices(
            [(one, who.name, "slate") for one, who in known.staff.items()], badges=people
        )
        self.rooms.show_choices([(one, name, "slate") for one, name in known.resources.items()])
        self.kinds.show_choices(
            [(key, plural_of(kind), kind.colour) for key, kind in known.kinds.items()]
        )
        self.say_zone(book_time.computer_words())
        self.beside.setVisible(len(known.staff) + len(known.resources) > 1)
        self.show_busy()

    def say_zone(self, sentence: str) -> None:
        """Say quietly that this computer's clock shows other times than the calendar."""
        self.away.set_text(sentence)
        self.away.setVisible(bool(sentence))

    def show_busy(self) -> None:
        """Put dots under the days of the shown month on which something is."""
        first = self.month.month() - timedelta(days=7)
        last = first + timedelta(days=56)
        days = self._session.read(calendar.days_with_events, first.isoformat(), last.isoformat())
        self.month.set_busy(date.fromisoformat(day) for day in days)

    def _weekends_clicked(self) -> None:
        self.chosen_weekends = self.weekends.isChecked()
        self.filters_changed.emit()

    def choose_weekends(self, on: bool) -> None:
        """Show the weekend or not, as the person wishes."""
        self.chosen_weekends = on
        self.weekends.setChecked(on)
        self.filters_changed.emit()

    def layout_kept(self) -> dict[str, object]:
        """Whether weekends are shown, where that was chosen, and people side by side."""
        return {"weekends": self.chosen_weekends, "beside": self.beside.isChecked()}

    def take_layout(self, layout: dict[str, object]) -> None:
        """Take that back."""
        weekends = str(layout.get("weekends")).lower()
        if weekends in ("true", "false"):
            self.choose_weekends(weekends == "true")
        self.beside.setChecked(str(layout.get("beside")).lower() != "false")

    def suit_weekend(self, day: date) -> None:
        """Show the weekend when that day is one, unless the person chose otherwise."""
        if self.chosen_weekends is None:
            self.weekends.setChecked(day.weekday() > 4)

    def shows(self, kind: str, staff_ids: Sequence[int], resource_ids: Sequence[int] = ()) -> bool:
        """Whether an appointment passes the filters; one that nobody goes to always does."""
        if not self.kinds.is_ticked(kind):
            return False
        if any(self.rooms.is_ticked(one, unknown=False) for one in resource_ids):
            return True
        known = [one for one in staff_ids if self.people.has(one)]
        return not known or any(self.people.is_ticked(one) for one in known)

    def columns(self, day: date, events: Sequence[Event]) -> tuple[Column, ...]:
        """The columns of a day: one of everybody, or one for each person and thing that is ticked.

        What nobody goes to yet has a column of its own where there is any.
        """
        if not self.beside.isChecked() or not self.beside.isVisibleTo(self):
            return (Column(day),)
        people = self._known.staff if self._known is not None else {}
        found = [
            Column(day, ("staff", one), people[one].name, people[one].colour, people[one].letters)
            for one, _ in self.people.ticked() if one in people
        ]  # fmt: skip
        found += [Column(day, ("resource", one), name) for one, name in self.rooms.ticked()]
        if len(found) < 2:
            return (Column(day),)
        nobody = Column(day, NOBODY, self.tr("Nobody yet"))
        return (*found, nobody) if any(map(nobody.takes, events)) else tuple(found)

    def _draw(self, canvas: Canvas) -> None:
        canvas.upright(canvas.width - 1, 0, canvas.height, "line")


class TickList(QWidget):
    """A heading and check boxes, gone while there is nothing to tick. Signal: `changed`."""

    changed = Signal()

    def __init__(self, heading: str, *, ticked: bool = True) -> None:
        super().__init__()
        self._first = ticked
        self._shown: object = None
        self.boxes: dict[object, CheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(Label(heading, "overline", "text2"))
        self._column.addSpacing(4)

    def show_choices(
        self,
        choices: list[tuple[object, str, str]],
        *,
        badges: Mapping[int, tuple[str, str]] | None = None,
    ) -> None:
        """Show (key, words, colour), people with colour and initials; what was ticked stays so."""
        self.setVisible(bool(choices))
        wanted = (choices, dict(badges or {}))
        if wanted == self._shown:
            return
        ticked = {key: box.isChecked() for key, box in self.boxes.items()}
        for box in self.boxes.values():
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._shown, self.boxes = wanted, {}
        for key, words, colour in choices:
            on = ticked.get(key, self._first)
            badge = (badges or {}).get(key)  # type: ignore[call-overload]
            box = CheckBox(words, checked=on, kind=colour, badge=badge)
            # A long name is shortened; it must not push the month out of its column
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.toggled.connect(lambda _on: self.changed.emit())
            self.boxes[key] = box
            self._column.addWidget(box)

    def has(self, key: object) -> bool:
        """Whether there is a box for that."""
        return key in self.boxes

    def is_ticked(self, key: object, *, unknown: bool = True) -> bool:
        """Whether that is ticked; ``unknown`` for what has no box."""
        box = self.boxes.get(key)
        return unknown if box is None else box.isChecked()

    def ticked(self) -> list[tuple[int, str]]:
        """What is ticked: ids and words."""
        return [
            (key, box.text())
            for key, box in self.boxes.items()
            if box.isChecked() and isinstance(key, int)
        ]
