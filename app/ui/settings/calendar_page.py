"""Kinds of appointments, what booking checks, holidays, reminders, and the calendar files."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.models.calendar.availability import DEFAULT_RULES
from app.models.calendar.holiday_days import regions_of
from app.models.errors import Refusal
from app.models.qt.session import Session
from app.storage import backups, settings
from app.ui.dialogs import files
from app.ui.frame.feed_keeper import folder_key
from app.ui.frame.memory import Memory
from app.ui.panes.reminder_words import LEADS, NEVER, with_own
from app.ui.settings.kinds_part import KindsPart
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Rule
from app.ui.widgets.combo import ComboField
from app.ui.widgets.editor_parts import side_by_side
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label

CLASHES = (
    ("staff", "Somebody of us is busy"),
    ("resource", "A room or thing is taken"),
    ("contact", "The customer has another appointment"),
    ("all_day", "Something all day is on"),
    ("leave", "Somebody is on leave"),
    ("hours", "Outside working hours"),
    ("closed", "A holiday or closed day"),
    ("lunch", "In the lunch break"),
    ("notice", "Too short a notice"),
    ("day_full", "Too many that day"),
    ("travel", "Too little time for the way"),
)
RULES = (("hard", "Ask for a reason"), ("soft", "Only say so"), ("off", "Say nothing"))
NUMBERS = (
    ("min_notice_minutes", "Shortest notice in minutes"),
    ("max_per_day", "Most a day for one person, 0 for any number"),
    ("lunch", "Lunch break, such as 12:30-13:00"),
    ("travel_speed", "Speed between addresses, km/h"),
    ("no_show_rate", "Advise after so many of 100 missed"),
    ("no_show_count", "and missed at least so often"),
)
KEYS = ("reminder_minutes", "booking_rules", "holiday_country", "holiday_region",
        *(key for key, _ in NUMBERS))  # fmt: skip
"""Options that stand on this page and on no other."""


class CalendarPage(QWidget):
    """Each field keeps itself when it is left."""

    def __init__(self, session: Session, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._memory = session, memory
        self._kept = settings.all_settings(session.store)
        self._book = backups.book_uuid(session.store.connection)
        self.rules: dict[str, ComboField] = {}
        self.fields: dict[str, TextField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.kinds = KindsPart(session)
        column.addWidget(Label("Kinds of appointments", "strong"))
        column.addWidget(self.kinds)
        self._add_reminder(column)
        self._add_rules(column)
        self._add_holidays(column)
        self._add_feed(column)
        self.setMaximumWidth(560)

    def _add_reminder(self, column: QVBoxLayout) -> None:
        minutes = _number(self._kept["reminder_minutes"], 15)
        minutes = NEVER if minutes < 0 else minutes
        self.reminder = ComboField("Remind of appointments", with_own(LEADS[1:], minutes), minutes)
        self.reminder.chosen.connect(
            lambda key: self._save("reminder_minutes", -1 if key == NEVER else key)
        )
        for part in (Rule(), Label("Reminders", "strong"), self.reminder):
            column.addWidget(part)

    def _add_rules(self, column: QVBoxLayout) -> None:
        chosen = DEFAULT_RULES | _rules(self._kept["booking_rules"])
        column.addWidget(Rule())
        column.addWidget(Label("Before an appointment is booked", "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for row, (key, words) in enumerate(CLASHES):
            combo = self.rules[key] = ComboField("", RULES, chosen.get(key, "soft"))
            combo.combo.setAccessibleName(words)
            combo.chosen.connect(partial(self._rule_chosen, key))
            grid.addWidget(Label(words, "body"), row, 0)
            grid.addWidget(combo, row, 1)
        column.addLayout(grid)
        fields = []
        for key, words in NUMBERS:
            field = self.fields[key] = TextField(words, self._kept[key])
            field.committed.connect(partial(self._save, key))
            fields.append(field)
        for one, other in zip(fields[::2], fields[1::2], strict=True):
            column.addLayout(side_by_side((one, 1), (other, 1)))

    def _add_holidays(self, column: QVBoxLayout) -> None:
        kept = self._kept["holiday_country"]
        countries = [("", "As the business"), *_countries()]
        self.country = ComboField("Public holidays", countries, kept)
        self.region = ComboField("Region")
        self.country.chosen.connect(self._country_chosen)
        self.region.chosen.connect(lambda key: self._save("holiday_region", key))
        for part in (Rule(), Label("Holidays", "strong")):
            column.addWidget(part)
        column.addLayout(side_by_side((self.country, 1), (self.region, 1)))
        self._show_regions(self._kept["holiday_region"])

    def _add_feed(self, column: QVBoxLayout) -> None:
        column.addWidget(Rule())
        column.addWidget(Label("Calendar files", "strong"))
        words = (
            "A file of all appointments, and one for each of you, to be read by phones and other"
            " programs. It is kept up to date while Deskbook is open; private ones only say busy."
        )
        column.addWidget(Label(words, "small", "text2", wrap=True))
        self.folder = Label("", "body", elide=True)
        choose = Button("Choose a folder…", "folder-open", small=True)
        self.stop = Button("Stop", "x", "ghost", small=True)
        choose.clicked.connect(self._choose_folder)
        self.stop.clicked.connect(lambda: self._set_folder(""))
        row = QHBoxLayout()
        row.addWidget(choose)
        row.addWidget(self.stop)
        row.addStretch(1)
        column.addWidget(self.folder)
        column.addLayout(row)
        self._show_folder()

    # Changes -----------------------------------------------------------------------------------

    def _save(self, key: str, value: object) -> None:
        text = str(value).strip()
        if text == self._kept[key]:
            return
        field = self.fields.get(key)
        wrong = field is not None and key != "lunch" and not text.isdecimal()
        if wrong:
            field.set_error("A number, please.")
            return
        if key == "lunch" and text and not _is_span(text):
            self.fields[key].set_error("Two times, such as 12:30-13:00.")
            return
        try:
            self._session.do(settings.save_settings, {key: text})
        except Refusal as refusal:
            self._session.say(refusal.message, kind="warn", undo=False)
            return
        if field is not None:
            field.set_error("")
        self._kept[key] = text
        # Settings are no part of the history, so nothing in the changes says that they moved.
        self._session.changed.emit(self._session.store.last_changes)

    def _rule_chosen(self, clash: str, rule: object) -> None:
        chosen = _rules(self._kept["booking_rules"]) | {clash: str(rule)}
        kept = {key: one for key, one in chosen.items() if DEFAULT_RULES.get(key) != one}
        self._save("booking_rules", json.dumps(kept, sort_keys=True))

    def _country_chosen(self, key: object) -> None:
        self._save("holiday_country", key)
        self._save("holiday_region", "")
        self._show_regions("")

    def _show_regions(self, kept: str) -> None:
        country = self._kept["holiday_country"] or self._kept["country"]
        found = [("", "All regions"), *((one, one) for one in regions_of(country))]
        self.region.set_options(found, kept)
        self.region.setEnabled(len(found) > 1)

    def _choose_folder(self) -> None:
        kept = self._memory.flag(folder_key(self._book))
        found = files.choose_folder(self, "Calendar files", Path(kept) if kept else Path.home())
        if found is not None:
            self._set_folder(str(found))

    def _set_folder(self, folder: str) -> None:
        self._memory.set_flag(folder_key(self._book), folder)
        self._show_folder()
        if folder:
            self._session.changed.emit(self._session.store.last_changes)

    def _show_folder(self) -> None:
        kept = self._memory.flag(folder_key(self._book))
        self.folder.set_text(kept or "No folder chosen.")
        self.stop.setVisible(bool(kept))


def _number(text: str, otherwise: int) -> int:
    try:
        return int(text)
    except ValueError:
        return otherwise


def _rules(text: str) -> dict[str, str]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(key): str(rule) for key, rule in found.items()} if isinstance(found, dict) else {}


def _is_span(text: str) -> bool:
    first, _, last = text.partition("-")
    parts = [one.strip() for one in (first, last)]
    return all(len(one) == 5 and one[2] == ":" and one.replace(":", "").isdecimal()
               for one in parts) and parts[0] < parts[1]  # fmt: skip


def _countries() -> list[tuple[str, str]]:
    named: dict[str, str] = {}
    for territory in QLocale.Country:
        code = QLocale.territoryToCode(territory)
        if len(code) == 2 and code.isalpha():
            named.setdefault(code, QLocale.territoryToString(territory))
    return sorted(named.items(), key=lambda pair: pair[1])
