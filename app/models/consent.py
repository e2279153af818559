"""What somebody agreed to or refused: per purpose and channel, with proof (GDPR articles 7, 21)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.models.errors import Problem

PURPOSES = {"advert": "Advertising", "service": "Service", "contract": "Contract"}
"""Why something is sent. A contract letter is owed; advertising may always be refused."""
CHANNELS = {"post": "Post", "email": "Email", "phone": "Phone"}
STATES = {"given": "Agreed", "refused": "Refused"}


@dataclass(frozen=True, slots=True)
class Consent:
    """One word of a person or firm. ``channel`` "" means every channel, ``at`` is UTC text.

    ``source`` says where the word came from, ``wording`` what was shown, ``basis`` the lawful
    ground where it is not the consent itself.
    """

    id: int = 0
    contact_id: int | None = None
    account_id: int | None = None
    purpose: str = "advert"
    channel: str = ""
    state: str = "given"
    at: str = ""
    source: str = ""
    wording: str = ""
    basis: str = ""
    staff_id: int | None = None

    def problems(self) -> list[Problem]:
        """What keeps this from being kept."""
        found = []
        if (self.contact_id is None) == (self.account_id is None):
            found.append(Problem("contact_id", "Consent is given by one person or one firm."))
        if self.purpose not in PURPOSES:
            found.append(Problem("purpose", "Choose advertising, service or contract."))
        if self.channel and self.channel not in CHANNELS:
            found.append(Problem("channel", "Choose post, email or phone."))
        if self.state not in STATES:
            found.append(Problem("state", "Say whether it was given or refused."))
        return found


def decision(rows: Iterable[Mapping[str, Any]], purpose: str, channel: str) -> str:
    """The newest word on a purpose and channel: "given", "refused", or "" when there is none."""
    said = [row for row in rows if row["purpose"] == purpose and row["channel"] in ("", channel)]
    newest = max(said, key=lambda row: (str(row["at"]), int(row["id"])), default=None)
    return "" if newest is None else str(newest["state"])
