"""Something to do."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.errors import Problem


@dataclass(frozen=True, slots=True)
class Task:
    """A to-do: ``due_on`` is a date or empty, ``due_time`` is ``HH:MM`` or empty."""

    id: int = 0
    title: str = ""
    note: str = ""
    due_on: str = ""
    due_time: str = ""
    priority: int = 0
    done_at: str = ""
    staff_id: int | None = None
    contact_id: int | None = None
    account_id: int | None = None
    deal_id: int | None = None

    def problems(self) -> list[Problem]:
        """What keeps this from being kept."""
        return [] if self.title.strip() else [Problem("title", "Say what there is to do.")]
