"""Verbs on series of steps: keep them, and start one for somebody in one click."""

from __future__ import annotations

from dataclasses import dataclass, replace
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


def save_series(store: Store, series: ActivitySeries, *, was: str = "") -> int:
    """Keep a series; raises ``Refusal``.

    The first one that a firm keeps takes the suggestions along, but for the one it stands for:
    that with the name ``was``, or with its own.
    """
    if problems := series.problems():
        raise Refusal(problems)
    name = series.name.strip()
    with store.step(f"{'Change' if series.id or was else 'Add'} series “{name}”"):
        place = _write_suggested(store, (was or name,))
        if not series.id:
            place = int(store.value("SELECT count(*) FROM activity_series")) if place < 0 else place
            return _put(store, replace(series, name=name), place)
        return store.put("activity_series", {"id": series.id} | _row(replace(series, name=name)))


def delete_series(store: Store, series: ActivitySeries) -> None:
    """Delete a series, own or suggested; what it has started stays, kinds let go of it."""
    with store.step(f"Delete series “{series.name}”"):
        _write_suggested(store, (series.name,))
        if not series.id:
            return
        for (kind,) in store.select(
            "SELECT id FROM appointment_kind WHERE activity_series_id = ?", (series.id,)
        ):
            store.put("appointment_kind", {"id": kind, "activity_series_id": None})
        store.remove("activity_series", series.id)


def _write_suggested(store: Store, but: tuple[str, ...]) -> int:
    """Make the suggestions the firm's own before its first change; the place of the one left out.

    -1 where none was left out, or the firm had its own already.
    """
    left = -1
    if store.value("SELECT count(*) FROM activity_series"):
        return left
    for place, one in enumerate(SUGGESTED):
        if one.name in but:
            left = place
        else:
            _put(store, one, place)
    return left


def _put(store: Store, series: ActivitySeries, place: int) -> int:
    return store.put("activity_series", _row(series) | {"position": place})


def _row(series: ActivitySeries) -> dict[str, object]:
    steps = tuple(sorted(series.steps, key=lambda step: step.days))
    return {"name": series.name, "steps": steps_text(steps)}


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
