"""Changes: which rows of which tables a step touched. Lists and pages follow it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Touched:
    """Rows of one table: single ids, and dense ranges left by bulk work."""

    ids: set[int] = field(default_factory=set)
    ranges: list[tuple[int, int]] = field(default_factory=list)

    def __contains__(self, row_id: object) -> bool:
        return row_id in self.ids or any(
            first <= row_id <= last for first, last in self.ranges if isinstance(row_id, int)
        )

    def count(self) -> int:
        """How many rows, counting ranges as full."""
        return len(self.ids) + sum(last - first + 1 for first, last in self.ranges)


@dataclass(slots=True)
class Changes:
    """What one step (or one reload) did; ``everything`` means: read all again."""

    step_id: int = 0
    label: str = ""
    kind: str = "do"
    tables: dict[str, Touched] = field(default_factory=dict)
    contacts: set[int] = field(default_factory=set)
    accounts: set[int] = field(default_factory=set)
    everything: bool = False
    recorded_always: bool = False
    """Keep the step in the history even when nothing was left for it to change."""
    lasting: bool = False
    """Says what happened in the world (a mail went out): the step cannot be taken back."""

    def table(self, name: str) -> Touched:
        """The touched rows of a table, made on first use."""
        return self.tables.setdefault(name, Touched())

    def touches(self, *names: str) -> bool:
        """Whether any of these tables changed."""
        return self.everything or any(name in self.tables for name in names)
