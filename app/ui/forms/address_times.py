"""When an address holds, and whether the post arrives there: a quiet line below the address."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.operations import addresses as verbs
from app.models.qt.session import Session
from app.storage.tables import Row
from app.ui.widgets.buttons import Button
from app.ui.widgets.date_words import parse_date
from app.ui.widgets.dates import DateField, locale_day_first
from app.ui.widgets.editor_parts import ErrorLine, side_by_side
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover

_TIMES = ("from_date", "to_date", "season_from", "season_to")


def times_words(row: Row) -> str:
    """When an address holds: "Until 3 May 2027", "Every year from 1 June to 31 August"."""
    said = []
    first, last = day_words(row["from_date"]), day_words(row["to_date"])
    if first and last:
        said.append(f"From {first} to {last}")
    elif first or last:
        said.append(f"From {first}" if first else f"Until {last}")
    if row["season_from"]:
        begins, ends = (season_words(str(row[key])) for key in ("season_from", "season_to"))
        said.append(f"Every year from {begins} to {ends}")
    if row["undeliverable_on"]:
        why = f" ({row['undeliverable_why']})" if row["undeliverable_why"] else ""
        said.append(f"Letters came back {day_words(row['undeliverable_on'])}{why}")
    return ". ".join(said)


def season_words(month_day: str) -> str:
    """A day of every year: "06-01" is "1 June"."""
    if len(month_day) != 5:
        return ""
    day = QDate(2000, int(month_day[:2]), int(month_day[3:]))
    return QLocale().toString(day, "d MMMM")


def season_day(text: str, today: date) -> str | None:
    """A typed day of every year as "MM-DD"; "" for none, ``None`` for what is no day."""
    if not text.strip():
        return ""
    found = parse_date(text, today, day_first=locale_day_first())
    return found.strftime("%m-%d") if found else None


def day_words(text: object) -> str:
    """A day of the book as people write it; "" for none."""
    day = QDate.fromString(str(text), "yyyy-MM-dd")
    return QLocale().toString(day, "d MMM yyyy") if day.isValid() else ""


class AddressTimes(QWidget):
    """One address: what holds in words, "When it holds…", "Letter came back"."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._row: Row | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(4)
        self.words = Label("", "small", "text2", wrap=True)
        self.when = Button(self.tr("When it holds…"), "calendar", "ghost", small=True)
        self.back = Button(self.tr("Letter came back"), "undo-2", "ghost", small=True)
        self.when.clicked.connect(self.ask)
        self.back.clicked.connect(self._came_back)
        line.addWidget(self.when)
        line.addWidget(self.back)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self.words)

    def show_row(self, row: Row) -> None:
        """Show what is kept of an address."""
        self._row = row
        undeliverable = bool(row["undeliverable_on"])
        self.words.set_text(times_words(row))
        self.words.setVisible(bool(times_words(row)))
        self.words.set_style(colour="warn" if undeliverable else "text2")
        self.back.setText(
            self.tr("Post arrives here") if undeliverable else self.tr("Letter came back")
        )

    def _came_back(self) -> None:
        if self._row is None:
            return
        if self._row["undeliverable_on"]:
            self._do(verbs.mark_deliverable, self._row["id"])
        else:
            self._do(verbs.mark_undeliverable, self._row["id"], date.today())

    def ask(self) -> None:
        """Ask from when to when the address holds, and in which season."""
        if self._row is not None:
            popover = TimesPopover(self._session, self.window(), self._row)
            popover.closed.connect(popover.deleteLater)
            popover.open_beside(self.when)

    def _do(self, verb: Any, *values: object) -> None:
        try:
            self._session.do(verb, *values)
        except Refusal as refusal:
            self._session.say(refusal.message, kind="warn", undo=False)


class TimesPopover(Popover):
    """From and to of an address, and its season."""

    def __init__(self, session: Session, window: QWidget, row: Row) -> None:
        super().__init__(window, width=360)
        self._session, self._row = session, row
        self.body.addWidget(Label(self.tr("When this address holds"), "lead"))
        self.first = DateField(self.tr("From"), _as_date(row["from_date"]))
        self.last = DateField(self.tr("Until"), _as_date(row["to_date"]))
        self.body.addLayout(side_by_side((self.first, 1), (self.last, 1)))
        self.begins = TextField(
            self.tr("Every year from"), season_words(str(row["season_from"])),
            placeholder=self.tr("1 June"),
        )  # fmt: skip
        self.ends = TextField(
            self.tr("to"), season_words(str(row["season_to"])), placeholder=self.tr("31 August")
        )
        self.body.addLayout(side_by_side((self.begins, 1), (self.ends, 1)))
        hint = self.tr("A holiday home: letters go there in its season, and home otherwise.")
        self.body.addWidget(Label(hint, "small", "text2", wrap=True))
        self.error = ErrorLine()
        self.body.addWidget(self.error)
        line = QHBoxLayout()
        line.addStretch(1)
        self.done = Button(self.tr("Done"), kind="primary")
        self.done.clicked.connect(self.keep)
        line.addWidget(self.done)
        self.body.addLayout(line)

    def keep(self) -> None:
        """Keep what is typed and close; says what is wrong."""
        seasons = [season_day(box.text(), date.today()) for box in (self.begins, self.ends)]
        if None in seasons:
            self.error.say(self.tr("This is not a day we know. Try 1 June."))
            self.refit()
            return
        days = [day.isoformat() if day else "" for day in (self.first.value(), self.last.value())]
        values = dict(zip(_TIMES, (*days, *seasons), strict=True))
        try:
            self._session.do(verbs.set_address, self._row["id"], **values)
        except Refusal as refusal:
            self.error.say(refusal.message)
            self.refit()
            return
        self.close_popover()


def _as_date(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
