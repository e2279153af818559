"""Something somebody may buy from us."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.errors import Problem

STATES = {"open": "Open", "won": "Won", "lost": "Lost", "later": "Later"}


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal: ``amount`` in minor units (pence, cents) of ``currency``; dates as ISO text."""

    id: int = 0
    title: str = ""
    account_id: int | None = None
    contact_id: int | None = None
    stage_id: int = 0
    state: str = "open"
    amount: int = 0
    currency: str = "GBP"
    expected_close: str = ""
    closed_on: str = ""
    lost_reason: str = ""
    staff_id: int | None = None
    source: str = ""
    note: str = ""
    position: int = 0

    def problems(self) -> list[Problem]:
        """What keeps this from being kept."""
        found = []
        if not self.title.strip():
            found.append(Problem("title", "Say what the deal is about."))
        if self.amount < 0:
            found.append(Problem("amount", "The amount cannot be below zero."))
        if len(self.currency) != 3:
            found.append(Problem("currency", "A currency has three letters, such as GBP."))
        return found
