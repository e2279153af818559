"""Working hours of the business, of each of us and of each room; leave and closed days."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.models.calendar.working_hours import USUAL_WEEK, HoursBlock
from app.models.errors import Refusal
from app.models.operations import hours, resources
from app.models.qt.session import Session
from app.storage.changes import Changes
from app.storage.queries import records
from app.ui.settings.away_part import AwayPart
from app.ui.settings.hours_words import read_spans, say_spans
from app.ui.settings.rooms_part import RoomsPart
from app.ui.widgets.cards import Rule
from app.ui.widgets.combo import ComboField
from app.ui.widgets.dates import DateField
from app.ui.widgets.editor_parts import ErrorLine, side_by_side
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label

Season = tuple[str, str, str]
"""Which weeks (every, odd, even), and the first and last day of a season."""
ALWAYS: Season = ("every", "", "")
NEW: Season = ("every", "new", "new")
_WEEKS = {"every": "Every week", "odd": "Odd weeks", "even": "Even weeks"}


class HoursPage(QWidget):
    """Each day keeps itself when its field is left."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._blocks: list[HoursBlock] = []
        self._season = ALWAYS
        self.whose = ComboField("Whose hours")
        self.season = ComboField("Which weeks")
        self.first = DateField("First day of the season")
        self.last = DateField("Last day of the season")
        self.days = [TextField("", placeholder="closed") for _ in range(7)]
        self.error = ErrorLine()
        self.away = AwayPart(session)
        self.rooms = RoomsPart(session)
        self._compose()
        self._connect()
        self.setMaximumWidth(560)
        self.load()

    def _compose(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(side_by_side((self.whose, 1), (self.season, 1)))
        column.addLayout(side_by_side((self.first, 1), (self.last, 1)))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        long = QLocale.FormatType.LongFormat
        for day, field in enumerate(self.days):
            name = QLocale().standaloneDayName(day + 1, long)
            field.editor.setAccessibleName(name)
            grid.addWidget(Label(name, "body"), day, 0)
            grid.addWidget(field, day, 1)
        column.addLayout(grid)
        column.addWidget(self.error)
        hint = "Such as 9-12:30, 13-17:30. Who has no hours here keeps those of the business."
        column.addWidget(Label(hint, "small", "text2", wrap=True))
        column.addWidget(Rule())
        column.addWidget(Label("Leave, closed days, and openings beyond the rule", "strong"))
        column.addWidget(self.away)
        column.addWidget(Rule())
        column.addWidget(Label("Rooms and things", "strong"))
        column.addWidget(self.rooms)

    def _connect(self) -> None:
        self.whose.chosen.connect(lambda _key: self._read(ALWAYS))
        self.season.chosen.connect(self._season_chosen)
        self.first.date_changed.connect(lambda _day: self._season_dated())
        self.last.date_changed.connect(lambda _day: self._season_dated())
        for day, field in enumerate(self.days):
            field.committed.connect(lambda text, one=day: self._typed(one, text))
        self._session.changed.connect(self._follow)

    def _follow(self, _changes: Changes) -> None:
        self.load()

    def load(self) -> None:
        """Read who there is, and the hours on view again."""
        people = [(("staff", row["id"]), row["name"]) for row in self._session.read(records.staff)]
        things = [(("resource", one.id), one.name)
                  for one in self._session.read(resources.resources)]  # fmt: skip
        kept = self.whose.current_key() or ("business", None)
        choices = [(("business", None), "The business"), *people, *things]
        known = [key for key, _ in choices]
        self.whose.set_options(choices, kept if kept in known else ("business", None))
        self.away.show_people(choices)
        self._read(self._season)

    def _owner(self) -> tuple[str, int | None]:
        found = self.whose.current_key()
        return found if isinstance(found, tuple) else ("business", None)

    def _read(self, season: Season) -> None:
        self._blocks = list(self._session.read(hours.blocks_of, *self._owner()))
        seasons = list(dict.fromkeys(_season(one) for one in self._blocks))
        for usual in (("odd", "", ""), ("even", "", ""), ALWAYS):
            if usual not in seasons:
                seasons.insert(0, usual)
        seasons.sort(key=lambda one: (one[1], list(_WEEKS).index(one[0])))
        kept = season if season in (*seasons, NEW) else ALWAYS
        choices: list[tuple[object, str]] = [(one, _season_words(one)) for one in seasons]
        self.season.set_options([*choices, (NEW, "A new season…")], kept)
        self._show(kept)

    def _show(self, season: Season) -> None:
        self._season = season
        seasonal = bool(season[1] or season[2])
        for field in (self.first, self.last):
            field.setVisible(season == NEW)
        mine = [one for one in self._blocks if _season(one) == season]
        usual = self._usual() if not self._blocks else [""] * 7
        for day, field in enumerate(self.days):
            spans = [(one.from_time, one.to_time) for one in mine if one.weekday == day]
            field.set_text(say_spans(spans))
            field.editor.setPlaceholderText(usual[day] or "closed")
            field.set_error("")
            field.setEnabled(season != NEW or seasonal)
        self.error.say("")

    def _usual(self) -> list[str]:
        """What holds for somebody who has no hours of their own, day by day."""
        kept = self._session.read(hours.blocks_of, "business") or USUAL_WEEK
        return [
            say_spans([(one.from_time, one.to_time) for one in kept if one.weekday == day])
            for day in range(7)
        ]

    def _season_chosen(self, key: object) -> None:
        if isinstance(key, tuple):
            self._show(key)

    def _season_dated(self) -> None:
        first, last = self.first.value(), self.last.value()
        if first is not None and last is not None:
            self._season = ("every", first.isoformat(), last.isoformat())

    def _typed(self, day: int, text: str) -> None:
        spans = read_spans(text)
        if spans is None:
            self.days[day].set_error("Hours such as 9-12:30, 13-17:30, or closed.")
            return
        if self._season == NEW:
            self.error.say("Choose the first and last day of the season before its hours.")
            return
        weeks, first, last = self._season
        kept = [one for one in self._blocks
                if _season(one) != self._season or one.weekday != day]  # fmt: skip
        made = [HoursBlock(day, *span, weeks=weeks, valid_from=first, valid_to=last)
                for span in spans]  # fmt: skip
        self._keep([*kept, *made])

    def _keep(self, blocks: Sequence[HoursBlock]) -> None:
        season = self._season
        try:
            self._session.do(hours.save_hours, *self._owner(), blocks)
        except Refusal as refusal:
            self.error.say(refusal.message)
            return
        self._read(season)


def _season(block: HoursBlock) -> Season:
    return block.weeks, block.valid_from, block.valid_to


def _season_words(season: Season) -> str:
    weeks, first, last = season
    if not (first or last):
        return _WEEKS[weeks]
    span = " to ".join(part for part in (first, last) if part)
    return f"{_WEEKS[weeks]}, {span}"
