"""Keep what somebody said we may send: the day, where it came from, and what was shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.consent import CHANNELS, PURPOSES, Consent
from app.models.errors import Refusal
from app.models.operations import consents as verbs
from app.models.qt.session import Session
from app.storage.queries import consents
from app.storage.tables import Row
from app.ui.forms.facts import Facts
from app.ui.panes.people.permission_words import state_words, subject_words
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.combo import ComboField
from app.ui.widgets.dates import DateField
from app.ui.widgets.editor_parts import ErrorLine, side_by_side
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover
from app.ui.widgets.segmented import SegmentedControl

_MOST = 6


class PermissionPopover(Popover):
    """A new word above, the older ones below as proof."""

    def __init__(
        self, session: Session, window: QWidget, facts: Facts, clock: Callable[[], datetime]
    ) -> None:
        super().__init__(window, width=380)
        self._session, self._facts, self._clock = session, facts, clock
        self.body.setSpacing(10)
        self.body.addWidget(Label(self.tr("What did {name} say?").format(name=facts.first_name),
                                  "lead", wrap=True))  # fmt: skip
        self.state = SegmentedControl(
            (("given", self.tr("We may")), ("refused", self.tr("We may not"))), "given"
        )
        self.body.addWidget(self.state)
        self.purpose = ComboField(self.tr("Send what"), list(PURPOSES.items()), "advert")
        channels = [("", self.tr("Every way")), *CHANNELS.items()]
        self.channel = ComboField(self.tr("By"), channels, "")
        self.body.addLayout(side_by_side((self.purpose, 1), (self.channel, 1)))
        self.day = DateField(
            self.tr("Said on"), clock().date(), today=lambda: clock().date(), past=True
        )
        self.source = TextField(
            self.tr("Where it came from"), placeholder=self.tr("Form, phone call, at the counter")
        )
        self.wording = TextField(self.tr("Words that were shown"))
        for field in (self.day, self.source, self.wording):
            self.body.addWidget(field)
        self.error = ErrorLine()
        self.body.addWidget(self.error)
        row = QHBoxLayout()
        row.addStretch(1)
        self.keep = Button(self.tr("Keep"), "check", "primary")
        self.keep.clicked.connect(self._keep)
        row.addWidget(self.keep)
        self.body.addLayout(row)
        self._older = QVBoxLayout()
        self._older.setSpacing(2)
        self.body.addLayout(self._older)
        self._show_older()

    def _keep(self) -> None:
        facts = self._facts
        day: date = self.day.value() or self._clock().date()
        said = Consent(
            contact_id=facts.id if facts.kind == "contact" else None,
            account_id=facts.id if facts.kind == "account" else None,
            purpose=str(self.purpose.current_key()), channel=str(self.channel.current_key() or ""),
            state=self.state.current_key(), at=self._moment(day),
            source=self.source.text().strip(), wording=self.wording.text().strip(),
        )  # fmt: skip
        try:
            self._session.do(verbs.record_consent, said)
        except Refusal as refusal:
            self.error.say(refusal.message)
            self.refit()
            return
        self.close_popover()
        self._session.say(self.tr("Kept what {name} said.").format(name=facts.first_name))

    def _moment(self, day: date) -> str:
        """UTC text; a day of the past counts from its noon, so that no zone moves it."""
        now = self._clock()
        if day == now.date():
            return ""
        at = datetime(day.year, day.month, day.day, 12).astimezone(UTC)
        return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")

    def _show_older(self) -> None:
        while self._older.count():
            widget = self._older.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        rows = self._session.read(consents.consents, self._facts.kind, self._facts.id)
        if rows:
            self._older.addWidget(Label(self.tr("Said before"), "caption", "text2"))
        for row in rows[:_MOST]:
            self._older.addWidget(self._line(row))

    def _line(self, row: Row) -> QWidget:
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        words = f"{subject_words(row)}: {state_words(row, self._clock().date())}"
        box.addWidget(Label(words, "small", "text2", elide=True), 1)
        drop = IconButton("x", self.tr("Take this away: kept by mistake"), size=14, box=22)
        drop.clicked.connect(lambda: self._drop(row["id"]))
        box.addWidget(drop)
        return line

    def _drop(self, consent_id: int) -> None:
        self._session.do(verbs.remove_consent, consent_id)
        self._show_older()
        self.refit()
