"""Verbs on what passed between us and somebody, and on to-dos."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.models.activity import Activity
from app.models.errors import Refusal
from app.models.records import from_row, to_row
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


def load_activity(store: Store, activity_id: int) -> Activity:
    """One entry of the timeline; raises ``UnknownRow``."""
    return from_row(Activity, records.record(store, "activity", activity_id))


def delete_activities(store: Store, ids: Iterable[int]) -> int:
    """Delete entries of the timeline."""
    wanted = list(ids)
    label = "Delete an entry" if len(wanted) == 1 else f"Delete {len(wanted)} entries"
    with store.step(label):
        return sum(store.remove("activity", row_id) for row_id in wanted)


def save_task(store: Store, task: Task) -> int:
    """Keep a to-do, new or known; raises ``Refusal``."""
    problems = task.problems()
    if problems:
        raise Refusal(problems)
    row = to_row(task)
    if "id" not in row:
        row["created_at"] = clock.now()
        label = f"Add to-do “{task.title}”"
    else:
        label = f"Change to-do “{task.title}”"
    with store.step(label):
        return store.put("task", row)


def load_task(store: Store, task_id: int) -> Task:
    """One to-do; raises ``UnknownRow``."""
    return from_row(Task, records.record(store, "task", task_id))


def tick_task(store: Store, task_id: int, *, done: bool = True) -> None:
    """Tick a to-do off, or take the tick away."""
    title = records.title(store, "task", task_id)[0]
    with store.step(f"{'Done' if done else 'Not done'}: {title}"):
        store.put("task", {"id": task_id, "done_at": clock.now() if done else ""})


def delete_tasks(store: Store, ids: Iterable[int]) -> int:
    """Delete to-dos."""
    wanted = list(ids)
    title = records.title(store, "task", wanted[0])[0] if wanted else ""
    label = f"Delete to-do “{title}”" if len(wanted) == 1 else f"Delete {len(wanted)} to-dos"
    with store.step(label):
        return sum(store.remove("task", row_id) for row_id in wanted)


def _about(store: Store, contact_id: int | None, account_id: int | None) -> str:
    if contact_id:
        return f": {records.title(store, 'contact', contact_id)[0]}"
    if account_id:
        return f": {records.title(store, 'account', account_id)[0]}"
    return ""
