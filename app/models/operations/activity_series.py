"""Verbs on series of steps: keep them, and start one for somebody in one click."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.models.activity_series import (
    SUGGESTED,
    ActivitySeries,
    SeriesStep,
    steps_from,
    steps_text,
    working_day,
)
from app.models.errors import Refusal
from app.models.operations.tasks import save_task
from app.models.task import Task
from app.storage.queries import records
from app.storage.store import Store


@dataclass(frozen=True, slots=True)
class For:
    """Whom and what a series is started for."""

    contact_id: int | None = None
    account_id: int | None = None
    deal_id: int | None = None
    appointment_id: int | None = None
    staff_id: int | None = None


def all_series(store: Store) -> list[ActivitySeries]:
    """The firm's own series; before it has any, those that Deskbook suggests."""
    rows = store.select("SELECT id, name, steps FROM activity_series ORDER BY position, id")
    return [ActivitySeries(name, steps_from(steps), row_id) for row_id, name, steps in rows] or [
        *SUGGESTED
    ]


def load_series(store: Store, series_id: int) -> ActivitySeries:
    """One series of the book; raises ``UnknownRow``."""
    row = records.record(store, "activity_series", series_id)
    return ActivitySeries(row["name"], steps_from(row["steps"]), series_id)


def save_series(store: Store, series: ActivitySeries) -> int:
    """Keep a series; raises ``Refusal``."""
    if problems := series.problems():
        raise Refusal(problems)
    steps = tuple(sorted(series.steps, key=lambda step: step.days))
    row: dict[str, object] = {"name": series.name.strip(), "steps": steps_text(steps)}
    if series.id:
        row["id"] = series.id
    else:
        row["position"] = store.value("SELECT count(*) FROM activity_series")
    with store.step(f"{'Change' if series.id else 'Add'} series “{series.name.strip()}”"):
        return store.put("activity_series", row)


def delete_series(store: Store, series_id: int) -> None:
    """Delete a series; what it has started stays, kinds of appointment let go of it."""
    with store.step(f"Delete series “{load_series(store, series_id).name}”"):
        for (kind,) in store.select(
            "SELECT id FROM appointment_kind WHERE activity_series_id = ?", (series_id,)
        ):
            store.put("appointment_kind", {"id": kind, "activity_series_id": None})
        store.remove("activity_series", series_id)


def start_series(store: Store, series: ActivitySeries, whom: For, on: date) -> list[int]:
    """Make the to-dos of a series, counted from ``on``; returns their numbers.

    A day on a weekend moves to the next working day, one before the start to the last.
    """
    with store.step(f"Start “{series.name}”"):
        return [save_task(store, _task(step, whom, on)) for step in series.steps]


def _task(step: SeriesStep, whom: For, on: date) -> Task:
    day = working_day(on + timedelta(days=step.days), back=step.days < 0)
    return Task(
        title=step.title, due_on=day.isoformat(), channel=step.channel,
        contact_id=whom.contact_id, account_id=whom.account_id, deal_id=whom.deal_id,
        appointment_id=whom.appointment_id, staff_id=whom.staff_id,
    )  # fmt: skip
