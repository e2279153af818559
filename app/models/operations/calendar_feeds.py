"""What the book remembers of calendar files written for others."""

from __future__ import annotations

from app.storage.queries import calendar_out
from app.storage.store import Store


def note_feed(store: Store, stamp: str) -> None:
    """Remember after which change the files were written; no part of the history."""
    if store.read_only_because or calendar_out.feed_stamp(store) == stamp:
        return
    with store.step("Write the calendar files"):
        store.set_business(calendar_out.FEED_STAMP, stamp)
