"""Verbs on what rings: put it off, or be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from app.models.calendar.reminder import Reminder
from app.storage import clock
from app.storage.queries import reminders
from app.storage.store import Store

KEPT_DAYS = 60


def snooze(store: Store, these: Sequence[Reminder], until: datetime) -> None:
    """Let reminders ring again at a wall time of the book's zone."""
    with store.step(f"Put off {_what(these)}"):
        for one in these:
            _keep(store, one, snoozed_until=until.strftime("%Y-%m-%dT%H:%M"), done_at="")


def dismiss(store: Store, these: Sequence[Reminder]) -> None:
    """Be done with reminders; they ring again only if their time is moved."""
    with store.step(f"Done with {_what(these)}"):
        for one in these:
            _keep(store, one, snoozed_until="", done_at=clock.now())
        long_ago = clock.stamp(datetime.now(UTC) - timedelta(days=KEPT_DAYS))
        for row_id in reminders.old(store, long_ago):
            store.remove("reminder", row_id)


def _what(these: Sequence[Reminder]) -> str:
    if len(these) == 1:
        return f"the reminder “{these[0].title}”"
    return f"{len(these)} reminders"


def _keep(store: Store, one: Reminder, **columns: str) -> None:
    occurrence = f"{one.occurrence}@{one.start}"
    known = reminders.state_of(store, one.kind, one.id, occurrence)
    row: dict[str, object] = {f"{one.kind}_id": one.id, "occurrence": occurrence, **columns}
    if known is not None:
        row["id"] = known["id"]
    store.put("reminder", row)
