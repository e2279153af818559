"""Verbs on working hours, leave, closed days and openings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from app.models.calendar.working_hours import HoursBlock, HoursException
from app.models.errors import Problem, Refusal
from app.models.records import from_row, to_row
from app.storage.queries import hours, records
from app.storage.store import Store


def save_hours(store: Store, owner: str, owner_id: int | None, blocks: Sequence[HoursBlock]) -> int:
    """Keep the whole week of a ``staff`` member, a ``resource`` or the ``business``.

    What was there before goes. Raises ``Refusal``, also when two blocks of a day overlap.
    """
    problems = [problem for block in blocks for problem in block.problems()]
    problems += _overlaps(blocks)
    if problems:
        raise Refusal(problems)
    column = {"staff": "staff_id", "resource": "resource_id"}.get(owner, "")
    name = "the business" if not column else records.record(store, owner, owner_id or 0)["name"]
    with store.step(f"Change the hours of {name}"):
        known = {_told(row): row["id"] for row in hours.hours(store, owner, owner_id)}
        wanted = dict.fromkeys(tuple(asdict(block).values()) for block in blocks)
        for told, row_id in known.items():
            if told not in wanted:
                store.remove("working_hours", row_id)
        for told in wanted:
            if told not in known:
                values = dict(zip(asdict(blocks[0]), told, strict=True))
                store.put("working_hours", values | ({column: owner_id} if column else {}))
    return len(wanted)


def blocks_of(store: Store, owner: str, owner_id: int | None = None) -> tuple[HoursBlock, ...]:
    """The week of a ``staff`` member, a ``resource`` or the ``business`` as it is kept."""
    return tuple(from_row(HoursBlock, row) for row in hours.hours(store, owner, owner_id))


def save_exception(store: Store, exception: HoursException) -> int:
    """Keep leave, a closed day or an opening; raises ``Refusal``."""
    if problems := exception.problems():
        raise Refusal(problems)
    said = exception.reason or ("Opening" if exception.open else "Leave")
    with store.step(f"Keep “{said}”"):
        return store.put("hours_exception", to_row(exception))


def remove_exception(store: Store, exception_id: int) -> None:
    """Take leave, a closed day or an opening away."""
    with store.step("Take away leave or a closed day"):
        store.remove("hours_exception", exception_id)


def _told(row: dict[str, object]) -> tuple[object, ...]:
    names = ("weekday", "from_time", "to_time", "weeks", "valid_from", "valid_to")
    return tuple(row[name] for name in names)


def _overlaps(blocks: Sequence[HoursBlock]) -> list[Problem]:
    ordered = sorted(blocks, key=lambda one: (one.weekday, one.from_time))
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            same = (one.weekday, one.valid_from, one.valid_to) == (
                other.weekday, other.valid_from, other.valid_to,
            )  # fmt: skip
            weeks = one.weeks == other.weeks or "every" in (one.weeks, other.weeks)
            if same and weeks and other.from_time < one.to_time:
                return [Problem("from_time", "Two of these hours overlap.")]
    return []
