"""A field that finds records while a name is typed: people to meet, the account of a deal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCompleter, QFrame, QVBoxLayout, QWidget

from app.models.account import Account
from app.models.contact import Contact
from app.models.errors import Refusal
from app.models.operations import accounts, contacts
from app.models.qt.session import Session
from app.storage import search
from app.storage.queries import records
from app.ui.delegates.palette_row import PaletteRow
from app.ui.delegates.rows import PaletteRowValue
from app.ui.delegates.value_model import ValueModel
from app.ui.theme.theme import current
from app.ui.widgets.chips import Chip
from app.ui.widgets.fields import TextField
from app.ui.widgets.flow import FlowLayout

WAIT_MS = 80
MOST = 11


@dataclass(frozen=True, slots=True)
class Choice:
    """A record that can be chosen; an ``id`` of 0 is one still to be made."""

    id: int
    name: str
    line: str = ""


def choice_of(session: Session, kind: str, record_id: int) -> Choice:
    """A record of the book as a choice."""
    name, line = session.read(records.title, kind, record_id)
    return Choice(record_id, name, line)


def make_record(session: Session, kind: str, name: str) -> int:
    """A new contact or account of that name."""
    if kind == "account":
        return session.do(accounts.save_account, Account(name=name))
    return session.do(contacts.save_contact, contacts.named(Contact(), name))


class RecordPicker(QWidget):
    """Type, choose with arrows and Enter. Signal: `changed` after the person's choice.

    With ``many`` the chosen ones stand as tags below the field; otherwise the field holds the one.
    """

    changed = Signal()
    escaped = Signal()

    def __init__(
        self,
        session: Session,
        kind: str,
        caption: str,
        *,
        many: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._kind, self._many = session, kind, many
        self._chosen: list[Choice] = []
        self._offered: list[Choice] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        icon = "user" if kind == "contact" else "building-2"
        self.field = TextField(caption, icon=icon, placeholder=self.tr("Type a name"))
        column.addWidget(self.field)
        self._tags = QWidget()
        self._flow = FlowLayout(gap=6)
        self._tags.setLayout(self._flow)
        self._tags.hide()
        column.addWidget(self._tags)
        self._model = ValueModel(parent=self)
        self._completer = self._make_completer()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(WAIT_MS)
        self._clock.timeout.connect(self.offer)
        self.field.edited.connect(lambda _text: self._clock.start())
        self.field.committed.connect(self._committed)
        self.field.escaped.connect(self.escaped)
        self.setFocusProxy(self.field)

    def _make_completer(self) -> QCompleter:
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(MOST + 1)
        completer.setWidget(self.field.editor)
        popup = completer.popup()
        popup.setItemDelegate(PaletteRow(popup))
        popup.setFrameShape(QFrame.Shape.Box)
        popup.setMinimumWidth(300)
        completer.activated[QModelIndex].connect(self._activated)
        return completer

    def _dress(self, popup: QWidget) -> None:
        palette = QPalette(popup.palette())
        palette.setColor(QPalette.ColorRole.Base, current().color("raised"))
        palette.setColor(QPalette.ColorRole.WindowText, current().color("border"))
        popup.setPalette(palette)

    # Asking and showing ----------------------------------------------------------------------

    def ids(self) -> list[int]:
        """The chosen records."""
        return [choice.id for choice in self._chosen]

    def one(self) -> int | None:
        """The chosen record, or ``None``."""
        return self._chosen[0].id if self._chosen else None

    def show_chosen(self, choices: Sequence[Choice]) -> None:
        """Show what is chosen, silently."""
        self._chosen = list(choices)
        if not self._many:
            self.field.set_text(self._chosen[0].name if self._chosen else "")
            return
        self.field.set_text("")
        while self._flow.count():
            widget = self._flow.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        for choice in self._chosen:
            chip = Chip(choice.name, "evergreen", icon="user", removable=True)
            chip.setToolTip(choice.line)
            chip.remove_requested.connect(lambda gone=choice: self._remove(gone))
            chip.clicked.connect(lambda _checked=False, gone=choice: self._remove(gone))
            self._flow.addWidget(chip)
        self._tags.setVisible(bool(self._chosen))

    def offer(self) -> None:
        """Find and show who the typed name may mean."""
        text = self.field.text().strip()
        self._offered = self._find(text) if text else []
        values = [
            PaletteRowValue(
                place + 1,
                self.tr("Add “{}”").format(one.name) if one.id == 0 else one.name,
                one.line,
                icon="plus" if one.id == 0 else "",
                avatar=one.id != 0,
                company=self._kind == "account",
            )
            for place, one in enumerate(self._offered)
        ]
        self._model.set_values(values)
        if values and self.field.editor.hasFocus():
            self._dress(self._completer.popup())
            self._completer.complete()
            if self._offered[0].id:
                self._completer.popup().setCurrentIndex(self._model.index(0, 0))
        else:
            self._completer.popup().hide()

    def _find(self, text: str) -> list[Choice]:
        hits = self._session.read(search.find, text, (self._kind,), MOST)
        taken = set(self.ids()) if self._many else set()
        found = [
            choice_of(self._session, self._kind, hit.id) for hit in hits if hit.id not in taken
        ]
        if not any(one.name.casefold() == text.casefold() for one in found):
            found.append(Choice(0, text, self.tr("New, not in your book yet")))
        return found

    # Choosing --------------------------------------------------------------------------------

    def _activated(self, index: QModelIndex) -> None:
        row = index.row()
        if 0 <= row < len(self._offered):
            self._take(self._offered[row])

    def _committed(self, text: str) -> None:
        """Enter takes an exact name or the only match; leaving takes an exact name only."""
        self._clock.stop()
        if self._completer.popup().isVisible():
            return
        wanted = text.strip()
        if not wanted:
            if not self._many and self._chosen:
                self._chosen = []
                self.changed.emit()
            return
        known = [one for one in self._find(wanted) if one.id]
        exact = [one for one in known if one.name.casefold() == wanted.casefold()]
        entered = self.field.editor.hasFocus()
        if exact or (entered and len(known) == 1):
            self._take((exact or known)[0])
        else:
            self.show_chosen(self._chosen)

    def _take(self, choice: Choice) -> None:
        self._completer.popup().hide()
        if choice.id == 0:
            try:
                made = make_record(self._session, self._kind, choice.name)
            except Refusal as refusal:
                self.field.set_error(refusal.message)
                return
            choice = choice_of(self._session, self._kind, made)
        self.field.set_error("")
        kept = [one for one in self._chosen if one.id != choice.id] if self._many else []
        self.show_chosen([*kept, choice])
        self.changed.emit()

    def _remove(self, gone: Choice) -> None:
        self.show_chosen([one for one in self._chosen if one.id != gone.id])
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
