"""How an appointment or a to-do repeats: the usual rules, one's own, and when it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.panes.calendar.repeat_words import (
    DAYS,
    UNITS,
    Repeat,
    read_rule,
    usual_rules,
    with_weekdays,
)
from app.ui.widgets.chips import Pill
from app.ui.widgets.combo import ComboField
from app.ui.widgets.dates import DateField
from app.ui.widgets.editor_parts import side_by_side
from app.ui.widgets.fields import TextField
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.label import Label

OWN = "own"
MOST_TIMES = 999


class RepeatField(QWidget):
    """Signals: `changed(str rule)` once a rule is whole, `resized` when parts come or go.

    ``say`` puts a rule into words, given the rule and the first day.
    """

    changed = Signal(str)
    resized = Signal()

    def __init__(
        self,
        clock: Callable[[], datetime],
        say: Callable[[str, date], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._say, self._start = say, clock().date()
        self._repeat, self._own = Repeat(), False
        self.rule = ComboField(self.tr("Repeat"), icon="repeat")
        self.number = TextField(self.tr("Every"))
        self.unit = ComboField(" ", list(UNITS))
        self.days = QWidget()
        self.pills = {code: Pill(code, words) for code, words in zip(DAYS, _short(), strict=True)}
        self.ends = ComboField(self.tr("Ends"), [("never", self.tr("Never")),
                                                 ("on", self.tr("On a day")),
                                                 ("after", self.tr("After times"))])  # fmt: skip
        self.until = DateField(self.tr("Last day"), today=lambda: clock().date())
        self.times = TextField(self.tr("Times"))
        self.sentence = Label("", "small", "text2", wrap=True)
        self._compose()
        self._connect()
        self.show_rule("", self._start)

    def _compose(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.rule)
        self._own_row = QWidget()
        own = QVBoxLayout(self._own_row)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(8)
        own.addLayout(side_by_side((self.number, 1), (self.unit, 3)))
        flow = FlowLayout(self.days, gap=4)
        for pill in self.pills.values():
            flow.addWidget(pill)
        own.addWidget(self.days)
        column.addWidget(self._own_row)
        self._end_row = QWidget()
        row = QHBoxLayout(self._end_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(side_by_side((self.ends, 1), (self.until, 1), (self.times, 1)))
        column.addWidget(self._end_row)
        column.addWidget(self.sentence)

    def _connect(self) -> None:
        self.rule.chosen.connect(self._rule_chosen)
        self.number.committed.connect(self._number_typed)
        self.unit.chosen.connect(self._unit_chosen)
        for pill in self.pills.values():
            pill.clicked.connect(self._days_chosen)
        self.ends.chosen.connect(self._ends_chosen)
        self.until.date_changed.connect(self._until_typed)
        self.times.committed.connect(self._times_typed)

    def show_rule(self, rule: str, start: date) -> None:
        """Show a rule silently; the words of the choices follow the first day."""
        self._start, self._repeat = start, read_rule(rule)
        choices = usual_rules(start)
        known = self._repeat.endless() in [key for key, _ in choices]
        self._own = not known
        self.rule.set_options([*choices, (OWN, self.tr("Own rule…"))],
                              self._repeat.endless() if known else OWN)  # fmt: skip
        self._show_parts()

    def text(self) -> str:
        """The rule as it stands."""
        return self._repeat.rule()

    def _show_parts(self) -> None:
        repeat = self._repeat
        self._own_row.setVisible(self._own and bool(repeat.freq))
        self._end_row.setVisible(bool(repeat.freq))
        self.number.set_text(str(repeat.interval))
        self.unit.set_current(repeat.freq)
        self.days.setVisible(repeat.freq == "WEEKLY")
        for code, pill in self.pills.items():
            pill.setChecked(code in repeat.days)
        end = "on" if repeat.until else "after" if repeat.count else "never"
        self._show_end(end)
        self.sentence.set_text(self._say(repeat.rule(), self._start) if repeat.freq else "")
        self.sentence.setVisible(bool(repeat.freq))
        self.resized.emit()

    def _show_end(self, end: str) -> None:
        self.ends.set_current(end)
        self.until.setVisible(end == "on")
        self.until.set_value(self._repeat.until)
        self.times.setVisible(end == "after")
        self.times.set_text(str(self._repeat.count) if self._repeat.count else "")

    def _take(self, repeat: Repeat) -> None:
        self._repeat = repeat
        self._show_parts()
        self.changed.emit(repeat.rule())

    def _rule_chosen(self, key: object) -> None:
        self._own = key == OWN
        kept = self._repeat
        if self._own:
            self._take(kept if kept.freq else Repeat("WEEKLY", 1, (DAYS[self._start.weekday()],)))
            return
        self._take(replace(read_rule(str(key)), until=kept.until, count=kept.count))

    def _number_typed(self, text: str) -> None:
        if not text.strip().isdecimal() or not 0 < int(text) <= MOST_TIMES:
            self.number.set_error(self.tr("A number from 1."))
            self.resized.emit()
            return
        self.number.set_error("")
        self._take(replace(self._repeat, interval=int(text)))

    def _unit_chosen(self, freq: object) -> None:
        days = (DAYS[self._start.weekday()],) if freq == "WEEKLY" else ()
        self._take(replace(self._repeat, freq=str(freq), days=days, rest=()))

    def _days_chosen(self) -> None:
        chosen = [code for code, pill in self.pills.items() if pill.isChecked()]
        self._take(with_weekdays(self._repeat, chosen or [DAYS[self._start.weekday()]]))

    def _ends_chosen(self, end: object) -> None:
        plain = replace(self._repeat, until=None, count=0)
        if end == "on":
            self._take(replace(plain, until=self._start + timedelta(weeks=12)))
        else:
            self._take(replace(plain, count=10) if end == "after" else plain)

    def _until_typed(self, day: date | None) -> None:
        if day is None or day < self._start:
            self.until.set_error(self.tr("That is before it begins."))
            self.resized.emit()
            return
        self._take(replace(self._repeat, until=day, count=0))

    def _times_typed(self, text: str) -> None:
        if not text.strip().isdecimal() or not 0 < int(text) <= MOST_TIMES:
            self.times.set_error(self.tr("A number from 1."))
            self.resized.emit()
            return
        self.times.set_error("")
        self._take(replace(self._repeat, count=int(text), until=None))


def _short() -> tuple[str, ...]:
    return ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
