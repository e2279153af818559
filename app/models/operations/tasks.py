"""Verbs on to-dos."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from app.models.errors import Refusal
from app.models.records import from_row, to_row
from app.models.task import Task, next_due
from app.storage import clock
from app.storage.ids import new_uuid
from app.storage.queries import records
from app.storage.store import Store

_CONTACTS = {"call": "call", "email": "email", "letter": "letter", "visit": "meeting"}
"""Channel of a to-do: the kind of contact that ticking it off is."""


def save_task(store: Store, task: Task) -> int:
    """Keep a to-do, new or known; raises ``Refusal``."""
    problems = task.problems()
    if problems:
        raise Refusal(problems)
    row = to_row(task)
    if "id" not in row:
        row |= {"created_at": clock.now(), "uuid": new_uuid()}
        label = f"Add to-do “{task.title}”"
    else:
        label = f"Change to-do “{task.title}”"
    with store.step(label):
        return store.put("task", row)


def load_task(store: Store, task_id: int) -> Task:
    """One to-do; raises ``UnknownRow``."""
    return from_row(Task, records.record(store, "task", task_id))


def tick_task(
    store: Store, task_id: int, *, done: bool = True, today: date | None = None
) -> int | None:
    """Tick a to-do off, or take the tick away; returns the number of the next one it repeats as.

    A call, email, letter or visit that is done goes to the timeline of whom it was for.
    """
    task = load_task(store, task_id)
    with store.step(f"{'Done' if done else 'Not done'}: {task.title}"):
        store.put("task", {"id": task_id, "done_at": clock.now() if done else ""})
        if not done or task.done_at:
            return None
        _log_contact(store, task)
        return _repeat(store, task, today or date.fromisoformat(clock.now()[:10]))


def put_off(store: Store, ids: Iterable[int], due_on: str, due_time: str = "") -> int:
    """Move to-dos to another day; an empty day leaves them without one. Returns how many."""
    wanted = list(ids)
    title = records.title(store, "task", wanted[0])[0] if wanted else ""
    what = f"“{title}”" if len(wanted) == 1 else f"{len(wanted)} to-dos"
    with store.step(f"Move {what}"):
        for task_id in wanted:
            task = replace(load_task(store, task_id), due_on=due_on, due_time=due_time)
            if problems := task.problems():
                raise Refusal(problems)
            store.put("task", {"id": task_id, "due_on": due_on, "due_time": due_time})
    return len(wanted)


def delete_tasks(store: Store, ids: Iterable[int]) -> int:
    """Delete to-dos."""
    wanted = list(ids)
    title = records.title(store, "task", wanted[0])[0] if wanted else ""
    label = f"Delete to-do “{title}”" if len(wanted) == 1 else f"Delete {len(wanted)} to-dos"
    with store.step(label):
        for task_id in wanted:
            store.remove_many("reminder", "task_id = ?", (task_id,))
        return sum(store.remove("task", task_id) for task_id in wanted)


def _log_contact(store: Store, task: Task) -> None:
    kind = _CONTACTS.get(task.channel)
    if kind is None or not (task.contact_id or task.account_id):
        return
    now = clock.now()
    store.put(
        "activity",
        {"kind": kind, "at": now, "created_at": now, "subject": task.title, "body": task.note,
         "direction": "out" if kind != "meeting" else "", "staff_id": task.staff_id,
         "contact_id": task.contact_id, "account_id": task.account_id, "deal_id": task.deal_id},
    )  # fmt: skip


def _repeat(store: Store, task: Task, today: date) -> int | None:
    found = next_due(task.due_on, task.repeat, today) if task.repeat and task.due_on else None
    if found is None:
        return None
    again = replace(task, id=0, due_on=found[0], repeat=found[1], done_at="")
    return store.put("task", to_row(again) | {"created_at": clock.now(), "uuid": new_uuid()})
