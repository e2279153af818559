"""What a calendar that is brought in does to the book, entry by entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from app.models.calendar.calendar_entry import CalendarEntry
from app.storage.store import Store
from app.storage.tables import Row

Action = Literal["created", "updated", "unchanged", "skipped"]
Who = tuple[str, int]
"""A column of attendance and the id it holds."""
Deed = Callable[[Store], None]
COUNTED = {"appointment": "appointments", "task": "tasks", "activity": "activities"}
TABLES = {"event": "appointment", "task": "task", "note": "activity"}
_ORDER: tuple[Action, ...] = ("created", "updated", "unchanged", "skipped")


@dataclass(slots=True)
class Change:
    """What one entry asks of the book: a new row, other columns of a row, or nothing.

    ``gone`` are rows that it takes back. A ``deed`` is done in the step when all rows are there.
    """

    entry: CalendarEntry
    action: Action
    row_id: int = 0
    row: Row = field(default_factory=dict)
    people: list[Who] = field(default_factory=list)
    reason: str = ""
    gone: list[int] = field(default_factory=list)
    deed: Deed | None = None

    @property
    def table(self) -> str:
        """The table that it belongs to."""
        return TABLES[self.entry.kind]


@dataclass(slots=True)
class CalendarChanges:
    """What a calendar does, or would do; ``run_id`` and ``step_id`` once it is done."""

    changes: list[Change]
    run_id: int = 0
    step_id: int = 0

    def actions(self) -> dict[int, Action]:
        """What becomes of each component of the file, by its place in it."""
        found: dict[int, Action] = {}
        for change in self.changes:
            row = change.entry.row
            known = found.get(row, "skipped")
            found[row] = min(known, change.action, key=_ORDER.index)
        return found

    def reasons(self) -> dict[int, str]:
        """Why components were skipped, by their place in the file."""
        return {change.entry.row: change.reason for change in self.changes if change.reason}

    def created(self) -> dict[str, int]:
        """How many rows of each kind are new."""
        found = dict.fromkeys(COUNTED.values(), 0)
        for change in self.changes:
            if change.action == "created":
                found[COUNTED[change.table]] += 1
        return found

    def is_nothing(self) -> bool:
        """Whether the book is as the file says already."""
        return not any(each.action in ("created", "updated") for each in self.changes)
