"""The deal that an appointment or a to-do is about, out of those open with its people."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.models.qt.session import Session
from app.storage.queries import letter_runs, records
from app.ui.widgets.combo import ComboField


class DealChoice(ComboField):
    """Gone where there is none to choose. Signal: `chosen(key)`, 0 for no deal."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Deal", icon="handshake", parent=parent)
        self._session = session

    def show_for(self, people: Sequence[int], account_id: int | None, deal_id: int | None) -> None:
        """Offer what is open with them, and what is chosen already; silently."""
        firms = [account_id] if account_id else []
        found = self._session.read(letter_runs.open_deals_of, list(people), firms)
        deals = {row["id"]: row["title"] for row in found}
        if deal_id and deal_id not in deals:
            deals = {deal_id: self._session.read(records.title, "deal", deal_id)[0]} | deals
        self.set_options([(0, self.tr("None")), *deals.items()], deal_id or 0)
        self.setVisible(bool(deals))
