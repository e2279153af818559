"""Verbs on what passed between us and somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.models.activity import Activity
from app.models.errors import Refusal
from app.models.operations.tasks import save_task
from app.models.records import to_row
from app.models.task import Task
from app.storage import clock
from app.storage.queries import records
from app.storage.store import Store

_SAID = {
    "call": "Log a call", "email": "Log an email", "letter": "Log a letter", "fax": "Log a fax",
    "meeting": "Log a meeting", "note": "Write a note",
}  # fmt: skip


def log_activity(store: Store, activity: Activity) -> int:
    """Keep what passed; the time is now unless given. Raises ``Refusal``."""
    problems = activity.problems()
    if problems:
        raise Refusal(problems)
    row = to_row(replace(activity, at=activity.at or clock.now()))
    with store.step(_SAID[activity.kind] + _about(store, activity.contact_id, activity.account_id)):
        if "id" not in row:
            row["created_at"] = clock.now()
        return store.put("activity", row)


def log_with_next(store: Store, activity: Activity, next_step: Task | None = None) -> int:
    """Keep what passed and, in the same step, what there is to do next. Raises ``Refusal``."""
    label = _SAID.get(activity.kind, "Log") + _about(
        store, activity.contact_id, activity.account_id
    )
    with store.step(label):
        if next_step is not None:
            save_task(store, next_step)
        return log_activity(store, activity)


def delete_activities(store: Store, ids: Iterable[int]) -> int:
    """Delete entries of the timeline."""
    wanted = list(ids)
    label = "Delete an entry" if len(wanted) == 1 else f"Delete {len(wanted)} entries"
    with store.step(label):
        return sum(store.remove("activity", row_id) for row_id in wanted)


def _about(store: Store, contact_id: int | None, account_id: int | None) -> str:
    if contact_id:
        return f": {records.title(store, 'contact', contact_id)[0]}"
    if account_id:
        return f": {records.title(store, 'account', account_id)[0]}"
    return ""
