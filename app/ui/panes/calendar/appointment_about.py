"""What an appointment is about: the account, the deal, and the address that comes with people."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.qt.session import Session
from app.ui.panes.calendar.calendar_events import address_line
from app.ui.panes.deal_choice import DealChoice
from app.ui.panes.people.record_picker import RecordPicker, choice_of
from app.ui.widgets.buttons import LinkLabel
from app.ui.widgets.editor_parts import side_by_side


class AboutPart(QWidget):
    """An account, and a deal where there are any with these people.

    Signal: `chosen(dict)` with account_id or deal_id, ``None`` for none.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.account = RecordPicker(session, "account", self.tr("Account"))
        self.deal = DealChoice(session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(side_by_side((self.account, 1), (self.deal, 1)))
        self.account.changed.connect(lambda: self.chosen.emit({"account_id": self.account.one()}))
        self.deal.chosen.connect(lambda key: self.chosen.emit({"deal_id": key or None}))

    def show_about(
        self, account_id: int | None, deal_id: int | None, people: Sequence[int]
    ) -> None:
        """Show what is kept, silently; the deals offered are those open with these people."""
        kept = choice_of(self._session, "account", account_id) if account_id else None
        self.account.show_chosen([kept] if kept else [])
        self.deal.show_for(people, account_id, deal_id)


class PlaceOffer(LinkLabel):
    """Offers the address of the people as the place. Signal: `taken(str)`."""

    taken = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__("", "small_medium")
        self._session, self._found = session, ""
        self.clicked.connect(lambda: self.taken.emit(self._found))
        self.hide()

    def show_for(self, people: Sequence[int], account_id: int | None, place: str) -> None:
        """Offer it where there is no place yet."""
        self._found = address_line(self._session, list(people), account_id)
        fits = bool(self._found) and not place
        self.setText(self.tr("Use {}").format(self._found) if fits else "")
        self.setVisible(fits)
