"""The last step of an import: bringing in, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.importing import Rehearsal
from app.models.qt.session import Session
from app.storage import errors, history
from app.ui.panes.imports.import_words import result_lines, result_words
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.label import IconLabel, Label
from app.ui.widgets.notices import InfoBar
from app.ui.widgets.progress import ProgressStrip

_AS_BEFORE = "The import was undone. Everything is as it was before."
_WITH_CHOICES = "The import was undone, apart from what you chose to keep."


class FinishStep(QWidget):
    """Progress while it runs, then counts and what can be done next.

    Signals: `cancel_requested`, `show_requested`, `save_requested`, `again_requested`.
    """

    cancel_requested = Signal()
    show_requested = Signal()
    save_requested = Signal()
    again_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._done: Rehearsal | None = None
        self._undone = False
        session.changed.connect(self._follow)
        self.strip = ProgressStrip()
        self.strip.cancel_requested.connect(self.cancel_requested)
        self.fault = InfoBar("", "danger")
        self.fault.hide()
        self.headline = Label("", "title")
        self.under = Label("", "body", "text2", wrap=True)
        self.icon = IconLabel("circle-check", 28, "accent_text")
        self.card = Card(padding=16)
        self.show_people = Button(self.tr("Show these people"), "users", "primary")
        self.undo = Button(self.tr("Undo"), "undo-2")
        self.save = Button(self.tr("Save rows to mend…"), "download")
        self.save.setToolTip(self.tr("Rows with a cell that could not be used, and why"))
        self.again = Button(self.tr("Bring in another file"), kind="ghost")
        for button, signal in (
            (self.show_people, self.show_requested), (self.undo, self._undo),
            (self.save, self.save_requested), (self.again, self.again_requested),
        ):  # fmt: skip
            button.clicked.connect(signal)
        self._compose()

    def _compose(self) -> None:
        inner = QVBoxLayout()
        inner.setSpacing(14)
        inner.addWidget(self.fault)
        inner.addWidget(self.strip)
        self.result = QWidget()
        result = QVBoxLayout(self.result)
        result.setContentsMargins(0, 0, 0, 0)
        result.setSpacing(14)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.headline)
        words.addWidget(self.under)
        head.addLayout(words, 1)
        result.addLayout(head)
        result.addWidget(self.card)
        buttons = FlowLayout(gap=8)
        for button in (self.show_people, self.undo, self.save, self.again):
            buttons.addWidget(button)
        result.addLayout(buttons)
        inner.addWidget(self.result)
        inner.addStretch(1)
        centre = QWidget()
        centre.setLayout(inner)
        centre.setMaximumWidth(720)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 40, 32, 24)
        row.addStretch(1)
        row.addWidget(centre, 12)
        row.addStretch(1)

    def show_running(self, done: int, total: int) -> None:
        """Say how far it is."""
        self.result.hide()
        self.fault.hide()
        self.strip.show()
        words = f"{done:,} of {total:,} rows"
        if done == total:
            words = self.tr("{rows} rows are read; now they are made findable").format(
                rows=f"{total:,}"
            )
        self.strip.set_progress(words, done, total)

    def show_fault(self, sentence: str) -> None:
        """Say what went wrong: nothing was brought in."""
        self.strip.hide()
        self.result.hide()
        self.fault.set_notice(sentence, "danger")
        self.fault.show()

    def show_result(self, done: Rehearsal) -> None:
        """Say what was brought in."""
        self._done, self._undone = done, False
        self.strip.hide()
        self.fault.hide()
        self.result.show()
        self.headline.set_text(result_words(done))
        self.under.set_text(
            self.tr("One step: you can take the whole import back, today or next year.")
            if done.step_id
            else self.tr("Nothing in the file was new, so nothing was changed.")
        )
        while self.card.body.count():
            item = self.card.body.takeAt(0).widget()
            if item is not None:
                item.deleteLater()
        lines = result_lines(done)
        for icon, words in lines:
            self.card.body.addWidget(_Line(icon, words))
        self.card.setVisible(bool(lines))
        self.undo.setVisible(bool(done.step_id))
        people, firms = done.created.get("contacts"), done.created.get("accounts")
        self.show_people.setVisible(bool(people or firms))
        self.show_people.setText(
            self.tr("Show these people") if people else self.tr("Show these accounts")
        )
        self.save.setVisible(bool(done.ledger.problems))
        stack = self.parentWidget()
        if stack is not None and stack.hasFocus():
            # Nobody took the keyboard elsewhere while it ran
            buttons = (self.show_people, self.undo, self.again)
            next(each for each in buttons if not each.isHidden()).setFocus()

    def _undo(self) -> None:
        if self._done is not None:
            self.session.undo(self._done.step_id, then=lambda: self._show_undone(_AS_BEFORE))

    def _follow(self, _changes: object) -> None:
        """It can be undone from elsewhere as well, and done again."""
        if self._done is None or not self._done.step_id:
            return
        try:
            step = self.session.read(history.step, self._done.step_id)
        except errors.UnknownRow:
            return
        if (step["undone_by"] is not None) != self._undone:
            if self._undone:
                self.show_result(self._done)
            else:
                self._show_undone(_WITH_CHOICES)

    def _show_undone(self, sentence: str) -> None:
        self._undone = True
        self.headline.set_text(self.tr("Taken back"))
        self.under.set_text(sentence)
        self.card.hide()
        self.undo.hide()
        self.show_people.hide()


class _Line(QWidget):
    def __init__(self, icon: str, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        row.addWidget(IconLabel(icon, 16))
        row.addWidget(Label(words), 1)
