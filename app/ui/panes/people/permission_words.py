"""What somebody agreed to or refused, in words of the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.models.consent import CHANNELS, PURPOSES
from app.storage.tables import Row
from app.ui import words

_CALLED = {"advert": "Advertising", "service": "Service", "contract": "Contract"}


def subject_words(row: Row) -> str:
    """What it is about: "Advertising by post", or "Advertising" for every channel."""
    purpose = _CALLED.get(str(row["purpose"]), PURPOSES.get(str(row["purpose"]), ""))
    channel = CHANNELS.get(str(row["channel"]), "").lower()
    return f"{purpose} by {channel}" if channel else purpose


def state_words(row: Row, today: date) -> str:
    """What was said and when: "Agreed 12 March, at the counter"."""
    verb = "Agreed" if row["state"] == "given" else "Refused"
    day = words.local_time(str(row["at"])).date()
    said = f"{verb} {words.short_day(day, today)}"
    return ", ".join(part for part in (said, str(row["source"])) if part)


def newest(rows: Sequence[Row]) -> list[Row]:
    """The word that holds for each purpose and channel; rows come with the newest first."""
    seen: set[tuple[str, str]] = set()
    found = []
    for row in rows:
        key = (str(row["purpose"]), str(row["channel"]))
        if key not in seen:
            seen.add(key)
            found.append(row)
    return found
